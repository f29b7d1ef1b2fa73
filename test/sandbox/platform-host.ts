import type { AuthorizationStore } from "./oauth/authorization-store.ts";
import { handleAuthorize, handleConsent, handleLogin, handleSingleSignOn } from "./oauth/authorize.ts";
import type { SandboxClients } from "./oauth/clients.ts";
import { handleExternalDiscovery, handleInitialDiscovery } from "./oauth/discovery.ts";
import { handleRevoke, handleToken } from "./oauth/token.ts";
import type { TokenStore } from "./oauth/token-store.ts";
import { handleRest, type RestOptions } from "./rest/routes.ts";
import type { Exchange, Reply } from "./server/exchange.ts";
import { errorReply, notFound } from "./server/platform-error.ts";
import type { SecretRegister } from "./server/secrets.ts";

export interface PlatformOptions {
  readonly clients: SandboxClients;
  readonly authorizations: AuthorizationStore;
  readonly tokens: TokenStore;
  readonly secrets: SecretRegister;
  readonly rest: RestOptions;
  /** Seconds. */
  readonly codeLifetime: number;
}

/** `platform.ringcentral.com` and `platform.devtest.ringcentral.com`. */
export function handlePlatform(exchange: Exchange, options: PlatformOptions): Reply {
  const authorize = {
    clients: options.clients,
    store: options.authorizations,
    codeLifetime: options.codeLifetime,
  };
  switch (`${exchange.method} ${exchange.path}`) {
    case "GET /restapi/oauth/authorize":
      return handleAuthorize(exchange, authorize);
    case "POST /restapi/oauth/authorize/login":
      return handleLogin(exchange, authorize);
    case "POST /restapi/oauth/authorize/consent":
      return handleConsent(exchange, authorize);
    case "GET /restapi/oauth/authorize/sso":
      return handleSingleSignOn();
    case "GET /.well-known/entry-points/initial":
      return handleInitialDiscovery(exchange);
    case "GET /.well-known/entry-points/external":
      return handleProtected(exchange, options);
    case "POST /restapi/oauth/token":
      return handleToken(exchange, options);
    case "POST /restapi/oauth/revoke":
      return handleRevoke(exchange, options);
    default:
      return exchange.path.startsWith("/restapi/")
        ? handleProtected(exchange, options)
        : errorReply(notFound);
  }
}

function handleProtected(exchange: Exchange, options: PlatformOptions): Reply {
  const token = /^bearer (.+)$/i.exec(exchange.headers.authorization ?? "")?.[1];
  if (token === undefined) {
    return errorReply({
      status: 401,
      errorCode: "OAU-149",
      message: "Authorization header is not specified",
    });
  }
  const access = options.tokens.check(token);
  if (access.ok) {
    return exchange.path.startsWith("/.well-known/")
      ? handleExternalDiscovery(exchange)
      : handleRest(exchange, access.ownerId, options.rest);
  }
  return access.because === "expired"
    ? errorReply({
        status: 401,
        errorCode: "OAU-128",
        message: "Access token expired",
      })
    : errorReply({
        status: 401,
        errorCode: "OAU-213",
        message: "Token not found",
      });
}

/** Lets pages of `apps.ringcentral.com` call the platform, as the real one does. */
export function corsHeaders(exchange: Exchange): Record<string, string> {
  const origin = exchange.headers.origin;
  if (origin === undefined) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers": exchange.headers["access-control-request-headers"] ?? "authorization",
    "access-control-expose-headers": "Retry-After, RCRequestId, X-Rate-Limit-Remaining, Discovery-Tag",
    "access-control-max-age": "600",
    vary: "Origin",
  };
}
