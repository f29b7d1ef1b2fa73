import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";
import {
  authorizationRequest,
  authorizedForm,
  callWith,
  platform,
  postToken,
  redirectFields,
  refreshForm,
  signIn,
} from "./helpers.ts";

let sandbox: Sandbox;
let time = Date.now();

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => time });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearRequests());

describe("the authorize page", () => {
  it("answers an approved request with code, state and the code's lifetime", async () => {
    const location = await sandbox.approve(authorizationRequest(sandbox).url);
    expect(location).toMatch(/^app\.handset\.desktop:\/oauth\/callback\?/);
    expect(redirectFields(location)).toMatchObject({ state: "a-state", expires_in: "60" });
  });

  it("knows a browser again by its cookie, and names other servers to who asked for discovery", async () => {
    const { url } = authorizationRequest(sandbox, { discovery: "true" });
    const login = await sandbox.fetch(url);
    const transaction = /name="transaction" value="([\w-]+)"/.exec(await login.text())?.[1] ?? "";
    const { username, password } = sandbox.demoUser;
    const entered = await sandbox.fetch(`${new URL(url).origin}/restapi/oauth/authorize/login`, {
      method: "POST",
      body: new URLSearchParams({ transaction, username, password }),
    });
    const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(sandbox.secretsByKind()).toContainEqual({ kind: "login-session", value: cookie.split("=")[1] });
    expect(await (await sandbox.fetch(url, { headers: { cookie } })).text()).toContain('id="authorize"');
    expect(await (await sandbox.fetch(url)).text()).toContain('id="password"');

    const fields = redirectFields(await sandbox.approve(url));
    expect(fields.token_uri).toBe("https://platform-eu.ringcentral.com/restapi/oauth/token");
    expect(redirectFields(await sandbox.approve(authorizationRequest(sandbox).url))).not.toHaveProperty(
      "token_uri",
    );
  });

  it("says access_denied when the user cancels", async () => {
    const location = await sandbox.approve(authorizationRequest(sandbox).url, { decision: "cancel" });
    const fields = redirectFields(location);
    expect(fields).toMatchObject({ error: "access_denied", state: "a-state" });
    expect(fields.error_description).not.toBe("");
  });

  it("shows the form again after a wrong password", async () => {
    const { url } = authorizationRequest(sandbox);
    await expect(sandbox.approve(url, { password: "wrong" })).rejects.toThrow(/not right/);
  });

  it.each([
    ["OAU-120", { client_id: "nobody" }],
    ["OAU-109", { redirect_uri: "app.handset.desktop:/oauth/callback/" }],
    ["OAU-109", { redirect_uri: null }],
    ["OAU-113", { client_id: "handset-demo-no-redirect" }],
  ])("never redirects with %s", async (code, changes) => {
    const response = await sandbox.fetch(authorizationRequest(sandbox, changes).url);
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
    expect(await response.text()).toContain(code);
  });

  it.each([
    ["invalid_request", { code_challenge: null }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["invalid_request", { code_challenge_method: null }],
    ["invalid_request", { code_challenge: "short" }],
    ["unsupported_response_type", { response_type: "token" }],
    ["unauthorized_client", { client_id: "handset-demo-jwt" }],
  ])("sends %s to the redirect URI", async (error, changes) => {
    const location = await sandbox.approve(authorizationRequest(sandbox, changes).url);
    expect(redirectFields(location)).toMatchObject({ error, state: "a-state" });
  });
});

describe("redeeming a code", () => {
  it("gives the documented token answer", async () => {
    expect(await signIn(sandbox)).toMatchObject({
      status: 200,
      token_type: "bearer",
      expires_in: 3600,
      refresh_token_expires_in: 604_800,
      owner_id: sandbox.demoUser.extensionId,
    });
  });

  it("works once (OAU-106)", async () => {
    const form = await authorizedForm(sandbox);
    await postToken(sandbox, form);
    expect(await postToken(sandbox, form)).toMatchObject({
      status: 400,
      error: "invalid_grant",
      code: "OAU-106",
    });
  });

  it("works for 60 seconds (OAU-108)", async () => {
    const early = await authorizedForm(sandbox);
    const late = await authorizedForm(sandbox);
    time += 59_000;
    expect((await postToken(sandbox, early)).status).toBe(200);
    time += 1000;
    expect((await postToken(sandbox, late)).code).toBe("OAU-108");
  });

  it.each([
    ["OAU-106", { code: "made-up" }],
    ["OAU-109", { redirect_uri: "http://127.0.0.1:8473/oauth/callback" }],
    ["OAU-110", { client_id: "handset-demo-no-refresh" }],
    ["OAU-101", { code_verifier: "v".repeat(43) }],
    ["OAU-101", { code_verifier: "" }],
    ["OAU-120", { client_id: "nobody" }],
    ["OAU-136", { grant_type: "password" }],
  ])("is refused with %s", async (code, changes) => {
    const reply = await postToken(sandbox, { ...(await authorizedForm(sandbox)), ...changes });
    expect(reply).toMatchObject({ status: 400, code });
    expect(reply.access_token).toBeUndefined();
  });

  it("is not spoilt by another application's attempt", async () => {
    const form = await authorizedForm(sandbox);
    await postToken(sandbox, { ...form, client_id: "handset-demo-no-refresh" });
    expect((await postToken(sandbox, form)).status).toBe(200);
  });

  it("asks confidential clients for their secret (OAU-146)", async () => {
    const { clientId, clientSecret } = sandbox.clients.confidential;
    const { url, redirectUri } = authorizationRequest(sandbox, {
      client_id: clientId,
      code_challenge: null,
      code_challenge_method: null,
    });
    const { code = "" } = redirectFields(await sandbox.approve(url));
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    const wrong = await postToken(sandbox, form, { id: clientId, secret: "wrong-secret" });
    expect(wrong).toMatchObject({ status: 401, error: "invalid_client", code: "OAU-146" });
    expect((await postToken(sandbox, { ...form, client_id: clientId })).code).toBe("OAU-146");
    expect((await postToken(sandbox, form, { id: clientId, secret: clientSecret ?? "" })).status).toBe(200);
  });

  it("gives no refresh token to an app that is not registered for them", async () => {
    const client = sandbox.clients.withoutRefresh.clientId;
    const { url, verifier, redirectUri } = authorizationRequest(sandbox, { client_id: client });
    const { code = "" } = redirectFields(await sandbox.approve(url));
    const reply = await postToken(sandbox, {
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
      client_id: client,
    });
    expect(reply.status).toBe(200);
    expect(reply.refresh_token).toBeUndefined();
    const refresh = { ...refreshForm(sandbox, "anything"), client_id: client };
    expect((await postToken(sandbox, refresh)).code).toBe("OAU-112");
  });
});

describe("JWT", () => {
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  it("signs in with the registered assertion only", async () => {
    const { clientId: id, clientSecret, assertion } = sandbox.clients.jwt;
    const basic = { id, secret: clientSecret ?? "" };
    expect((await postToken(sandbox, { grant_type, assertion }, basic)).status).toBe(200);
    const forged = await postToken(sandbox, { grant_type, assertion: `${assertion}x` }, basic);
    expect(forged).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  it("is refused for an app without the grant (OAU-125)", async () => {
    const { assertion } = sandbox.clients.jwt;
    const reply = await postToken(sandbox, {
      grant_type,
      assertion,
      client_id: sandbox.clients.public.clientId,
    });
    expect(reply).toMatchObject({ status: 400, error: "unauthorized_client", code: "OAU-125" });
  });
});

describe("refreshing", () => {
  it("ends the old access token at once", async () => {
    const first = await signIn(sandbox);
    const second = await postToken(sandbox, refreshForm(sandbox, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await callWith(sandbox, first.access_token)).toEqual({ status: 401, code: "OAU-213" });
    expect((await callWith(sandbox, second.access_token)).status).toBe(200);
  });

  it("returns the same pair for 10 s after the new access token was first used", async () => {
    const first = await signIn(sandbox);
    const form = refreshForm(sandbox, first.refresh_token);
    const second = await postToken(sandbox, form);
    await callWith(sandbox, second.access_token);
    time += 9_900;
    const again = await postToken(sandbox, form);
    expect(again.access_token).toBe(second.access_token);
    expect(again.refresh_token).toBe(second.refresh_token);
    time += 200;
    expect(await postToken(sandbox, form)).toMatchObject({ status: 400, code: "OAU-213" });
  });

  it("returns the same pair for an hour when the new access token was never used", async () => {
    const first = await signIn(sandbox);
    const form = refreshForm(sandbox, first.refresh_token);
    const second = await postToken(sandbox, form);
    time += 59 * 60_000;
    expect((await postToken(sandbox, form)).access_token).toBe(second.access_token);
    time += 61_000;
    expect((await postToken(sandbox, form)).code).toBe("OAU-213");
  });

  it("stops after seven idle days (OAU-211)", async () => {
    const { refresh_token } = await signIn(sandbox);
    time += 7 * 86_400_000;
    expect((await postToken(sandbox, refreshForm(sandbox, refresh_token))).code).toBe("OAU-211");
  });

  it("belongs to one application (OAU-121)", async () => {
    const { refresh_token } = await signIn(sandbox);
    const { clientId: id, clientSecret } = sandbox.clients.confidential;
    const reply = await postToken(sandbox, refreshForm(sandbox, refresh_token), {
      id,
      secret: clientSecret ?? "",
    });
    expect(reply.code).toBe("OAU-121");
  });

  it("lets a client ask for a shorter life, not a longer one", async () => {
    const { refresh_token = "" } = await signIn(sandbox);
    const short = await postToken(sandbox, {
      ...refreshForm(sandbox, refresh_token),
      access_token_ttl: "600",
    });
    expect(short.expires_in).toBe(600);
    const long = await postToken(sandbox, {
      ...refreshForm(sandbox, short.refresh_token),
      access_token_ttl: "9000",
    });
    expect(long.expires_in).toBe(3600);
  });
});

describe("access tokens", () => {
  it("expire after an hour (OAU-128), or on demand", async () => {
    const { access_token } = await signIn(sandbox);
    time += 3_599_000;
    expect((await callWith(sandbox, access_token)).status).toBe(200);
    time += 1000;
    expect(await callWith(sandbox, access_token)).toEqual({ status: 401, code: "OAU-128" });
    const other = await signIn(sandbox);
    sandbox.expireTokens();
    expect((await callWith(sandbox, other.access_token)).code).toBe("OAU-128");
  });

  it("are wanted by every resource", async () => {
    const response = await sandbox.fetch(`${platform}/restapi/v1.0/account/~`);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
  });

  it("end with a revocation of either token, which always answers 200", async () => {
    const revoke = async (token = "") => {
      const body = new URLSearchParams({ token, client_id: sandbox.clients.public.clientId });
      return (await sandbox.fetch(`${platform}/restapi/oauth/revoke`, { method: "POST", body })).status;
    };
    for (const kind of ["access_token", "refresh_token"] as const) {
      const pair = await signIn(sandbox);
      expect(await revoke(pair[kind])).toBe(200);
      expect((await callWith(sandbox, pair.access_token)).code).toBe("OAU-213");
      expect((await postToken(sandbox, refreshForm(sandbox, pair.refresh_token))).code).toBe("OAU-213");
    }
    expect(await revoke("unknown-token")).toBe(200);
  });
});
