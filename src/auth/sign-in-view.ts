import type { Notice, SignInView } from "../ipc/channels.ts";
import type { SignInWay } from "../settings/policy-schema.ts";
import type { Settings } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import { signOutNotice } from "./notices.ts";
import { allowedMethods, allowedRedirects, permittedRedirect } from "./redirect-way.ts";
import type { Session } from "./session.ts";

export interface SignInFacts {
  readonly productName: string;
  readonly profile: string | null;
  readonly session: Session;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly settings: Pick<
    Settings,
    | "method"
    | "server"
    | "serverUrl"
    | "redirect"
    | "allowSignInWindow"
    | "hostedRedirectUri"
    | "discovery"
    | "discoveryServer"
  >;
  readonly clientId: string;
  readonly clientIdLocked: boolean;
  readonly locked: LockedSettings;
  /** The ways to sign in that a policy has left, or null. */
  readonly ways: readonly SignInWay[] | null;
  readonly kept: { readonly clientSecret: boolean; readonly jwt: boolean };
  readonly redirectUris: SignInView["redirectUris"];
  readonly offersLoopback: boolean;
  readonly waitingIn: SignInView["waitingIn"];
  /** Takes the place of the session's own notice. */
  readonly notice: Notice | null;
  /** What the vault's state means; said where there is nothing else to say. */
  readonly vaultNotice: Notice | null;
  /** The number that waits for the sign-in, as people read it, or null. */
  readonly waitingNumber: string | null;
}

/** What the sign-in page shows. */
export function signInView(facts: SignInFacts): SignInView {
  const { session, settings } = facts;
  return {
    productName: facts.productName,
    profile: facts.profile,
    state: pageState(session),
    clientIdLocked: facts.clientIdLocked,
    locked: facts.locked,
    methods: allowedMethods(facts.ways),
    redirects: allowedRedirects(settings, facts.ways),
    form: {
      method: settings.method,
      clientId: facts.clientId,
      server: settings.server,
      serverUrl: settings.serverUrl,
      redirect: permittedRedirect(settings.redirect, settings, facts.ways),
      hostedRedirectUri: settings.hostedRedirectUri,
      discovery: settings.discovery,
      discoveryServer: settings.discoveryServer,
      hasClientSecret: facts.kept.clientSecret,
      hasJwt: facts.kept.jwt,
    },
    redirectUris: facts.redirectUris,
    waitingIn: facts.waitingIn,
    offersLoopback: facts.offersLoopback,
    canSignOut: session.state === "redeeming" && session.from === "vault",
    notice:
      facts.notice ??
      (session.state === "signed-out" && session.because !== undefined
        ? signOutNotice(session.because, facts.now)
        : null) ??
      facts.vaultNotice,
    waitingLink:
      facts.waitingNumber === null
        ? null
        : `After you sign in, ${facts.productName} asks about ${facts.waitingNumber}.`,
  };
}

function pageState(session: Session): SignInView["state"] {
  switch (session.state) {
    case "unconfigured":
    case "signed-out":
      return "ready";
    case "authorizing":
      return "waiting-for-browser";
    case "redeeming":
    case "signed-in":
      return "finishing";
  }
}
