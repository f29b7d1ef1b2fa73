import { describe, expect, test } from "vitest";
import { type PhoneSignIn, planRedemption } from "../../../src/auth/phone-sign-in.ts";
import { Secret } from "../../../src/vault/secret.ts";
import { pendingAuthorization, REDIRECT_URI } from "../support/pending.ts";

const redirect = `${REDIRECT_URI}?code=code-1&state=state-1`;
const verifier = pendingAuthorization().codeVerifier?.reveal();
const loaded: PhoneSignIn = {
  clientId: "client-1",
  server: "https://platform.ringcentral.com",
  clientSecret: null,
  discovery: null,
  redirectUri: REDIRECT_URI,
  credentials: { kind: "stored-token" },
  token: null,
};

describe("a code is redeemed", () => {
  test("by a page that is loaded with it, when there is none", () => {
    const plan = planRedemption(pendingAuthorization(), redirect, "code-1", null, null, "auth-1");
    expect(plan.callbackUri).toBeNull();
    const { credentials } = plan.signIn;
    if (credentials.kind !== "code") throw new Error("not by code");
    expect(credentials.code.reveal()).toBe("code-1");
    expect(credentials.codeVerifier?.reveal()).toBe(verifier);
    expect(credentials.externalAuthId).toBe("auth-1");
  });

  test("by message, with the verifier, where the page is there for the same app", () => {
    const plan = planRedemption(pendingAuthorization(), redirect, "code-1", loaded, null, "auth-1");
    const callback = new URL(plan.callbackUri ?? "missing:");
    expect(callback.searchParams.get("code")).toBe("code-1");
    expect(callback.searchParams.get("code_verifier")).toBe(verifier);
  });

  test.each<[string, Partial<PhoneSignIn>]>([
    ["another client ID", { clientId: "client-2" }],
    ["another server", { server: "https://platform.devtest.ringcentral.com" }],
    ["another redirect URI", { redirectUri: "http://127.0.0.1:8473/oauth/callback" }],
    ["a client secret", { clientSecret: new Secret("s") }],
  ])("by a new page where the loaded one has %s", (_, difference) => {
    const other = { ...loaded, ...difference };
    expect(planRedemption(pendingAuthorization(), redirect, "c", other, null, "a").callbackUri).toBeNull();
  });

  test("with the client secret, and never by message, where the request had no verifier", () => {
    const secret = new Secret("secret-1");
    const request = pendingAuthorization({ codeVerifier: null });
    const plan = planRedemption(request, redirect, "code-1", loaded, secret, "auth-1");
    expect(plan).toMatchObject({ callbackUri: null, signIn: { clientSecret: secret } });
  });

  test("without the client secret where the request had a verifier", () => {
    const plan = planRedemption(pendingAuthorization(), redirect, "c", null, new Secret("secret-1"), "a");
    expect(plan.signIn.clientSecret).toBeNull();
  });

  test("by the widget with its own redirect, as it came, where the request was its own", () => {
    const request = pendingAuthorization({ madeBy: "widget", codeVerifier: null });
    expect(planRedemption(request, redirect, "code-1", loaded, null, "auth-1")).toEqual({
      callbackUri: redirect,
      signIn: { ...loaded, token: null },
    });
  });
});
