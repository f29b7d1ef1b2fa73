import type { Scheduler } from "../app/scheduler.ts";
import type { Vault } from "../vault/vault.ts";
import type { AppSecrets } from "./app-secrets.ts";
import type { BrowserSignIn } from "./browser-sign-in.ts";
import { keychainWaitingNotice } from "./notices.ts";
import type { SignOutReason } from "./session.ts";
import type { SessionStore } from "./session-store.ts";
import { isExpired, parseToken, type SessionToken } from "./token.ts";

export interface StartUpOptions {
  readonly vault: Vault;
  readonly scheduler: Scheduler;
  readonly store: SessionStore;
  readonly secrets: AppSecrets;
  readonly browser: BrowserSignIn;
  /** The user signs in, whatever the vault holds: their redirect must not wait for the keychain. */
  readonly signInBegun: Promise<void>;
  readonly showSignIn: () => void;
  readonly signedOut: (because: SignOutReason) => void;
  /** There is a token that lives. */
  readonly goOn: (token: SessionToken) => void;
}

/** After this time without an answer the user is told what is being waited for. */
const KEYCHAIN_PATIENCE_MS = 3_000;

/**
 * Finds out what the vault holds and goes on from there; resolves when redirects can be taken. A keychain that
 * never answers is given up, and its answer is taken all the same when it comes while nobody has signed in
 * another way.
 */
export async function startUp(options: StartUpOptions): Promise<void> {
  const { vault, store, browser, secrets } = options;
  store.apply({ type: "configured" });
  await Promise.race([openVault(options), options.signInBegun]);
  vault.onStateChanged(() => {
    const { session } = store;
    if (session.state !== "signed-out") return;
    const isSilent = session.because?.kind === "vault-silent";
    if (vault.state === "sealed-by-keychain") {
      if (isSilent) void openVault(options);
      else if (session.because === undefined && browser.isUnread) void resumeRequest(browser, secrets);
    } else if (vault.state === "closed" && isSilent) options.signedOut({ kind: "vault-locked" });
  });
}

/** Takes up the request of an earlier run with what it takes to redeem its answer; resolves to whether there is one. */
export async function resumeRequest(browser: BrowserSignIn, secrets: AppSecrets): Promise<boolean> {
  const isOpen = await browser.resume();
  if (isOpen) await secrets.load();
  return isOpen;
}

async function openVault(options: StartUpOptions): Promise<void> {
  const { vault, scheduler, store, secrets, browser } = options;
  const isOpen = (): boolean => {
    const { session } = store;
    return session.state === "signed-out" && session.because?.kind !== "user";
  };
  const stopPatience = scheduler.after(KEYCHAIN_PATIENCE_MS, () => {
    if (!isOpen()) return;
    store.setNotice(keychainWaitingNotice);
    options.showSignIn();
  });
  const stored = await vault.read("session-token");
  const isSilent = !stored.found && stored.because === "keychain-silent";
  // Each entry would wait as long again.
  if (!isSilent) await secrets.load();
  const mayResume = isOpen() && !stored.found && !isSilent;
  const isResumed = mayResume && (await browser.resume());
  stopPatience();
  // Meanwhile the user has begun to sign in anew: the vault keeps what it has until that is done.
  if (!isOpen() && !isResumed) return;
  if (store.notice === keychainWaitingNotice) store.setNotice(null);

  if (!stored.found) {
    const because = isResumed ? null : reasonFor(stored.because);
    if (because !== null) options.signedOut(because);
    options.showSignIn();
    store.changed();
    return;
  }
  const token = parseToken(stored.value);
  if (token !== null && !isExpired(token, scheduler.now())) {
    options.goOn(token);
    return;
  }
  // An expired one stays until the next sign-in: should the clock be wrong, not the token, nothing is lost.
  if (token === null) void vault.setAside("session-token");
  options.signedOut({ kind: token === null ? "vault-unreadable" : "expired" });
}

function reasonFor(
  because: "absent" | "cannot-open" | "keychain-silent" | "keychain-locked",
): SignOutReason | null {
  switch (because) {
    case "absent":
      return null;
    case "cannot-open":
      return { kind: "vault-unreadable" };
    case "keychain-silent":
      return { kind: "vault-silent" };
    case "keychain-locked":
      return { kind: "vault-locked" };
  }
}
