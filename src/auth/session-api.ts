import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { JwtCheck, Notice, SignInForm, SignInView } from "../ipc/channels.ts";
import type { SignInWay } from "../settings/policy-schema.ts";
import type { Settings } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import type { Vault } from "../vault/vault.ts";
import type { PageLoad } from "../widget/load-within.ts";
import type { BrowserSignInEffects } from "./browser-sign-in.ts";
import type { PhoneSignIn } from "./phone-sign-in.ts";
import type { SessionStatus } from "./session-status.ts";
import type { TokenRequest } from "./token-requests.ts";

/** What the session controller makes happen; auth/electron.ts wires it. */
export interface SessionEffects extends BrowserSignInEffects {
  /** From 0 to below 1; spreads attempts of many machines over time. */
  readonly random: () => number;
  readonly copy: (text: string) => void;
  /** Resolves to what came of it; never rejects. */
  readonly loadPhone: (signIn: PhoneSignIn) => Promise<PageLoad>;
  /** Hands the redirect, verifier included, to the page that is loaded. */
  readonly redeemInPhone: (callbackUri: string) => void;
  /** Asks the widget to revoke and remove its token. It answers by removing it, or not at all. */
  readonly logOutInPhone: () => void;
  /** Opens one of the widget's pages, by its own path. */
  readonly navigatePhone: (path: string) => void;
  /** Calls it when no call is up, at once when none is. */
  readonly whenNoCall: (then: () => void) => void;
  /** Replaces the page by an empty one: it must not go on. */
  readonly unloadPhone: () => void;
  /** Removes what the widget has stored on this machine; the page is unloaded before. */
  readonly clearPhoneData: () => Promise<void>;
  /** The user has signed out: programs that were let in are cut off, and what let them in is forgotten. */
  readonly cutOffPrograms: () => Promise<void>;
  readonly showPhone: () => void;
  readonly hidePhone: () => void;
  readonly showSignIn: () => void;
  readonly closeSignIn: () => void;
  readonly viewChanged: (view: SignInView) => void;
  readonly statusChanged: (status: SessionStatus) => void;
  /** Tells the user something while the sign-in page is not there to say it. */
  readonly tell: (notice: Notice) => void;
  /** Calls can be made from now on, or no longer. */
  readonly signedInChanged: (signedIn: boolean) => void;
}

export interface SessionControllerOptions {
  readonly productName: string;
  /** Name of the profile, or null for the usual one. */
  readonly profile: string | null;
  /** The redirect URI by private-use scheme. */
  readonly redirectUri: string;
  /** The redirect URIs on this machine, one for each port that may be registered. */
  readonly loopbackUris: readonly string[];
  /** The redirect page beside the widget. */
  readonly hostedRedirectUri: string;
  /** Whether links of the private-use scheme reach this Handset, as far as is known. */
  readonly schemeArrives: () => boolean;
  /** The client ID built into the product, or null. */
  readonly builtInClientId: string | null;
  /** The ways to sign in that a policy has left; null for all of them. */
  readonly signInWays: () => readonly SignInWay[] | null;
  readonly settings: { get(): Settings; set(changes: Partial<Settings>): void; locked(): LockedSettings };
  readonly vault: Vault;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: SessionEffects;
  /** The number of a link that waits for the sign-in, or null. */
  readonly waitingNumber: () => string | null;
  /** No window shows until somebody asks for one, or has to sign in. */
  readonly startsHidden?: boolean;
}

export interface SessionController {
  /** Finds out what the vault holds and goes on from there; resolves when redirects can be taken. */
  start(): Promise<void>;
  view(): SignInView;
  /** The session as the rest of the app shows it; `effects.statusChanged` tells each change. */
  status(): SessionStatus;
  /**
   * Ends the session wherever it stands: token revoked, vault emptied, page unloaded, sign-in page shown. Nothing
   * signs in again by itself. Resolves when that is done; never rejects. What fails is logged and stops nothing.
   *
   * @param how.clearData also removes what the widget has stored on this machine
   */
  signOut(how: { readonly clearData: boolean }): Promise<void>;
  /** Sends the view again, after something outside of the session changed in it. */
  refreshView(): void;
  signIn(form: SignInForm): Promise<Notice | null>;
  /** Redeems the form's JWT once; nobody is signed in by it. */
  testJwt(form: SignInForm): Promise<JwtCheck>;
  /** Starts the same sign-in anew with the loopback redirect. */
  useLoopback(): void;
  cancel(): void;
  openBrowserAgain(): void;
  copyAddress(): void;
  handleRedirect(url: string): void;
  handleLoggedIn(account: string, country: string | null): void;
  /** The widget stored a token under its key, or removed it (null). Resolves when the vault has it so. */
  handleTokenChanged(stored: string | null): Promise<void>;
  /**
   * A request of the widget's for a token failed, or its revocation was answered. Resolves to true when the request
   * is to be sent again now; the widget waits for that.
   */
  handleTokenAnswered(request: TokenRequest): Promise<boolean>;
  /** The phone's page sees a network, or none. */
  handleOnline(online: boolean): void;
  /** The widget shows another of its pages. */
  handleRoute(path: string): void;
  /** The user pressed Sign In in the signed-out widget, which made an authorization request of its own. */
  handleSignInWanted(oAuthUri: string): void;
  /** The page is being replaced, or gone. */
  handlePageReplaced(): void;
  /**
   * The page's process died. A sign-in that has its token goes on in a new page; the page of a session is there again
   * with `restorePhone`.
   */
  handlePageCrashed(): void;
  /**
   * Loads the phone's page once more with the session it has: by the token, whatever the first sign-in was by. Resolves
   * to false when the page did not come at once; to true, with nothing done, while nobody is signed in. Never rejects.
   */
  restorePhone(): Promise<boolean>;
  /**
   * Loads the phone's page again with the session it has. Does nothing to it while nobody is signed in.
   *
   * @param how.clearData also removes what the widget has stored on this machine, apart from the token
   * @returns null, or `session/sign-in-under-way`, or `session/data-not-cleared`
   */
  reloadPhone(how: { readonly clearData: boolean }): Promise<Notice | null>;
  /** Brings the window forward that the session's state calls for. */
  bringForward(): void;
}
