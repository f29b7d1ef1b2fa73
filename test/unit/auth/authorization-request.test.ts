import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  AUTHORIZATION_TTL_MS,
  type AuthorizationParameters,
  createAuthorizationRequest,
  parsePending,
  serializePending,
} from "../../../src/auth/authorization-request.ts";
import { SERVERS } from "../../../src/auth/ringcentral-host.ts";
import { Secret } from "../../../src/vault/secret.ts";

const parameters: AuthorizationParameters = {
  clientId: "abc-DEF_123",
  server: SERVERS.sandbox,
  redirectUri: "app.handset.desktop:/oauth/callback",
  state: "6f1c8a52-3d5e-4f5c-9d8f-0c6f4b1f2a77",
  discovered: null,
  usePkce: true,
  fetch: () => Promise.reject(new Error("making a request needs no network")),
  now: 1_000_000,
};

describe("createAuthorizationRequest", () => {
  test("makes RingCentral's address with state and an S256 challenge of its verifier", () => {
    const request = createAuthorizationRequest(parameters);
    const url = new URL(request.url);
    expect(url.origin + url.pathname).toBe(
      "https://platform.devtest.ringcentral.com/restapi/oauth/authorize",
    );
    const verifier = request.codeVerifier?.reveal() ?? "";
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: "code",
      client_id: "abc-DEF_123",
      redirect_uri: "app.handset.desktop:/oauth/callback",
      state: parameters.state,
      code_challenge_method: "S256",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    });
    expect(request).toMatchObject({
      clientId: parameters.clientId,
      server: SERVERS.sandbox,
      redirectUri: parameters.redirectUri,
      state: parameters.state,
      createdAt: 1_000_000,
    });
  });

  test("the verifier is RFC 7636's, in no address and different each time", () => {
    const one = createAuthorizationRequest(parameters);
    const two = createAuthorizationRequest(parameters);
    expect(one.codeVerifier?.reveal()).toMatch(/^[A-Za-z0-9._~-]{43,128}$/);
    expect(one.codeVerifier?.reveal()).not.toBe(two.codeVerifier?.reveal());
    expect(one.url).not.toContain(one.codeVerifier?.reveal());
    expect(one.url).not.toBe(two.url);
  });

  test("printing a request does not show the verifier", () => {
    const request = createAuthorizationRequest(parameters);
    expect(JSON.stringify(request)).not.toContain(request.codeVerifier?.reveal());
  });
});

describe("the pending request in the vault", () => {
  const request = createAuthorizationRequest(parameters);
  const stored = serializePending(request);

  test("comes back as it was", () => {
    const back = parsePending(stored, request.createdAt + 1);
    expect(back).toEqual({ ...request, codeVerifier: expect.any(Secret) });
    expect(back?.codeVerifier?.reveal()).toBe(request.codeVerifier?.reveal());
  });

  test.each([
    ["at once", 0, true],
    ["at its limit", AUTHORIZATION_TTL_MS, true],
    ["after its limit", AUTHORIZATION_TTL_MS + 1, false],
    ["from the future, as after a corrected clock", -1, false],
  ])("%s: %d ms old", (_, age, isThere) => {
    expect(parsePending(stored, request.createdAt + age) !== null).toBe(isThere);
  });

  test.each(["clientId", "server", "redirectUri", "state", "codeVerifier", "url", "createdAt"])(
    "is nothing without %s",
    (field) => {
      const broken = JSON.stringify({ ...JSON.parse(stored.reveal()), [field]: undefined });
      expect(parsePending(new Secret(broken), request.createdAt)).toBeNull();
    },
  );

  test.each(["", "null", "[]", '"text"', "{", "{}"])("%j is none", (text) => {
    expect(parsePending(new Secret(text), request.createdAt)).toBeNull();
  });
});
