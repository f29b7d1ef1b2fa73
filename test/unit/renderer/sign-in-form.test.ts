import { describe, expect, it } from "vitest";
import {
  checkForm,
  draftOf,
  hasForm,
  parseServerUrl,
  tidied,
  urisAtFirstSight,
  urisToRegister,
  usesMoreWays,
  withoutSecrets,
} from "../../../renderer/sign-in/form.ts";
import type { SignInForm } from "../../../src/ipc/channels.ts";

const form: SignInForm = {
  method: "browser",
  clientId: "abc",
  server: "production",
  serverUrl: "",
  clientSecret: null,
  jwt: null,
  redirect: "automatic",
  hostedRedirectUri: "",
  discovery: false,
  discoveryServer: "",
};
const nothingKept = { hasClientSecret: false, hasJwt: false };
const bothKept = { hasClientSecret: true, hasJwt: true };

describe("parseServerUrl", () => {
  it.each([
    ["https://platform.example.com", "https://platform.example.com"],
    [" https://platform.example.com/ ", "https://platform.example.com"],
    ["HTTPS://Platform.Example.com:8443", "https://platform.example.com:8443"],
    ["https://platform.example.com:443", "https://platform.example.com"],
  ])("reads %j", (typed, url) => {
    expect(parseServerUrl(typed)).toEqual({ ok: true, url });
  });

  it.each([
    ["", "server-missing"],
    ["   ", "server-missing"],
    ["platform.example.com", "server-not-https"],
    ["http://platform.example.com", "server-not-https"],
    ["javascript:alert(1)", "server-not-https"],
    ["https://", "server-not-address"],
    ["https://platform example.com", "server-not-address"],
    ["https://platform.example.com:notaport", "server-not-address"],
    ["https://platform.example.com/restapi", "server-more-than-host"],
    ["https://platform.example.com?a=b", "server-more-than-host"],
    ["https://platform.example.com/?", "server-more-than-host"],
    ["https://platform.example.com#", "server-more-than-host"],
    ["https://user:password@platform.example.com", "server-more-than-host"],
  ])("refuses %j: %s", (typed, problem) => {
    expect(parseServerUrl(typed)).toEqual({ ok: false, problem });
  });
});

describe("checkForm", () => {
  it("needs nothing but a client ID in the simple case", () => {
    expect(checkForm({ ...form, clientId: " abc " }, nothingKept)).toEqual({ ok: true, form });
    expect(checkForm({ ...form, clientId: "  " }, bothKept)).toEqual({
      ok: false,
      problems: { clientId: "client-id-missing" },
    });
  });

  it("checks the address of a custom server, and of no other", () => {
    const custom: SignInForm = { ...form, server: "custom", serverUrl: "https://a.example/b" };
    expect(checkForm(custom, nothingKept)).toEqual({
      ok: false,
      problems: { serverUrl: "server-more-than-host" },
    });
    expect(checkForm({ ...custom, serverUrl: "https://a.example/" }, nothingKept)).toEqual({
      ok: true,
      form: { ...custom, serverUrl: "https://a.example" },
    });
    expect(checkForm({ ...custom, server: "sandbox" }, nothingKept)).toEqual({
      ok: true,
      form: { ...form, server: "sandbox" },
    });
  });

  it("needs a JWT and a client secret for the JWT method, typed or kept", () => {
    const jwt: SignInForm = { ...form, method: "jwt" };
    expect(checkForm(jwt, nothingKept)).toEqual({
      ok: false,
      problems: { clientSecret: "client-secret-missing", jwt: "jwt-missing" },
    });
    expect(checkForm(jwt, bothKept)).toEqual({ ok: true, form: jwt });
    const typed: SignInForm = { ...jwt, clientSecret: "secret", jwt: "a.b.c" };
    expect(checkForm(typed, nothingKept)).toEqual({ ok: true, form: typed });
  });

  it("takes blanks for no secret, and a removed secret for none", () => {
    const jwt: SignInForm = { ...form, method: "jwt", clientSecret: " ", jwt: "\n" };
    expect(checkForm(jwt, nothingKept)).toEqual({
      ok: false,
      problems: { clientSecret: "client-secret-missing", jwt: "jwt-missing" },
    });
    expect(checkForm({ ...jwt, clientSecret: "" }, bothKept)).toEqual({
      ok: false,
      problems: { clientSecret: "client-secret-missing" },
    });
  });
});

describe("tidied", () => {
  it("leaves untouched secrets alone and passes a removal on", () => {
    expect(tidied(form)).toEqual(form);
    expect(tidied({ ...form, clientSecret: "" }).clientSecret).toBe("");
  });

  it("joins the lines of a pasted JWT", () => {
    expect(tidied({ ...form, method: "jwt", jwt: " a.b\n .c " }).jwt).toBe("a.b.c");
  });

  it("hands no JWT over that the method has no use for", () => {
    expect(tidied({ ...form, jwt: "a.b.c" }).jwt).toBeNull();
  });
});

describe("draftOf", () => {
  it("lays what was typed over the view, and knows no secrets of its own", () => {
    const { clientSecret, jwt, ...shown } = form;
    const view = { ...shown, ...bothKept };
    expect(draftOf(view, {})).toEqual({ ...form, clientSecret, jwt });
    expect(draftOf(view, { clientId: "xyz", jwt: "a.b.c" })).toEqual({
      ...form,
      clientId: "xyz",
      jwt: "a.b.c",
    });
  });
});

it("withoutSecrets keeps the rest", () => {
  expect(withoutSecrets({ clientId: "abc", clientSecret: "secret", jwt: "a.b.c" })).toEqual({
    clientId: "abc",
  });
});

it("what a policy holds, no edit changes", () => {
  const { clientSecret: _secret, jwt: _jwt, ...view } = form;
  const shown = { ...view, ...nothingKept };
  const draft = draftOf(shown, { clientId: "mine", server: "sandbox" }, { server: "Acme IT" });
  expect(draft).toMatchObject({ clientId: "mine", server: shown.server });
});

it("a client ID of the organisation leaves nothing to fill in, unless it wants a JWT", () => {
  const { clientSecret: _secret, jwt: _jwt, ...view } = form;
  const shown = { clientIdLocked: true, locked: {}, form: { ...view, ...nothingKept } };
  expect(hasForm(shown)).toBe(false);
  expect(hasForm({ ...shown, clientIdLocked: false })).toBe(true);
  const byJwt = { ...shown, form: { ...shown.form, method: "jwt" } } as const;
  expect(hasForm(byJwt)).toBe(false);
  expect(hasForm({ ...byJwt, locked: { method: "Acme IT" } })).toBe(true);
});

describe("usesMoreWays", () => {
  it("is false for the simple case, in either environment", () => {
    expect(usesMoreWays(form, nothingKept)).toBe(false);
    expect(usesMoreWays({ ...form, server: "sandbox" }, nothingKept)).toBe(false);
  });

  it.each<Partial<SignInForm>>([
    { method: "jwt" },
    { server: "custom" },
    { redirect: "loopback" },
    { redirect: "scheme" },
    { clientSecret: "secret" },
    { jwt: "a.b.c" },
  ])("is true with %j", (change) => {
    expect(usesMoreWays({ ...form, ...change }, nothingKept)).toBe(true);
  });

  it("is true with a kept secret", () => {
    expect(usesMoreWays(form, { ...nothingKept, hasClientSecret: true })).toBe(true);
    expect(usesMoreWays(form, { ...nothingKept, hasJwt: true })).toBe(true);
  });
});

describe("redirect URIs", () => {
  const redirectUris = {
    scheme: "app:/callback",
    loopback: ["http://127.0.0.1:1/c", "http://127.0.0.1:2/c"],
    hosted: "https://apps.example/redirect.html",
  };
  const { scheme, loopback } = redirectUris;
  const usual = { profile: null, redirectUris };
  const named = { profile: "work", redirectUris };

  it("to register: one for the scheme, each port for the local address, all for automatic", () => {
    expect(urisToRegister("scheme", usual)).toEqual([scheme]);
    expect(urisToRegister("loopback", usual)).toEqual(loopback);
    expect(urisToRegister("automatic", usual)).toEqual([scheme, ...loopback]);
  });

  it("to register: no scheme for a named profile that leaves it to the app", () => {
    expect(urisToRegister("automatic", named)).toEqual(loopback);
  });

  it("to register instead of the hosted page: everything that a browser can use", () => {
    expect(urisToRegister("window", usual)).toEqual([scheme, ...loopback]);
    expect(urisAtFirstSight({ ...form, redirect: "window" }, usual)).toEqual([]);
  });

  it("at first sight: the scheme, or what a named profile needs instead", () => {
    expect(urisAtFirstSight(form, usual)).toEqual([scheme]);
    expect(urisAtFirstSight(form, named)).toEqual(loopback);
    expect(urisAtFirstSight({ ...form, redirect: "scheme" }, named)).toEqual([scheme]);
  });

  it("at first sight: none where there is no redirect or the disclosure shows it", () => {
    expect(urisAtFirstSight({ ...form, method: "jwt" }, usual)).toEqual([]);
    expect(urisAtFirstSight({ ...form, redirect: "loopback" }, usual)).toEqual([]);
  });
});
