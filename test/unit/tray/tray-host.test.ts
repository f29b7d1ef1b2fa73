import { describe, expect, test } from "vitest";
import { hasTrayHost, type RunProgram, whenTrayHostComes } from "../../../src/tray/tray-host.ts";

import { createFakeScheduler, settled } from "../support/scheduler.ts";

/** What the tools print, by name; one that is not named is not installed. */
const tools =
  (outputs: Readonly<Record<string, string | Error>>, asked: string[] = []): RunProgram =>
  async (program) => {
    asked.push(program);
    const output = outputs[program] ?? new Error("ENOENT");
    if (output instanceof Error) throw output;
    return output;
  };

describe("whether the desktop shows tray icons", () => {
  test.each<[string, Readonly<Record<string, string | Error>>, boolean]>([
    ["a panel, as dbus-send tells", { "dbus-send": "   variant       boolean true\n" }, true],
    ["a watcher without a panel", { "dbus-send": "   variant       boolean false\n" }, false],
    ["a panel, as gdbus tells", { gdbus: "(<true>,)\n" }, true],
    ["dbus-send fails, gdbus knows", { "dbus-send": new Error("no reply"), gdbus: "(<true>,)\n" }, true],
    ["no watcher", { "dbus-send": new Error("unknown"), gdbus: new Error("unknown") }, false],
    ["no tools", {}, false],
  ])("%s", async (_, outputs, expected) => {
    expect(await hasTrayHost("linux", tools(outputs))).toBe(expected);
  });

  test.each(["win32", "darwin"] as const)("%s always has one, and nobody is asked", async (platform) => {
    const asked: string[] = [];
    expect(await hasTrayHost(platform, tools({}, asked))).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe("a tray host is waited for", () => {
  function waiting(isThere: boolean) {
    const scheduler = createFakeScheduler();
    const world = { isThere, asked: 0, came: 0 };
    void whenTrayHostComes({
      hasTrayHost: async () => {
        world.asked += 1;
        return world.isThere;
      },
      scheduler,
      came: () => {
        world.came += 1;
      },
    });
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        await settled();
        scheduler.advance(1_000);
      }
      await settled();
    };
    return { world, pass, scheduler };
  }

  test("not at all where there is one", async () => {
    const { world, pass, scheduler } = waiting(true);
    await pass(0);
    expect(world).toMatchObject({ asked: 1, came: 1 });
    expect(scheduler.waiting).toBe(0);
  });

  test("however late it comes, and asked for once a minute at last", async () => {
    const { world, pass, scheduler } = waiting(false);
    await pass(3_600);
    expect(world.came).toBe(0);
    expect(world.asked).toBeLessThan(70);
    world.isThere = true;
    await pass(60);
    await pass(600);
    expect(world.came).toBe(1);
    expect(scheduler.waiting).toBe(0);
  });
});
