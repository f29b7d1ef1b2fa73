import { describe, expect, test } from "vitest";
import { createFeatureReload, type ReloadGuard } from "../../../src/widget/feature-reload.ts";
import type { WidgetFeatures } from "../../../src/widget/features.ts";

function createBench() {
  const world = {
    features: {} as WidgetFeatures,
    answer: "now" as "now" | "after-call" | "cancel",
    held: false,
    /** A sign-in is under way. */
    refuses: false,
    onCall: false,
    reloads: 0,
    changes: 0,
    waiting: new Set<() => void>(),
  };
  const guard: ReloadGuard = {
    ask: async () => world.answer,
    whenIdle(then) {
      if (!world.onCall) {
        then();
        return () => {};
      }
      world.waiting.add(then);
      return () => void world.waiting.delete(then);
    },
  };
  const reload = createFeatureReload({
    features: () => world.features,
    isHeld: () => world.held,
    guard,
    onCall: () => world.onCall,
    reloadPhone: () => {
      world.reloads += 1;
      if (!world.refuses) reload.loading();
    },
    changed: () => {
      world.changes += 1;
    },
  });
  const choose = (features: WidgetFeatures): void => {
    world.features = features;
    reload.look();
  };
  const endCall = (): void => {
    world.onCall = false;
    for (const then of [...world.waiting]) then();
    world.waiting.clear();
    reload.look();
  };
  return { world, reload, choose, endCall };
}

describe("a change of the phone's features", () => {
  test("is of no interest while there is no phone, or none to be changed", () => {
    const { world, reload, choose } = createBench();
    choose({ enableSMSTemplate: true });
    expect(reload.view()).toEqual({ reload: "none", onCall: false });
    reload.loading();
    choose({ enableSMSTemplate: true });
    expect(reload.view().reload).toBe("none");
    choose({});
    expect(reload.view().reload).toBe("needed");
    choose({ enableSMSTemplate: true });
    expect(reload.view().reload).toBe("none");
    choose({});
    reload.unloaded();
    expect(reload.view().reload).toBe("none");
    expect(world.reloads).toBe(0);
  });

  test("loads the phone again now, once", async () => {
    const { world, reload, choose } = createBench();
    reload.loading();
    choose({ enableSMSTemplate: true });
    await reload.reload("now");
    expect(world.reloads).toBe(1);
    expect(reload.view().reload).toBe("none");
    await reload.reload("now");
    await reload.reload("after-call");
    expect(world.reloads).toBe(1);
  });

  test("waits for the end of the call, and counts as it is by then", async () => {
    const { world, reload, choose, endCall } = createBench();
    reload.loading();
    world.onCall = true;
    choose({ enableSMSTemplate: true });
    await reload.reload("after-call");
    expect(reload.view()).toEqual({ reload: "after-call", onCall: true });
    choose({ enableSMSTemplate: true, disableMeeting: true });
    expect(reload.view().reload).toBe("after-call");
    endCall();
    expect(world.reloads).toBe(1);
    expect(reload.view()).toEqual({ reload: "none", onCall: false });
  });

  test("is not waited for any longer when it is taken back", async () => {
    const { world, reload, choose, endCall } = createBench();
    reload.loading();
    world.onCall = true;
    choose({ enableSMSTemplate: true });
    await reload.reload("after-call");
    choose({});
    expect(reload.view().reload).toBe("none");
    expect(world.waiting.size).toBe(0);
    choose({ disableMeeting: true });
    expect(reload.view().reload).toBe("needed");
    endCall();
    expect(world.reloads).toBe(0);
  });

  test.each([
    ["after-call", "after-call", 0],
    ["cancel", "needed", 0],
    ["now", "none", 1],
  ] as const)("asked during a call and answered %s", async (answer, state, reloads) => {
    const { world, reload, choose } = createBench();
    reload.loading();
    Object.assign(world, { onCall: true, answer });
    choose({ enableSMSTemplate: true });
    await reload.reload("now");
    expect(reload.view().reload).toBe(state);
    expect(world.reloads).toBe(reloads);
  });

  test("tells of each change once, and of a call that begins", () => {
    const { world, reload, choose } = createBench();
    reload.loading();
    const start = world.changes;
    choose({ enableSMSTemplate: true });
    reload.look();
    expect(world.changes).toBe(start + 1);
    world.onCall = true;
    reload.look();
    expect(world.changes).toBe(start + 2);
  });
});

describe("a feature that a policy gives or takes", () => {
  test("is so at once: the phone loads itself again", () => {
    const { world, reload, choose } = createBench();
    reload.loading();
    world.held = true;
    choose({ disableMessages: true });
    expect([world.reloads, reload.view().reload]).toEqual([1, "none"]);
    choose({ disableMessages: true });
    expect(world.reloads).toBe(1);
  });

  test("is so after the call that is up, once", () => {
    const { world, reload, choose, endCall } = createBench();
    reload.loading();
    world.onCall = true;
    world.held = true;
    choose({ disableMessages: true });
    reload.look();
    expect([world.reloads, reload.view().reload, world.waiting.size]).toEqual([0, "after-call", 1]);
    endCall();
    expect([world.reloads, reload.view().reload]).toEqual([1, "none"]);
  });

  test("takes nothing from the user when it is gone, and is not tried again and again where a load is refused", () => {
    const { world, reload, choose } = createBench();
    reload.loading();
    choose({ enableSMSTemplate: true });
    expect([world.reloads, reload.view().reload]).toEqual([0, "needed"]);
    world.refuses = true;
    world.held = true;
    choose({ disableMessages: true });
    expect([world.reloads, reload.view().reload]).toEqual([1, "needed"]);
    world.refuses = false;
    reload.look();
    expect([world.reloads, reload.view().reload]).toEqual([2, "none"]);
  });
});
