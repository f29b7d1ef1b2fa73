import { describe, expect, test } from "vitest";
import { type Call, type CallState, noCalls } from "../../../src/calls/call-state.ts";
import { type CallVerb, chooseCall } from "../../../src/calls/control.ts";
import type { DialRequest } from "../../../src/links/intent.ts";
import type { DialOutcome } from "../../../src/links/link-controller.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings } from "../../../src/settings/store.ts";
import { type TextPlace, unreadableTextNotice } from "../../../src/shortcuts/notices.ts";
import { registerShortcuts, type ShortcutName } from "../../../src/shortcuts/shortcuts.ts";
import { createShortcutsControl } from "../../../src/shortcuts/shortcuts-control.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

const asked: DialOutcome = { result: "asked", shown: "+1 415 555 0123" };
const refused: DialOutcome = {
  result: "refused",
  notice: { code: "link/has-letters", severity: "warning", title: "It has.", nextStep: "Go on." },
};

const call = (changes: Partial<Call> = {}): Call => ({
  id: "a",
  session: null,
  declined: false,
  direction: "inbound",
  number: "+14155550142",
  name: null,
  isContact: false,
  queue: null,
  phase: "active",
  muted: false,
  startedAt: 0,
  where: "here",
  ...changes,
});

function createBench(chosen: Partial<Settings> = {}, platform: NodeJS.Platform = "linux") {
  const log = createRecordingLog();
  const scheduler = createFakeScheduler();
  const world = {
    /** Keys that another program holds. */
    taken: [] as string[],
    held: new Map<string, () => void>(),
    applied: 0,
    changes: 0,
    texts: { selection: async () => "", clipboard: async () => "" } as Record<
      TextPlace,
      () => Promise<string>
    >,
    requests: [] as DialRequest[],
    outcome: asked,
    told: [] as string[],
    shown: 0,
    calls: noCalls as CallState,
    controlled: [] as string[],
    diskIsFull: false,
  };
  let disk: Settings = { ...defaultSettings, ...chosen };
  const settings = createSettings({
    file: {
      read: () => disk,
      write: (changes) => {
        if (world.diskIsFull) throw new Error("ENOSPC");
        disk = { ...disk, ...changes };
      },
    },
    log,
  });
  const control = createShortcutsControl({
    platform,
    settings,
    scheduler,
    log,
    links: {
      request: async (request) => {
        world.requests.push(request);
        return world.outcome;
      },
      tell: (notice) => void world.told.push(notice.code),
    },
    calls: {
      state: () => world.calls,
      control: (verb: CallVerb, id?: string) => {
        world.controlled.push(id === undefined ? verb : `${verb} ${id}`);
        return chooseCall(world.calls, verb, id);
      },
    },
    apply: (choices, pressed: (name: ShortcutName) => void) => {
      world.applied += 1;
      world.held.clear();
      const register = (keys: string, act: () => void): boolean => {
        if (world.taken.includes(keys) || world.held.has(keys)) return false;
        world.held.set(keys, act);
        return true;
      };
      return registerShortcuts(choices, register, pressed);
    },
    release: () => world.held.clear(),
    read: (place) => world.texts[place](),
    showPhone: () => {
      world.shown += 1;
    },
    changed: () => {
      world.changes += 1;
    },
  });
  const press = async (keys: string): Promise<void> => {
    world.held.get(keys)?.();
    await settled();
  };
  const states = () => Object.fromEntries(control.rows().map(({ name, state }) => [name, state]));
  return { control, settings, world, scheduler, log, press, states };
}

describe("keys that are chosen", () => {
  test("none hold any key, at the start as well", () => {
    const { world, states } = createBench();
    expect(world.held.size).toBe(0);
    expect(new Set(Object.values(states()))).toEqual(new Set(["off"]));
  });

  test("are in force from the start, and shown as they stand on the keyboard", () => {
    const { control, world } = createBench({ shortcutAnswer: "Control+Alt+A" });
    expect([...world.held.keys()]).toEqual(["Control+Alt+A"]);
    expect(control.rows()[2]).toEqual({
      name: "answer",
      setting: "shortcutAnswer",
      keys: "Ctrl+Alt+A",
      state: "active",
      notice: null,
    });
  });

  test("are in force at once, whoever chose them, and the page hears of it", () => {
    const { settings, world, states } = createBench();
    settings.set({ shortcutMute: "F9" });
    expect([...world.held.keys()]).toEqual(["F9"]);
    expect(states().mute).toBe("active");
    expect([world.applied, world.changes]).toEqual([2, 1]);
    settings.set({ closeToTray: false });
    expect(world.applied).toBe(2);
    settings.set({ shortcutMute: "" });
    expect(world.held.size).toBe(0);
  });

  test("are kept as they are written in one way, and asked for once", () => {
    const { control, settings, world } = createBench();
    expect(control.choose("shortcutMute", "alt+ctrl+m")).toBeNull();
    expect(settings.get().shortcutMute).toBe("Control+Alt+M");
    expect(world.applied).toBe(2);
    expect(control.choose("shortcutMute", "")).toBeNull();
    expect(world.held.size).toBe(0);
  });

  test.each([
    ["D", "shortcut/needs-modifier"],
    ["Ctrl", "shortcut/no-key"],
    ["Ctrl+Foo", "shortcut/unknown-key"],
    [true, "settings/refused"],
    ["x".repeat(100), "shortcut/unknown-key"],
  ])("%j are refused and change nothing", (keys, code) => {
    const { control, settings, world } = createBench({ shortcutMute: "F9" });
    expect(control.choose("shortcutMute", keys)?.code).toBe(code);
    expect(settings.get().shortcutMute).toBe("F9");
    expect([...world.held.keys()]).toEqual(["F9"]);
  });

  test("that cannot be saved are not in force, and those before are", () => {
    const { control, world } = createBench({ shortcutMute: "F9" });
    world.diskIsFull = true;
    expect(control.choose("shortcutMute", "F10")?.code).toBe("settings/not-saved");
    expect([...world.held.keys()]).toEqual(["F9"]);
  });

  test("of another program are said to be, and work when they are chosen again later", () => {
    const { control, world, states } = createBench();
    world.taken = ["F9"];
    expect(control.choose("shortcutMute", "F9")).toBeNull();
    expect(control.rows()[4]).toMatchObject({
      state: "taken",
      notice: { code: "shortcut/taken", title: "F9 belongs to another program or to the system." },
    });
    world.taken = [];
    control.choose("shortcutMute", "F9");
    expect(states().mute).toBe("active");
  });

  test("of another program are asked for again on demand, and only those", () => {
    const { control, world, states } = createBench({ shortcutMute: "F9" });
    control.retry();
    expect(world.applied).toBe(1);
    world.taken = ["F10"];
    control.choose("shortcutAnswer", "F10");
    world.taken = [];
    control.retry();
    expect(states().answer).toBe("active");
  });

  test("twice are said to be, and none in the file as well", () => {
    const { control } = createBench({ shortcutAnswer: "F9", shortcutMute: "F9", shortcutHangUp: "M" });
    const codes = control.rows().map(({ notice }) => notice?.code ?? null);
    expect(codes).toEqual([null, null, null, "shortcut/invalid", "shortcut/double"]);
  });
});

describe("while keys are being chosen", () => {
  test("none acts, until that ends", () => {
    const { control, world, states } = createBench({ shortcutMute: "F9" });
    control.setChoosing(true);
    expect(world.held.size).toBe(0);
    expect(states().mute).toBe("active");
    control.retry();
    expect(world.held.size).toBe(0);
    control.setChoosing(false);
    expect([...world.held.keys()]).toEqual(["F9"]);
    control.setChoosing(false);
    expect(world.applied).toBe(2);
  });

  test("a choice ends it", () => {
    const { control, world, scheduler } = createBench({ shortcutMute: "F9" });
    control.setChoosing(true);
    control.choose("shortcutAnswer", "F10");
    expect([...world.held.keys()]).toEqual(["F10", "F9"]);
    expect(scheduler.waiting).toBe(0);
  });

  test("a page that never says the end does not keep the shortcuts from working", () => {
    const { control, world, scheduler } = createBench({ shortcutMute: "F9" });
    control.setChoosing(true);
    scheduler.advance(20_000);
    control.setChoosing(true);
    scheduler.advance(29_000);
    expect(world.held.size).toBe(0);
    scheduler.advance(1_000);
    expect([...world.held.keys()]).toEqual(["F9"]);
  });

  test("a change from elsewhere waits for the end", () => {
    const { control, settings, world } = createBench();
    control.setChoosing(true);
    settings.set({ shortcutMute: "F9" });
    expect(world.held.size).toBe(0);
    control.setChoosing(false);
    expect([...world.held.keys()]).toEqual(["F9"]);
  });
});

const both = { shortcutDialSelection: "F7", shortcutDialClipboard: "F8" };

describe("the keys to dial", () => {
  test("ask about what is selected, or what is copied", async () => {
    const { world, press, log } = createBench(both);
    world.texts.selection = async () => " +1 415 555 0123\n";
    world.texts.clipboard = async () => "102";
    await press("F7");
    await press("F8");
    expect(world.requests).toEqual(
      ["+1 415 555 0123", "102"].map((written) => ({
        kind: "call",
        written,
        text: null,
        source: { kind: "shortcut" },
      })),
    );
    expect(world.told).toEqual([]);
    expect(log.text()).not.toContain("555");
  });

  test.each([
    ["", "shortcut/nothing-selected", "shortcut/nothing-copied"],
    [" \n\t", "shortcut/nothing-selected", "shortcut/nothing-copied"],
    ["1".repeat(201), "shortcut/too-long", "shortcut/too-long"],
  ])("say so when there is nothing to dial: %j", async (text, ofSelection, ofClipboard) => {
    const { world, press } = createBench(both);
    world.texts = { selection: async () => text, clipboard: async () => text };
    await press("F7");
    await press("F8");
    expect(world.told).toEqual([ofSelection, ofClipboard]);
    expect(world.requests).toEqual([]);
  });

  test("take two hundred characters, and say what is wrong with them", async () => {
    const { world, press } = createBench(both);
    world.texts.selection = async () => "x".repeat(200);
    world.outcome = refused;
    await press("F7");
    expect(world.requests).toHaveLength(1);
    expect(world.told).toEqual(["link/has-letters"]);
  });

  test("do not say twice what the links have told", async () => {
    const { world, press } = createBench(both);
    world.texts.selection = async () => "102";
    world.outcome = { ...refused, result: "dropped" };
    await press("F7");
    expect(world.told).toEqual([]);
  });

  test("bring the sign-in forward while nobody is signed in", async () => {
    const { world, press } = createBench(both);
    world.texts = { selection: async () => "102", clipboard: async () => "103" };
    world.outcome = { result: "waiting", shown: "102", for: "dialer" };
    await press("F7");
    expect(world.shown).toBe(0);
    world.outcome = { result: "waiting", shown: "102", for: "sign-in" };
    await press("F8");
    expect(world.shown).toBe(1);
  });

  test("say so when the text cannot be read, with what macOS wants", async () => {
    for (const [platform, way] of [
      ["linux", "paste it into the dialer"],
      ["darwin", "Accessibility"],
    ] as const) {
      const { world, press, log } = createBench(both, platform);
      world.texts.selection = () => Promise.reject(new Error("not allowed"));
      await press("F7");
      expect(world.told).toEqual(["shortcut/unreadable"]);
      expect(log.text()).toContain("not allowed");
      expect(unreadableTextNotice("selection", platform).nextStep).toContain(way);
    }
  });

  test("wait three seconds for the text, and what comes later is not dialled", async () => {
    const { world, press, scheduler } = createBench(both);
    let give: (text: string) => void = () => {};
    world.texts.selection = () =>
      new Promise((resolve) => {
        give = resolve;
      });
    await press("F7");
    scheduler.advance(2_999);
    await settled();
    expect(world.told).toEqual([]);
    // Whoever presses meanwhile waits for the same text.
    await press("F7");
    await press("F8");
    scheduler.advance(1);
    await settled();
    expect(world.told).toEqual(["shortcut/no-answer"]);
    give("102");
    await settled();
    expect(world.requests).toEqual([]);
    world.texts.clipboard = async () => "103";
    scheduler.advance(1_000);
    await press("F8");
    expect(world.requests).toHaveLength(1);
    expect(scheduler.waiting).toBe(0);
  });
});

const forCalls = { shortcutAnswer: "F1", shortcutHangUp: "F2", shortcutMute: "F3" };
const state = (...calls: Call[]): CallState => ({ ...noCalls, calls });

describe("the keys for calls", () => {
  test("answer what rings and hang up what talks", async () => {
    const { world, press } = createBench(forCalls);
    world.calls = state(call({ phase: "ringing" }));
    await press("F1");
    world.calls = state(call());
    await press("F2");
    expect(world.controlled).toEqual(["answer", "hangup"]);
  });

  test("mute a call that is not muted, and unmute one that is", async () => {
    const { world, press, scheduler } = createBench(forCalls);
    world.calls = state(call());
    await press("F3");
    world.calls = state(call({ muted: true }));
    scheduler.advance(1_000);
    await press("F3");
    expect(world.controlled).toEqual(["mute a", "unmute a"]);
  });

  test("do nothing without a call, and open no window for it", async () => {
    const { world, press, log } = createBench(forCalls);
    for (const keys of ["F1", "F2", "F3"]) await press(keys);
    expect(world.told).toEqual([]);
    expect(log.text().split('"shortcuts.no-call"').length - 1).toBe(3);
  });

  test("say that a call is elsewhere", async () => {
    const { world, press } = createBench(forCalls);
    world.calls = state(call({ where: "elsewhere" }));
    await press("F3");
    expect(world.told).toEqual(["shortcut/elsewhere"]);
  });

  test("act once while they are held down", async () => {
    const { world, press, scheduler } = createBench(forCalls);
    world.calls = state(call());
    await press("F3");
    scheduler.advance(600);
    for (let count = 0; count < 20; count += 1) {
      await press("F3");
      scheduler.advance(30);
    }
    await press("F2");
    expect(world.controlled).toEqual(["mute a", "hangup"]);
    scheduler.advance(1_000);
    await press("F3");
    expect(world.controlled).toHaveLength(3);
  });
});
