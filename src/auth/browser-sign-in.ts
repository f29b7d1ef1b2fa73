import type { Scheduler } from "../app/scheduler.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Vault } from "../vault/vault.ts";
import type { AppRegistration } from "./app-registration.ts";
import {
  AUTHORIZATION_TTL_MS,
  createAuthorizationRequest,
  type PendingAuthorization,
  parsePending,
  serializePending,
} from "./authorization-request.ts";
import { discoverAuthorization } from "./discovery.ts";
import type { LoopbackReceiver } from "./loopback-receiver.ts";
import { browserFailedNotice, noLoopbackPortNotice } from "./notices.ts";
import { checkRedirect, type RedirectVerdict } from "./redirect.ts";
import type { WayBack } from "./redirect-way.ts";
import type { SignInWindow, SignInWindowEnd, SignInWindowRequest } from "./sign-in-window.ts";

export interface BrowserSignInEffects {
  readonly fetch: typeof fetch;
  readonly randomState: () => string;
  /** Resolves to false when no browser could be opened. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** Resolves to null when no registered port is free. A redirect with a `state` nobody awaits is refused. */
  readonly receiveLoopback: (
    received: (url: string) => void,
    isAwaited: (state: string) => boolean,
  ) => Promise<LoopbackReceiver | null>;
  readonly openSignInWindow: (request: SignInWindowRequest) => SignInWindow;
}

export interface BrowserSignInOptions {
  /** The redirect URI by private-use scheme. */
  readonly redirectUri: string;
  readonly vault: Vault;
  readonly scheduler: Scheduler;
  readonly effects: BrowserSignInEffects;
  /** A request is open; the session waits for its redirect. */
  readonly began: (transaction: PendingAuthorization) => void;
  readonly redirected: (url: string) => void;
  /** `offersLoopback` has changed. */
  readonly changed: () => void;
  readonly timedOut: () => void;
  /** The sign-in window is gone without an answer; the request is given up. */
  readonly windowEnded: (because: SignInWindowEnd) => void;
}

/** The one open authorization request: how it is made, kept, checked and given up. */
export interface BrowserSignIn {
  /** Makes a request and opens it in the browser; returns what is to be said, or null. */
  begin(registration: AppRegistration, way: WayBack): Promise<Notice | null>;
  /** Opens a request that the widget made itself. */
  adopt(transaction: PendingAuthorization): Promise<Notice | null>;
  /**
   * Takes up the request of an earlier run, where there is one that can still be answered. One that the keychain does
   * not open stays where it is. Resolves to whether a request is open then; waits for the keychain.
   */
  resume(): Promise<boolean>;
  /** There may be a request of an earlier run that was not read yet, or could not be. */
  readonly isUnread: boolean;
  openAgain(): Promise<Notice | null>;
  /** Judges a redirect; an accepted one is used up by that. */
  check(url: string): RedirectVerdict;
  /** Gives up what is open. */
  end(): void;
  readonly transaction: PendingAuthorization | null;
  /** Where the user is meanwhile. */
  readonly waitingIn: "browser" | "window";
  /** The scheme was not answered for so long that the other way is worth a try. */
  readonly offersLoopback: boolean;
}

/** Issue of many systems: the scheme is registered, and nothing happens. */
const OFFER_LOOPBACK_AFTER_MS = 60_000;
/** Redirects that were accepted lately, to tell a replay from a stranger. */
const REMEMBERED_STATES = 20;

export function createBrowserSignIn(options: BrowserSignInOptions): BrowserSignIn {
  const { vault, scheduler, effects } = options;
  const usedStates: string[] = [];
  let transaction: PendingAuthorization | null = null;
  let receiver: LoopbackReceiver | null = null;
  let window: SignInWindow | null = null;
  let offersLoopback = false;
  let stopTimers = (): void => {};
  /** What is known of a request of an earlier run: nothing, that the keychain keeps it shut, or all there is. */
  let earlier: "unread" | "locked" | "known" = "unread";

  const end = (): void => {
    stopTimers();
    earlier = "known";
    receiver?.close();
    receiver = null;
    window?.close();
    window = null;
    transaction = null;
    offersLoopback = false;
    void vault.remove("pending-authorization");
  };
  const wait = (open: PendingAuthorization): void => {
    transaction = open;
    const left = open.createdAt + AUTHORIZATION_TTL_MS - scheduler.now();
    const stopLimit = scheduler.after(left, () => {
      end();
      options.timedOut();
    });
    const stopOffer = scheduler.after(OFFER_LOOPBACK_AFTER_MS, () => {
      offersLoopback = open.redirectUri === options.redirectUri && open.madeBy === "shell";
      if (offersLoopback) options.changed();
    });
    stopTimers = () => {
      stopLimit();
      stopOffer();
    };
    options.began(open);
  };
  const inContext = (verdict: RedirectVerdict): RedirectVerdict => {
    if (verdict.accepted) return verdict;
    if (verdict.because === "not-asked" && earlier === "locked")
      return { ...verdict, because: "keychain-closed" };
    // The window is gone with its answer, whatever that was: there is nothing left to wait for.
    return window !== null && verdict.because !== "wrong-address"
      ? { ...verdict, endsRequest: true }
      : verdict;
  };
  const openInWindow = (open: PendingAuthorization): void => {
    window = effects.openSignInWindow({
      url: open.url,
      redirectUri: open.redirectUri,
      server: open.server,
      redirected: options.redirected,
      ended(because) {
        if (transaction !== open) return;
        end();
        options.windowEnded(because);
      },
    });
    options.changed();
  };
  const openInBrowser = async (open: PendingAuthorization): Promise<Notice | null> => {
    // It may have been given up while the keychain was waited for.
    if (transaction !== open) return null;
    return (await effects.openBrowser(open.url)) ? null : browserFailedNotice;
  };

  return {
    async begin(registration, way) {
      const isAwaited = (state: string): boolean => transaction?.state === state;
      const listening =
        way.by === "loopback" ? await effects.receiveLoopback(options.redirected, isAwaited) : null;
      if (way.by === "loopback" && listening === null) return noLoopbackPortNotice;
      const { clientId, server, discovery } = registration;
      const found =
        discovery === null ? null : await discoverAuthorization(discovery, clientId, server, effects.fetch);
      if (found?.ok === false) {
        listening?.close();
        return found.notice;
      }
      // Only now: where no port is free, the request that is open can still be answered.
      end();
      receiver = listening;
      const open = createAuthorizationRequest({
        clientId,
        server,
        redirectUri: way.by === "window" ? way.redirectUri : (listening?.redirectUri ?? options.redirectUri),
        discovered:
          found === null || discovery === null
            ? null
            : { by: discovery, authorizationUri: found.authorizationUri },
        usePkce: registration.clientSecret === null,
        state: effects.randomState(),
        fetch: effects.fetch,
        now: scheduler.now(),
      });
      wait(open);
      if (way.by === "window") {
        openInWindow(open);
        return null;
      }
      // The redirect by scheme may have to start Handset anew, so what it is checked by must be there first.
      if (listening === null) await vault.write("pending-authorization", serializePending(open));
      return openInBrowser(open);
    },
    adopt(open) {
      end();
      wait(open);
      return openInBrowser(open);
    },
    async resume() {
      const kept = await vault.read("pending-authorization");
      // A newer one has taken its place, or it was given up.
      if (earlier === "known") return transaction !== null;
      const isLocked =
        !kept.found && (kept.because === "keychain-silent" || kept.because === "keychain-locked");
      earlier = isLocked ? "locked" : "known";
      if (!kept.found) return false;
      const open = parsePending(kept.value, scheduler.now());
      if (open === null) end();
      else wait(open);
      return open !== null;
    },
    get isUnread() {
      return earlier !== "known";
    },
    async openAgain() {
      if (window !== null) window.show();
      else if (transaction !== null) return openInBrowser(transaction);
      return null;
    },
    check(url) {
      const expected = transaction?.redirectUri ?? options.redirectUri;
      const isUsed = (state: string): boolean => usedStates.includes(state);
      const verdict = inContext(checkRedirect(url, expected, transaction, isUsed));
      if (verdict.accepted && transaction !== null) {
        usedStates.push(transaction.state);
        usedStates.splice(0, usedStates.length - REMEMBERED_STATES);
      }
      if (verdict.accepted || verdict.endsRequest) end();
      return verdict;
    },
    end,
    get transaction() {
      return transaction;
    },
    get waitingIn() {
      return window === null ? "browser" : "window";
    },
    get offersLoopback() {
      return offersLoopback;
    },
  };
}
