import { describe, expect, test } from "vitest";
import { createCallController } from "../../../src/calls/call-controller.ts";
import type { CallEvent } from "../../../src/calls/call-event.ts";
import type { Presence } from "../../../src/presence/presence.ts";
import { createPresenceKeeper } from "../../../src/presence/presence-keeper.ts";
import type { PresenceRecord } from "../../../src/presence/presence-record.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const available: Presence = { userStatus: "Available", dndStatus: "TakeAllCalls" };
const busy: Presence = { userStatus: "Busy", dndStatus: "TakeAllCalls" };
const invisible: Presence = { userStatus: "Offline", dndStatus: "TakeAllCalls" };
const dnd: Presence = { userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" };
const ACCOUNT = "16505550100*101";

const call = (what: "ring" | "start" | "end"): CallEvent => ({
  what,
  call: webphoneCall("a", { number: "", name: null }),
});

/** A keeper with a widget that answers at once, unless it is told not to. */
function bench(changes: Partial<Settings> = {}, disk: { record: PresenceRecord | null } = { record: null }) {
  const scheduler = createFakeScheduler();
  const calls = createCallController({ scheduler, isSignedIn: () => true, send: () => {} });
  const set: Presence[] = [];
  const world = { idle: 0, locked: false, answers: true, account: available };
  let settings: Settings = { ...defaultSettings, ...changes };
  const listeners: (() => void)[] = [];
  const keeper = createPresenceKeeper({
    settings: { get: () => settings, onChanged: (listener) => listeners.push(listener) },
    calls,
    scheduler,
    log: createRecordingLog(),
    effects: {
      set(presence) {
        set.push(presence);
        if (!world.answers) return;
        world.account = presence;
        scheduler.after(100, () => keeper.told(presence));
      },
      idleSeconds: () => world.idle,
      isLocked: () => world.locked,
      digest: (account) => `digest of ${account.length}`,
      recall: () => disk.record,
      remember(record) {
        disk.record = record;
      },
    },
  });
  return {
    scheduler,
    calls,
    set,
    world,
    keeper,
    disk,
    change(next: Partial<Settings>) {
      settings = { ...settings, ...next };
      for (const listener of listeners) listener();
    },
    signIn(fresh = false) {
      keeper.signedIn(ACCOUNT, fresh);
      keeper.told(world.account);
    },
  };
}

describe("rules", () => {
  test("a lock is seen within two seconds where the system does not tell", () => {
    const { world, scheduler, set, signIn } = bench({ dndOnLock: true });
    signIn();
    world.locked = true;
    scheduler.advance(2_000);
    expect(set).toEqual([dnd]);
    world.locked = false;
    scheduler.advance(2_000);
    expect(set).toEqual([dnd, available]);
  });

  test("a lock is seen at once where the system tells", () => {
    const { world, keeper, scheduler, set, signIn } = bench({ dndOnLock: true });
    signIn();
    world.locked = true;
    keeper.screenLocked(true);
    expect(set).toEqual([dnd]);
    scheduler.advance(10_000);
    world.locked = false;
    keeper.screenLocked(false);
    expect(set).toEqual([dnd, available]);
  });

  test("a call makes do not disturb until it ends", () => {
    const { calls, scheduler, set, signIn } = bench({ dndOnCall: true });
    signIn();
    calls.handle(call("ring"));
    expect(set).toEqual([]);
    calls.handle(call("start"));
    scheduler.advance(100);
    calls.handle(call("end"));
    expect(set).toEqual([dnd, available]);
  });

  test("absence makes busy, but not of somebody who has just talked", () => {
    const { calls, world, scheduler, set, signIn } = bench({ busyWhenIdle: "5" });
    signIn();
    calls.handle(call("start"));
    world.idle = 600;
    scheduler.advance(10_000);
    calls.handle(call("end"));
    scheduler.advance(290_000);
    expect(set).toEqual([]);
    scheduler.advance(20_000);
    expect(set).toEqual([busy]);
  });

  test("a rule that is switched off while it is in force gives the presence back", () => {
    const { world, scheduler, set, change, signIn } = bench({ dndOnLock: true });
    signIn();
    world.locked = true;
    scheduler.advance(2_000);
    change({ dndOnLock: false });
    expect(set).toEqual([dnd]);
    scheduler.advance(100);
    expect(set).toEqual([dnd, available]);
  });

  test("a rule that is switched on while its cause is there is in force at once", () => {
    const { world, scheduler, set, change, signIn } = bench();
    signIn();
    world.idle = 600;
    change({ busyWhenIdle: "10" });
    scheduler.advance(2_000);
    expect(set).toEqual([busy]);
  });

  test("without a rule nothing is looked at and nothing is set", () => {
    const { scheduler, set, keeper, signIn } = bench();
    signIn();
    keeper.told(dnd);
    keeper.told(invisible);
    expect(scheduler.waiting).toBe(0);
    expect(set).toEqual([]);
  });

  test("what the user chooses in Handset is set", () => {
    const { keeper, set, signIn } = bench();
    signIn();
    keeper.choose(invisible);
    expect(set).toEqual([invisible]);
  });
});

describe("sign-in", () => {
  test.each([true, false])("sets the presence for it only when the user has signed in: %s", (fresh) => {
    const { world, set, signIn } = bench({ presenceOnSignIn: "available" });
    world.account = dnd;
    signIn(fresh);
    expect(set).toEqual(fresh ? [available] : []);
  });

  test("sets it once, and also when the presence was told before", () => {
    const { keeper, scheduler, set } = bench({ presenceOnSignIn: "dnd" });
    keeper.told(available);
    keeper.signedIn(ACCOUNT, true);
    keeper.signedIn(ACCOUNT, true);
    scheduler.advance(100);
    keeper.told(available);
    expect(set).toEqual([dnd]);
  });

  test("leaves alone what it is to keep", () => {
    const { set, signIn } = bench({ presenceOnSignIn: "keep" });
    signIn(true);
    expect(set).toEqual([]);
  });
});

describe("before the end", () => {
  const locked = () => {
    const b = bench({ dndOnLock: true, presenceOnSignOut: "invisible" });
    b.signIn();
    b.world.locked = true;
    b.scheduler.advance(2_000);
    b.scheduler.advance(100);
    return b;
  };
  const ended = (promise: Promise<void>) => {
    const result = { done: false };
    void promise.then(() => {
      result.done = true;
    });
    return result;
  };

  test("quitting gives the presence back, and waits for the widget", async () => {
    const { keeper, scheduler, set, disk } = locked();
    const left = ended(keeper.leave("quit"));
    expect(set).toEqual([dnd, available]);
    await settled();
    expect(left.done).toBe(false);
    scheduler.advance(100);
    await settled();
    expect(left.done).toBe(true);
    expect(disk.record).toBeNull();
  });

  test("a widget that says nothing is waited for two seconds, and the next run puts it right", async () => {
    const { keeper, scheduler, world, disk } = locked();
    world.answers = false;
    const left = ended(keeper.leave("quit"));
    scheduler.advance(1_999);
    await settled();
    expect(left.done).toBe(false);
    scheduler.advance(1);
    await settled();
    expect(left.done).toBe(true);

    const next = bench({}, disk);
    next.world.account = dnd;
    next.signIn();
    expect(next.set).toEqual([available]);
    next.scheduler.advance(100);
    expect(disk.record).toBeNull();
  });

  test("signing out sets the presence for it", async () => {
    const { keeper, scheduler, set, disk } = locked();
    const left = ended(keeper.leave("sign-out"));
    scheduler.advance(100);
    await settled();
    expect(left.done).toBe(true);
    expect(set).toEqual([dnd, invisible]);
    keeper.signedOut();
    expect(disk.record).toBeNull();
  });

  test("nothing is waited for where nothing is to be set", async () => {
    const { keeper, set, signIn } = bench();
    await keeper.leave("quit");
    signIn();
    await keeper.leave("sign-out");
    expect(set).toEqual([]);
  });
});

describe("after a crash", () => {
  const crashed = () => {
    const b = bench({ dndOnLock: true });
    b.signIn();
    b.world.locked = true;
    b.scheduler.advance(2_000);
    return b.disk;
  };

  test("the rule's presence is taken back, not taken for the user's", () => {
    const next = bench({ dndOnLock: true }, crashed());
    next.world.account = dnd;
    next.signIn();
    expect(next.set).toEqual([available]);
  });

  test("another account is left alone", () => {
    const disk = crashed();
    const next = bench({ dndOnLock: true }, disk);
    next.keeper.signedIn("16505550100*1", false);
    next.keeper.told(dnd);
    expect(next.set).toEqual([]);
    expect(disk.record).toBeNull();
  });

  test("while the screen is still locked the rule stays in force", () => {
    const next = bench({ dndOnLock: true }, crashed());
    next.world.account = dnd;
    next.world.locked = true;
    next.signIn();
    expect(next.set).toEqual([]);
    next.scheduler.advance(2_000);
    next.world.locked = false;
    next.scheduler.advance(2_000);
    expect(next.set).toEqual([available]);
  });
});
