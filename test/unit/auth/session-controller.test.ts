import { describe, expect, test } from "vitest";
import { AUTHORIZATION_TTL_MS, createAuthorizationRequest } from "../../../src/auth/authorization-request.ts";
import { REDIRECT_URI } from "../support/pending.ts";
import { settled } from "../support/scheduler.ts";
import { ACCOUNT, createSessionBench, signInForm, widgetToken } from "../support/session-bench.ts";

describe("a first start", () => {
  test("shows the sign-in page and loads nothing", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    expect(bench.page()).toBe("ready");
    expect(bench.world).toMatchObject({ signInVisible: true, phoneVisible: false });
    expect(bench.loads).toEqual([]);
    expect(bench.opened).toEqual([]);
  });

  test("Sign in opens the browser with a request that is in the vault by then", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    const result = await bench.session.signIn(signInForm({ clientId: "my-app", server: "sandbox" }));
    expect(result).toBeNull();
    expect(bench.page()).toBe("waiting-for-browser");
    expect(bench.opened).toHaveLength(1);
    const url = new URL(bench.opened[0] ?? "");
    expect(url.origin).toBe("https://platform.devtest.ringcentral.com");
    expect(url.searchParams.get("client_id")).toBe("my-app");
    expect(url.searchParams.get("redirect_uri")).toBe(REDIRECT_URI);
    expect(bench.settings()).toMatchObject({ clientId: "my-app", server: "sandbox" });
    expect(JSON.parse((await bench.kept("pending-authorization")) ?? "{}")).toMatchObject({
      state: url.searchParams.get("state"),
      clientId: "my-app",
    });
  });

  test.each(["", "has blank", "a/b", "<script>", "é", "x".repeat(201)])(
    "client ID %j is asked for again",
    async (clientId) => {
      const bench = createSessionBench({ settings: { clientId: "" } });
      await bench.session.start();
      expect(await bench.session.signIn(signInForm({ clientId, server: "production" }))).toMatchObject({
        code: "client-id/missing",
      });
      expect(bench.page()).toBe("ready");
      expect(bench.opened).toEqual([]);
      expect(bench.settings().clientId).toBe("");
    },
  );

  test("a built-in client ID is used, whatever the page sends, and nothing is set", async () => {
    const bench = createSessionBench({ builtInClientId: "built-in", settings: { clientId: "" } });
    await bench.session.start();
    await bench.session.signIn(signInForm({ clientId: "", server: "sandbox" }));
    expect(new URL(bench.opened[0] ?? "").searchParams.get("client_id")).toBe("built-in");
    expect(bench.session.view()).toMatchObject({ form: { clientId: "built-in" }, clientIdLocked: true });
    expect(bench.settings()).toMatchObject({ clientId: "", server: "production" });
  });

  test("without a browser says so and keeps the request, so that its address can be copied", async () => {
    const bench = createSessionBench();
    bench.world.hasBrowser = false;
    await bench.session.start();
    expect(
      await bench.session.signIn(signInForm({ clientId: "client-1", server: "production" })),
    ).toMatchObject({
      code: "browser/failed",
    });
    bench.session.copyAddress();
    expect(bench.copied).toEqual(bench.opened);
    expect(bench.page()).toBe("waiting-for-browser");
  });

  test("the same address can be opened again, only while it is waited for", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.session.openBrowserAgain();
    bench.session.copyAddress();
    expect([...bench.opened, ...bench.copied]).toEqual([]);
    await bench.session.signIn(signInForm({ clientId: "client-1", server: "production" }));
    bench.session.openBrowserAgain();
    expect(bench.opened).toHaveLength(2);
    expect(bench.opened[0]).toBe(bench.opened[1]);

    bench.world.hasBrowser = false;
    bench.session.openBrowserAgain();
    await settled();
    expect(bench.page()).toBe("waiting-for-browser browser/failed");
  });

  test("a second Sign in is a new request; the answer to the first one is refused", async () => {
    const bench = createSessionBench();
    const first = await bench.authorize();
    await bench.session.signIn(signInForm({ clientId: "client-1", server: "production" }));
    expect(bench.state()).not.toBe(first);
    await bench.redirect({ code: "code-1", state: first });
    expect(bench.page()).toBe("waiting-for-browser redirect/wrong-state");
    await bench.redirect({ code: "code-2", state: bench.state() });
    expect(bench.page()).toBe("finishing");
  });

  test("Cancel goes back and forgets the request", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    bench.session.cancel();
    expect(bench.page()).toBe("ready");
    expect(await bench.kept("pending-authorization")).toBeNull();
    expect(bench.clock.waiting).toBe(0);
    await bench.redirect({ code: "code-1", state });
    expect(bench.page()).toBe("ready redirect/not-asked");
  });

  test("Cancel while the keychain is asked opens no browser afterwards", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.keychain.mode = "silent";
    const signingIn = bench.session.signIn(signInForm({ clientId: "client-1", server: "production" }));
    await settled();
    bench.session.cancel();
    bench.keychain.answer();
    await signingIn;
    expect(bench.opened).toEqual([]);
    expect(await bench.kept("pending-authorization")).toBeNull();
  });

  test("a browser that never comes back is given up after ten minutes", async () => {
    const bench = createSessionBench();
    await bench.authorize();
    bench.clock.advance(AUTHORIZATION_TTL_MS - 1);
    expect(bench.page()).toBe("waiting-for-browser");
    bench.clock.advance(1);
    expect(bench.page()).toBe("ready session/authorization-timed-out");
    expect(await bench.kept("pending-authorization")).toBeNull();
  });
});

describe("the redirect", () => {
  test("loads the phone with the code, its verifier and the same redirect URI, and forgets the request", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    const { codeVerifier } = JSON.parse((await bench.kept("pending-authorization")) ?? "{}");
    await bench.redirect({ code: "code-1", state });

    expect(bench.page()).toBe("finishing");
    const [load] = bench.loads;
    expect(load).toMatchObject({
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      redirectUri: REDIRECT_URI,
      token: null,
      credentials: { kind: "code" },
    });
    if (load?.credentials.kind !== "code") throw new Error("loaded without a code");
    expect(load.credentials.code.reveal()).toBe("code-1");
    expect(load.credentials.codeVerifier?.reveal()).toBe(codeVerifier);
    expect(load.credentials.externalAuthId).not.toBe(state);
    expect(await bench.kept("pending-authorization")).toBeNull();
  });

  test("then the widget signs in: the phone is shown and the token is in the vault", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    expect(bench.isSignedIn()).toBe(true);
    expect(bench.signedInChanges).toEqual([true]);
    expect(bench.world).toMatchObject({ phoneVisible: true, signInVisible: false });
    expect(JSON.parse((await bench.kept("session-token")) ?? "{}")).toMatchObject({
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      stored: widgetToken(bench.clock.now() + 1_000_000),
    });
    expect(bench.waiting()).toBe(0);
    expect(bench.told).toEqual([]);
  });

  test("each sign-in has an externalAuthId of its own", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handleTokenChanged(null);
    // A page that is still there would take the code by message.
    bench.session.handlePageReplaced();
    await bench.signIn();
    const ids = bench.loads.map(({ credentials }) =>
      credentials.kind === "code" ? credentials.externalAuthId : "",
    );
    expect(new Set(ids).size).toBe(2);
  });

  test("that wakes Handset is answered by the request in the vault", async () => {
    const bench = createSessionBench();
    const request = createAuthorizationRequest({
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      redirectUri: REDIRECT_URI,
      discovered: null,
      usePkce: true,
      state: "earlier-run",
      fetch: () => Promise.reject(new Error("no network")),
      now: bench.clock.now() - 60_000,
    });
    const verifier = request.codeVerifier?.reveal() ?? "";
    bench.seal("pending-authorization", { ...request, codeVerifier: verifier });
    await bench.session.start();
    expect(bench.page()).toBe("waiting-for-browser");
    expect(bench.opened).toEqual([]);

    await bench.redirect({ code: "code-1", state: "earlier-run" });
    const credentials = bench.loads[0]?.credentials;
    expect(credentials?.kind === "code" && credentials.codeVerifier?.reveal()).toBe(verifier);
    expect(await bench.kept("pending-authorization")).toBeNull();
  });

  test("a request in the vault lives only as long as one of this run", async () => {
    const bench = createSessionBench();
    const late = createSessionBench();
    const request = (createdAt: number) => ({
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      redirectUri: REDIRECT_URI,
      state: "earlier-run",
      codeVerifier: "v".repeat(43),
      madeBy: "shell",
      url: "https://platform.ringcentral.com/restapi/oauth/authorize",
      createdAt,
    });
    bench.seal("pending-authorization", request(bench.clock.now() - AUTHORIZATION_TTL_MS + 5_000));
    await bench.session.start();
    expect(bench.page()).toBe("waiting-for-browser");
    bench.clock.advance(5_000);
    expect(bench.page()).toBe("ready session/authorization-timed-out");

    late.seal("pending-authorization", request(late.clock.now() - AUTHORIZATION_TTL_MS - 1));
    await late.session.start();
    expect(late.page()).toBe("ready");
    await late.redirect({ code: "code-1", state: "earlier-run" });
    expect(late.loads).toEqual([]);
  });
});

const bad = (state: string) =>
  [
    ["a wrong state", `${REDIRECT_URI}?code=x&state=wrong`, "redirect/wrong-state"],
    ["no state", `${REDIRECT_URI}?code=x`, "redirect/wrong-state"],
    [
      "access_denied with a wrong state",
      `${REDIRECT_URI}?error=access_denied&state=x`,
      "redirect/wrong-state",
    ],
    ["another path", `${REDIRECT_URI}/other?code=x&state=${state}`, "redirect/wrong-address"],
    [
      "another host",
      `app.handset.desktop://evil.example/oauth/callback?code=x&state=${state}`,
      "redirect/wrong-address",
    ],
    ["neither code nor error", `${REDIRECT_URI}?state=${state}`, "redirect/malformed"],
    ["1 MB of junk", `${REDIRECT_URI}?code=${"x".repeat(1024 * 1024)}&state=${state}`, "redirect/malformed"],
  ] as const;

describe("a bad redirect", () => {
  test("leaves the open request open and says what came; the right one still works", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    for (const [, url, code] of bad(state)) {
      bench.session.handleRedirect(url);
      expect(bench.page()).toBe(`waiting-for-browser ${code}`);
    }
    expect(bench.loads).toEqual([]);
    expect(await bench.kept("pending-authorization")).not.toBeNull();
    await bench.redirect({ code: "code-1", state });
    expect(bench.page()).toBe("finishing");
    expect(bench.loads).toHaveLength(1);
  });

  test("that nobody asked for is ignored, in words, on a signed-out app", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.redirect({ code: "code-1", state: "anything" });
    expect(bench.page()).toBe("ready redirect/not-asked");
    await bench.redirect({ error: "access_denied", state: "anything" });
    expect(bench.page()).toBe("ready redirect/not-asked");
    expect(bench.loads).toEqual([]);
  });

  test("never changes a signed-in session: it is told, and nothing else happens", async () => {
    const bench = createSessionBench();
    const used = await bench.authorize();
    await bench.redirect({ code: "code-1", state: used });
    bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    bench.session.handleLoggedIn(ACCOUNT, "US");
    const token = await bench.kept("session-token");

    for (const [, url] of bad("whatever")) bench.session.handleRedirect(url);
    await bench.redirect({ code: "code-1", state: used });
    await bench.redirect({ code: "code-2", state: "never-made" });
    await bench.redirect({ error: "access_denied", state: used });

    expect(bench.told.map(({ code }) => code)).toEqual([
      "redirect/not-asked",
      "redirect/not-asked",
      "redirect/not-asked",
      "redirect/wrong-address",
      "redirect/wrong-address",
      "redirect/malformed",
      "redirect/malformed",
      "redirect/replayed",
      "redirect/not-asked",
      "redirect/replayed",
    ]);
    expect(bench.isSignedIn()).toBe(true);
    expect(bench.signedInChanges).toEqual([true]);
    expect(bench.world).toMatchObject({ phoneVisible: true, signInVisible: false });
    expect(bench.loads).toHaveLength(1);
    expect(await bench.kept("session-token")).toBe(token);
  });

  test("replayed while the code is being redeemed does not redeem twice", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    await bench.redirect({ code: "code-1", state });
    expect(bench.loads).toHaveLength(1);
    expect(bench.told.map(({ code }) => code)).toEqual(["redirect/replayed"]);
    expect(bench.page()).toBe("finishing");
  });

  test("access_denied ends the request, with a way on", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ error: "access_denied", error_description: "x", state });
    expect(bench.page()).toBe("ready redirect/access-denied");
    expect(bench.loads).toEqual([]);
    expect(await bench.kept("pending-authorization")).toBeNull();
    expect(bench.clock.waiting).toBe(0);
    await bench.session.signIn(signInForm({ clientId: "client-1", server: "production" }));
    expect(bench.page()).toBe("waiting-for-browser");
  });

  test("any other error ends it, too, and is named", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ error: "invalid_scope", state });
    expect(bench.page()).toBe("ready redirect/authorization-error");
    expect(bench.session.view().notice?.title).toContain("invalid_scope");
  });
});

describe("redeeming a code", () => {
  test("an expired code (OAU-108) goes back to the sign-in page and says so", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.refuse("OAU-108", "authorization_code");
    expect(bench.page()).toBe("ready token/OAU-108");
    expect(bench.world).toMatchObject({ phoneVisible: false, signInVisible: true });
    expect(bench.clock.waiting).toBe(0);
    expect(bench.isSignedIn()).toBe(false);
    await bench.signIn();
    expect(bench.isSignedIn()).toBe(true);
  });

  test("a refusal without a code says so, too", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.refuse(null, "authorization_code");
    expect(bench.page()).toBe("ready token/refused");
  });

  test("a widget that does not sign in is given up after 45 seconds", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.clock.advance(44_999);
    expect(bench.page()).toBe("finishing");
    bench.clock.advance(1);
    expect(bench.page()).toBe("ready session/redemption-timed-out");
    expect(bench.world.signInVisible).toBe(true);
    expect(bench.clock.waiting).toBe(0);
  });

  test("a login that would come after that cannot: the page is gone, and the next sign-in loads it anew", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    const stored = widgetToken(bench.clock.now() + 1_000_000);
    await bench.session.handleTokenChanged(stored);
    bench.clock.advance(45_000);
    expect(bench.world).toMatchObject({ unloads: 1, phoneVisible: false });
    bench.session.handleLoggedIn(ACCOUNT, "US");
    await bench.session.handleTokenChanged(null);
    expect(bench.page()).toBe("ready session/redemption-timed-out");
    // The next start has it.
    expect(await bench.kept("session-token")).toContain("refresh_token");

    await bench.session.signIn(signInForm());
    await bench.redirect({ code: "code-2", state: bench.state() });
    expect(bench.callbacks).toEqual([]);
    expect(bench.loads).toHaveLength(2);
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect(bench.isSignedIn()).toBe(true);
  });

  test("Cancel after the widget has stored its token revokes that and removes it", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    bench.session.cancel();
    await settled();
    expect(bench.page()).toBe("ready");
    expect(bench.world.unloads).toBe(1);
    expect(bench.revocations).toMatchObject([{ form: { client_id: "client-1" } }]);
    expect(await bench.kept("session-token")).toBeNull();
    await bench.session.start();
    expect(bench.loads).toHaveLength(1);
  });

  test("a token that comes while nobody is signing in is not kept, and its page goes", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.refuse("OAU-108", "authorization_code");
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    expect(bench.world.unloads).toBe(1);
    expect(await bench.kept("session-token")).toBeNull();
    expect(bench.page()).toBe("ready token/OAU-108");
  });

  test("a page that cannot be loaded is tried again while the code lives", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = async () => false;
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    expect(bench.page()).toBe("finishing widget/unreachable");
    expect(bench.session.view().notice?.nextStep).toContain("2 seconds");
    expect(bench.world.signInVisible).toBe(true);

    bench.world.loadPhone = async () => true;
    bench.clock.advance(2_000);
    await settled();
    expect(bench.loads).toHaveLength(2);
    expect(bench.loads[1]).toBe(bench.loads[0]);
    expect(bench.page()).toBe("finishing");
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(bench.isSignedIn()).toBe(true);
  });

  test("and no longer than that", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = async () => false;
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    const startedAt = bench.clock.now();
    while (bench.page().startsWith("finishing") && bench.clock.now() < startedAt + 300_000) {
      bench.clock.advance(1_000);
      await settled();
    }
    expect(bench.page()).toBe("ready session/redemption-timed-out");
    expect(bench.clock.now() - startedAt).toBeLessThanOrEqual(60_000);
    // After 0, 2, 6, 14 and 30 seconds.
    expect(bench.loads).toHaveLength(5);
    expect(bench.clock.waiting).toBe(0);
  });

  test("Cancel ends it; a load that comes in late changes nothing", async () => {
    const bench = createSessionBench();
    let finishLoad = (_loaded: boolean): void => {};
    bench.world.loadPhone = () => new Promise((resolve) => (finishLoad = resolve));
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.session.cancel();
    expect(bench.page()).toBe("ready");
    expect(bench.world.unloads).toBe(1);
    finishLoad(true);
    await settled();
    expect(bench.page()).toBe("ready");
    expect(bench.clock.waiting).toBe(0);
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect(bench.isSignedIn()).toBe(false);
    expect(bench.world.phoneVisible).toBe(false);
  });

  test("after Cancel a token that the page stores late is not kept, and is revoked", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.session.cancel();
    bench.session.handleTokenChanged(null);
    bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    expect(await bench.kept("session-token")).toBeNull();
    expect(bench.revocations).toMatchObject([{ form: { client_id: "client-1" } }]);
    expect(bench.page()).toBe("ready");
  });

  test("a second Sign in meanwhile does nothing", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    expect(await bench.session.signIn(signInForm({ clientId: "client-2", server: "sandbox" }))).toBeNull();
    expect(bench.opened).toHaveLength(1);
    expect(bench.settings().clientId).toBe("client-1");
  });

  test("goes on when the ten minutes for the browser end meanwhile", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = () => new Promise(() => {});
    const state = await bench.authorize();
    bench.clock.advance(AUTHORIZATION_TTL_MS - 1);
    await bench.redirect({ code: "code-1", state });
    bench.clock.advance(1_000);
    expect(bench.page()).toBe("finishing");
  });

  test("a login that comes before the load has ended is taken", async () => {
    const bench = createSessionBench();
    let finishLoad = (_loaded: boolean): void => {};
    bench.world.loadPhone = () => new Promise((resolve) => (finishLoad = resolve));
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect(bench.world).toMatchObject({ phoneVisible: true, signInVisible: false });
    finishLoad(true);
    await settled();
    expect(bench.isSignedIn()).toBe(true);
    expect(bench.clock.waiting).toBe(0);
  });
});

describe("a start with a token in the vault", () => {
  test("loads the phone with it, opens no browser and shows the phone", async () => {
    const bench = createSessionBench();
    const stored = bench.sealToken();
    await bench.session.start();
    await settled();
    expect(bench.loads).toHaveLength(1);
    expect(bench.loads[0]).toMatchObject({
      clientId: "client-0",
      server: "https://platform.ringcentral.com",
      redirectUri: REDIRECT_URI,
      credentials: { kind: "stored-token" },
    });
    expect(bench.loads[0]?.token?.reveal()).toBe(stored);
    expect(bench.opened).toEqual([]);
    expect(bench.world).toMatchObject({ phoneVisible: true, signInVisible: false });
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect(bench.isSignedIn()).toBe(true);
    expect(bench.waiting()).toBe(0);
  });

  test("that has expired asks for a new sign-in and says why; the vault keeps it, should the clock be wrong", async () => {
    const bench = createSessionBench();
    bench.sealToken(widgetToken(bench.clock.now()));
    await bench.session.start();
    expect(bench.page()).toBe("ready session/expired");
    expect(bench.world.signInVisible).toBe(true);
    expect(bench.loads).toEqual([]);
    expect(await bench.kept("session-token")).not.toBeNull();
  });

  test("that the platform refuses asks for a new sign-in and deletes it", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    await bench.session.start();
    await settled();
    bench.refuse("OAU-213");
    expect(bench.page()).toBe("ready session/ended");
    expect(await bench.kept("session-token")).toBeNull();
  });

  test("that does not lead to a login in time is kept for the next start", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    const before = bench.files.entries.get("session-token");
    await bench.session.start();
    await settled();
    bench.clock.advance(45_000);
    expect(bench.page()).toBe("ready session/redemption-timed-out");
    await settled();
    expect(bench.files.entries.get("session-token")).toBe(before);
  });

  test("without a network is tried again for ever, at longer and longer intervals, and told", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = async () => false;
    bench.sealToken();
    await bench.session.start();
    await settled();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      expect(bench.loads).toHaveLength(attempt);
      expect(bench.page()).toBe("finishing widget/unreachable");
      expect(bench.world).toMatchObject({ signInVisible: true, phoneVisible: false });
      waits.push(Number(/in (\d+) seconds/.exec(bench.session.view().notice?.nextStep ?? "")?.[1]));
      bench.clock.advance((waits.at(-1) ?? 0) * 1000);
      await settled();
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);

    bench.world.loadPhone = async () => true;
    bench.clock.advance(60_000);
    await settled();
    expect(bench.world).toMatchObject({ signInVisible: false, phoneVisible: true });
    expect(bench.page()).toBe("finishing");
    expect(await bench.kept("session-token")).not.toBeNull();
  });

  test("behind a server that is unavailable is tried again when that says so, and is not signed out", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = async () => ({ status: 503, retryAfterSeconds: 90 });
    bench.sealToken();
    await bench.session.start();
    await settled();
    expect(bench.page()).toBe("finishing widget/unavailable");
    expect(bench.session.view().notice).toMatchObject({
      title: expect.stringContaining("503"),
      nextStep: expect.stringContaining("90 seconds"),
    });
    expect(bench.session.status()).toMatchObject({ state: "redeeming", offline: true });
    expect(bench.world).toMatchObject({ signInVisible: true, phoneVisible: false });
    bench.clock.advance(89_999);
    await settled();
    expect(bench.loads).toHaveLength(1);

    // Without Retry-After as often as without a network.
    bench.world.loadPhone = async () => ({ status: 404, retryAfterSeconds: null });
    bench.clock.advance(1);
    await settled();
    expect(bench.session.view().notice?.nextStep).toContain("in 4 seconds");
    bench.world.loadPhone = async () => true;
    bench.clock.advance(4_000);
    await settled();
    expect(bench.page()).toBe("finishing");
    expect(bench.world).toMatchObject({ signInVisible: false, phoneVisible: true });
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(bench.isSignedIn()).toBe(true);
  });

  test("that is damaged inside is set aside, as the words say, and no longer used", async () => {
    const bench = createSessionBench();
    bench.seal("session-token", { clientId: "client-0" });
    await bench.session.start();
    await settled();
    expect(bench.page()).toBe("ready session/vault-unreadable");
    expect(bench.session.view().notice?.nextStep).toContain("not deleted");
    expect(bench.files.setAsideNames).toEqual(["session-token"]);
    expect(bench.loads).toEqual([]);
  });

  test("that the user does not want to wait for can be cancelled, and is kept for the next start", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = async () => false;
    bench.sealToken();
    await bench.session.start();
    await settled();
    bench.session.cancel();
    expect(bench.page()).toBe("ready");
    expect(bench.clock.waiting).toBe(0);
    expect(bench.revocations).toEqual([]);
    expect(await bench.kept("session-token")).not.toBeNull();
  });

  test("that cannot be opened is set aside and reported", async () => {
    const bench = createSessionBench();
    bench.files.entries.set("session-token", Buffer.from("v11 of another keychain"));
    await bench.session.start();
    expect(bench.page()).toBe("ready session/vault-unreadable");
    expect(bench.files.setAsideNames).toEqual(["session-token"]);
  });
});

describe("a keychain that asks for its password", () => {
  test("is waited for, in words after three seconds, and then all goes on", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    bench.keychain.mode = "silent";
    const starting = bench.session.start();
    await settled();
    bench.clock.advance(2_999);
    expect(bench.world.signInVisible).toBe(false);
    bench.clock.advance(1);
    expect(bench.world.signInVisible).toBe(true);
    expect(bench.page()).toBe("ready vault/waiting");

    bench.keychain.answer();
    await starting;
    await settled();
    expect(bench.page()).toBe("finishing");
    expect(bench.world).toMatchObject({ signInVisible: false, phoneVisible: true });
  });

  test("that answers quickly is not mentioned", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.clock.advance(10_000);
    expect(bench.page()).toBe("ready");
    expect(bench.views.some(({ notice }) => notice?.code === "vault/waiting")).toBe(false);
  });

  test("that never answers is given up; the sealed token stays for the next start", async () => {
    const bench = createSessionBench({ keychainLimitMs: 5 });
    bench.sealToken();
    bench.keychain.mode = "silent";
    await bench.session.start();
    expect(bench.page()).toBe("ready session/vault-silent");
    expect(bench.files.entries.has("session-token")).toBe(true);
    expect(bench.files.setAsideNames).toEqual([]);
  });
});

describe("without a keychain", () => {
  test("the user is told once that the sign-in is kept only until they quit", async () => {
    const bench = createSessionBench();
    bench.keychain.mode = "absent";
    await bench.signIn();
    expect(bench.told.map(({ code }) => code)).toEqual(["vault/memory-only"]);
    bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 2_000_000, "refreshed"));
    await settled();
    expect(bench.told).toHaveLength(1);
    expect(bench.files.entries.size).toBe(0);
    expect(bench.isSignedIn()).toBe(true);
  });
});

describe("a signed-in session", () => {
  test("keeps each rotated token", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    const next = widgetToken(bench.clock.now() + 5_000_000, "refreshed");
    bench.session.handleTokenChanged(next);
    expect(JSON.parse((await bench.kept("session-token")) ?? "{}").stored).toBe(next);
    expect(bench.isSignedIn()).toBe(true);
  });

  test("goes on while the SDK blanks its access token to refresh it after a 401", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    const blanked = widgetToken(bench.clock.now() + 1_000_000, "");
    bench.session.handleTokenChanged(blanked);
    expect(bench.isSignedIn()).toBe(true);
    expect(JSON.parse((await bench.kept("session-token")) ?? "{}").stored).toBe(blanked);
  });

  test.each([
    ["removed", null],
    ["replaced by the SDK's empty object", "{}"],
    ["replaced by junk", "junk"],
  ])("ends when its token is %s", async (_, stored) => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handleTokenChanged(stored);
    expect(bench.isSignedIn()).toBe(false);
    expect(bench.page()).toBe("ready session/signed-out");
    expect(bench.signedInChanges).toEqual([true, false]);
    expect(bench.world).toMatchObject({ phoneVisible: false, signInVisible: true });
    expect(await bench.kept("session-token")).toBeNull();
  });

  test("ends when the platform refuses to refresh its token", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.refuse("OAU-210");
    expect(bench.page()).toBe("ready session/ended");
    expect(bench.session.view().notice?.title).toContain("OAU-210");
    expect(bench.signedInChanges).toEqual([true, false]);
    expect(await bench.kept("session-token")).toBeNull();
  });

  test("that was ended by the platform is not said to be ended by the user when the widget tidies up", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.refuse("OAU-210");
    bench.session.handleTokenChanged(null);
    expect(bench.page()).toBe("ready session/ended");
  });

  test("does not end by a Cancel that was pressed just before", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.cancel();
    expect(bench.isSignedIn()).toBe(true);
    expect(bench.world).toMatchObject({ phoneVisible: true, unloads: 0 });
  });

  test("does not start a second sign-in", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    expect(await bench.session.signIn(signInForm({ clientId: "client-2", server: "sandbox" }))).toBeNull();
    expect(bench.opened).toHaveLength(1);
    bench.session.handleSignInWanted("");
    expect(bench.world.signInVisible).toBe(false);
    expect(bench.isSignedIn()).toBe(true);
  });

  test("is not announced twice when the widget reports its login again", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.world.phoneVisible = false;
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect(bench.signedInChanges).toEqual([true]);
    expect(bench.world.phoneVisible).toBe(false);
  });

  test("takes the account's country for numbers without a country code", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handleLoggedIn(ACCOUNT, "GB");
    expect(bench.settings().region).toBe("GB");
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(bench.settings().region).toBe("GB");
  });
});

describe("events that come at the wrong time change nothing", () => {
  test("a login, a refusal and a lost token while nobody is signing in", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.session.handleLoggedIn(ACCOUNT, null);
    bench.refuse("OAU-108");
    bench.session.handleTokenChanged(null);
    bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1));
    await settled();
    expect(bench.page()).toBe("ready");
    expect(bench.signedInChanges).toEqual([]);
    expect(bench.files.entries.size).toBe(0);
  });

  test("a lost token and a refusal while the browser is waited for", async () => {
    const bench = createSessionBench();
    await bench.authorize();
    bench.refuse("OAU-108");
    bench.session.handleTokenChanged(null);
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(bench.page()).toBe("waiting-for-browser");
  });

  test("the widget's empty storage while its code is being redeemed", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.session.handleTokenChanged(null);
    expect(bench.page()).toBe("finishing");
  });
});

describe("windows and words", () => {
  test("bringForward shows what the state calls for", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.world.signInVisible = false;
    bench.session.bringForward();
    expect(bench.world).toMatchObject({ signInVisible: true, phoneVisible: false });
    await bench.signIn();
    bench.world.phoneVisible = false;
    bench.session.bringForward();
    expect(bench.world).toMatchObject({ signInVisible: false, phoneVisible: true });
  });

  test("the widget's own Sign In button leads to the sign-in page", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.world.signInVisible = false;
    bench.world.phoneVisible = true;
    bench.session.handleSignInWanted("");
    expect(bench.world).toMatchObject({ signInVisible: true, phoneVisible: false });
  });

  test("a link that waits is named on the page", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    bench.world.waitingNumber = "+1 415 555 0123";
    bench.session.refreshView();
    expect(bench.views.at(-1)?.waitingLink).toContain("+1 415 555 0123");
  });

  test("the log tells the story without a code, state, verifier, token or number", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    const verifier = bench.loads[0]?.credentials;
    await bench.redirect({ code: "code-1", state: "random-1" });
    bench.refuse("OAU-210");
    expect(bench.log.text()).toContain('"state":"signed-in"');
    expect(bench.log.text()).toContain("OAU-210");
    const secrets = [
      "code-1",
      "random-",
      "U0pDMTFQ",
      "16505550100",
      (verifier?.kind === "code" ? verifier.codeVerifier?.reveal() : null) ?? "no verifier",
    ];
    for (const secret of secrets) expect(bench.log.text()).not.toContain(secret);
  });
});

describe("ways to sign in", () => {
  test("loopback: the request and the redemption carry the address that is listened on", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    expect(await bench.session.signIn(signInForm({ redirect: "loopback" }))).toBeNull();
    const [receiver] = bench.receivers;
    const opened = new URL(bench.opened[0] ?? "missing:");
    expect(opened.searchParams.get("redirect_uri")).toBe(receiver?.redirectUri);
    receiver?.received(`${receiver.redirectUri}?code=code-1&state=${bench.state()}`);
    expect(bench.loads[0]).toMatchObject({
      redirectUri: receiver?.redirectUri,
      credentials: { kind: "code" },
    });
    expect(receiver?.open).toBe(false);
  });

  test("loopback: no free port is said, and nothing is opened", async () => {
    const bench = createSessionBench();
    bench.world.hasPort = false;
    await bench.session.start();
    const notice = await bench.session.signIn(signInForm({ redirect: "loopback" }));
    expect(notice?.code).toBe("loopback/no-port");
    expect(bench.opened).toEqual([]);
    expect(bench.page()).toBe("ready");
  });

  test("automatic: the scheme where it arrives, a port of this machine where it does not", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm());
    expect(bench.receivers).toEqual([]);
    bench.session.cancel();
    bench.world.schemeArrives = false;
    await bench.session.signIn(signInForm());
    expect(bench.receivers).toHaveLength(1);
    bench.session.cancel();
    expect(bench.receivers[0]?.open).toBe(false);
  });

  test("a scheme that nothing answers for a minute: the other way is offered, and taken on a click", async () => {
    const bench = createSessionBench();
    await bench.authorize();
    bench.clock.advance(59_000);
    expect(bench.views.at(-1)?.offersLoopback).toBe(false);
    bench.clock.advance(2_000);
    expect(bench.views.at(-1)?.offersLoopback).toBe(true);
    bench.session.useLoopback();
    await settled();
    expect(bench.receivers).toHaveLength(1);
    expect(new URL(bench.opened.at(-1) ?? "").searchParams.get("redirect_uri")).toContain("127.0.0.1");
    expect(bench.session.view().offersLoopback).toBe(false);
  });

  test.each([null, "secret-1"])(
    "the other way is taken on a click also for a request of an earlier run (client secret %j)",
    async (clientSecret) => {
      const bench = createSessionBench();
      await bench.session.start();
      await bench.session.signIn(signInForm({ clientSecret, server: "sandbox" }));
      await settled();
      const later = createSessionBench();
      for (const [name, sealed] of bench.files.entries) later.files.entries.set(name, sealed);
      await later.session.start();
      later.clock.advance(60_000);
      expect(later.session.view().offersLoopback).toBe(true);
      later.session.useLoopback();
      await settled();
      const opened = new URL(later.opened.at(-1) ?? "missing:");
      expect(opened.origin).toBe("https://platform.devtest.ringcentral.com");
      expect(opened.searchParams.get("client_id")).toBe("client-1");
      expect(opened.searchParams.get("redirect_uri")).toBe(later.receivers[0]?.redirectUri);
      expect(opened.searchParams.has("code_challenge")).toBe(clientSecret === null);
    },
  );

  test("no port for the other way: it is said, and the request that is open can still be answered", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    bench.world.hasPort = false;
    bench.session.useLoopback();
    await settled();
    expect(bench.page()).toBe("waiting-for-browser loopback/no-port");
    await bench.redirect({ code: "code-1", state });
    expect(bench.loads).toHaveLength(1);
  });

  test("client secret: no PKCE, the secret goes to the page and to the vault", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm({ clientSecret: "secret-1" }));
    expect(new URL(bench.opened[0] ?? "").searchParams.has("code_challenge")).toBe(false);
    await bench.redirect({ code: "code-1", state: bench.state() });
    expect(bench.loads[0]?.clientSecret?.reveal()).toBe("secret-1");
    expect(await bench.kept("client-secret")).toBe("secret-1");
    expect(bench.session.view().form.hasClientSecret).toBe(true);
  });

  test("client secret: one that was kept for another app is not used, and is gone", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm({ clientSecret: "secret-1", jwt: "jwt-1" }));
    bench.session.cancel();
    await bench.session.signIn(signInForm({ clientId: "client-2" }));
    expect(new URL(bench.opened.at(-1) ?? "").searchParams.has("code_challenge")).toBe(true);
    expect(await bench.kept("client-secret")).toBeNull();
    expect(await bench.kept("jwt")).toBeNull();
  });

  test("JWT: wants both secrets, signs in without a browser, and a sign-out forgets everything", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    const notice = await bench.session.signIn(signInForm({ method: "jwt", jwt: "jwt-1" }));
    expect(notice?.code).toBe("jwt/missing");
    await bench.session.signIn(signInForm({ method: "jwt", clientSecret: "secret-1" }));
    expect(bench.opened).toEqual([]);
    const credentials = bench.loads[0]?.credentials;
    expect(credentials?.kind === "jwt" && credentials.jwt.reveal()).toBe("jwt-1");
    bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect(bench.isSignedIn()).toBe(true);

    bench.session.handleTokenChanged(null);
    expect(bench.page()).toBe("ready session/signed-out");
    for (const name of ["session-token", "client-secret", "jwt"] as const) {
      expect(await bench.kept(name)).toBeNull();
    }
    expect(bench.session.view().form).toMatchObject({ hasClientSecret: false, hasJwt: false });
  });

  test.each(["OAU-112", "OAU-125", "OAU-249", "OAU-146", null])(
    "JWT: a sign-in that is refused (%s) says the same as the test of the JWT",
    async (code) => {
      const bench = createSessionBench();
      await bench.session.start();
      const form = signInForm({ method: "jwt", clientSecret: "secret-1", jwt: "a.b.c" });
      bench.world.answerRequest = async () =>
        Response.json(code === null ? {} : { errorCode: code }, { status: 400 });
      const tested = await bench.session.testJwt(form);
      await bench.session.signIn(form);
      bench.refuse(code, "urn:ietf:params:oauth:grant-type:jwt-bearer");
      expect(bench.session.view().notice).toEqual(tested.ok ? null : tested.notice);
      expect(await bench.kept("jwt")).toBe("a.b.c");
    },
  );

  test("the widget's own Sign In: its request is opened, checked by its state, and answered by message", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handleTokenChanged(null);
    const request = new URL("https://platform.ringcentral.com/restapi/oauth/authorize");
    request.search = new URLSearchParams({
      client_id: "client-1",
      redirect_uri: "app.handset.desktop:/oauth/callback",
      state: "of-the-widget",
    }).toString();
    bench.session.handleSignInWanted(request.href);
    await settled();
    expect(bench.opened.at(-1)).toBe(request.href);
    await bench.redirect({ code: "code-2", state: "another" });
    expect(bench.callbacks).toEqual([]);
    await bench.redirect({ code: "code-2", state: "of-the-widget" });
    expect(bench.callbacks).toEqual(["app.handset.desktop:/oauth/callback?code=code-2&state=of-the-widget"]);
    expect(bench.loads).toHaveLength(1);
  });

  test("an address from the widget that is no request to its server is not opened", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handleTokenChanged(null);
    const opened = bench.opened.length;
    bench.session.handleSignInWanted("https://evil.example/restapi/oauth/authorize?state=x&client_id=y");
    await settled();
    expect(bench.opened).toHaveLength(opened);
    expect(bench.world.signInVisible).toBe(true);
  });

  test("a page that crashes comes back with the session it had", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handlePageCrashed();
    expect(bench.loads).toHaveLength(1);
    await bench.session.restorePhone();
    expect(bench.loads.at(-1)).toMatchObject({ credentials: { kind: "stored-token" } });
    expect(bench.loads.at(-1)?.token?.reveal()).toContain("refresh_token");
    expect(bench.isSignedIn()).toBe(true);
  });

  test("a page that crashes while it is loaded again and again is left to the ladder", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.world.loadPhone = async () => false;
    await bench.session.restorePhone();
    bench.session.handlePageCrashed();
    expect(bench.session.status()).toMatchObject({ state: "signed-in", offline: false });
    bench.clock.advance(60_000);
    await settled();
    expect(bench.loads).toHaveLength(2);
  });

  test("a page that crashes while a saved sign-in is taken up goes on in a new one, three times at most", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    await bench.session.start();
    await settled();
    bench.session.handlePageCrashed();
    await settled();
    expect(bench.loads.map(({ credentials }) => credentials.kind)).toEqual(["stored-token", "stored-token"]);
    expect(bench.session.status().state).toBe("redeeming");
    bench.session.handlePageCrashed();
    bench.session.handlePageCrashed();
    await settled();
    expect(bench.loads).toHaveLength(3);
    expect(bench.page()).toBe("ready session/redemption-timed-out");
    expect(await bench.kept("session-token")).not.toBeNull();
  });

  test("a page that crashes before it says that its new sign-in is done goes on with the token of that", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    bench.session.handlePageCrashed();
    await settled();
    expect(bench.loads.at(-1)).toMatchObject({ credentials: { kind: "stored-token" } });
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(bench.isSignedIn()).toBe(true);
  });

  test("a page is reloaded with the session it had, by the token also after a JWT; signed out it is not", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm({ method: "jwt", clientSecret: "secret-1", jwt: "jwt-1" }));
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1_000_000));
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(await bench.session.restorePhone()).toBe(true);
    expect(bench.loads).toHaveLength(2);
    expect(bench.loads.at(-1)).toMatchObject({ credentials: { kind: "stored-token" } });
    bench.world.loadPhone = async () => false;
    expect(await bench.session.restorePhone()).toBe(false);
    expect(bench.isSignedIn()).toBe(true);

    await bench.session.signOut({ clearData: false });
    expect(await bench.session.restorePhone()).toBe(true);
    expect(bench.loads).toHaveLength(3);
  });
});
