import { describe, expect, test } from "vitest";
import { createDeparture } from "../../../src/app/departure.ts";
import type { GuardAnswer } from "../../../src/calls/call-guard.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

/** A call guard played by hand. */
function bench(options: { busy?: boolean } = {}) {
  const scheduler = createFakeScheduler();
  const log = createRecordingLog();
  const did: string[] = [];
  const world = {
    busy: options.busy ?? false,
    leave: (): Promise<void> => Promise.resolve(),
    unload: (): Promise<void> => Promise.resolve(),
  };
  let answer: ((answer: GuardAnswer) => void) | null = null;
  let waiting: (() => void)[] = [];
  const departure = createDeparture({
    scheduler,
    log,
    guard: {
      isBusy: () => world.busy,
      ask(what) {
        if (!world.busy) return Promise.resolve("now");
        did.push(`ask ${what}`);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      whenIdle(then) {
        if (!world.busy) {
          then();
          return () => {};
        }
        waiting.push(then);
        return () => {
          waiting = waiting.filter((each) => each !== then);
        };
      },
    },
    effects: {
      quit() {
        did.push(departure.mayQuit() ? "quit" : "kept");
      },
      async signOut({ clearData }) {
        did.push(clearData ? "sign out, clear" : "sign out");
      },
      beforeQuit: [
        () => {
          did.push("leave");
          return world.leave();
        },
        () => {
          did.push("unload");
          return world.unload();
        },
      ],
      beforeSignOut() {
        did.push("leave");
        return world.leave();
      },
      plannedChanged() {},
    },
  });
  return {
    scheduler,
    log,
    did,
    world,
    departure,
    async press(choice: GuardAnswer) {
      answer?.(choice);
      await settled();
    },
    async callEnds() {
      world.busy = false;
      for (const then of waiting.splice(0)) then();
      await settled();
    },
  };
}

test("a sign-out that was asked about already is prepared, and not asked about again", async () => {
  const { did, departure } = bench({ busy: true });
  await departure.signOutNow({ clearData: true });
  expect(did).toEqual(["leave", "sign out, clear"]);
});

describe("quitting", () => {
  test("is prepared first, then goes through", async () => {
    const { did, departure } = bench();
    expect(departure.mayQuit()).toBe(false);
    expect(departure.isLeaving()).toBe(false);
    await settled();
    expect(did).toEqual(["leave", "unload", "quit"]);
    expect(departure.isLeaving()).toBe(true);
    expect(departure.mayQuit()).toBe(true);
  });

  test("is not held up by a widget that hangs", async () => {
    const { did, world, scheduler, departure } = bench();
    world.leave = () => new Promise(() => {});
    world.unload = () => new Promise(() => {});
    departure.mayQuit();
    await settled();
    scheduler.advance(2_000);
    await settled();
    expect(did).toEqual(["leave", "unload"]);
    scheduler.advance(2_000);
    await settled();
    expect(did).toEqual(["leave", "unload", "quit"]);
  });

  test("is not held up by what fails, which is logged", async () => {
    const { did, world, log, departure } = bench();
    world.leave = () => Promise.reject(new Error("broken"));
    departure.mayQuit();
    await settled();
    expect(did.at(-1)).toBe("quit");
    expect(log.text()).toContain("broken");
  });

  test("asks during a call, once, and can be taken back", async () => {
    const { did, departure, press } = bench({ busy: true });
    expect(departure.mayQuit()).toBe(false);
    expect(departure.mayQuit()).toBe(false);
    await press("cancel");
    expect(did).toEqual(["ask quit", "ask quit"]);
    expect(departure.isLeaving()).toBe(false);
  });

  test("after the call happens when it is over, unless it is cancelled", async () => {
    const { did, departure, press, callEnds } = bench({ busy: true });
    departure.mayQuit();
    await press("after-call");
    expect(departure.planned()).toBe("quit");
    departure.cancelPlanned();
    expect(departure.planned()).toBeNull();
    departure.mayQuit();
    await press("after-call");
    await callEnds();
    expect(departure.planned()).toBeNull();
    expect(did).toEqual(["ask quit", "ask quit", "leave", "unload", "quit"]);
  });

  test("cancelled for good does not happen when the call is over", async () => {
    const { did, departure, press, callEnds } = bench({ busy: true });
    departure.mayQuit();
    await press("after-call");
    departure.cancelPlanned();
    await callEnds();
    expect(did).toEqual(["ask quit"]);
  });

  test("now goes through after the question", async () => {
    const { did, departure, press } = bench({ busy: true });
    departure.mayQuit();
    await press("now");
    expect(did).toEqual(["ask quit", "leave", "unload", "quit"]);
  });

  test("by the system is not asked about, nor held up by an open question", async () => {
    const { did, departure, press } = bench({ busy: true });
    departure.mayQuit();
    expect(departure.isSystemEnding()).toBe(false);
    departure.systemEnds();
    expect(departure.isSystemEnding()).toBe(true);
    expect(departure.mayQuit()).toBe(true);
    await settled();
    await press("cancel");
    expect(did).toEqual(["ask quit", "leave", "unload", "quit"]);
    expect(departure.isLeaving()).toBe(true);
  });

  test("for an installer is prepared, and goes its way", async () => {
    const { did, departure } = bench();
    departure.quitNow(() => did.push(departure.mayQuit() ? "install" : "kept"));
    await settled();
    expect(did).toEqual(["leave", "unload", "install"]);
  });
});

describe("signing out", () => {
  test("is prepared first", async () => {
    const { did, departure } = bench();
    await departure.signOut({ clearData: true });
    expect(did).toEqual(["leave", "sign out, clear"]);
  });

  test("asks during a call; whoever asked for it does not wait", async () => {
    const { did, departure, press } = bench({ busy: true });
    await departure.signOut({ clearData: false });
    expect(did).toEqual(["ask sign-out"]);
    await press("now");
    expect(did).toEqual(["ask sign-out", "leave", "sign out"]);
  });

  test("after the call happens when it is over", async () => {
    const { did, departure, press, callEnds } = bench({ busy: true });
    await departure.signOut({ clearData: false });
    await press("after-call");
    expect(departure.planned()).toBe("sign-out");
    await callEnds();
    expect(did).toEqual(["ask sign-out", "leave", "sign out"]);
  });

  test("is not planned any more when the session has ended another way", async () => {
    const { did, departure, press, callEnds } = bench({ busy: true });
    await departure.signOut({ clearData: false });
    await press("after-call");
    departure.signedOut();
    expect(departure.planned()).toBeNull();
    await callEnds();
    expect(did).toEqual(["ask sign-out"]);
  });

  test("gives way to a later plan to quit", async () => {
    const { did, departure, press, callEnds } = bench({ busy: true });
    await departure.signOut({ clearData: false });
    await press("after-call");
    departure.mayQuit();
    await press("after-call");
    expect(departure.planned()).toBe("quit");
    await callEnds();
    expect(did).toEqual(["ask sign-out", "ask quit", "leave", "unload", "quit"]);
  });
});
