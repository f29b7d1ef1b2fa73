import { randomUUID } from "node:crypto";
import { type Exchange, json, type Reply } from "../server/exchange.ts";
import { errorReply, oauthError, type PlatformError } from "../server/platform-error.ts";
import type { SecretRegister } from "../server/secrets.ts";
import type { RegisteredClient } from "../types.ts";
import type { AuthorizationStore, RedeemResult } from "./authorization-store.ts";
import { clientById, type SandboxClients } from "./clients.ts";
import type { RefreshResult, TokenStore } from "./token-store.ts";

export interface TokenEndpointOptions {
  readonly clients: SandboxClients;
  readonly authorizations: AuthorizationStore;
  readonly tokens: TokenStore;
  readonly secrets: SecretRegister;
}

type Form = Readonly<Record<string, string>>;

/** `POST /restapi/oauth/token` (RFC 6749 section 3.2) for the three grants that RingCentral still offers. */
export function handleToken(exchange: Exchange, options: TokenEndpointOptions): Reply {
  const { form } = exchange;
  if (form === null) {
    return errorReply(oauthError("invalid_request", "OAU-101", "The body must be form-encoded."));
  }
  noteSecrets(form, options.secrets);
  const client = authenticateClient(exchange, options);
  if ("errorCode" in client) return errorReply(client);
  switch (form.grant_type) {
    case "authorization_code":
      return redeemCode(form, client, options);
    case "refresh_token":
      return refresh(form, client, options);
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      return redeemJwt(form, client, options);
    default:
      return errorReply(oauthError("unsupported_grant_type", "OAU-136", "Unsupported grant type"));
  }
}

/** Also what fails is a secret: somebody typed or leaked it. */
function noteSecrets(form: Form, secrets: SecretRegister): void {
  secrets.add("authorization-code", form.code);
  secrets.add("code-verifier", form.code_verifier);
  secrets.add("jwt", form.assertion);
  secrets.add("refresh-token", form.refresh_token);
  secrets.add("client-secret", form.client_secret);
}

/** Public clients name themselves in the body, confidential ones use HTTP Basic. */
function authenticateClient(
  exchange: Exchange,
  options: Pick<TokenEndpointOptions, "clients" | "secrets">,
): RegisteredClient | PlatformError {
  const basic = parseBasic(exchange.headers.authorization);
  options.secrets.add("client-secret", basic?.password);
  const client = clientById(options.clients, basic?.user ?? exchange.form?.client_id ?? "");
  if (!client) {
    return {
      ...oauthError("invalid_client", "OAU-120", "Wrong application ID"),
      status: 400,
    };
  }
  const presented = basic?.password ?? null;
  return presented === client.clientSecret
    ? client
    : oauthError("invalid_client", "OAU-146", "Invalid client credentials");
}

function parseBasic(header: string | undefined): { user: string; password: string } | null {
  const encoded = /^basic (.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const [user = "", ...password] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { user, password: password.join(":") };
}

function notAllowed(errorCode: "OAU-112" | "OAU-125"): Reply {
  return errorReply(
    oauthError("unauthorized_client", errorCode, "The application may not use this grant type."),
  );
}

function redeemCode(form: Form, client: RegisteredClient, options: TokenEndpointOptions): Reply {
  if (!client.grants.includes("authorization_code")) return notAllowed("OAU-112");
  const result = options.authorizations.redeem({
    code: form.code ?? "",
    clientId: client.clientId,
    redirectUri: form.redirect_uri ?? "",
    codeVerifier: form.code_verifier ?? null,
  });
  return result.ok
    ? issue(form, client, result.user.extensionId, options)
    : errorReply(redeemProblem(result.because));
}

function redeemProblem(because: Extract<RedeemResult, { ok: false }>["because"]): PlatformError {
  switch (because) {
    case "unknown":
      return oauthError("invalid_grant", "OAU-106", "Authorization code is invalid");
    case "expired":
      return oauthError("invalid_grant", "OAU-108", "Authorization code is expired");
    case "redirect-mismatch":
      return oauthError("invalid_grant", "OAU-109", "Redirect URIs do not match");
    case "other-client":
      return oauthError("invalid_grant", "OAU-110", "Authorization code corresponds to another application");
    case "bad-verifier":
      return oauthError("invalid_grant", "OAU-101", "Parameter [code_verifier] value is invalid");
  }
}

function refresh(form: Form, client: RegisteredClient, options: TokenEndpointOptions): Reply {
  if (!client.grants.includes("refresh_token")) return notAllowed("OAU-112");
  const ttl = {
    accessTtl: seconds(form.access_token_ttl),
    refreshTtl: seconds(form.refresh_token_ttl),
  };
  const result = options.tokens.refresh(form.refresh_token ?? "", client.clientId, ttl);
  return result.ok ? noStore(result.answer) : errorReply(refreshProblem(result.because));
}

function refreshProblem(because: Extract<RefreshResult, { ok: false }>["because"]): PlatformError {
  switch (because) {
    case "unknown":
      return oauthError("invalid_grant", "OAU-213", "Token not found");
    case "expired":
      return oauthError("invalid_grant", "OAU-211", "Token expired");
    case "other-client":
      return oauthError("invalid_grant", "OAU-121", "Token was issued to another application");
  }
}

function redeemJwt(form: Form, client: RegisteredClient, options: TokenEndpointOptions): Reply {
  if (!client.grants.includes("urn:ietf:params:oauth:grant-type:jwt-bearer")) return notAllowed("OAU-125");
  const { jwt } = options.clients;
  return form.assertion === jwt.assertion
    ? issue(form, client, jwt.subject, options)
    : errorReply(oauthError("invalid_grant", "OAU-249", "The JWT assertion is invalid"));
}

function issue(form: Form, client: RegisteredClient, ownerId: string, options: TokenEndpointOptions): Reply {
  return noStore(
    options.tokens.issue({
      client,
      ownerId,
      endpointId: form.endpoint_id || randomUUID(),
      accessTtl: seconds(form.access_token_ttl),
      refreshTtl: seconds(form.refresh_token_ttl),
    }),
  );
}

/** RFC 6749 section 5.1: token answers must not be cached. */
function noStore(answer: object): Reply {
  return json(answer, 200, { "cache-control": "no-store", pragma: "no-cache" });
}

function seconds(text: string | undefined): number | undefined {
  const value = Number.parseInt(text ?? "", 10);
  return Number.isNaN(value) ? undefined : value;
}

/** `POST /restapi/oauth/revoke` (RFC 7009): answers 200 also for a token that is not known. */
export function handleRevoke(exchange: Exchange, options: TokenEndpointOptions): Reply {
  const client = authenticateClient(exchange, options);
  if ("errorCode" in client) return errorReply(client);
  options.tokens.revoke(exchange.form?.token ?? exchange.query.token ?? "");
  return json({});
}
