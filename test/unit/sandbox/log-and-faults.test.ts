import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";
import { parseFault } from "../../sandbox/server/faults.ts";
import {
  authorizedForm,
  callWith,
  ownExtension,
  postToken,
  refreshForm,
  signIn,
  tokenUrl,
} from "./helpers.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.clearFaults();
  sandbox.clearRequests();
});

describe("the request log", () => {
  it("keeps what tests assert on", async () => {
    const form = await authorizedForm(sandbox);
    await postToken(sandbox, form);
    const [authorize] = sandbox.requests({ method: "GET", path: "/restapi/oauth/authorize" });
    expect(authorize?.query).toMatchObject({ code_challenge_method: "S256", state: "a-state" });
    const [redeemed] = sandbox.requests({ path: "/restapi/oauth/token" });
    expect(redeemed).toMatchObject({ form, status: 200, authorization: "none" });
    expect(sandbox.requests({ path: "/restapi/oauth/*" })).toHaveLength(4);
  });

  it("knows every secret of the run, by kind", async () => {
    const form = await authorizedForm(sandbox);
    const pair = await postToken(sandbox, form);
    const known = Object.fromEntries(sandbox.secretsByKind().map(({ kind, value }) => [value, kind]));
    expect(known[pair.access_token]).toBe("access-token");
    expect(known[pair.refresh_token ?? ""]).toBe("refresh-token");
    expect(known[form.code ?? ""]).toBe("authorization-code");
    expect(known[form.code_verifier ?? ""]).toBe("code-verifier");
    expect(known[sandbox.clients.jwt.assertion]).toBe("jwt");
    expect(known[sandbox.clients.jwt.clientSecret ?? ""]).toBe("client-secret");
  });

  it("gives none of them away in a report", async () => {
    const form = await authorizedForm(sandbox);
    const pair = await postToken(sandbox, form);
    await postToken(sandbox, refreshForm(sandbox, pair.refresh_token));
    const { jwt } = sandbox.clients;
    const query = new URLSearchParams({
      authorizationCode: form.code ?? "",
      authorizationCodeVerifier: form.code_verifier ?? "",
      jwt: jwt.assertion,
      clientSecret: jwt.clientSecret ?? "",
      nested: `app.handset.desktop:/oauth/callback?code=${form.code}`,
    });
    await sandbox.fetch(
      `https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/app.html?${query}`,
    );
    const report = JSON.stringify(sandbox.redactedRequests());
    for (const secret of [...sandbox.secrets(), sandbox.demoUser.password])
      expect(report).not.toContain(secret);
    expect(JSON.stringify(sandbox.requests())).toContain(form.code);
  });

  it("shows the same secret as the same fingerprint, and the open parameters as they are", async () => {
    const form = await authorizedForm(sandbox);
    await postToken(sandbox, form);
    await postToken(sandbox, form);
    const [first, second] = sandbox.redactedRequests({ path: "/restapi/oauth/token" });
    expect(first?.form?.code).toMatch(/^\[code [0-9a-f]{6}\]$/);
    expect(second?.form?.code).toBe(first?.form?.code);
    expect(first?.form?.redirect_uri).toBe(form.redirect_uri);
  });
});

describe("faults", () => {
  it("answer with an error and Retry-After as often as asked", async () => {
    sandbox.setFault({ kind: "error", status: 429, retryAfter: 7, path: "/restapi/oauth/token", times: 1 });
    const response = await sandbox.fetch(tokenUrl, { method: "POST", body: new URLSearchParams() });
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
    expect((await signIn(sandbox)).status).toBe(200);
  });

  it("word errors as RingCentral does", async () => {
    sandbox.setFault({
      kind: "error",
      status: 400,
      error: "invalid_grant",
      errorCode: "OAU-141",
      message: "Login for this extension is not allowed",
      path: "/restapi/oauth/token",
    });
    const response = await sandbox.fetch(tokenUrl, { method: "POST", body: new URLSearchParams() });
    expect(await response.json()).toEqual({
      error: "invalid_grant",
      error_description: "Login for this extension is not allowed",
      errorCode: "OAU-141",
      message: "Login for this extension is not allowed",
      errors: [{ errorCode: "OAU-141", message: "Login for this extension is not allowed" }],
    });
  });

  it("hit only what they are aimed at, and end when cleared", async () => {
    const { access_token } = await signIn(sandbox);
    sandbox.setFault({ kind: "error", status: 503, method: "GET", path: "/restapi/v1.0/*" });
    expect((await callWith(sandbox, access_token)).status).toBe(503);
    expect((await signIn(sandbox)).status).toBe(200);
    sandbox.clearFaults();
    expect((await callWith(sandbox, access_token)).status).toBe(200);
  });

  it("drop the connection, which the log shows as status 0", async () => {
    sandbox.setFault({ kind: "drop", path: "/restapi/v1.0/*", times: 1 });
    await expect(callWith(sandbox, "any-token")).rejects.toThrow();
    expect(sandbox.requests({ path: "/restapi/v1.0/*" }).map(({ status }) => status)).toEqual([0]);
  });

  it("delay, and then let pass", async () => {
    const { access_token } = await signIn(sandbox);
    sandbox.setFault({ kind: "latency", ms: 80, times: 1 });
    const begun = performance.now();
    expect((await callWith(sandbox, access_token)).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(79);
  });

  it("skew the clock, the Date header included", async () => {
    const { access_token } = await signIn(sandbox);
    sandbox.setFault({ kind: "clock-skew", ms: 2 * 3_600_000 });
    const response = await sandbox.fetch(ownExtension, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(response.status).toBe(401);
    expect(Date.parse(response.headers.get("date") ?? "") - Date.now()).toBeGreaterThan(3_600_000);
  });

  it("hit the request itself, not its preflight", async () => {
    sandbox.setFault({ kind: "error", status: 500, times: 1 });
    const preflight = await sandbox.fetch(ownExtension, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect((await callWith(sandbox, "any-token")).status).toBe(500);
  });

  it.each([
    null,
    {},
    { kind: "storm" },
    { kind: "latency" },
    { kind: "error", status: "500" },
    { kind: "drop", path: 1 },
  ])("are refused when they make no sense: %j", (input) =>
    expect(parseFault(input)).toHaveProperty("invalid"),
  );
});
