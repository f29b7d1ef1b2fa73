import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusedSetting } from "../../../src/settings/check.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings, type LockedSettings } from "../../../src/settings/store.ts";
import { createRecordingLog } from "../support/recording-log.ts";

function createBench(locked: LockedSettings = {}) {
  const log = createRecordingLog();
  const disk = { content: defaultSettings as Settings, writes: 0, full: false };
  const heard: (readonly [now: Settings, before: Settings])[] = [];
  const settings = createSettings({
    file: {
      read: () => disk.content,
      write(changes) {
        if (disk.full) throw new Error("ENOSPC");
        disk.writes += 1;
        disk.content = { ...disk.content, ...changes };
      },
    },
    policy: { values: {}, locked },
    log,
  });
  const stop = settings.onChanged((now, before) => heard.push([now, before]));
  return { settings, disk, heard, stop, log };
}

describe("a change", () => {
  test("is on the disk, in force and told, with what was before", () => {
    const { settings, disk, heard } = createBench();
    expect(settings.set({ region: "DE", closeToTray: false })).toBeNull();
    const now = { ...defaultSettings, region: "DE", closeToTray: false };
    expect(disk.content).toEqual(now);
    expect(settings.get()).toEqual(now);
    expect(heard).toEqual([[now, defaultSettings]]);
  });

  test("to what is there already writes nothing and tells nobody", () => {
    const { settings, disk, heard } = createBench();
    expect(settings.set({ region: "US", claimedSchemes: ["tel", "callto", "sms", "smsto"] })).toBeNull();
    expect([disk.writes, heard.length]).toEqual([0, 0]);
  });

  test("is refused whole when one value of it breaks the schema", () => {
    const { settings, disk, heard, log } = createBench();
    expect(settings.set({ region: "DE", linkAction: "explode" })).toMatchObject({ code: "settings/refused" });
    expect(settings.get()).toEqual(defaultSettings);
    expect([disk.writes, heard.length]).toEqual([0, 0]);
    expect(log.text()).toContain('"setting":"linkAction"');
    expect(log.text()).not.toContain("explode");
  });

  test("of a locked setting names who locked it and changes nothing", () => {
    const { settings, disk } = createBench({ region: "your organisation" });
    expect(settings.set({ region: "DE", closeToTray: false })).toMatchObject({
      code: "settings/locked",
      title: "This setting is managed by your organisation.",
    });
    expect(disk.writes).toBe(0);
    expect(settings.set({ region: "US", closeToTray: false })).toBeNull();
    expect(settings.locked()).toEqual({ region: "your organisation" });
  });

  test("that cannot be written is not in force either", () => {
    const { settings, disk, heard, log } = createBench();
    disk.full = true;
    expect(settings.set({ region: "DE" })).toMatchObject({ code: "settings/not-saved" });
    expect(settings.get().region).toBe("US");
    expect(heard).toEqual([]);
    expect(log.text()).toContain("settings.not-saved");
  });

  test("is told no longer to who has left, even in the middle of it", () => {
    const { settings, heard, stop } = createBench();
    const others: string[] = [];
    const leave = settings.onChanged((now) => {
      others.push(now.region);
      leave();
    });
    settings.set({ region: "DE" });
    stop();
    settings.set({ region: "FR" });
    expect(heard).toHaveLength(1);
    expect(others).toEqual(["DE"]);
  });
});

test("whatever comes, a change is either refused or fits the schema, and never throws", () => {
  const names = fc.constantFrom(...Object.keys(defaultSettings), "__proto__", "constructor", "nothing");
  fc.assert(
    fc.property(fc.dictionary(names, fc.anything()), (changes) => {
      const { settings, disk } = createBench();
      const refused = settings.set(changes);
      expect(refused === null).toBe(refusedSetting(changes) === null);
      expect(refusedSetting({ ...disk.content })).toBeNull();
      if (refused !== null) expect(disk.content).toBe(defaultSettings);
    }),
    { numRuns: 300 },
  );
});

describe("a policy", () => {
  const hold = (values: Partial<Settings>) => ({
    values,
    locked: Object.fromEntries(Object.keys(values).map((name) => [name, "Acme IT"])),
  });

  test("stands above the user's value, is told, and never gets into the file", () => {
    const { settings, disk, heard } = createBench();
    settings.set({ region: "FR" });
    settings.setPolicy(hold({ region: "DE" }));
    expect(settings.get().region).toBe("DE");
    expect(heard.at(-1)?.map(({ region }) => region)).toEqual(["DE", "FR"]);
    expect(settings.set({ region: "FR" })).toMatchObject({ title: "This setting is managed by Acme IT." });
    expect(settings.set({ closeToTray: false })).toBeNull();
    expect(disk.content).toEqual({ ...defaultSettings, region: "FR", closeToTray: false });
    expect(settings.get()).toEqual({ ...defaultSettings, region: "DE", closeToTray: false });
  });

  test("that goes gives the user's own value back", () => {
    const { settings, heard } = createBench();
    settings.set({ region: "FR" });
    settings.setPolicy(hold({ region: "DE", closeToTray: false }));
    settings.setPolicy(hold({ closeToTray: false }));
    expect([settings.get().region, settings.get().closeToTray]).toEqual(["FR", false]);
    expect(settings.locked()).toEqual({ closeToTray: "Acme IT" });
    expect(heard).toHaveLength(3);
    expect(settings.set({ region: "IT" })).toBeNull();
  });

  test("of the value that is there already locks without news", () => {
    const { settings, heard } = createBench();
    settings.setPolicy(hold({ region: "US" }));
    expect(heard).toEqual([]);
    expect(settings.set({ region: "DE" })).toMatchObject({ code: "settings/locked" });
  });
});
