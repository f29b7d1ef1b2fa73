import { Secret } from "../vault/secret.ts";
import type { Credentials } from "../widget/app-url.ts";
import type { AppRegistration } from "./app-registration.ts";
import type { PendingAuthorization } from "./authorization-request.ts";
import { namesEndpoints } from "./discovery.ts";

/** With these the softphone's page signs in. */
export interface PhoneSignIn extends AppRegistration {
  readonly redirectUri: string;
  readonly credentials: Credentials;
  /** What the page finds in its token storage, or null. */
  readonly token: Secret | null;
}

export interface CodeRedemption {
  readonly signIn: PhoneSignIn;
  /**
   * The redirect for `rc-adapter-authorization-code`, verifier included, where the page that is loaded can redeem
   * the code; null where the page has to be loaded with it.
   */
  readonly callbackUri: string | null;
}

/**
 * How a code is redeemed. A code lives a minute and a page takes seconds to load, so a page that is there and
 * signs in for the same app takes it by message. A request that the widget made itself can only be answered so:
 * the verifier is in that page.
 *
 * @param redirect the accepted redirect, whole
 * @param loaded what the loaded page was last signed in with, or null when there is none
 * @param clientSecret of the app, or null; used where the request was made without a verifier
 */
export function planRedemption(
  transaction: PendingAuthorization,
  redirect: string,
  code: string,
  loaded: PhoneSignIn | null,
  clientSecret: Secret | null,
  externalAuthId: string,
): CodeRedemption {
  const { clientId, server, redirectUri, discovery, codeVerifier } = transaction;
  if (transaction.madeBy === "widget" && loaded !== null) {
    return { signIn: { ...loaded, token: null }, callbackUri: redirect };
  }
  const signIn: PhoneSignIn = {
    clientId,
    server,
    clientSecret: codeVerifier === null ? clientSecret : null,
    discovery,
    redirectUri,
    credentials: { kind: "code", code: new Secret(code), codeVerifier, externalAuthId },
    token: null,
  };
  const callback = new URL(redirect);
  if (codeVerifier !== null) callback.searchParams.set("code_verifier", codeVerifier.reveal());
  if (codeVerifier !== null && loaded !== null && signsInFor(loaded, signIn)) {
    return { signIn, callbackUri: callback.href };
  }
  if (discovery === null || !namesEndpoints(callback.searchParams)) return { signIn, callbackUri: null };
  // The widget's address has no parameters for the account's own servers; the message has.
  const credentials = { kind: "redirect", callbackUri: new Secret(callback.href) } as const;
  return { signIn: { ...signIn, credentials }, callbackUri: null };
}

/** The widget redeems with what its own address says: client ID, server, redirect URI, and no secret. */
function signsInFor(loaded: PhoneSignIn, wanted: PhoneSignIn): boolean {
  return (
    loaded.clientId === wanted.clientId &&
    loaded.server === wanted.server &&
    loaded.redirectUri === wanted.redirectUri &&
    loaded.discovery === wanted.discovery &&
    loaded.clientSecret === null
  );
}
