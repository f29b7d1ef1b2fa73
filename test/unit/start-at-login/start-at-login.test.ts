import { describe, expect, test, vi } from "vitest";
import { isHiddenStart } from "../../../src/app/command-line.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings } from "../../../src/settings/store.ts";
import { showUnlessTray } from "../../../src/start-at-login/hidden-start.ts";
import { createStartAtLogin } from "../../../src/start-at-login/start-at-login.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

function createBench(start: {
  readonly setting: boolean;
  readonly system: boolean;
  readonly locked?: string;
}) {
  const log = createRecordingLog();
  const world = {
    isOn: start.system,
    obeys: true,
    fails: false,
    asked: [] as string[],
    disk: { ...defaultSettings, startAtLogin: start.setting } as Settings,
  };
  const settings = createSettings({
    file: {
      read: () => world.disk,
      write: (changes) => {
        world.disk = { ...world.disk, ...changes };
      },
    },
    ...(start.locked === undefined
      ? {}
      : {
          policy: {
            values: { startAtLogin: start.setting },
            locked: { startAtLogin: start.locked },
          },
        }),
    log,
  });
  const startAtLogin = createStartAtLogin({
    system: {
      isOn: async () => world.isOn,
      set: async (on) => {
        world.asked.push(`set ${on}`);
        if (world.fails) throw new Error("no");
        if (world.obeys) world.isOn = on;
      },
      refresh: async () => void world.asked.push("refresh"),
      forget: async () => void world.asked.push("forget"),
    },
    settings,
    log,
  });
  return { world, settings, startAtLogin, log };
}

describe("the start at login", () => {
  test.each([
    [true, false],
    [false, true],
  ])("the setting %s gives way to a system that says %s, at a start and later", async (setting, system) => {
    const { world, settings, startAtLogin } = createBench({ setting, system });
    await startAtLogin.start();
    expect(settings.get().startAtLogin).toBe(system);
    expect(world.asked).toEqual(["refresh"]);
    world.isOn = setting;
    await startAtLogin.look();
    expect(settings.get().startAtLogin).toBe(setting);
  });

  test("what a policy holds is put back", async () => {
    const { world, settings, startAtLogin } = createBench({ setting: true, system: false, locked: "Acme" });
    await startAtLogin.start();
    expect(world.isOn).toBe(true);
    expect(settings.get().startAtLogin).toBe(true);
    expect(await startAtLogin.choose(false)).toMatchObject({ code: "settings/locked" });
    expect(world.isOn).toBe(true);
    // A policy that comes later is obeyed when it comes.
    settings.setPolicy({ values: { startAtLogin: false }, locked: { startAtLogin: "Acme" } });
    await vi.waitFor(() => expect(world.isOn).toBe(false));
  });

  test("is chosen with the system", async () => {
    const { world, settings, startAtLogin } = createBench({ setting: false, system: false });
    expect(await startAtLogin.choose(true)).toBeNull();
    expect([world.isOn, settings.get().startAtLogin]).toEqual([true, true]);
    expect(await startAtLogin.choose(false)).toBeNull();
    expect([world.isOn, settings.get().startAtLogin]).toEqual([false, false]);
  });

  test.each(["obeys", "fails"] as const)("says when the system does not: %s", async (how) => {
    const { world, settings, startAtLogin, log } = createBench({ setting: false, system: false });
    world[how] = how === "fails";
    expect(await startAtLogin.choose(true)).toMatchObject({ code: "start-at-login/failed" });
    expect(settings.get().startAtLogin).toBe(false);
    expect(log.text()).toContain("start-at-login.failed");
  });

  test("is forgotten before Handset is removed", async () => {
    const { world, startAtLogin } = createBench({ setting: true, system: true });
    await startAtLogin.forget();
    expect(world.asked).toEqual(["forget"]);
  });
});

describe("a hidden start", () => {
  test.each([
    [["/opt/handset", "--hidden"], null, true],
    [["/opt/handset", "--no-sandbox", "--hidden", "--profile=work"], null, true],
    [["/opt/handset"], null, false],
    [["/opt/handset", "--hidden=no"], null, false],
    [["/opt/handset", "--hidden", "tel:102"], "tel:102", false],
    [["/opt/handset", "tel:102", "--hidden"], "tel:102", false],
  ])("%j with the link %s: %s", (args, link, hidden) => {
    expect(isHiddenStart(args, link)).toBe(hidden);
  });

  test("waits for a tray that comes late, and shows the phone where none comes", async () => {
    for (const [comesAt, shown] of [
      [0, 0],
      [14, 0],
      [16, 1],
    ] as const) {
      const scheduler = createFakeScheduler();
      const start = scheduler.now();
      let shows = 0;
      const done = showUnlessTray({
        hasTrayHost: async () => scheduler.now() - start >= comesAt * 1_000,
        scheduler,
        show: () => {
          shows += 1;
        },
      });
      for (let second = 0; second < 20; second += 1) {
        await settled();
        scheduler.advance(1_000);
      }
      await done;
      expect(shows, `a tray after ${comesAt} s`).toBe(shown);
      expect(scheduler.waiting).toBe(0);
    }
  });
});
