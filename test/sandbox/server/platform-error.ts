import { json, type Reply } from "./exchange.ts";

/**
 * An error as RingCentral words it: REST resources answer `errorCode` and `message`, the OAuth endpoints add the
 * fields of RFC 6749 section 5.2 (https://developers.ringcentral.com/guide/basics/errors).
 */
export interface PlatformError {
  readonly status: number;
  readonly errorCode: string;
  readonly message: string;
  /** RFC 6749 error name; only for OAuth endpoints. */
  readonly error?: string;
  /** Seconds, for 429 and 503. */
  readonly retryAfter?: number;
}

export function errorReply(problem: PlatformError): Reply {
  const { status, errorCode, message, error, retryAfter } = problem;
  const oauth = error === undefined ? {} : { error, error_description: message };
  const body = {
    ...oauth,
    errorCode,
    message,
    errors: [{ errorCode, message }],
  };
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  // Never "Basic": a browser would put up its own password prompt over the widget.
  if (status === 401)
    headers["www-authenticate"] = `Bearer realm="RingCentral REST API", error="${errorCode}"`;
  return json(body, status, headers);
}

/** A problem at the token endpoint; 400 unless it is about the client's own credentials. */
export function oauthError(error: string, errorCode: string, message: string): PlatformError {
  return {
    status: error === "invalid_client" ? 401 : 400,
    error,
    errorCode,
    message,
  };
}

export const notFound: PlatformError = {
  status: 404,
  errorCode: "CMN-102",
  message: "Resource not found",
};
