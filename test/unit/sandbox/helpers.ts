import { createHash, randomBytes } from "node:crypto";
import type { Sandbox } from "../../sandbox/index.ts";

export const platform = "https://platform.ringcentral.com";
export const tokenUrl = `${platform}/restapi/oauth/token`;
export const ownExtension = `${platform}/restapi/v1.0/account/~/extension/~`;

export interface Attempt {
  readonly url: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** An authorization request of the public client, with some parameters replaced or, given null, left out. */
export function authorizationRequest(
  sandbox: Sandbox,
  changes: Readonly<Record<string, string | null>> = {},
): Attempt {
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = sandbox.clients.public.redirectUris[0] ?? "";
  const query = new URLSearchParams();
  const fields = {
    response_type: "code",
    client_id: sandbox.clients.public.clientId,
    redirect_uri: redirectUri,
    state: "a-state",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== null) query.set(name, value);
  return { url: `${platform}/restapi/oauth/authorize?${query}`, verifier, redirectUri };
}

/** Query of a redirect URI of any scheme. */
export function redirectFields(location: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(location.slice(location.indexOf("?") + 1)));
}

export interface TokenReply {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly error?: string;
  readonly code?: string;
}

/** Posts to the token endpoint; `code` in the answer is RingCentral's error code. */
export async function postToken(
  sandbox: Sandbox,
  form: Readonly<Record<string, string>>,
  basic?: { readonly id: string; readonly secret: string },
): Promise<TokenReply> {
  const headers: Record<string, string> = {};
  if (basic) headers.authorization = `Basic ${btoa(`${basic.id}:${basic.secret}`)}`;
  const response = await sandbox.fetch(tokenUrl, {
    method: "POST",
    headers,
    body: new URLSearchParams(form),
  });
  const body = await response.json();
  return { ...body, status: response.status, code: body.errors?.[0]?.errorCode };
}

/** Signs the demo user in with the public client and returns the form that redeems the code. */
export async function authorizedForm(sandbox: Sandbox): Promise<Record<string, string>> {
  const { url, verifier, redirectUri } = authorizationRequest(sandbox);
  const { code = "" } = redirectFields(await sandbox.approve(url));
  return {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
    client_id: sandbox.clients.public.clientId,
  };
}

export async function signIn(sandbox: Sandbox): Promise<TokenReply> {
  return postToken(sandbox, await authorizedForm(sandbox));
}

export function refreshForm(sandbox: Sandbox, refreshToken = ""): Record<string, string> {
  return {
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    client_id: sandbox.clients.public.clientId,
  };
}

/** Status and RingCentral error code of a call with the token. */
export async function callWith(sandbox: Sandbox, accessToken: string, url = ownExtension) {
  const response = await sandbox.fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });
  const body = await response.json();
  return { status: response.status, code: body.errorCode };
}
