import { SDK } from "@ringcentral/sdk";
import { parseJsonObject } from "../app/json.ts";
import { Secret } from "../vault/secret.ts";
import type { AppRegistration } from "./app-registration.ts";
import { type DiscoveryServer, parseDiscoveryServer } from "./discovery.ts";
import { isRingCentralAddress } from "./ringcentral-host.ts";

/** One authorization request that the user's browser was sent off with, and what its answer is checked by. */
export interface PendingAuthorization {
  readonly clientId: string;
  /** Origin of the platform, `https://platform.ringcentral.com`. */
  readonly server: string;
  readonly redirectUri: string;
  /** Who was asked where users sign in; null without discovery. */
  readonly discovery: DiscoveryServer | null;
  readonly state: string;
  /** Null for an app with a client secret, and where the widget keeps its own. */
  readonly codeVerifier: Secret | null;
  /** Who redeems the code: the widget with what is handed to it, or by a request that it made itself. */
  readonly madeBy: "shell" | "widget";
  /** The address that the browser opens. Holds `state` and the challenge, not the verifier. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface AuthorizationParameters {
  readonly clientId: string;
  readonly server: string;
  readonly redirectUri: string;
  /** What discovery found out; null for the server's own authorization endpoint. */
  readonly discovered: { readonly by: DiscoveryServer; readonly authorizationUri: string } | null;
  /** PKCE S256; off only for an app with a client secret. */
  readonly usePkce: boolean;
  /** Fresh for each request and impossible to guess: `randomUUID()`. */
  readonly state: string;
  /** Used by the SDK for its own requests (design D10). */
  readonly fetch: typeof fetch;
  readonly now: number;
}

/** After this time an unanswered request is given up, in milliseconds. RingCentral's page itself expires too. */
export const AUTHORIZATION_TTL_MS = 10 * 60_000;

/**
 * Makes an authorization request, with PKCE S256 (RFC 7636) unless the app has a secret, through the SDK, which also makes the verifier
 * (https://developers.ringcentral.com/guide/authentication/auth-code-pkce-flow).
 *
 * @throws when the SDK stops keeping the verifier where version 5 keeps it
 */
export function createAuthorizationRequest(parameters: AuthorizationParameters): PendingAuthorization {
  const { clientId, server, redirectUri, discovered, usePkce, state, now } = parameters;
  const platform = new SDK({
    server,
    clientId,
    redirectUri,
    ...(discovered === null ? {} : { authorizeEndpoint: discovered.authorizationUri }),
    fetch: parameters.fetch,
    Request,
    Response,
    Headers,
  }).platform();
  const login = platform.loginUrl({ state, usePKCE: usePkce });
  const codeVerifier = usePkce ? verifierOf(platform) : null;
  return {
    clientId,
    server,
    redirectUri,
    discovery: discovered?.by ?? null,
    state,
    codeVerifier,
    madeBy: "shell",
    // As the SDK writes it with discovery on; RingCentral then names the account's servers in the redirect.
    url: discovered === null ? login : `${login}&discovery=true`,
    createdAt: now,
  };
}

/** Version 5 of the SDK keeps it in a private field. */
function verifierOf(platform: object): Secret {
  const codeVerifier: unknown = Reflect.get(platform, "_codeVerifier");
  if (typeof codeVerifier !== "string" || codeVerifier.length < 43) {
    throw new Error("the RingCentral SDK did not make a code verifier");
  }
  return new Secret(codeVerifier);
}

/**
 * Takes over a request that the widget made itself (`rc-login-popup-notify`): the widget keeps the verifier, the
 * shell checks the redirect.
 *
 * @returns null when the address is not an authorization request to the registration's server, or to RingCentral
 *   where discovery says which, with our redirect URI
 */
export function adoptAuthorizationRequest(
  url: string,
  { server, discovery }: Pick<AppRegistration, "server" | "discovery">,
  redirectUri: string,
  now: number,
): PendingAuthorization | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname, searchParams } = new URL(url);
  const state = searchParams.get("state") ?? "";
  const clientId = searchParams.get("client_id") ?? "";
  const isPlatform = discovery === null ? origin === server : isRingCentralAddress(url, server);
  if (!isPlatform || !pathname.endsWith("/oauth/authorize")) return null;
  if (searchParams.get("redirect_uri") !== redirectUri || state === "" || clientId === "") return null;
  return {
    clientId,
    server,
    redirectUri,
    discovery,
    state,
    codeVerifier: null,
    madeBy: "widget",
    url,
    createdAt: now,
  };
}

/**
 * For whom a request of Handset's own was made, to make another one: also of an earlier run, which is only known by
 * its request.
 *
 * @param clientSecret of the app, or null; used where the request was made without a verifier
 */
export function registrationOf(request: PendingAuthorization, clientSecret: Secret | null): AppRegistration {
  const { clientId, server, discovery, codeVerifier } = request;
  return { clientId, server, discovery, clientSecret: codeVerifier === null ? clientSecret : null };
}

/** The form kept in the vault, so that a redirect can still be answered when it has to start Handset first. */
export function serializePending(pending: PendingAuthorization): Secret {
  return new Secret(JSON.stringify({ ...pending, codeVerifier: pending.codeVerifier?.reveal() ?? null }));
}

/** The reverse; null when the text is not one, or the request is older than it may be. */
export function parsePending(stored: Secret, now: number): PendingAuthorization | null {
  const value = parseJsonObject(stored.reveal());
  if (value === null) return null;
  const { clientId, server, redirectUri, discovery, state, codeVerifier, url, createdAt } = value;
  if (
    typeof clientId !== "string" ||
    typeof server !== "string" ||
    typeof redirectUri !== "string" ||
    typeof state !== "string" ||
    (typeof codeVerifier !== "string" && codeVerifier !== null) ||
    typeof url !== "string" ||
    typeof createdAt !== "number"
  ) {
    return null;
  }
  const age = now - createdAt;
  if (age < 0 || age > AUTHORIZATION_TTL_MS) return null;
  // A request of the widget's own is over when its page is: the verifier went with it.
  if (value.madeBy !== "shell") return null;
  return {
    clientId,
    server,
    redirectUri,
    discovery: typeof discovery === "string" ? parseDiscoveryServer(discovery) : null,
    state,
    codeVerifier: codeVerifier === null ? null : new Secret(codeVerifier),
    madeBy: "shell",
    url,
    createdAt,
  };
}
