import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { AppSecrets } from "./app-secrets.ts";
import type { BrowserSignIn } from "./browser-sign-in.ts";
import type { PhoneLife } from "./phone-life.ts";
import type { PhoneSignIn } from "./phone-sign-in.ts";
import { revokeToken } from "./revocation.ts";
import type { SignOutReason } from "./session.ts";
import type { SessionEffects } from "./session-api.ts";
import type { SessionStore } from "./session-store.ts";
import { parseStoredToken, revocableToken } from "./token.ts";
import type { TokenLife } from "./token-life.ts";
import type { TokenRequests } from "./token-requests.ts";

/** The end of a session by its user's will: no way back in is left that does not start with the user. */
export interface SignOut {
  /** From the tray or a page of the shell. Never rejects; what fails is logged and stops nothing. */
  everywhere(how: { readonly clearData: boolean }): Promise<void>;
  /** In the widget: it has removed its token by itself. */
  inWidget(): Promise<void>;
  /** The widget has removed the token of a sign-in that it had not finished: nobody's wish, so secrets stay. */
  unfinished(): Promise<void>;
  /**
   * A sign-in is not wanted any more: what it has brought so far is revoked and removed, as far as that goes. To be
   * called while its page is still there.
   */
  undo(): void;
  /** A page that is gone had stored that token before it went. */
  cameLate(stored: string): void;
  /** The widget has removed its token. Returns whether it was asked to. */
  tokenRemoved(): boolean;
  /** The widget's revocation was answered with that status; 0 for no answer. */
  revocationAnswered(status: number): void;
  /** A session begins: nothing of it is revoked. */
  began(): void;
}

export interface SignOutOptions {
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: SessionEffects;
  readonly store: SessionStore;
  readonly secrets: AppSecrets;
  readonly browser: BrowserSignIn;
  readonly phone: PhoneLife;
  readonly life: TokenLife;
  readonly requests: TokenRequests;
  readonly leave: (because: SignOutReason) => void;
}

/** Embeddable first signs its web phone off (2 s at most), then revokes, then removes its token. */
const PHONE_LIMIT_MS = 5_000;

export function createSignOut(options: SignOutOptions): SignOut {
  const { scheduler, log, effects, store, secrets, browser, phone, life } = options;
  let isRevoked = false;
  /** Whose sign-in was undone last of all; its page may just have redeemed its code. */
  let undone: PhoneSignIn | null = null;
  let phoneIsDone: (() => void) | null = null;
  let underWay: Promise<void> | null = null;
  let clearsData = false;

  const askPhone = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = scheduler.after(PHONE_LIMIT_MS, () => {
        log.warn("sign-out.widget-silent", {});
        phoneIsDone?.();
      });
      phoneIsDone = () => {
        stop();
        phoneIsDone = null;
        resolve();
      };
      effects.logOutInPhone();
    });

  /** Unless the widget did; resolves after the first attempt. To be called before the secrets are forgotten. */
  const revoke = async (session = life.token): Promise<void> => {
    const token = session === null ? null : revocableToken(session);
    if (isRevoked || session === null || token === null) return;
    const { clientId, server } = session;
    const { clientSecret } = secrets;
    const { fetch, random } = effects;
    await revokeToken({ clientId, server, token, clientSecret, fetch, scheduler, random, log });
  };

  /** The widget has removed its token; the page may stay, so that the next sign-in is faster. */
  const followWidget = (): void => {
    void revoke();
    // Loaded anew, it would sign in again.
    if (phone.signIn?.credentials.kind === "jwt") phone.unload();
  };

  /** What leads back in is forgotten first; other programs are cut off once they were told that nobody is signed in. */
  const end = async (): Promise<void> => {
    browser.end();
    const emptied = Promise.all([life.drop(), secrets.forget()]);
    options.leave({ kind: "user" });
    await Promise.all([emptied, effects.cutOffPrograms()]);
  };

  const clearData = async (): Promise<void> => {
    try {
      await effects.clearPhoneData();
      log.info("sign-out.data-cleared", {});
    } catch (cause) {
      log.error("sign-out.data-not-cleared", { cause });
    }
  };

  const run = async (): Promise<void> => {
    if (store.session.state === "signed-in" && phone.isLoaded) await askPhone();
    const revoked = revoke();
    options.requests.forget();
    phone.stop();
    phone.unload();
    // Nothing may load the page anew while its data is cleared, nor sign in anew: the next one's would go with it.
    const dropped = life.drop();
    while (clearsData) {
      clearsData = false;
      await clearData();
    }
    // From here on somebody else can sign in, and wants to be able to sign out.
    underWay = null;
    await Promise.all([dropped, end()]);
    await revoked;
  };

  return {
    everywhere(how) {
      clearsData ||= how.clearData;
      underWay ??= run();
      return underWay;
    },
    inWidget() {
      followWidget();
      return end();
    },
    async unfinished() {
      const { scope = "", hasRefreshToken = false } = life.token ?? {};
      followWidget();
      const dropped = life.drop();
      options.leave({ kind: "ended-by-widget", scope, hasRefreshToken });
      await dropped;
    },
    undo() {
      undone = phone.signIn;
      if (life.token === null) return;
      void revoke();
      void life.drop();
    },
    cameLate(stored) {
      if (undone === null) return;
      const token = parseStoredToken(stored, undone.clientId, undone.server);
      undone = null;
      // What the widget has revoked was another one.
      isRevoked = false;
      if (token !== null) void revoke(token);
    },
    tokenRemoved() {
      if (phoneIsDone === null) return false;
      phoneIsDone();
      return true;
    },
    revocationAnswered(status) {
      // A failed one looks the same from outside: the widget removes its token all the same.
      isRevoked = status >= 200 && status < 300;
      if (!isRevoked) log.warn("token.not-revoked", { status, by: "widget" });
    },
    began() {
      isRevoked = false;
      undone = null;
    },
  };
}
