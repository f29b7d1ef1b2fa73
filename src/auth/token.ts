import { parseJsonObject } from "../app/json.ts";
import { Secret } from "../vault/secret.ts";

/** The widget's token as the vault keeps it, with the app registration that it belongs to. */
export interface SessionToken {
  readonly clientId: string;
  readonly server: string;
  /** The JSON text that the widget stores (facts: `access_token`, `refresh_token`, ...), kept as it is. */
  readonly stored: Secret;
  /** When the refresh token dies, in milliseconds since the epoch; null when the token does not say. */
  readonly refreshExpiresAt: number | null;
  /** What the app may do, by RingCentral's names with blanks between them. */
  readonly scope: string;
  /** False when the app is registered without refresh tokens: the session ends with the access token. */
  readonly hasRefreshToken: boolean;
}

/**
 * Reads what the widget stores under its token key
 * (the `AuthData` of @ringcentral/sdk, whose field names these are).
 *
 * After a 401 the SDK stores an empty access token beside the refresh token that it then uses: that is a token
 * still. After a sign-out it removes the key or stores an object with neither.
 *
 * @returns null when the text holds no token
 */
export function parseStoredToken(text: string, clientId: string, server: string): SessionToken | null {
  const value = parseJsonObject(text);
  if (value === null) return null;
  const {
    access_token: accessToken,
    refresh_token: refreshToken,
    refresh_token_expire_time: expireTime,
  } = value;
  if (!isFilled(accessToken) && !isFilled(refreshToken)) return null;
  const refreshExpiresAt = Number(expireTime);
  return {
    clientId,
    server,
    stored: new Secret(text),
    refreshExpiresAt: Number.isFinite(refreshExpiresAt) && refreshExpiresAt > 0 ? refreshExpiresAt : null,
    scope: typeof value.scope === "string" ? value.scope : "",
    hasRefreshToken: isFilled(refreshToken),
  };
}

function isFilled(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

export function serializeToken(token: SessionToken): Secret {
  return new Secret(
    JSON.stringify({
      clientId: token.clientId,
      server: token.server,
      stored: token.stored.reveal(),
    }),
  );
}

/** The reverse of `serializeToken`; null when the text is not one. */
export function parseToken(sealed: Secret): SessionToken | null {
  const value = parseJsonObject(sealed.reveal());
  if (value === null) return null;
  const { clientId, server, stored } = value;
  if (typeof clientId !== "string" || typeof server !== "string" || typeof stored !== "string") return null;
  return parseStoredToken(stored, clientId, server);
}

/** What a session is revoked by: its refresh token, which lives longer, or else its access token. */
export function revocableToken(token: SessionToken): Secret | null {
  const { refresh_token: refresh, access_token: access } = parseJsonObject(token.stored.reveal()) ?? {};
  const either = [refresh, access].find((value) => typeof value === "string" && value !== "");
  return typeof either === "string" ? new Secret(either) : null;
}

/** Whether the user has to sign in again: refresh tokens die after seven idle days. */
export function isExpired(token: SessionToken, now: number): boolean {
  return token.refreshExpiresAt !== null && token.refreshExpiresAt <= now;
}
