import { describe, expect, test } from "vitest";
import { settled } from "../support/scheduler.ts";
import { ACCOUNT, createSessionBench, widgetToken } from "../support/session-bench.ts";

describe("loading the phone again", () => {
  test("goes on with the same token, and leads back to where the user was", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.session.handleRoute("/messages");
    expect(await bench.session.reloadPhone({ clearData: false })).toBeNull();
    expect(bench.loads.at(-1)).toMatchObject({ credentials: { kind: "stored-token" } });
    expect(bench.loads).toHaveLength(2);
    expect(bench.world.unloads).toBe(0);
    expect(bench.world.clears).toEqual([]);
    bench.session.handlePageReplaced();
    bench.session.handleLoggedIn(ACCOUNT, "US");
    bench.session.handleRoute("/dialer");
    expect(bench.paths).toEqual(["/messages"]);
    expect(bench.session.status().state).toBe("signed-in");
    expect(bench.isSignedIn()).toBe(true);
  });

  test("removes the phone's data while no page is there to write anew", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    expect(await bench.session.reloadPhone({ clearData: true })).toBeNull();
    expect(bench.world.clears).toEqual([1]);
    expect(bench.loads).toHaveLength(2);
    expect(bench.session.status().state).toBe("signed-in");
  });

  test("tries again while the page cannot be had, and says that it is away", async () => {
    const bench = createSessionBench();
    await bench.signIn();
    bench.world.loadPhone = async () => false;
    await bench.session.reloadPhone({ clearData: false });
    await settled();
    expect(bench.session.status().offline).toBe(true);
    bench.world.loadPhone = async () => true;
    bench.clock.advance(5_000);
    await settled();
    expect(bench.loads).toHaveLength(3);
    expect(bench.session.status().offline).toBe(false);
    // A widget that takes its time does not end a session.
    bench.clock.advance(120_000);
    expect(bench.session.status().state).toBe("signed-in");
  });

  test("is refused while somebody signs in", async () => {
    const bench = createSessionBench();
    await bench.authorize();
    expect(await bench.session.reloadPhone({ clearData: true })).toMatchObject({
      code: "session/sign-in-under-way",
    });
    expect(bench.world.clears).toEqual([]);
  });

  test("with nobody signed in only removes", async () => {
    const bench = createSessionBench();
    await bench.session.start();
    expect(await bench.session.reloadPhone({ clearData: true })).toBeNull();
    expect(bench.world.clears).toHaveLength(1);
    expect(bench.loads).toEqual([]);
  });
});

describe("a hidden start", () => {
  test("shows no window while a saved sign-in is taken up, until somebody asks for one", async () => {
    const bench = createSessionBench({ startsHidden: true });
    bench.sealToken();
    bench.world.loadPhone = async () => false;
    await bench.session.start();
    await settled();
    expect([bench.world.phoneVisible, bench.world.signInVisible]).toEqual([false, false]);
    bench.world.loadPhone = async () => true;
    bench.clock.advance(5_000);
    await settled();
    bench.session.handleLoggedIn(ACCOUNT, "US");
    expect([bench.world.phoneVisible, bench.world.signInVisible]).toEqual([false, false]);
    bench.session.bringForward();
    expect(bench.world.phoneVisible).toBe(true);
  });

  test("shows the sign-in page where nobody is signed in", async () => {
    const bench = createSessionBench({ startsHidden: true });
    await bench.session.start();
    expect(bench.world.signInVisible).toBe(true);
  });

  test("shows the sign-in page when the saved sign-in has run out", async () => {
    const bench = createSessionBench({ startsHidden: true });
    bench.sealToken(widgetToken(bench.clock.now() - 1));
    await bench.session.start();
    expect(bench.page()).toBe("ready session/expired");
    expect(bench.world.signInVisible).toBe(true);
  });

  test("shows the phone after a sign-in as ever", async () => {
    const bench = createSessionBench({ startsHidden: true });
    await bench.signIn();
    expect(bench.world.phoneVisible).toBe(true);
  });
});
