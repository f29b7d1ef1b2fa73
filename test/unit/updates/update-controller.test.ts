import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { squirrelInstaller } from "../../../src/updates/squirrel.ts";
import type { UpdateEngine, UpdateFeed } from "../../../src/updates/update-engine.ts";
import { type BenchOptions, createInstallation, startRun } from "./updates-bench.ts";

const hour = 3_600_000;

/** An engine that does what the test says. */
function createFakeEngine(feed: Partial<UpdateFeed> = {}) {
  const did: string[] = [];
  const world = {
    feed: { version: "1.2.3", notes: "", offered: true, ...feed },
    offline: false,
    /** What a download fails with. */
    broken: null as Error | null,
  };
  const engine: UpdateEngine = {
    async check() {
      did.push("check");
      if (world.offline) throw new Error("net::ERR_INTERNET_DISCONNECTED");
      return world.feed;
    },
    async download() {
      did.push("download");
      if (world.offline) throw new Error("net::ERR_NETWORK_CHANGED");
      if (world.broken !== null) throw world.broken;
    },
    cancel: () => did.push("cancel"),
    installer: {
      by: "itself",
      install(restart) {
        did.push(restart ? "install and restart" : "install");
        return true;
      },
    },
  };
  return { did, world, engine };
}

async function bench(options: BenchOptions & { readonly feed?: Partial<UpdateFeed> } = {}) {
  const { did, world, engine } = createFakeEngine(options.feed);
  const installation = await createInstallation();
  const run = startRun(installation, [], { engine, ...options });
  /** Lets time pass, and what it brings. */
  const pass = async (ms: number): Promise<void> => {
    run.scheduler.advance(ms);
    for (let turn = 0; turn < 5; turn += 1) await run.settled();
  };
  return { ...run, installation, engineDid: did, world, pass };
}

describe("when it looks", () => {
  test("a while after the start, then daily, a little earlier or later", async () => {
    const { pass, engineDid } = await bench({ feed: { version: "1.0.0" } });
    await pass(59_000);
    expect(engineDid).toEqual([]);
    await pass(1_000);
    expect(engineDid).toEqual(["check"]);
    await pass(23 * hour);
    expect(engineDid).toEqual(["check"]);
    await pass(hour);
    expect(engineDid).toEqual(["check", "check"]);
  });

  test("again within half an hour where the server cannot be reached, quietly", async () => {
    const { pass, engineDid, world, view, did } = await bench();
    world.offline = true;
    await pass(60_000);
    for (const wait of [hour / 2, hour / 2]) await pass(wait);
    expect(engineDid.length).toBeGreaterThan(2);
    expect(view()).toMatchObject({ state: "idle", problem: null });
    expect(did.filter((each) => each.startsWith("tell"))).toEqual([]);
  });

  test("soon when the network is back, but only where it was missing", async () => {
    const { pass, engineDid, world, controller, state } = await bench();
    controller.online();
    await pass(30_000);
    expect(engineDid).toEqual([]);
    world.offline = true;
    await pass(30_000);
    world.offline = false;
    controller.online();
    await pass(10_000);
    expect(engineDid).toEqual(["check", "check"]);
    expect(state()).toBe("available");
  });

  test("never while it is off, and soon once it is on", async () => {
    const { pass, engineDid, state, settings, controller } = await bench({ settings: { updates: "off" } });
    await pass(50 * hour);
    controller.act("check");
    await pass(0);
    expect([engineDid, state()]).toEqual([[], "off"]);
    settings.set({ updates: "ask" });
    await pass(60_000);
    expect([engineDid, state()]).toEqual([["check"], "available"]);
  });

  test.each(["no-server", "not-installed", "unsigned", "store"] as const)(
    "never where it is: %s",
    async (because) => {
      const { pass, engineDid, view, controller } = await bench({ place: { way: "none", because } });
      controller.act("check");
      await pass(50 * hour);
      expect(engineDid).toEqual([]);
      expect(view()).toMatchObject({ state: "not-possible-here", place: { code: `updates/${because}` } });
    },
  );
});

describe("what becomes of a version", () => {
  test("asked: it is told of once, and downloaded and installed when the user says so", async () => {
    const { pass, engineDid, did, controller, quit } = await bench();
    await pass(60_000);
    await pass(30 * hour);
    expect(did.filter((each) => each.startsWith("tell"))).toEqual(["tell 1.2.3"]);
    expect(engineDid).not.toContain("download");
    quit();
    expect(engineDid).not.toContain("install");
    controller.act("download");
    await pass(0);
    quit();
    expect(engineDid.slice(-2)).toEqual(["download", "install"]);
  });

  test("silent: downloaded without a word and installed at the next quit, without a restart", async () => {
    const { pass, engineDid, did, quit, state } = await bench({ settings: { updates: "silent" } });
    await pass(60_000);
    expect([engineDid, state()]).toEqual([["check", "download"], "ready"]);
    expect(did.filter((each) => each.startsWith("tell") || each === "quit")).toEqual([]);
    quit();
    expect(engineDid.at(-1)).toBe("install");
  });

  test("told: where somebody else installs, it is only told of, silent or not", async () => {
    const { pass, engineDid, did, controller, quit, view } = await bench({
      settings: { updates: "silent" },
      place: { way: "told", because: "package" },
    });
    await pass(60_000);
    controller.act("download");
    await pass(0);
    quit();
    expect(engineDid).toEqual(["check"]);
    expect(did).toContain("tell 1.2.3");
    expect(view()).toMatchObject({ state: "available", installsItself: false });
  });

  test("switched off once it is ready, it is not installed", async () => {
    const { pass, engineDid, quit, settings } = await bench({ settings: { updates: "silent" } });
    await pass(60_000);
    settings.set({ updates: "off" });
    quit();
    expect(engineDid).not.toContain("install");
  });

  test("switched to silent, what was only told of is downloaded", async () => {
    const { pass, state, settings } = await bench();
    await pass(60_000);
    settings.set({ updates: "silent" });
    await pass(0);
    expect(state()).toBe("ready");
  });

  test.each([
    ["a full disk", Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" }), "disk"],
    ["a folder that is not the user's", Object.assign(new Error("EACCES"), { code: "EACCES" }), "disk"],
    [
      "a file that is not there yet",
      new Error('Cannot download "https://a.test/b", status 404: Not'),
      "feed",
    ],
    ["what nobody has thought of", new Error("What?"), "unknown"],
  ])("%s is tried again each day, for ever, and not within minutes", async (_, broken, code) => {
    const { pass, engineDid, world, view, state } = await bench({ settings: { updates: "silent" } });
    world.broken = broken;
    await pass(60_000);
    await pass(hour);
    expect(engineDid).toEqual(["check", "download"]);
    expect(view().problem?.code).toBe(`updates/${code}`);
    for (const wait of [23, 24, 24]) await pass(wait * hour);
    expect(engineDid).toHaveLength(8);
    expect(view().problem?.code).toBe(`updates/${code}`);
    world.broken = null;
    await pass(24 * hour);
    expect(state()).toBe("ready");
  });

  test("a download without a network is tried four times, then with the next check", async () => {
    const { pass, engineDid, world, controller, view } = await bench();
    await pass(60_000);
    world.offline = true;
    controller.act("download");
    for (const pause of [0, 5_000, 30_000, 120_000]) await pass(pause);
    expect(engineDid.filter((each) => each === "download")).toHaveLength(4);
    expect(view()).toMatchObject({ state: "failed", problem: { code: "updates/offline" } });
    world.offline = false;
    await pass(hour / 2);
    expect(view()).toMatchObject({ state: "available", problem: null });
  });
});

describe("with a call up or ringing", () => {
  test("silent: not even downloaded before its end", async () => {
    const { pass, engineDid, calls, endCall } = await bench({ settings: { updates: "silent" } });
    calls.up = true;
    await pass(60_000);
    await pass(hour);
    expect(engineDid).toEqual(["check"]);
    endCall();
    await pass(0);
    expect(engineDid).toEqual(["check", "download"]);
  });

  const ready = async () => {
    const run = await bench({ settings: { updates: "silent" } });
    await run.pass(60_000);
    run.calls.up = true;
    return run;
  };

  test("installed behind it, when the user wants it then", async () => {
    const { pass, controller, did, state, endCall, quit, engineDid } = await ready();
    controller.act("install");
    await pass(hour);
    expect([state(), did.includes("quit")]).toEqual(["installing-at-quit", false]);
    endCall();
    expect(did.at(-1)).toBe("quit");
    quit();
    expect(engineDid.at(-1)).toBe("install and restart");
  });

  test("not at all, when the user thinks better of it", async () => {
    const { pass, controller, did, state, calls, endCall, quit, engineDid } = await ready();
    calls.answer = "cancel";
    controller.act("install");
    await pass(0);
    expect(state()).toBe("ready");
    calls.answer = "after-call";
    controller.act("install");
    await pass(0);
    controller.act("put-off");
    expect(state()).toBe("ready");
    endCall();
    expect(did).not.toContain("quit");
    quit();
    expect(engineDid.at(-1)).toBe("install");
  });

  test("now, when the user gives up the call for it", async () => {
    const { pass, controller, did, calls } = await ready();
    calls.answer = "now";
    controller.act("install");
    await pass(0);
    expect([calls.asked, did.at(-1)]).toEqual([1, "quit"]);
  });

  test("a quit for another reason does not install", async () => {
    const { quit, engineDid, calls } = await ready();
    quit();
    expect(engineDid).not.toContain("install");
    calls.up = false;
    quit();
    expect(engineDid.at(-1)).toBe("install");
  });
});

describe("when the system shuts down", () => {
  test("nothing is installed; the next quit does it", async () => {
    const { pass, quit, engineDid, system } = await bench({ settings: { updates: "silent" } });
    await pass(60_000);
    system.isEnding = true;
    quit();
    expect(engineDid).toEqual(["check", "download"]);
    system.isEnding = false;
    quit();
    expect(engineDid.at(-1)).toBe("install");
  });
});

describe("on macOS, whose Squirrel installs whenever the app ends once it has a version", () => {
  /** A Mac with a version that is downloaded; Squirrel answers when the test says so. */
  async function mac() {
    const squirrel = new EventEmitter();
    const { did, engine } = createFakeEngine();
    const updater = {
      autoRunAppAfterInstall: true,
      quitAndInstall: () => void did.push(`handed over, run after: ${updater.autoRunAppAfterInstall}`),
    };
    const installer = squirrelInstaller(updater, {
      once: squirrel.once.bind(squirrel) as Electron.AutoUpdater["once"],
      quitAndInstall: () => void did.push("Squirrel quits, installs and starts"),
    });
    const run = await bench({ settings: { updates: "silent" }, engine: { ...engine, installer } });
    await run.pass(60_000);
    expect([did, run.state()]).toEqual([["check", "download"], "ready"]);
    const start = () => startRun(run.installation, [], { engine: { ...engine, installer } });
    return { ...run, macDid: did, squirrel, start };
  }
  const handedOver = "handed over, run after: false";

  test("it gets one at a quit without a call, and the quit waits for it", async () => {
    const { quit, did, macDid, squirrel, pass } = await mac();
    quit();
    await pass(5_000);
    expect([macDid.at(-1), did.at(-1)]).toEqual([handedOver, "hide"]);
    squirrel.emit("update-downloaded");
    await pass(0);
    expect(did.at(-1)).toBe("app.quit");
  });

  test("not before, not in the middle of a call, not when updates were switched off, not at a shutdown", async () => {
    const { quit, did, macDid, calls, settings, system } = await mac();
    calls.up = true;
    quit();
    calls.up = false;
    system.isEnding = true;
    quit();
    system.isEnding = false;
    settings.set({ updates: "off" });
    quit();
    expect(macDid).not.toContain(handedOver);
    expect(did.filter((each) => each === "app.quit")).toHaveLength(3);
  });

  test("a restart is Squirrel's", async () => {
    const { quit, did, macDid, controller, squirrel, pass } = await mac();
    controller.act("install");
    await pass(0);
    expect(did.at(-1)).toBe("quit");
    quit();
    squirrel.emit("update-downloaded");
    await pass(0);
    expect(macDid.slice(-2)).toEqual([handedOver, "Squirrel quits, installs and starts"]);
    expect(did).not.toContain("app.quit");
  });

  test("what it refuses counts, the old version starts again, and says so", async () => {
    const { quit, did, controller, squirrel, pass, start } = await mac();
    controller.act("install");
    await pass(0);
    quit();
    squirrel.emit("error", new Error("The update could not be unpacked"));
    await pass(0);
    expect(did.slice(-2)).toEqual(["restart", "app.quit"]);
    expect(start().view().problem).toMatchObject({ code: "updates/install" });
  });

  test("a Squirrel that does not answer holds a quit up for half a minute, and counts for nothing", async () => {
    const { quit, did, pass, start } = await mac();
    quit();
    await pass(30_000);
    expect(did.at(-1)).toBe("app.quit");
    expect(start().view().problem).toBeNull();
  });
});
