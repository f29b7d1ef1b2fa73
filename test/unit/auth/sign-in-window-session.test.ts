import { describe, expect, test } from "vitest";
import { AUTHORIZATION_TTL_MS } from "../../../src/auth/authorization-request.ts";
import type { SignInForm } from "../../../src/ipc/channels.ts";
import { settled } from "../support/scheduler.ts";
import { createSessionBench, HOSTED_REDIRECT_URI, signInForm } from "../support/session-bench.ts";

const allowed = { settings: { allowSignInWindow: true, redirect: "window" } } as const;

/** Starts and presses Sign in for the sign-in window; returns the one that was opened. */
async function openWindow(bench = createSessionBench(allowed), changes: Partial<SignInForm> = {}) {
  await bench.session.start();
  const problem = await bench.session.signIn(signInForm({ redirect: "window", ...changes }));
  const window = bench.windows.at(-1);
  if (window === undefined) throw new Error(problem?.code ?? "no window");
  const state = new URL(window.request.url).searchParams.get("state") ?? "";
  return { bench, window, state };
}

describe("the sign-in window", () => {
  test("is opened in the browser's place, with the hosted redirect page and a challenge", async () => {
    const { bench, window } = await openWindow();
    const query = new URL(window.request.url).searchParams;
    expect(query.get("redirect_uri")).toBe(HOSTED_REDIRECT_URI);
    expect(query.get("code_challenge_method")).toBe("S256");
    expect(window.request).toMatchObject({
      redirectUri: HOSTED_REDIRECT_URI,
      server: "https://platform.ringcentral.com",
    });
    expect(bench.opened).toEqual([]);
    expect(bench.session.view()).toMatchObject({ state: "waiting-for-browser", waitingIn: "window" });
    expect(await bench.kept("pending-authorization")).toBeNull();
  });

  test("is taken with the redirect page that is registered, where one is given", async () => {
    const latest = HOSTED_REDIRECT_URI.replace("2.x", "latest");
    const { window } = await openWindow(undefined, { hostedRedirectUri: latest });
    expect(window.request.redirectUri).toBe(latest);
  });

  test("is not opened for a redirect page that cannot be one", async () => {
    const bench = createSessionBench(allowed);
    await bench.session.start();
    const form = signInForm({ redirect: "window", hostedRedirectUri: "http://phone.example/redirect.html" });
    expect(await bench.session.signIn(form)).toMatchObject({ code: "hosted-redirect/unusable" });
    expect(bench.windows).toEqual([]);
  });

  test("is not opened without the permission: the automatic way is taken and kept", async () => {
    const bench = createSessionBench({ settings: { redirect: "window" } });
    await bench.session.start();
    expect(bench.session.view()).toMatchObject({
      redirects: ["automatic", "scheme", "loopback"],
      form: { redirect: "automatic" },
    });
    await bench.session.signIn(signInForm({ redirect: "window" }));
    expect(bench.windows).toEqual([]);
    expect(new URL(bench.opened[0] ?? "missing:").searchParams.get("redirect_uri")).toBe(
      "app.handset.desktop:/oauth/callback",
    );
    expect(bench.settings().redirect).toBe("automatic");
  });

  test("gives a code that is redeemed with the verifier and the same redirect URI", async () => {
    const { bench, window, state } = await openWindow();
    window.request.redirected(`${HOSTED_REDIRECT_URI}?code=code-1&state=${state}`);
    expect(window.open).toBe(false);
    const signIn = bench.loads.at(-1);
    expect(signIn?.redirectUri).toBe(HOSTED_REDIRECT_URI);
    if (signIn?.credentials.kind !== "code") throw new Error("not by code");
    expect(signIn.credentials.code.reveal()).toBe("code-1");
    expect(signIn.credentials.codeVerifier?.reveal()).toMatch(/^[\w-]{43}$/);
  });

  test("with a foreign answer ends the sign-in, which has nothing left to wait for", async () => {
    const { bench, window } = await openWindow();
    window.request.redirected(`${HOSTED_REDIRECT_URI}?code=code-1&state=foreign`);
    expect(bench.page()).toBe("ready redirect/wrong-state");
    expect(window.open).toBe(false);
    expect(bench.loads).toEqual([]);
  });

  test("is not ended by a link from outside", async () => {
    const { bench, window } = await openWindow();
    await bench.redirect({ code: "stolen", state: "guessed" });
    expect(bench.session.view()).toMatchObject({ state: "waiting-for-browser" });
    expect(window.open).toBe(true);
  });

  test.each([
    [{ kind: "closed" }, "ready window/closed"],
    [{ kind: "left", host: "idp.example" }, "ready window/left"],
    [{ kind: "left", host: null }, "ready window/left"],
    [{ kind: "unreachable" }, "ready window/unreachable"],
  ] as const)("that ended (%j) is a sentence, and its late answer is nobody's", async (because, page) => {
    const { bench, window, state } = await openWindow();
    window.request.ended(because);
    expect(bench.page()).toBe(page);
    expect(bench.clock.waiting).toBe(0);
    window.request.redirected(`${HOSTED_REDIRECT_URI}?code=code-1&state=${state}`);
    expect(bench.loads).toEqual([]);
  });

  test("that the user closed opens no other, as Handset may be on its way out", async () => {
    for (const [kind, shows] of [
      ["closed", false],
      ["unreachable", true],
    ] as const) {
      const { bench, window } = await openWindow();
      bench.world.signInVisible = false;
      window.request.ended({ kind });
      expect(bench.world.signInVisible).toBe(shows);
    }
  });

  test("has the browser's time limit, and is gone with a cancel and with another sign-in", async () => {
    const { bench, window } = await openWindow();
    bench.clock.advance(AUTHORIZATION_TTL_MS);
    expect(bench.page()).toBe("ready session/authorization-timed-out");
    expect(window.open).toBe(false);

    await bench.session.signIn(signInForm({ redirect: "window" }));
    bench.session.cancel();
    expect(bench.windows.at(-1)?.open).toBe(false);

    await bench.session.signIn(signInForm({ redirect: "window" }));
    await bench.session.signIn(signInForm({ redirect: "scheme" }));
    expect(bench.windows.at(-1)?.open).toBe(false);
    bench.windows.at(-1)?.request.ended({ kind: "closed" });
    expect(bench.page()).toBe("waiting-for-browser");
  });

  test("is brought forward instead of a browser, and its address is not copied", async () => {
    const { bench, window } = await openWindow();
    bench.session.openBrowserAgain();
    bench.session.copyAddress();
    await settled();
    expect(window.shown).toBe(1);
    expect(bench.opened).toEqual([]);
    expect(bench.copied).toEqual([]);
  });

  test("is what the widget's own button leads to: it could not ask for a redirect that is registered", async () => {
    const bench = createSessionBench(allowed);
    bench.sealToken();
    await bench.session.start();
    await bench.session.handleTokenChanged(null);
    const request = "https://platform.ringcentral.com/restapi/oauth/authorize?client_id=client-0&state=s";
    bench.session.handleSignInWanted(`${request}&redirect_uri=app.handset.desktop:/oauth/callback`);
    await settled();
    expect(bench.opened).toEqual([]);
    expect(bench.world.signInVisible).toBe(true);
  });
});

describe("discovery", () => {
  const login = "https://login.ringcentral.com/restapi/oauth/authorize";
  const answer = async () => Response.json({ authApi: { authorizationUri: login } });
  const own = {
    token_uri: "https://platform-eu.ringcentral.com/restapi/oauth/token",
    discovery_uri: "https://platform-eu.ringcentral.com/.well-known/entry-points/external",
  };

  async function discovered() {
    const bench = createSessionBench();
    bench.world.answerRequest = answer;
    await bench.session.start();
    expect(await bench.session.signIn(signInForm({ discovery: true }))).toBeNull();
    return bench;
  }

  test("says where the browser goes, and is kept for the next start", async () => {
    const bench = await discovered();
    const url = new URL(bench.opened.at(-1) ?? "missing:");
    expect(url.origin + url.pathname).toBe(login);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      discovery: "true",
      client_id: "client-1",
      redirect_uri: "app.handset.desktop:/oauth/callback",
      code_challenge_method: "S256",
    });
    expect(bench.settings()).toMatchObject({ discovery: true, discoveryServer: "" });
    expect(JSON.parse((await bench.kept("pending-authorization")) ?? "{}")).toMatchObject({
      discovery: "https://platform.ringcentral.com",
    });
  });

  test("hands a redirect that names the account's servers to the page whole", async () => {
    const bench = await discovered();
    await bench.redirect({ code: "code-1", state: bench.state(), ...own });
    const signIn = bench.loads.at(-1);
    expect(signIn?.discovery).toBe("https://platform.ringcentral.com");
    if (signIn?.credentials.kind !== "redirect") throw new Error("not by redirect");
    const callback = new URL(signIn.credentials.callbackUri.reveal()).searchParams;
    expect(Object.fromEntries(callback)).toMatchObject({ code: "code-1", ...own });
    expect(callback.get("code_verifier")).toMatch(/^[\w-]{43}$/);
  });

  test("needs no message where the redirect names none", async () => {
    const bench = await discovered();
    await bench.redirect({ code: "code-1", state: bench.state() });
    expect(bench.loads.at(-1)).toMatchObject({
      discovery: "https://platform.ringcentral.com",
      credentials: { kind: "code" },
    });
  });

  test("does not follow a redirect to a foreign server, and that sign-in is over", async () => {
    const bench = await discovered();
    const foreign = { ...own, token_uri: "https://evil.example/token" };
    await bench.redirect({ code: "code-1", state: bench.state(), ...foreign });
    expect(bench.page()).toBe("ready redirect/foreign-server");
    expect(bench.loads).toEqual([]);
  });

  test("that fails leaves the earlier request open, and no port", async () => {
    const bench = await discovered();
    const state = bench.state();
    bench.world.answerRequest = async () => new Response("", { status: 503 });
    const form = signInForm({ discovery: true, redirect: "loopback" });
    expect(await bench.session.signIn(form)).toMatchObject({ code: "discovery/failed" });
    expect(bench.receivers.map(({ open }) => open)).toEqual([false]);
    await bench.redirect({ code: "code-1", state });
    expect(bench.loads).toHaveLength(1);
  });

  test("is refused for a server of one's own", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    const form = signInForm({ discovery: true, server: "custom", serverUrl: "https://phone.example" });
    expect(await bench.session.signIn(form)).toMatchObject({ code: "discovery/unusable" });
  });

  test("goes with the stored token at the next start", async () => {
    const bench = createSessionBench({ settings: { discovery: true } });
    bench.sealToken();
    await bench.session.start();
    expect(bench.loads.at(-1)).toMatchObject({
      discovery: "https://platform.ringcentral.com",
      credentials: { kind: "stored-token" },
    });
  });

  test("lets the widget's own button lead to the place that it found", async () => {
    const bench = createSessionBench({ settings: { discovery: true } });
    bench.sealToken();
    await bench.session.start();
    await bench.session.handleTokenChanged(null);
    const own = `${login}?client_id=client-0&state=s&redirect_uri=app.handset.desktop:/oauth/callback`;
    bench.session.handleSignInWanted(own.replace("login.ringcentral.com", "evil.example"));
    await settled();
    expect(bench.opened).toEqual([]);
    bench.session.handleSignInWanted(own);
    await settled();
    expect(bench.opened).toEqual([own]);
  });
});
