import type { PendingAuthorization } from "./authorization-request.ts";
import { hasOwnEndpoints } from "./discovery.ts";

/** Why a redirect was not accepted; `notices.ts` has the words. */
export type RedirectRefusal =
  | "wrong-address"
  | "malformed"
  | "not-asked"
  /** It may answer a request of an earlier run, which the keychain does not open. */
  | "keychain-closed"
  | "wrong-state"
  | "replayed"
  | "foreign-server"
  | "access-denied"
  | "authorization-error";

export type RedirectVerdict =
  | { readonly accepted: true; readonly code: string }
  | {
      readonly accepted: false;
      readonly because: RedirectRefusal;
      /** True when the redirect answers the pending request, which is thereby over. */
      readonly endsRequest: boolean;
      /** RingCentral's error code (`invalid_scope`), short and plain, or null. */
      readonly error: string | null;
    };

const MAX_REDIRECT_LENGTH = 4096;

/**
 * Checks a redirect against the one pending authorization request (RFC 6749 section 10.12, RFC 8252 section
 * 8.9). Only a redirect that carries the request's own `state` can change anything.
 *
 * @param pending the request the browser was sent off with, or null
 * @param isUsed whether a redirect with this `state` was accepted before
 */
export function checkRedirect(
  url: string,
  expectedRedirectUri: string,
  pending: PendingAuthorization | null,
  isUsed: (state: string) => boolean,
): RedirectVerdict {
  const refuse = (because: RedirectRefusal): RedirectVerdict => ({
    accepted: false,
    because,
    endsRequest: false,
    error: null,
  });
  if (url.length > MAX_REDIRECT_LENGTH || !URL.canParse(url)) return refuse("malformed");
  if (!isSameAddress(url, expectedRedirectUri)) return refuse("wrong-address");

  const query = new URL(url).searchParams;
  const state = query.get("state");
  const error = query.get("error");
  const code = query.get("code");
  if (error === null && code === null) return refuse("malformed");
  if (state !== null && isUsed(state)) return refuse("replayed");
  if (pending === null) return refuse("not-asked");
  if (state !== pending.state) return refuse("wrong-state");
  if (error !== null) {
    return {
      accepted: false,
      because: error === "access_denied" ? "access-denied" : "authorization-error",
      endsRequest: true,
      error: /^[a-z_]{1,40}$/.test(error) ? error : null,
    };
  }
  if (!hasOwnEndpoints(query, pending.server)) {
    return { accepted: false, because: "foreign-server", endsRequest: true, error: null };
  }
  // RFC 6749 appendix A.11: visible characters only.
  return code !== null && /^[\x21-\x7e]{1,2048}$/.test(code)
    ? { accepted: true, code }
    : {
        accepted: false,
        because: "malformed",
        endsRequest: false,
        error: null,
      };
}

/** Scheme, authority and path the same; `scheme:/path`, `scheme:///path` and `scheme://path` are not. */
function isSameAddress(url: string, expected: string): boolean {
  const withoutTail = url.split(/[?#]/, 1)[0] ?? "";
  const schemeEnd = withoutTail.indexOf(":");
  return withoutTail.slice(0, schemeEnd).toLowerCase() + withoutTail.slice(schemeEnd) === expected;
}
