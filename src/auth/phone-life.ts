import type { Scheduler } from "../app/scheduler.ts";
import type { Settings } from "../settings/settings.ts";
import type { PageLoad } from "../widget/load-within.ts";
import type { AppSecrets } from "./app-secrets.ts";
import type { PendingAuthorization } from "./authorization-request.ts";
import { discoveryServer } from "./discovery.ts";
import { unreachableNotice } from "./notices.ts";
import { type PhoneSignIn, planRedemption } from "./phone-sign-in.ts";
import { type Redemption, startRedemption } from "./redemption.ts";
import type { SessionEffects } from "./session-api.ts";
import type { SessionStore } from "./session-store.ts";
import type { SessionToken } from "./token.ts";

/** The softphone's page: with what it was loaded, and how long it may take to sign in. */
export interface PhoneLife {
  /** What the page was loaded with, last of all; what it stores belongs to that registration. */
  readonly signIn: PhoneSignIn | null;
  readonly isLoaded: boolean;
  /** The page could not be loaded, and is tried again. */
  readonly isUnreachable: boolean;
  /** Brings the widget up with `signIn` and waits until it is signed in. */
  redeem(signIn: PhoneSignIn, from: "code" | "jwt" | "vault"): void;
  /** The page has crashed before it was signed in: goes on in a new one, unless it does nothing but crash. */
  comeBack(token: SessionToken, from: "code" | "jwt" | "vault"): void;
  redeemCode(transaction: PendingAuthorization, redirect: string, code: string): void;
  /** Loads the page with the session it had; resolves to false when it did not come at once; it is tried again by itself. */
  restore(token: SessionToken): Promise<boolean>;
  signInWith(token: SessionToken): PhoneSignIn;
  /** The page says that it is signed in: it is there, whatever its load came to, and nothing is loaded over it. */
  signedIn(): void;
  /** Until then the token endpoint may be asked again, in milliseconds since the epoch. */
  readonly redeemsUntil: number;
  /** The widget waits for the platform, or goes on. */
  setWaiting(waiting: boolean): void;
  /** Nothing is waited for any more. */
  stop(): void;
  /** The page is being replaced. */
  replaced(): void;
  /** Empties the page; what it may still store is not wanted. */
  unload(): void;
}

export interface PhoneLifeOptions {
  readonly redirectUri: string;
  readonly scheduler: Scheduler;
  readonly effects: SessionEffects;
  readonly store: SessionStore;
  readonly secrets: AppSecrets;
  readonly settings: { get(): Settings };
  /** The one that the session holds now; the widget may have renewed it since the page was asked for. */
  readonly token: () => SessionToken | null;
  readonly timedOut: () => void;
}

/** An authorization code lives 60 seconds (docs of RingCentral's authorization endpoint, `expires_in`). */
const CODE_LIFETIME_MS = 60_000;
/** After so many crashes a sign-in is given up. */
const CRASH_LIMIT = 3;

export function createPhoneLife(options: PhoneLifeOptions): PhoneLife {
  const { scheduler, effects, store, secrets } = options;
  let phone: { readonly signIn: PhoneSignIn; readonly isLoaded: boolean } | null = null;
  let redemption: Redemption | null = null;
  let redeemsUntil = Number.POSITIVE_INFINITY;
  let isUnreachable = false;
  /** Counts what the page was loaded for: another one may take the place of one that is still on its way. */
  let turn = 0;
  /** How often the page has crashed since the sign-in began. */
  let crashes = 0;

  const stop = (): void => {
    turn += 1;
    redemption?.stop();
    redemption = null;
    isUnreachable = false;
    redeemsUntil = Number.POSITIVE_INFINITY;
  };

  const signInWith = (token: SessionToken): PhoneSignIn => ({
    clientId: token.clientId,
    server: token.server,
    clientSecret: secrets.clientSecret,
    discovery: discoveryServer(options.settings.get(), token.server),
    redirectUri: options.redirectUri,
    credentials: { kind: "stored-token" },
    token: token.stored,
  });
  /** A code, a JWT or a refresh token that has done its work signs nobody in again; what it has brought does. */
  const load = (signIn: PhoneSignIn): Promise<PageLoad> => {
    const token = options.token();
    const current = token === null ? signIn : signInWith(token);
    phone = { signIn: current, isLoaded: false };
    return effects.loadPhone(current);
  };
  const pageCame = (): void => {
    if (phone !== null) phone = { ...phone, isLoaded: true };
    isUnreachable = false;
  };

  const redeem = (
    signIn: PhoneSignIn,
    from: "code" | "jwt" | "vault",
    bring = (): Promise<PageLoad> => load(signIn),
  ): void => {
    const since = scheduler.now();
    stop();
    phone = { signIn, isLoaded: false };
    const isCode = from === "code" && signIn.credentials.kind !== "stored-token";
    if (isCode) redeemsUntil = since + CODE_LIFETIME_MS;
    store.setNotice(null);
    store.apply({ type: "redeeming", at: since, from });
    redemption = startRedemption({
      load: bring,
      retryUntil: redeemsUntil,
      scheduler,
      whenNoCall: effects.whenNoCall,
      random: effects.random,
      loaded() {
        const wasUnreachable = isUnreachable;
        pageCame();
        if (wasUnreachable) store.setNotice(null);
        if (from !== "vault") return;
        effects.closeSignIn();
        effects.showPhone();
      },
      unreachable(retryInMs, because) {
        isUnreachable = true;
        effects.hidePhone();
        effects.showSignIn();
        const status = because === "network-error" ? null : because.status;
        store.setNotice(unreachableNotice(Math.ceil(retryInMs / 1000), status));
      },
      timedOut: options.timedOut,
    });
  };

  return {
    get signIn() {
      return phone?.signIn ?? null;
    },
    get isLoaded() {
      return phone?.isLoaded ?? false;
    },
    get isUnreachable() {
      return isUnreachable;
    },
    get redeemsUntil() {
      return redeemsUntil;
    },
    redeem(signIn, from) {
      crashes = 0;
      redeem(signIn, from);
    },
    comeBack(token, from) {
      crashes += 1;
      if (crashes < CRASH_LIMIT) redeem(signInWith(token), from);
      else options.timedOut();
    },
    redeemCode(transaction, redirect, code) {
      crashes = 0;
      const loaded = phone?.isLoaded ? phone.signIn : null;
      const { clientSecret } = secrets;
      const authId = effects.randomState();
      const { signIn, callbackUri } = planRedemption(
        transaction,
        redirect,
        code,
        loaded,
        clientSecret,
        authId,
      );
      if (callbackUri === null) {
        redeem(signIn, "code");
        return;
      }
      redeem(signIn, "code", async () => {
        effects.redeemInPhone(callbackUri);
        return "loaded";
      });
    },
    restore(token) {
      const signIn = signInWith(token);
      stop();
      phone = { signIn, isLoaded: false };
      const mine = turn;
      return new Promise((resolve) => {
        redemption = startRedemption({
          async load() {
            const outcome = await load(signIn);
            // Another one may have taken its place, and that one's outcome counts; or it has signed in meanwhile.
            resolve(outcome === "loaded" || turn !== mine);
            return outcome;
          },
          retryUntil: redeemsUntil,
          scheduler,
          whenNoCall: effects.whenNoCall,
          random: effects.random,
          loaded() {
            pageCame();
            store.changed();
          },
          unreachable() {
            isUnreachable = true;
            store.changed();
          },
          // The session lives on; reachability says that the page does not come.
          timedOut() {},
        });
      });
    },
    signInWith,
    signedIn() {
      stop();
      pageCame();
    },
    setWaiting(waiting) {
      if (waiting) redemption?.pause();
      else redemption?.resume();
    },
    stop,
    replaced() {
      if (phone !== null) phone = { ...phone, isLoaded: false };
    },
    unload() {
      phone = null;
      effects.unloadPhone();
    },
  };
}
