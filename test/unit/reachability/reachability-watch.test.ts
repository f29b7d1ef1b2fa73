import { describe, expect, test } from "vitest";
import type { SessionStatus } from "../../../src/auth/session-status.ts";
import { type Call, noCalls } from "../../../src/calls/call-state.ts";
import type { Reachability } from "../../../src/reachability/reachability.ts";
import { createReachabilityWatch } from "../../../src/reachability/reachability-watch.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

const say = (now: Reachability): string => (now.reachable ? "reachable" : now.because.code);
const call: Call = {
  id: "a",
  session: null,
  where: "here",
  phase: "active",
  direction: "inbound",
  number: "+14155550142",
  name: null,
  isContact: false,
  queue: null,
  muted: false,
  startedAt: 0,
  declined: false,
};

function createBench() {
  const scheduler = createFakeScheduler();
  const world = { state: "signed-out" as SessionStatus["state"], offline: false, loads: true };
  const told: string[] = [];
  const did: string[] = [];
  const watch = createReachabilityWatch({
    session: () => ({ ...world, account: null, reason: null, endsAt: null, warning: null }),
    platform: "linux",
    scheduler,
    random: () => 0.5,
    log: createRecordingLog(),
    effects: {
      nudge: () => did.push("nudge"),
      reload: async () => {
        did.push("reload");
        return world.loads;
      },
    },
    changed: (now) => {
      if (told.at(-1) !== say(now)) told.push(say(now));
    },
  });
  const signIn = (): void => {
    world.state = "signed-in";
    watch.sessionChanged();
    watch.connectionChanged("connected");
  };
  const nextStep = (): string => {
    const now = watch.now();
    return now.reachable ? "" : now.because.nextStep;
  };
  return { scheduler, world, told, did, watch, signIn, nextStep };
}

test("the answer follows the session, the connection and where calls ring", () => {
  const { world, told, watch } = createBench();
  world.state = "signed-in";
  watch.sessionChanged();
  watch.connectionChanged("connected");
  watch.connectionChanged("lost");
  watch.ringsHereChanged(false);
  watch.pageReplaced();
  expect(told).toEqual([
    "unreachable/connecting",
    "reachable",
    "unreachable/connection-lost",
    "reachable",
    "unreachable/connecting",
  ]);
  expect(say(watch.now())).toBe("unreachable/connecting");
});

describe("a sleep", () => {
  test("ends in a look at the line, and nobody is told that one can be called before", () => {
    const { scheduler, told, did, watch, signIn } = createBench();
    signIn();
    watch.suspended();
    scheduler.sleep(8 * 60 * 60_000);
    watch.resumed();
    expect(say(watch.now())).toBe("unreachable/connecting");
    expect(watch.canReconnect()).toBe(true);
    scheduler.advance(3_000);
    expect(did).toEqual(["nudge"]);
    watch.lineChecked("alive");
    expect(say(watch.now())).toBe("reachable");
    expect(watch.canReconnect()).toBe(false);
    expect(told.slice(1)).toEqual(["reachable", "unreachable/connecting", "reachable"]);
    expect(scheduler.waiting).toBe(0);
  });

  test("with a dead line ends in a reload that waits for the end of the call", () => {
    const { scheduler, did, watch, signIn, nextStep } = createBench();
    signIn();
    watch.callsChanged({ ...noCalls, calls: [call] });
    watch.resumed();
    scheduler.advance(5 * 60_000);
    expect(did).toEqual([]);
    expect(nextStep()).toBe("Reconnecting waits until your call has ended.");
    watch.reconnect();
    expect(did).toEqual([]);
    watch.callsChanged(noCalls);
    scheduler.advance(2_000);
    expect(did).toEqual(["reload"]);
  });
});

test("a page that could not be loaded is loaded again later, and the seconds are counted", async () => {
  const { scheduler, world, did, watch, signIn, nextStep } = createBench();
  signIn();
  world.loads = false;
  watch.connectionChanged("lost");
  expect(nextStep()).toBe("Reconnecting, next try in 20 s.");
  scheduler.advance(10_000);
  expect(nextStep()).toBe("Reconnecting, next try in 10 s.");
  watch.reconnect();
  await settled();
  expect(nextStep()).toBe("Reconnecting, next try in 30 s.");
  world.loads = true;
  scheduler.advance(30_000);
  await settled();
  expect(did).toEqual(["reload", "reload"]);
  expect(nextStep()).toBe("Reconnecting: the phone is being started anew.");
  watch.pageReplaced();
  watch.connectionChanged("connected");
  expect(say(watch.now())).toBe("reachable");
});

test("a page that crashes again is not loaded at once, and the user hears why and can have it so", () => {
  const { scheduler, did, watch, signIn, nextStep } = createBench();
  const crash = (): void => {
    watch.pageReplaced();
    watch.pageCrashed();
  };
  signIn();
  crash();
  expect(did).toEqual(["reload"]);
  watch.pageReplaced();
  watch.connectionChanged("connected");
  expect(say(watch.now())).toBe("reachable");
  crash();
  expect(say(watch.now())).toBe("unreachable/crashed");
  expect(nextStep()).toBe("It is started anew in 30 s; “Reconnect now” in the tray does not wait.");
  expect(watch.canReconnect()).toBe(true);
  scheduler.advance(29_000);
  expect(did).toEqual(["reload"]);
  watch.reconnect();
  expect(did).toEqual(["reload", "reload"]);
});

test("who signs out is not reconnected", () => {
  const { scheduler, world, did, watch, signIn } = createBench();
  signIn();
  watch.connectionChanged("lost");
  world.state = "signed-out";
  watch.sessionChanged();
  scheduler.advance(60 * 60_000);
  watch.resumed();
  watch.reconnect();
  expect(did).toEqual([]);
  expect(scheduler.waiting).toBe(0);
});

test("the microphone is a warning, told once", () => {
  const { watch, signIn } = createBench();
  signIn();
  watch.microphoneChanged("none");
  expect(watch.now()).toMatchObject({ reachable: true, warning: { code: "microphone/none" } });
});
