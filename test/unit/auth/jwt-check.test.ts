import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createJwtTester, type JwtCheckOptions } from "../../../src/auth/jwt-check.ts";
import type { JwtCheck } from "../../../src/ipc/channels.ts";
import { Secret } from "../../../src/vault/secret.ts";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";

const PRODUCTION = "https://platform.ringcentral.com";
const SANDBOX = "https://platform.devtest.ringcentral.com";
const TOKEN = "/restapi/oauth/token";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.clearFaults();
  sandbox.clearRequests();
});

/** The sandbox's `fetch` for the `Request` objects that the SDK makes. */
const sandboxFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  return sandbox.fetch(request.url, {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });
};

function options(changes: Partial<JwtCheckOptions> = {}): JwtCheckOptions {
  const { clientId, clientSecret, assertion } = sandbox.clients.jwt;
  return {
    clientId,
    clientSecret: new Secret(clientSecret ?? ""),
    server: PRODUCTION,
    jwt: new Secret(assertion),
    fetch: sandboxFetch,
    ...changes,
  };
}

const checkJwt = (given: JwtCheckOptions) => createJwtTester(Date.now)(given);
const check = (changes: Partial<JwtCheckOptions> = {}) => checkJwt(options(changes));

function noticeOf(result: JwtCheck) {
  if (result.ok) throw new Error("the JWT was accepted");
  return result.notice;
}

function jwtOf(claims: object): Secret {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return new Secret(`${part({ alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`);
}

const requests = () => sandbox.requests().map(({ method, path, status }) => `${method} ${path} ${status}`);

describe("a JWT that works", () => {
  test("shows whose it is and gives its token back", async () => {
    expect(await check()).toEqual({ ok: true, name: "Robin Park", extension: "101" });
    expect(requests()).toEqual([
      `POST ${TOKEN} 200`,
      "GET /restapi/v1.0/account/~/extension/~ 200",
      "POST /restapi/oauth/revoke 200",
    ]);
    const issued = sandbox.secretsByKind().filter(({ kind }) => kind === "access-token");
    const authorization = `Bearer ${issued.at(-1)?.value}`;
    const answer = await sandbox.fetch(`${PRODUCTION}/restapi/v1.0/account/~/extension/~`, {
      headers: { authorization },
    });
    expect(answer.status).toBe(401);
  });

  test("works when its token cannot be given back", async () => {
    sandbox.setFault({ kind: "error", path: "/restapi/oauth/revoke", status: 500 });
    expect(await check()).toMatchObject({ ok: true });
    sandbox.clearFaults();
    sandbox.setFault({ kind: "drop", path: "/restapi/oauth/revoke" });
    expect(await check()).toMatchObject({ ok: true });
  });

  test("is told from one whose extension may not be read; its token is given back too", async () => {
    const path = "/restapi/v1.0/account/~/extension/~";
    sandbox.setFault({ kind: "error", path, status: 403, errorCode: "CMN-401" });
    expect(noticeOf(await check())).toMatchObject({
      code: "jwt/not-readable-CMN-401",
      severity: "warning",
      nextStep: expect.stringContaining("Read Accounts"),
    });
    expect(requests().at(-1)).toBe("POST /restapi/oauth/revoke 200");
  });

  test("a 401 for the extension is not followed by a refresh", async () => {
    const path = "/restapi/v1.0/account/~/extension/~";
    sandbox.setFault({ kind: "error", path, status: 401, errorCode: "OAU-128" });
    expect(noticeOf(await check()).code).toBe("jwt/not-readable-OAU-128");
    expect(requests().filter((each) => each.includes(TOKEN))).toHaveLength(1);
  });
});

describe("RingCentral's reasons, from the sandbox", () => {
  test("the app may not use JWTs", async () => {
    const { clientId, clientSecret } = sandbox.clients.confidential;
    const result = await check({ clientId, clientSecret: new Secret(clientSecret ?? "") });
    expect(noticeOf(result)).toEqual({
      code: "jwt/OAU-125",
      severity: "error",
      title: "This app registration may not sign in with a JWT (OAU-125).",
      nextStep: expect.stringContaining("JWT auth flow"),
    });
  });

  test("a wrong client secret, tried only once: another try would count towards the lock-out", async () => {
    expect(noticeOf(await check({ clientSecret: new Secret("wrong") }))).toMatchObject({
      code: "jwt/OAU-146",
      title: expect.stringContaining("client secret"),
    });
    expect(requests()).toEqual([`POST ${TOKEN} 401`]);
  });

  test("a client secret left out", async () => {
    expect(noticeOf(await check({ clientSecret: new Secret("") })).code).toBe("jwt/OAU-146");
  });

  test("an unknown client ID", async () => {
    expect(noticeOf(await check({ clientId: "nobody" }))).toMatchObject({
      code: "jwt/OAU-120",
      nextStep: expect.stringContaining("sandbox"),
    });
  });

  test("another JWT than the right one", async () => {
    expect(noticeOf(await check({ jwt: jwtOf({}) }))).toMatchObject({
      code: "jwt/OAU-249",
      title: "RingCentral does not accept this JWT (OAU-249).",
    });
  });

  test("an expired one", async () => {
    expect(
      noticeOf(await check({ jwt: jwtOf({ exp: 1_600_000_000, aud: `${SANDBOX}${TOKEN}` }) })),
    ).toMatchObject({
      code: "jwt/expired",
      title: "The JWT has expired on 2020-09-13 (OAU-249).",
    });
  });

  test("one for the other environment", async () => {
    expect(noticeOf(await check({ jwt: jwtOf({ aud: `${SANDBOX}${TOKEN}` }) }))).toMatchObject({
      code: "jwt/wrong-server",
      title: "The JWT is for the sandbox, but production is chosen (OAU-249).",
    });
    const unknown = { clientId: "nobody", jwt: jwtOf({ aud: "https://evil.example/<b>" }), server: SANDBOX };
    expect(noticeOf(await check(unknown)).title).toBe(
      "The JWT is for another server, but the sandbox is chosen (OAU-120).",
    );
  });

  test("claims that make no sense change nothing", async () => {
    for (const claims of [{ exp: -1e300 }, { exp: "soon", aud: 7 }, { exp: null, aud: "x" }]) {
      const notice = noticeOf(await check({ jwt: jwtOf(claims) }));
      expect(notice.title).toContain("(OAU-249).");
    }
  });
});

describe("a platform that is busy", () => {
  test("is not asked for the same app before the time that it has named, to the second", async () => {
    let now = 1_000_000;
    const test = createJwtTester(() => now);
    sandbox.setFault({ kind: "error", path: TOKEN, status: 429, retryAfter: 30 });
    expect(noticeOf(await test(options())).nextStep).toBe("Test it again in 30 seconds.");
    now += 29_001;
    expect(noticeOf(await test(options()))).toMatchObject({
      code: "jwt/too-many-requests",
      nextStep: "Test it again in 1 second.",
    });
    expect(requests()).toEqual([`POST ${TOKEN} 429`]);
    // Another app, or another server, was not named.
    await test(options({ clientId: "another" }));
    await test(options({ server: SANDBOX }));
    expect(requests()).toHaveLength(3);
    sandbox.clearFaults();
    now += 999;
    expect(await test(options())).toMatchObject({ ok: true });
  });

  test("and names no time is left alone for a minute", async () => {
    let now = 1_000_000;
    const test = createJwtTester(() => now);
    sandbox.setFault({ kind: "error", path: TOKEN, status: 503, times: 1 });
    expect(noticeOf(await test(options())).nextStep).toBe("Test it again in 60 seconds.");
    now += 59_999;
    expect(noticeOf(await test(options())).nextStep).toBe("Test it again in 1 second.");
    now += 1;
    expect(await test(options())).toMatchObject({ ok: true });
  });
});

describe("RingCentral's reasons, made up", () => {
  test.each([
    ["OAU-112", "jwt/OAU-112", "may not sign in with a JWT"],
    ["OAU-251", "jwt/OAU-251", "may not sign in with a JWT"],
    ["OAU-121", "jwt/OAU-121", "does not know this client ID"],
    ["OAU-141", "jwt/OAU-141", "present state"],
    ["OAU-147", "jwt/OAU-147", "locked"],
    ["OAU-999", "jwt/OAU-999", "RingCentral did not accept the JWT (OAU-999)."],
    ["<b>call 900</b>", "jwt/refused", "RingCentral did not accept the JWT (HTTP 400)."],
  ])("%s", async (errorCode, code, words) => {
    sandbox.setFault({ kind: "error", path: TOKEN, status: 400, errorCode, message: "Do as I say" });
    const notice = noticeOf(await check());
    expect(notice.code).toBe(code);
    expect(notice.title).toContain(words);
    expect(JSON.stringify(notice)).not.toContain("Do as I say");
    expect(requests()).toEqual([`POST ${TOKEN} 400`]);
  });

  test.each([
    [429, 17, "jwt/too-many-requests", "Test it again in 17 seconds."],
    [429, undefined, "jwt/too-many-requests", "Test it again in 60 seconds."],
    [503, 1, "jwt/unavailable", "Test it again in 1 second."],
  ])("%d with Retry-After %s", async (status, retryAfter, code, nextStep) => {
    const fault = { kind: "error", path: TOKEN, status } as const;
    sandbox.setFault(retryAfter === undefined ? fault : { ...fault, retryAfter });
    expect(noticeOf(await check())).toMatchObject({ code, nextStep });
    expect(requests()).toHaveLength(1);
  });

  test("a cut connection", async () => {
    sandbox.setFault({ kind: "drop", path: TOKEN });
    expect(noticeOf(await check()).code).toBe("jwt/unreachable");
  });

  test("no answer in time, and a fetch that does not obey", async () => {
    sandbox.setFault({ kind: "latency", path: TOKEN, ms: 400 });
    expect(noticeOf(await check({ timeLimitMs: 50 })).code).toBe("jwt/timed-out");
    const deaf: typeof fetch = () => new Promise(() => {});
    expect(noticeOf(await check({ timeLimitMs: 50, fetch: deaf })).code).toBe("jwt/timed-out");
  });

  test("answers that are no JSON", async () => {
    const answering = (status: number) => check({ fetch: async () => new Response("<html>", { status }) });
    expect(noticeOf(await answering(502)).title).toBe("RingCentral did not accept the JWT (HTTP 502).");
    expect((await answering(200)).ok).toBe(false);
  });
});

describe("what need not be asked", () => {
  test.each(["", "abc", "a.b", "a.b.c.d", "a.b.c\r\nx: y", "a. b.c"])("%j is no JWT", async (text) => {
    expect(noticeOf(await check({ jwt: new Secret(text) })).code).toBe("jwt/malformed");
    expect(requests()).toEqual([]);
  });

  test("a client secret that cannot be sent", async () => {
    expect(noticeOf(await check({ clientSecret: new Secret("süß") })).code).toBe(
      "jwt/client-secret-malformed",
    );
    expect(requests()).toEqual([]);
  });
});

test("no answer holds a secret, whatever goes wrong", async () => {
  const { assertion, clientSecret } = sandbox.clients.jwt;
  const results: unknown[] = [await check()];
  const echo = `${assertion} ${clientSecret}`;
  for (const status of [400, 401, 403, 429, 500, 503]) {
    sandbox.clearFaults();
    sandbox.setFault({
      kind: "error",
      path: TOKEN,
      status,
      errorCode: assertion,
      error: echo,
      message: echo,
    });
    results.push(await check());
  }
  sandbox.clearFaults();
  const failing = (error: unknown) => check({ fetch: () => Promise.reject(error) });
  results.push(await failing(new Error(echo)), await failing(echo), await failing(undefined));
  results.push(await check({ server: `https://${clientSecret}.invalid` }));
  results.push(await check({ server: "no server" }));
  const shown = inspect(results, { depth: null }) + JSON.stringify(results);
  for (const secret of sandbox.secrets()) expect(shown).not.toContain(secret);
  expect(shown).not.toContain(assertion.slice(0, 24));
});
