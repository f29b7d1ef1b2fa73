import { findUser } from "../account.ts";
import { type Exchange, html, type Reply, redirect } from "../server/exchange.ts";
import type { AuthorizationStore, AuthorizationTransaction } from "./authorization-store.ts";
import { clientById, type SandboxClients } from "./clients.ts";
import { accountEndpoints } from "./discovery.ts";
import { consentPage, errorPage, loginPage } from "./pages.ts";

export interface AuthorizeOptions {
  readonly clients: SandboxClients;
  readonly store: AuthorizationStore;
  /** Seconds, told to the application with the code. */
  readonly codeLifetime: number;
}

/**
 * The authorization endpoint (RFC 6749 section 4.1.1, RFC 7636 section 4.3). Problems with the client or the
 * redirect URI are shown here; all others travel to the redirect URI as section 4.1.2.1 wants.
 */
export function handleAuthorize(exchange: Exchange, options: AuthorizeOptions): Reply {
  const { query } = exchange;
  const client = clientById(options.clients, query.client_id ?? "");
  if (!client) return html(errorPage("OAU-120", "There is no application with this client ID."), 400);
  if (client.redirectUris.length === 0) {
    return html(errorPage("OAU-113", "No redirect URI is registered for this application."), 400);
  }
  const redirectUri = query.redirect_uri ?? "";
  if (!client.redirectUris.includes(redirectUri)) {
    return html(errorPage("OAU-109", "Redirect URIs do not match."), 400);
  }
  const state = query.state ?? null;
  const refuse = (error: string, description: string) =>
    redirect(withQuery(redirectUri, { error, error_description: description, state }));

  if (query.response_type !== "code") {
    return refuse("unsupported_response_type", "Only response_type=code is supported.");
  }
  if (!client.grants.includes("authorization_code")) {
    return refuse(
      "unauthorized_client",
      "OAU-112: The application may not use the authorization code grant.",
    );
  }
  const codeChallenge = query.code_challenge ?? null;
  const problem = challengeProblem(codeChallenge, query.code_challenge_method, client.clientSecret === null);
  if (problem !== null) return refuse("invalid_request", problem);
  const transaction = options.store.open({
    client,
    redirectUri,
    state,
    codeChallenge,
    loginHint: query.login_hint ?? "",
    discovery: query.discovery === "true",
  });
  const known = options.store.remembered(loginCookie(exchange));
  if (known === undefined) return html(loginPage(transaction));
  transaction.user = known;
  return html(consentPage(transaction));
}

/** As RingCentral's login, which knows a browser again. */
const LOGIN_COOKIE = "sandbox-login";

function loginCookie({ headers }: Exchange): string {
  return new RegExp(`(?:^|; )${LOGIN_COOKIE}=([\\w-]+)`).exec(headers.cookie ?? "")?.[1] ?? "";
}

function challengeProblem(
  challenge: string | null,
  method: string | undefined,
  required: boolean,
): string | null {
  if (challenge === null) return required ? "A public client must send a code_challenge." : null;
  if (method !== "S256") return "Only code_challenge_method=S256 is supported.";
  return /^[A-Za-z0-9_-]{43}$/.test(challenge) ? null : "The code_challenge is not a SHA-256 digest.";
}

const goneTransaction = () =>
  html(errorPage("OAU-108", "This sign-in page has been used already or is too old."), 400);

export function handleLogin(exchange: Exchange, options: AuthorizeOptions): Reply {
  const transaction = options.store.find(exchange.form?.transaction ?? "");
  if (!transaction) return goneTransaction();
  const user = findUser(exchange.form?.username ?? "", exchange.form?.password ?? "");
  if (!user) return html(loginPage(transaction, "The user name or password is not right. Please try again."));
  transaction.user = user;
  const cookie = `${LOGIN_COOKIE}=${options.store.remember(user)}; Path=/; Secure; HttpOnly; Max-Age=86400`;
  const page = html(consentPage(transaction));
  return { ...page, headers: { ...page.headers, "set-cookie": cookie } };
}

/** Single sign-on: the identity provider of a company is not RingCentral's. Nobody answers there. */
export function handleSingleSignOn(): Reply {
  return redirect("https://login.identity-provider.example/saml?SAMLRequest=sandbox");
}

export function handleConsent(exchange: Exchange, options: AuthorizeOptions): Reply {
  const transaction = options.store.find(exchange.form?.transaction ?? "");
  if (!transaction?.user) return goneTransaction();
  options.store.close(transaction);
  return redirect(withQuery(transaction.redirectUri, decisionFields(exchange, transaction, options)));
}

function decisionFields(
  exchange: Exchange,
  transaction: AuthorizationTransaction,
  options: AuthorizeOptions,
): Record<string, string | null> {
  const { state, user } = transaction;
  if (exchange.form?.decision !== "authorize" || user === null) {
    return {
      error: "access_denied",
      error_description: "The user refused the authorization.",
      state,
    };
  }
  const code = options.store.issueCode(transaction, user);
  const answer = { code, state, expires_in: String(options.codeLifetime) };
  return transaction.discovery ? { ...answer, ...accountEndpoints } : answer;
}

/** Appends by hand: `URL` would rewrite private-use schemes, and the address must arrive as registered. */
function withQuery(address: string, fields: Record<string, string | null>): string {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `${address}${address.includes("?") ? "&" : "?"}${given.join("&")}`;
}
