import type { PendingAuthorization } from "../../../src/auth/authorization-request.ts";
import { Secret } from "../../../src/vault/secret.ts";

export const REDIRECT_URI = "app.handset.desktop:/oauth/callback";

/** A pending authorization request, as far as a redirect is checked by it. */
export function pendingAuthorization(changes: Partial<PendingAuthorization> = {}): PendingAuthorization {
  return {
    clientId: "client-1",
    server: "https://platform.ringcentral.com",
    redirectUri: REDIRECT_URI,
    discovery: null,
    state: "state-1",
    codeVerifier: new Secret("verifier-1".padEnd(43, "x")),
    madeBy: "shell",
    url: "https://platform.ringcentral.com/restapi/oauth/authorize?state=state-1",
    createdAt: 0,
    ...changes,
  };
}
