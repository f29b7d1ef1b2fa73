import type { DiscoveryServer } from "../auth/discovery.ts";
import type { Secret } from "../vault/secret.ts";
import { featureParameters, type WidgetFeatures } from "./features.ts";

/** How the widget signs in: with a code just received, or with what the vault seeds into its storage. */
export type Credentials =
  | {
      readonly kind: "code";
      readonly code: Secret;
      /** Null for an app with a client secret. */
      readonly codeVerifier: Secret | null;
      /**
       * Different for each sign-in. The widget takes a code only for an `externalAuthId` it has not seen, and
       * two addresses that differ in their fragments alone would not load the page anew.
       */
      readonly externalAuthId: string;
    }
  | { readonly kind: "jwt"; readonly jwt: Secret; readonly externalAuthId: string }
  /** The whole redirect, verifier included, for the page to get by message once it listens. */
  | { readonly kind: "redirect"; readonly callbackUri: Secret }
  | { readonly kind: "stored-token" };

export interface AppUrlParameters {
  /** Address of Embeddable's `app.html`. */
  readonly widgetUrl: string;
  readonly clientId: string;
  readonly server: string;
  readonly clientSecret: Secret | null;
  readonly discovery: DiscoveryServer | null;
  readonly redirectUri: string;
  readonly credentials: Credentials;
  /**
   * Where the code and its verifier travel; a JWT and a client secret always take the fragment. Both places are read the same way by the widget; a fragment never
   * leaves this machine and never becomes the key of an entry in the HTTP cache (docs/adr/0001).
   */
  readonly credentialsIn: "fragment" | "query";
  readonly productName: string;
  readonly appVersion: string;
  readonly features: WidgetFeatures;
}

/**
 * The address of the softphone, by the parameters in Embeddable's manual (docs/config, "Customize
 * Authorization").
 */
export function appUrl(parameters: AppUrlParameters): string {
  const { credentials } = parameters;
  const url = new URL(parameters.widgetUrl);
  const query = {
    // In front: what the shell itself sets stays as it is.
    ...featureParameters(parameters.features),
    clientId: parameters.clientId,
    appServer: parameters.server,
    redirectUri: parameters.redirectUri,
    // Sign-in happens in the system browser: the widget asks for it by message instead of opening a window.
    disableLoginPopup: "1",
    // A product token has no blanks (RFC 9110 section 10.1.5).
    userAgent: `${parameters.productName.replace(/\s+/g, "")}/${parameters.appVersion}`,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  if (parameters.discovery !== null) {
    url.searchParams.set("discovery", "1");
    url.searchParams.set("discoverAppServer", parameters.discovery);
  }
  if ("externalAuthId" in credentials) {
    url.searchParams.set("externalAuthId", credentials.externalAuthId);
  }
  const fragment = new URLSearchParams();
  const once = parameters.credentialsIn === "fragment" ? fragment : url.searchParams;
  if (credentials.kind === "code") {
    once.set("authorizationCode", credentials.code.reveal());
    if (credentials.codeVerifier !== null) {
      once.set("authorizationCodeVerifier", credentials.codeVerifier.reveal());
    }
  }
  if (credentials.kind === "jwt") fragment.set("jwt", credentials.jwt.reveal());
  if (parameters.clientSecret !== null) fragment.set("clientSecret", parameters.clientSecret.reveal());
  url.hash = fragment.toString();
  return url.toString();
}
