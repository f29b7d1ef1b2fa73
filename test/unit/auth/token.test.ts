import { describe, expect, test } from "vitest";
import { isExpired, parseStoredToken, parseToken, serializeToken } from "../../../src/auth/token.ts";
import { Secret } from "../../../src/vault/secret.ts";

/** As the widget's SDK writes it (facts: `AuthData`). */
const authData = {
  token_type: "bearer",
  access_token: "U0pDMTFQMDFQQVMwMHxBQUFB",
  expires_in: "3600",
  expire_time: 2_000_000,
  refresh_token: "U0pDMTFQMDFQQVMwMHxCQkJC",
  refresh_token_expires_in: "604800",
  refresh_token_expire_time: 605_800_000,
  scope: "ReadAccounts VoipCalling",
  owner_id: "101",
};
const stored = JSON.stringify(authData);

describe("parseStoredToken", () => {
  test("keeps the text as it is and reads when the refresh token dies", () => {
    const token = parseStoredToken(stored, "client-1", "https://platform.ringcentral.com");
    expect(token).toMatchObject({
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      refreshExpiresAt: 605_800_000,
    });
    expect(token?.stored.reveal()).toBe(stored);
  });

  test("takes the time as a string, too", () => {
    const text = JSON.stringify({ ...authData, refresh_token_expire_time: "605800000" });
    expect(parseStoredToken(text, "c", "s")?.refreshExpiresAt).toBe(605_800_000);
  });

  test("an access token that the SDK blanked after a 401 leaves the refresh token", () => {
    const text = JSON.stringify({ ...authData, access_token: "", expires_in: "-1" });
    expect(parseStoredToken(text, "c", "s")?.stored.reveal()).toBe(text);
  });

  test.each([undefined, null, 0, -1, "soon", {}])("an expiry of %j is no expiry", (time) => {
    const text = JSON.stringify({ ...authData, refresh_token_expire_time: time });
    expect(parseStoredToken(text, "c", "s")?.refreshExpiresAt).toBeNull();
  });

  test.each([
    ["what the SDK stores at a sign-out", "{}"],
    ["neither token", JSON.stringify({ ...authData, access_token: "", refresh_token: "" })],
    ["numbers for tokens", JSON.stringify({ ...authData, access_token: 1, refresh_token: 2 })],
    ["no JSON", "signed out"],
    ["an empty text", ""],
    ["null", "null"],
    ["an array", `[${stored}]`],
  ])("%s holds no token", (_, text) => {
    expect(parseStoredToken(text, "c", "s")).toBeNull();
  });
});

describe("the token in the vault", () => {
  const token = parseStoredToken(stored, "client-1", "https://platform.ringcentral.com");
  if (token === null) throw new Error("the test's own token must parse");

  test("comes back as it was, to the letter", () => {
    const back = parseToken(serializeToken(token));
    expect(back?.stored.reveal()).toBe(stored);
    expect(back).toMatchObject({
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      refreshExpiresAt: 605_800_000,
    });
  });

  test("does not show itself when printed", () => {
    expect(JSON.stringify(token)).not.toContain(authData.access_token);
    expect(`${serializeToken(token)}`).toBe("[secret]");
  });

  test.each([
    "",
    "null",
    "{}",
    '{"clientId":"c","server":"s"}',
    '{"clientId":"c","server":"s","stored":"{}"}',
  ])("%j is none", (text) => {
    expect(parseToken(new Secret(text))).toBeNull();
  });

  test("expires with its refresh token", () => {
    expect(isExpired(token, 605_799_999)).toBe(false);
    expect(isExpired(token, 605_800_000)).toBe(true);
    expect(isExpired({ ...token, refreshExpiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
