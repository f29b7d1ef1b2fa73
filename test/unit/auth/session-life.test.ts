import { describe, expect, test } from "vitest";
import { settled } from "../support/scheduler.ts";
import {
  ACCOUNT,
  createSessionBench,
  signInForm,
  tokenRequest,
  widgetToken,
} from "../support/session-bench.ts";

const DAY_MS = 24 * 60 * 60_000;
const REFRESH_TOKEN = "U0pDMTFQMDFQQVMwMHxCQkJCQkJCQkJCQg";

type Bench = ReturnType<typeof createSessionBench>;

/** Signed in with a refresh token that dies so much later. */
async function signedIn(livesMs = 7 * DAY_MS): Promise<Bench> {
  const bench = createSessionBench();
  await bench.signIn();
  await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + livesMs));
  return bench;
}

async function redeeming(): Promise<Bench> {
  const bench = createSessionBench();
  const state = await bench.authorize();
  await bench.redirect({ code: "code-1", state });
  return bench;
}

/** What the widget does when it is asked to log out: revokes with that answer, then removes its token. */
function logsOut(bench: Bench, revocation: number): void {
  bench.world.logOut = () => {
    void bench.session.handleTokenAnswered(
      tokenRequest({ endpoint: "revoke", grant: "", status: revocation }),
    );
    void bench.session.handleTokenChanged(null);
  };
}

const isEmpty = async (bench: Bench): Promise<boolean> => {
  await settled();
  return bench.files.entries.size === 0;
};

describe("sign-out", () => {
  test("asks the widget, which revokes; then page, vault and sign-in page say the same", async () => {
    const bench = await signedIn();
    logsOut(bench, 200);
    await bench.session.signOut({ clearData: false });
    expect(bench.world).toMatchObject({ logOuts: 1, unloads: 1, signInVisible: true, phoneVisible: false });
    expect(bench.revocations).toEqual([]);
    expect(bench.page()).toBe("ready session/signed-out");
    expect(bench.session.status()).toMatchObject({ state: "signed-out", account: null, endsAt: null });
    expect(bench.world.clears).toEqual([]);
    expect(await isEmpty(bench)).toBe(true);
    expect(bench.clock.waiting).toBe(0);
  });

  test("revokes by itself when the widget could not", async () => {
    const bench = await signedIn();
    logsOut(bench, 503);
    await bench.session.signOut({ clearData: false });
    expect(bench.revocations).toEqual([
      {
        url: "https://platform.ringcentral.com/restapi/oauth/revoke",
        authorization: null,
        form: { client_id: "client-1", token: REFRESH_TOKEN },
      },
    ]);
  });

  test("does not wait longer than five seconds for a widget that does not answer", async () => {
    const bench = await signedIn();
    const done = bench.session.signOut({ clearData: false });
    bench.clock.advance(4_999);
    await settled();
    expect(bench.isSignedIn()).toBe(true);
    bench.clock.advance(1);
    await done;
    expect(bench.isSignedIn()).toBe(false);
    expect(bench.revocations).toHaveLength(1);
    expect(await isEmpty(bench)).toBe(true);
  });

  test.each(["Handset", "the widget"])(
    "in %s empties the whole vault, also of an old request, and of what lets other programs in, once they were told",
    async (where) => {
      const bench = await signedIn();
      bench.seal("event-stream-token", "secret-1");
      bench.seal("pending-authorization", "of an earlier run");
      logsOut(bench, 200);
      if (where === "Handset") await bench.session.signOut({ clearData: false });
      else await bench.session.handleTokenChanged(null);
      expect(bench.world.cutOffs).toEqual(["signed-out"]);
      expect(await isEmpty(bench)).toBe(true);
    },
  );

  test("that is none leaves other programs alone: a refused refresh, a cancelled sign-in", async () => {
    const ended = await signedIn();
    ended.refuse("OAU-213");
    const cancelled = await redeeming();
    cancelled.session.cancel();
    expect([...ended.world.cutOffs, ...cancelled.world.cutOffs]).toEqual([]);
  });

  test("asked for twice is done once", async () => {
    const bench = await signedIn();
    const both = [bench.session.signOut({ clearData: false }), bench.session.signOut({ clearData: false })];
    bench.clock.advance(5_000);
    await Promise.all(both);
    expect(bench.world).toMatchObject({ logOuts: 1, unloads: 1 });
    expect(bench.revocations).toHaveLength(1);
  });

  test("with clearData clears what the page stored, once the page is gone", async () => {
    const bench = await signedIn();
    logsOut(bench, 200);
    await bench.session.signOut({ clearData: true });
    expect(bench.world.clears).toEqual([1]);
  });

  test("with clearData asked for while a plain one is under way clears all the same", async () => {
    const bench = await signedIn();
    const both = [bench.session.signOut({ clearData: false }), bench.session.signOut({ clearData: true })];
    bench.clock.advance(5_000);
    await Promise.all(both);
    expect(bench.world.clears).toEqual([1]);
  });

  test("clears the data before anybody else can sign in", async () => {
    const bench = await signedIn();
    let cleared = (): void => {};
    bench.world.clear = () =>
      new Promise((resolve) => {
        cleared = resolve;
      });
    const done = bench.session.signOut({ clearData: true });
    bench.clock.advance(5_000);
    await settled();
    expect(bench.world.clears).toEqual([1]);
    await bench.session.signIn(signInForm());
    expect(await bench.session.restorePhone()).toBe(true);
    bench.clock.advance(60_000);
    expect(bench.loads).toHaveLength(1);
    cleared();
    await done;
    expect(bench.page()).toBe("ready session/signed-out");
  });

  test("is there for the next one while the first one's revocation is under way", async () => {
    const bench = await signedIn();
    const answers: (() => void)[] = [];
    bench.world.revoke = () => new Promise((resolve) => answers.push(() => resolve(new Response("{}"))));
    const first = bench.session.signOut({ clearData: true });
    bench.clock.advance(5_000);
    await settled();
    expect(bench.page()).toBe("ready session/signed-out");
    expect(bench.world.clears).toHaveLength(1);

    await bench.session.signIn(signInForm());
    await bench.redirect({ code: "code-2", state: bench.state() });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS, "of-the-next"));
    bench.session.handleLoggedIn("16505550199*102", null);
    await settled();
    const second = bench.session.signOut({ clearData: false });
    bench.clock.advance(5_000);
    await settled();
    expect(bench.isSignedIn()).toBe(false);
    for (const answer of answers) answer();
    await Promise.all([first, second]);
    expect(bench.revocations).toHaveLength(2);
    expect(bench.world.clears).toHaveLength(1);
    expect(await isEmpty(bench)).toBe(true);
  });

  test("by an app with a secret uses it to revoke, before it is forgotten", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm({ method: "jwt", clientSecret: "secret-1", jwt: "jwt-1" }));
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS));
    bench.session.handleLoggedIn(ACCOUNT, null);
    await settled();
    const done = bench.session.signOut({ clearData: false });
    bench.clock.advance(5_000);
    await done;
    const basic = `Basic ${Buffer.from("client-1:secret-1").toString("base64")}`;
    expect(bench.revocations).toMatchObject([{ authorization: basic, form: { token: REFRESH_TOKEN } }]);
    expect(await isEmpty(bench)).toBe(true);
    expect(bench.session.view().form).toMatchObject({ hasClientSecret: false, hasJwt: false });
    // No way back in that does not start with the user: neither a reload nor a restart has anything to use.
    bench.session.handlePageCrashed();
    await bench.session.start();
    expect(bench.loads).toHaveLength(1);
  });

  test("in the widget after a JWT leaves no page that could sign in again", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm({ method: "jwt", clientSecret: "secret-1", jwt: "jwt-1" }));
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS));
    bench.session.handleLoggedIn(ACCOUNT, null);
    await bench.session.handleTokenChanged(null);
    expect(bench.world.unloads).toBe(1);
    expect(bench.revocations).toHaveLength(1);
  });

  test("while a saved sign-in is taken up needs no widget", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    bench.world.loadPhone = async () => false;
    await bench.session.start();
    await settled();
    expect(bench.session.view().canSignOut).toBe(true);
    await bench.session.signOut({ clearData: false });
    expect(bench.world.logOuts).toBe(0);
    expect(bench.revocations).toMatchObject([{ form: { client_id: "client-0" } }]);
    expect(bench.page()).toBe("ready session/signed-out");
    expect(await isEmpty(bench)).toBe(true);
  });

  test("while the browser is waited for ends that, too", async () => {
    const bench = createSessionBench();
    const state = await bench.authorize();
    await bench.session.signOut({ clearData: false });
    expect(bench.page()).toBe("ready session/signed-out");
    expect(await isEmpty(bench)).toBe(true);
    await bench.redirect({ code: "code-1", state });
    expect(bench.loads).toEqual([]);
  });

  test("goes on when the revocation fails, and the log says so without a secret", async () => {
    const bench = await signedIn();
    bench.world.revoke = () => Promise.reject(new Error(`no network for ${REFRESH_TOKEN}`));
    const done = bench.session.signOut({ clearData: false });
    bench.clock.advance(5_000);
    await done;
    expect(bench.page()).toBe("ready session/signed-out");
    expect(bench.log.text()).toContain("token.not-revoked");
    expect(bench.log.text()).not.toContain(REFRESH_TOKEN);
  });
});

describe("the end of the refresh token", () => {
  test("is warned of from one day before, to the minute, and no more after a refresh", async () => {
    const bench = await signedIn(7 * DAY_MS);
    bench.clock.advance(6 * DAY_MS - 1);
    expect(bench.session.status().warning).toBeNull();
    bench.clock.advance(1);
    expect(bench.statuses.at(-1)?.warning?.code).toBe("session/ending");
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 7 * DAY_MS, "refreshed"));
    expect(bench.statuses.at(-1)?.warning).toBeNull();
    expect(bench.session.status().endsAt).toBe(bench.clock.now() + 7 * DAY_MS);
  });

  test("is noticed on a live session: page gone, words said, and the vault keeps the token", async () => {
    const bench = await signedIn(7 * DAY_MS);
    bench.clock.advance(7 * DAY_MS);
    expect(bench.page()).toBe("ready session/expired");
    expect(bench.world.unloads).toBe(1);
    expect(await bench.kept("session-token")).not.toBeNull();
    expect(bench.clock.waiting).toBe(0);
  });

  test("waits for the end of a call, and a token that is renewed meanwhile lives on", async () => {
    for (const renewed of [false, true]) {
      const bench = await signedIn(7 * DAY_MS);
      bench.world.callUp = true;
      bench.clock.advance(7 * DAY_MS);
      expect(bench.world.unloads).toBe(0);
      if (renewed) await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS, "renewed"));
      for (const then of bench.world.afterCall) then();
      expect(bench.isSignedIn()).toBe(renewed);
      expect(bench.world.unloads).toBe(renewed ? 0 : 1);
    }
  });

  test("is noticed within a minute after a sleep", async () => {
    const bench = await signedIn(7 * DAY_MS);
    bench.clock.sleep(8 * DAY_MS);
    expect(bench.isSignedIn()).toBe(true);
    bench.clock.advance(60_000);
    expect(bench.page()).toBe("ready session/expired");
  });

  test("is no sign-out by the user when the widget notices it first; secrets stay", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    await bench.session.signIn(signInForm({ clientSecret: "secret-1" }));
    await bench.redirect({ code: "code-1", state: bench.state() });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 1000));
    bench.session.handleLoggedIn(ACCOUNT, null);
    bench.clock.sleep(1000);
    await bench.session.handleTokenChanged(null);
    expect(bench.page()).toBe("ready session/expired");
    expect(await bench.kept("client-secret")).toBe("secret-1");
    expect(bench.revocations).toEqual([]);
  });
});

describe("an app that lacks the scope without which the widget does not sign in", () => {
  const begin = async (bench: Bench, scope: string): Promise<void> => {
    await bench.session.start();
    await bench.session.signIn(signInForm({ method: "jwt", clientSecret: "secret-1", jwt: "jwt-1" }));
    await settled();
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS, undefined, scope));
  };
  /** As Embeddable does: it revokes, then removes its token, and no login is ever told. */
  const giveUp = async (bench: Bench): Promise<void> => {
    void bench.session.handleTokenAnswered(tokenRequest({ endpoint: "revoke", grant: "", status: 200 }));
    await bench.session.handleTokenChanged(null);
  };

  test("is named as soon as the token does, and stays named; client secret and JWT stay", async () => {
    const bench = createSessionBench();
    await begin(bench, "VoipCalling SMS");
    expect(bench.page()).toBe("finishing scopes/missing");
    expect(bench.session.view().notice?.title).toContain("no ReadAccounts scope");
    await giveUp(bench);
    expect(bench.page()).toBe("ready scopes/missing");
    expect(bench.session.status().reason?.nextStep).toContain("ReadAccounts");
    expect(await bench.kept("session-token")).toBeNull();
    expect(await bench.kept("client-secret")).toBe("secret-1");
    expect(await bench.kept("jwt")).toBe("jwt-1");
    // The widget has revoked; loaded anew, the page would sign in by its JWT again.
    expect(bench.revocations).toEqual([]);
    expect(bench.world.unloads).toBe(1);
  });

  test("any other token that the widget gives up before a login is no sign-out by the user either", async () => {
    const bench = createSessionBench();
    await begin(bench, "ReadAccounts VoipCalling");
    expect(bench.page()).toBe("finishing");
    await giveUp(bench);
    expect(bench.page()).toBe("ready session/ended-by-widget");
    expect(await bench.kept("jwt")).toBe("jwt-1");
  });
});

describe("the page of the widget", () => {
  const signInAgain = async (bench: Bench, account = ACCOUNT): Promise<void> => {
    await bench.session.signIn(signInForm());
    await bench.redirect({ code: "code-2", state: bench.state() });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 7 * DAY_MS));
    bench.session.handleLoggedIn(account, null);
    bench.session.handleRoute("/dialer");
  };

  test("is opened again after a sign-in that ran out, behind the widget's own first page, once", async () => {
    const bench = await signedIn(DAY_MS);
    bench.session.handleRoute("/dialer");
    bench.session.handleRoute("/conversations/5");
    bench.session.handleRoute("/");
    bench.clock.advance(DAY_MS);
    await signInAgain(bench);
    expect(bench.paths).toEqual(["/conversations/5"]);
    bench.session.handleRoute("/conversations/5");
    bench.session.handleRoute("/dialer");
    expect(bench.paths).toHaveLength(1);
  });

  test("is kept over an attempt that was cancelled, and where RingCentral ended the sign-in", async () => {
    const bench = await signedIn();
    bench.session.handleRoute("/history");
    bench.refuse("OAU-213");
    bench.session.handleRoute("/");
    await bench.session.signIn(signInForm());
    bench.session.cancel();
    await signInAgain(bench);
    expect(bench.paths).toEqual(["/history"]);
  });

  test("is not kept for another account", async () => {
    const bench = await signedIn(DAY_MS);
    bench.session.handleRoute("/history");
    bench.clock.advance(DAY_MS);
    await signInAgain(bench, "16505550100*102");
    expect(bench.paths).toEqual([]);
  });

  test("is not kept after a sign-out by the user", async () => {
    const bench = await signedIn();
    bench.session.handleRoute("/history");
    await bench.session.handleTokenChanged(null);
    await signInAgain(bench);
    expect(bench.paths).toEqual([]);
  });

  test("is not opened any more a minute after the sign-in", async () => {
    const bench = await signedIn(DAY_MS);
    bench.session.handleRoute("/history");
    bench.clock.advance(DAY_MS);
    await bench.session.signIn(signInForm());
    await bench.redirect({ code: "code-2", state: bench.state() });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 7 * DAY_MS));
    bench.session.handleLoggedIn(ACCOUNT, null);
    bench.clock.advance(60_000);
    bench.session.handleRoute("/dialer");
    expect(bench.paths).toEqual([]);
  });
});

describe("a platform that is busy", () => {
  const busy = (status: number, retryAfterSeconds: number | null, grant = "refresh_token") =>
    tokenRequest({ status, retryAfterSeconds, grant });

  test.each([429, 503])(
    "%i at a refresh: the widget waits to the second, and stays signed in",
    async (status) => {
      const bench = await signedIn();
      let again: boolean | null = null;
      void bench.session.handleTokenAnswered(busy(status, 17)).then((answer) => (again = answer));
      expect(bench.session.status()).toMatchObject({
        state: "signed-in",
        offline: false,
        warning: { code: "session/waiting", nextStep: expect.stringContaining("17 seconds") },
      });
      bench.clock.advance(16_999);
      await settled();
      expect(again).toBeNull();
      bench.clock.advance(1);
      await settled();
      expect(again).toBe(true);
      expect(bench.session.status().warning).toBeNull();
      expect(bench.page()).toBe("finishing");
    },
  );

  test("without Retry-After it is a minute, RingCentral's own default", async () => {
    const bench = await signedIn();
    const again = bench.session.handleTokenAnswered(busy(503, null));
    expect(bench.session.status().warning?.nextStep).toContain("60 seconds");
    bench.clock.advance(60_000);
    expect(await again).toBe(true);
  });

  test("at a code that lives longer: it waits, and the time for the sign-in stands still", async () => {
    const bench = await redeeming();
    const again = bench.session.handleTokenAnswered(busy(429, 50, "authorization_code"));
    expect(bench.page()).toBe("finishing session/waiting");
    bench.clock.advance(50_000);
    expect(await again).toBe(true);
    expect(bench.page()).toBe("finishing");
    bench.clock.advance(44_999);
    expect(bench.page()).toBe("finishing");
    bench.clock.advance(1);
    expect(bench.page()).toBe("ready session/redemption-timed-out");
  });

  test("at a code that would be dead by then: it says for how many seconds, and takes no sign-in before", async () => {
    const bench = await redeeming();
    expect(await bench.session.handleTokenAnswered(busy(429, 90, "authorization_code"))).toBe(false);
    expect(bench.page()).toBe("ready session/busy");
    expect(bench.session.view().notice?.nextStep).toBe("Sign in again in 90 seconds.");
    bench.clock.advance(30_000);
    expect(bench.session.view().notice?.nextStep).toBe("Sign in again in 60 seconds.");
    bench.clock.advance(59_999);
    expect((await bench.session.signIn(signInForm()))?.code).toBe("session/busy");
    expect(bench.opened).toHaveLength(1);
    bench.clock.advance(1);
    expect(bench.views.at(-1)?.notice?.nextStep).toContain("Sign in again.");
    expect(await bench.session.signIn(signInForm())).toBeNull();
    expect(bench.opened).toHaveLength(2);
  });

  test("a second wait counts from the second answer; sixty seconds in all, and the code is given up", async () => {
    const bench = await redeeming();
    void bench.session.handleTokenAnswered(busy(429, 40, "authorization_code"));
    bench.clock.advance(40_000);
    const next = tokenRequest({
      status: 429,
      retryAfterSeconds: 20,
      grant: "authorization_code",
      failures: 2,
    });
    expect(await bench.session.handleTokenAnswered(next)).toBe(false);
    expect(bench.page()).toBe("ready session/busy");
  });

  test.each([500, 502, 504])(
    "%i is sent again three times, ten seconds apart, then the widget has it",
    async (status) => {
      const bench = await signedIn();
      for (const failures of [1, 2, 3]) {
        const again = bench.session.handleTokenAnswered(tokenRequest({ status, failures }));
        bench.clock.advance(10_000);
        expect(await again).toBe(true);
      }
      expect(await bench.session.handleTokenAnswered(tokenRequest({ status, failures: 4 }))).toBe(false);
      expect(bench.isSignedIn()).toBe(true);
    },
  );

  test("408 for good makes the widget sign out: that is no sign-out, and its page comes back in a minute", async () => {
    const bench = await signedIn();
    expect(await bench.session.handleTokenAnswered(tokenRequest({ status: 408, failures: 4 }))).toBe(false);
    await bench.session.handleTokenChanged(null);
    expect(bench.isSignedIn()).toBe(true);
    expect(await bench.kept("session-token")).not.toBeNull();
    bench.clock.advance(60_000);
    expect(bench.loads.at(-1)).toMatchObject({ credentials: { kind: "stored-token" } });
    expect(bench.loads).toHaveLength(2);
  });

  test("400 is never sent again", async () => {
    const bench = await signedIn();
    expect(await bench.session.handleTokenAnswered(tokenRequest({ status: 400, code: "OAU-213" }))).toBe(
      false,
    );
    expect(bench.page()).toBe("ready session/ended");
  });

  test("Cancel, a sign-out and a page that goes end the wait", async () => {
    for (const end of ["cancel", "sign-out", "page"] as const) {
      const bench = await redeeming();
      const again = bench.session.handleTokenAnswered(busy(429, 30, "authorization_code"));
      if (end === "cancel") bench.session.cancel();
      if (end === "sign-out") await bench.session.signOut({ clearData: false });
      if (end === "page") bench.session.handlePageReplaced();
      expect(await again).toBe(false);
      expect(bench.session.view().notice?.code ?? "").not.toBe("session/waiting");
    }
  });
});

describe("without a network", () => {
  test("a refresh is sent again with jitter; the session is offline, not over", async () => {
    const bench = await signedIn();
    const again = bench.session.handleTokenAnswered(tokenRequest({ failures: 3 }));
    expect(bench.session.status()).toMatchObject({
      state: "signed-in",
      offline: true,
      warning: { code: "session/offline" },
    });
    // Full jitter of 8 seconds, by a die that shows 0.9999.
    bench.clock.advance(7_999);
    expect(await again).toBe(true);
    expect(bench.session.status()).toMatchObject({ offline: false, warning: null });
  });

  test("what waits goes on at once when the page sees a network again", async () => {
    const bench = await signedIn();
    bench.session.handleOnline(false);
    expect(bench.session.status()).toMatchObject({ state: "signed-in", offline: true });
    const again = bench.session.handleTokenAnswered(tokenRequest({ failures: 9 }));
    const busy = bench.session.handleTokenAnswered(tokenRequest({ status: 429, retryAfterSeconds: 5 }));
    bench.session.handleOnline(true);
    expect(await again).toBe(true);
    expect(bench.session.status()).toMatchObject({ offline: false, warning: { code: "session/waiting" } });
    bench.clock.advance(5_000);
    expect(await busy).toBe(true);
  });

  test("a code is tried as long as it lives", async () => {
    const bench = await redeeming();
    let failures = 1;
    let tries = 0;
    const request = () => tokenRequest({ grant: "authorization_code", failures: failures++ });
    for (;;) {
      const again = bench.session.handleTokenAnswered(request());
      bench.clock.advance(32_000);
      if (!(await again)) break;
      tries++;
    }
    expect(tries).toBe(2);
    expect(bench.page()).toBe("ready session/redemption-timed-out");
  });

  test("a page that cannot be loaded is offline, too", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    bench.world.loadPhone = async () => false;
    await bench.session.start();
    await settled();
    expect(bench.session.status()).toMatchObject({
      state: "redeeming",
      offline: true,
      reason: { code: "widget/unreachable" },
    });
    bench.world.loadPhone = async () => true;
    bench.clock.advance(2_000);
    await settled();
    expect(bench.session.status()).toMatchObject({ offline: false, reason: null });
  });
});

describe("a page whose load was given up", () => {
  test("and that comes and signs in all the same is not loaded again, and is not offline", async () => {
    const bench = await signedIn();
    bench.world.loadPhone = async () => false;
    expect(await bench.session.restorePhone()).toBe(false);
    expect(bench.session.status().offline).toBe(true);
    bench.session.handleLoggedIn(ACCOUNT, null);
    expect(bench.session.status().offline).toBe(false);
    bench.clock.advance(60_000);
    await settled();
    expect(bench.loads).toHaveLength(2);
  });

  test("is tried again with the token that it has renewed meanwhile", async () => {
    const bench = await signedIn();
    bench.world.loadPhone = async () => false;
    await bench.session.restorePhone();
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS, "renewed"));
    bench.clock.advance(2_000);
    await settled();
    expect(bench.loads).toHaveLength(3);
    expect(bench.loads.at(-1)?.token?.reveal()).toContain("renewed");
  });

  test("is tried again with the token that it got for its code, which is used up", async () => {
    const bench = createSessionBench();
    bench.world.loadPhone = async () => false;
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + DAY_MS));
    bench.clock.advance(2_000);
    await settled();
    expect(bench.loads.map(({ credentials }) => credentials.kind)).toEqual(["code", "stored-token"]);
  });

  test("is tried again after the call that it may be in", async () => {
    const bench = await signedIn();
    bench.world.loadPhone = async () => false;
    await bench.session.restorePhone();
    bench.world.callUp = true;
    bench.clock.advance(60_000);
    await settled();
    expect(bench.loads).toHaveLength(2);
    for (const then of bench.world.afterCall) then();
    expect(bench.loads).toHaveLength(3);
  });

  test("counts as loaded when it signs in before the load has ended", async () => {
    const bench = await signedIn();
    let giveUp = (_came: boolean): void => {};
    bench.world.loadPhone = () =>
      new Promise((resolve) => {
        giveUp = resolve;
      });
    const restored = bench.session.restorePhone();
    bench.session.handleLoggedIn(ACCOUNT, null);
    giveUp(false);
    expect(await restored).toBe(true);
    expect(bench.session.status().offline).toBe(false);
    bench.clock.advance(60_000);
    expect(bench.loads).toHaveLength(2);
  });

  test("is asked to log out at a sign-out, once it has signed in", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    bench.world.loadPhone = async () => false;
    await bench.session.start();
    await settled();
    bench.session.handleLoggedIn(ACCOUNT, null);
    logsOut(bench, 200);
    await bench.session.signOut({ clearData: false });
    expect(bench.world.logOuts).toBe(1);
  });
});

describe("a vault that does not open", () => {
  test("silent for good: a sign-in can begin meanwhile, and the saved one stays where it is", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    bench.keychain.mode = "silent";
    const started = bench.session.start();
    bench.clock.advance(3_000);
    expect(bench.page()).toBe("ready vault/waiting");
    void bench.session.signIn(signInForm());
    // Redirects can be taken from now on, although the keychain is still silent.
    await started;
    bench.keychain.answer();
    await settled();
    expect(bench.page()).toBe("waiting-for-browser");
    expect(bench.loads).toEqual([]);
    expect(await bench.kept("session-token")).not.toBeNull();
  });

  test("given up, and unlocked after that: Handset goes on by itself", async () => {
    const bench = createSessionBench({ keychainLimitMs: 5 });
    bench.sealToken();
    bench.keychain.mode = "silent";
    await bench.session.start();
    expect(bench.page()).toBe("ready session/vault-silent");
    expect(bench.session.status().warning?.code).toBe("vault/locked");
    bench.keychain.answer();
    await settled();
    await settled();
    expect(bench.loads).toMatchObject([{ credentials: { kind: "stored-token" } }]);
  });

  test("given up, and then its prompt is dismissed: the words say that it takes a start", async () => {
    const bench = createSessionBench({ keychainLimitMs: 5 });
    bench.sealToken();
    let dismiss = (): void => {};
    const dismissed = new Promise<void>((resolve) => (dismiss = resolve));
    bench.keychain.open = () => dismissed.then(() => Promise.reject(new Error("no key")));
    bench.keychain.seal = () => dismissed.then(() => null);
    await bench.session.start();
    expect(bench.page()).toBe("ready session/vault-silent");
    dismiss();
    await expect.poll(bench.page).toBe("ready session/vault-locked");
    expect(bench.session.view().notice?.nextStep).toContain("start Handset again");
    expect(bench.session.status().warning?.code).toBe("vault/closed");
  });

  test("locked: says so, and leaves the ciphertext alone", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    const before = bench.files.entries.get("session-token");
    bench.keychain.mode = "absent";
    bench.keychain.open = () => Promise.reject(new Error("no key"));
    await bench.session.start();
    expect(bench.page()).toBe("ready session/vault-locked");
    expect(bench.files.entries.get("session-token")).toBe(before);
    expect(bench.files.setAsideNames).toEqual([]);
  });

  test("locked, and a new sign-in that is refused: the saved one stays where it is", async () => {
    const bench = createSessionBench();
    bench.sealToken();
    const before = bench.files.entries.get("session-token");
    bench.keychain.mode = "absent";
    bench.keychain.open = () => Promise.reject(new Error("no key"));
    const state = await bench.authorize();
    await bench.redirect({ code: "code-1", state });
    bench.refuse("OAU-106", "authorization_code");
    // The widget removes what it has of a token, which is nothing.
    await bench.session.handleTokenChanged(null);
    await settled();
    expect(bench.page()).toBe("ready token/OAU-106");
    expect(bench.files.entries.get("session-token")).toBe(before);
    expect(bench.files.setAsideNames).toEqual([]);
  });

  describe("with an open request of an earlier run in it", () => {
    /** A run that was quit while the browser was waited for, and another one on its disk. */
    const laterRun = async (keychainLimitMs?: number): Promise<readonly [Bench, string]> => {
      const first = createSessionBench();
      const state = await first.authorize();
      await settled();
      const bench = createSessionBench(keychainLimitMs === undefined ? {} : { keychainLimitMs });
      for (const [name, sealed] of first.files.entries) bench.files.entries.set(name, sealed);
      return [bench, state];
    };

    test("keeps it while it is closed, says why a redirect is not used, and takes one when it is open", async () => {
      const [bench, state] = await laterRun();
      const { open } = bench.keychain;
      bench.keychain.mode = "absent";
      bench.keychain.open = () => Promise.reject(new Error("no key"));
      await bench.session.start();
      expect(bench.page()).toBe("ready vault/closed");
      expect(bench.files.entries.has("pending-authorization")).toBe(true);
      await bench.redirect({ code: "code-1", state });
      expect(bench.page()).toBe("ready redirect/keychain-closed");
      expect(bench.files.entries.has("pending-authorization")).toBe(true);

      bench.keychain.mode = "unlocked";
      bench.keychain.open = open;
      await bench.redirect({ code: "code-1", state });
      await settled();
      expect(bench.page()).toBe("finishing");
      const credentials = bench.loads[0]?.credentials;
      expect(credentials?.kind === "code" && credentials.codeVerifier?.reveal().length).toBeGreaterThan(42);
    });

    test("silent: after three seconds the page says what is waited for", async () => {
      const [bench] = await laterRun();
      bench.keychain.mode = "silent";
      const started = bench.session.start();
      await settled();
      expect(bench.world.signInVisible).toBe(false);
      bench.clock.advance(3_000);
      expect(bench.world.signInVisible).toBe(true);
      expect(bench.page()).toBe("ready vault/waiting");
      bench.keychain.answer();
      await started;
      expect(bench.page()).toBe("waiting-for-browser");
    });

    test("silent, then unlocked: the request is open again by itself", async () => {
      const [bench, state] = await laterRun(5);
      bench.keychain.mode = "silent";
      await bench.session.start();
      expect(bench.page()).toBe("ready vault/locked");
      bench.keychain.answer();
      await settled();
      expect(bench.page()).toBe("waiting-for-browser");
      await bench.redirect({ code: "code-1", state });
      expect(bench.page()).toBe("finishing");
    });

    test("silent, and a redirect comes: it is judged when the keychain has answered, and waited for in words", async () => {
      const [bench, state] = await laterRun(1000);
      bench.keychain.mode = "silent";
      bench.sealToken();
      void bench.session.start();
      await expect.poll(bench.page).toBe("ready session/vault-silent");
      bench.files.entries.delete("session-token");
      await bench.redirect({ code: "code-1", state });
      expect(bench.page()).toBe("ready vault/waiting");
      bench.keychain.answer();
      await settled();
      expect(bench.page()).toBe("finishing");
      expect(bench.loads).toHaveLength(1);
    });

    test("silent, and the user begins anew: the new request stays open whatever the keychain says", async () => {
      const [bench] = await laterRun();
      bench.keychain.mode = "silent";
      void bench.session.start();
      await settled();
      void bench.session.signIn(signInForm());
      await settled();
      bench.keychain.answer();
      await settled();
      expect(bench.page()).toBe("waiting-for-browser");
      await bench.redirect({ code: "code-2", state: bench.state() });
      expect(bench.page()).toBe("finishing");
    });
  });

  test("a disk that refuses: told once, and the session goes on in memory", async () => {
    const bench = createSessionBench();
    bench.files.failing.add("write");
    await bench.signIn();
    expect(bench.told.map(({ code }) => code)).toEqual(["vault/not-writable"]);
    expect(bench.session.status()).toMatchObject({
      state: "signed-in",
      warning: { code: expect.stringMatching(/session\/ending|vault\/not-writable/) },
    });
    bench.files.failing.clear();
    await bench.session.handleTokenChanged(widgetToken(bench.clock.now() + 7 * DAY_MS, "refreshed"));
    expect(bench.session.status().warning).toBeNull();
    expect(await bench.kept("session-token")).not.toBeNull();
  });
});
