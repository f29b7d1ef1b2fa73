import { parseJsonObject } from "../app/json.ts";
import type { Secret } from "../vault/secret.ts";

/** What a JWT says about itself, unchecked; nothing in it is secret. */
export interface JwtClaims {
  /** Milliseconds since the epoch; null where it does not say. */
  readonly expiresAt: number | null;
  /** Origin of the platform it is for, or null. */
  readonly server: string | null;
}

/** Reads `exp` and `aud` (RFC 7519 section 4.1). */
export function readClaims(jwt: Secret): JwtClaims {
  const payload = Buffer.from(jwt.reveal().split(".")[1] ?? "", "base64url").toString();
  const { exp, aud } = parseJsonObject(payload) ?? {};
  return {
    expiresAt: typeof exp === "number" && Number.isFinite(exp) ? exp * 1000 : null,
    server: typeof aud === "string" && URL.canParse(aud) ? new URL(aud).origin : null,
  };
}
