import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/ipc/channels.ts";
import { deleteLeftovers, deleteLog } from "../../../src/privacy/files.ts";
import { createPrivacy } from "../../../src/privacy/privacy.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings } from "../../../src/settings/store.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { settled } from "../support/scheduler.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const chosen: Partial<Settings> = {
  clientId: "client-1",
  trustedSources: ["link:tel"],
  blockedSources: ["link:sms"],
  calledCountries: ["FR"],
  theme: "dark",
};

function createBench(answer: "now" | "after-call" | "cancel" = "now") {
  const log = createRecordingLog();
  const world = {
    disk: { ...defaultSettings, ...chosen } as Settings,
    asked: [] as string[],
    problem: null as Notice | null,
    filesStay: false,
    callEnds: () => {},
  };
  const note = (what: string) => void world.asked.push(what);
  const deleting = (what: string) => async () => {
    note(what);
    if (world.filesStay) throw new Error("EACCES");
  };
  const settings = createSettings({
    file: {
      read: () => world.disk,
      write: (changes) => {
        world.disk = { ...world.disk, ...changes };
      },
    },
    policy: { values: { theme: "dark" }, locked: { theme: "Acme" } },
    log,
  });
  const privacy = createPrivacy({
    settings,
    session: {
      reloadPhone: async ({ clearData }) => {
        note(`reload, clear ${clearData}`);
        return world.problem;
      },
    },
    departure: { signOutNow: async ({ clearData }) => note(`sign out, clear ${clearData}`) },
    guard: {
      ask: async (what) => {
        note(`ask ${what}`);
        return answer;
      },
      whenIdle: (then) => {
        world.callEnds = then;
      },
    },
    startAtLogin: { forget: async () => note("no start at login") },
    log,
    effects: {
      forgetCalls: () => note("forget calls"),
      forgetRegion: () => note("forget region"),
      handBackLinks: deleting("hand links back"),
      deleteLog: deleting("delete log"),
      deleteLeftovers: deleting("delete leftovers"),
      startedOver: () => note("started over"),
    },
  });
  return { privacy, world, settings };
}

describe("clearing", () => {
  test("the phone's data loads it again, and passes on what went wrong", async () => {
    const { privacy, world, settings } = createBench();
    expect(await privacy.clear("phone-data")).toBeNull();
    expect(world.asked).toEqual(["ask reload", "reload, clear true"]);
    expect(settings.get()).toMatchObject(chosen);
    world.problem = { code: "session/data-not-cleared", severity: "error", title: "No.", nextStep: "Again." };
    expect(await privacy.clear("phone-data")).toBe(world.problem);
  });

  test.each(["phone-data", "everything"] as const)("%s waits for the end of a call", async (what) => {
    const { privacy, world } = createBench("after-call");
    expect(await privacy.clear(what)).toMatchObject({ code: "privacy/after-call", severity: "info" });
    expect(world.asked).toHaveLength(1);
    world.callEnds();
    await settled();
    expect(world.asked.length).toBeGreaterThan(1);
  });

  test.each(["phone-data", "everything"] as const)(
    "%s is left alone when the user thinks better of it",
    async (what) => {
      const { privacy, world, settings } = createBench("cancel");
      expect(await privacy.clear(what)).toBeNull();
      expect(world.asked).toHaveLength(1);
      expect(settings.get()).toMatchObject(chosen);
    },
  );

  test("calls forgets those of the tray and the countries", async () => {
    const { privacy, world, settings } = createBench();
    expect(await privacy.clear("call-history")).toBeNull();
    expect(world.asked).toEqual(["forget calls"]);
    expect(settings.get()).toEqual({ ...defaultSettings, ...chosen, calledCountries: [] });
  });

  test("sources asks about each again", async () => {
    const { privacy, settings } = createBench();
    expect(await privacy.clear("sources")).toBeNull();
    const { trustedSources, blockedSources } = defaultSettings;
    expect(settings.get()).toEqual({ ...defaultSettings, ...chosen, trustedSources, blockedSources });
  });

  test("the log says when a file stays", async () => {
    const { privacy, world } = createBench();
    expect(await privacy.clear("log")).toBeNull();
    world.filesStay = true;
    expect(await privacy.clear("log")).toMatchObject({ code: "privacy/not-deleted" });
  });

  test("everything leaves what a policy holds, and the log goes last", async () => {
    const { privacy, world, settings } = createBench();
    expect(await privacy.clear("everything")).toBeNull();
    expect(world.asked).toEqual([
      "ask sign-out",
      "sign out, clear true",
      "forget calls",
      "forget region",
      "no start at login",
      "hand links back",
      "started over",
      "delete leftovers",
      "delete log",
    ]);
    expect(settings.get()).toEqual({ ...defaultSettings, theme: "dark" });
  });

  test("everything goes on where a file stays, and says so", async () => {
    const { privacy, world } = createBench();
    world.filesStay = true;
    expect(await privacy.clear("everything")).toMatchObject({ code: "privacy/not-deleted" });
    expect(world.asked.slice(-4)).toEqual([
      "hand links back",
      "started over",
      "delete leftovers",
      "delete log",
    ]);
  });
});

test("the files that go are the log, the notes, and what was set aside, wherever there are any", async () => {
  const folder = await createTempFolder();
  await deleteLog(folder);
  await deleteLeftovers(folder);
  for (const name of ["logs", "vault"]) await mkdir(join(folder, name));
  const files = [
    "config.json",
    "config.json.set-aside-17",
    "policy-last-good.json",
    "account-region.json",
    "graduation.json",
    "held-schemes.json",
    "presence.json",
    "updates.json",
    "windows.json",
    "logs/handset.log",
    "logs/handset.log.1",
    "vault/client-secret.sealed",
    "vault/session-token.sealed.set-aside-18",
  ];
  for (const name of files) await writeFile(join(folder, name), "x");
  await deleteLog(folder);
  await deleteLeftovers(folder);
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(
    [
      "account-region.json",
      "config.json",
      "logs",
      "policy-last-good.json",
      "vault",
      "vault/client-secret.sealed",
    ].sort(),
  );
  await writeFile(join(folder, "in-the-way"), "");
  await expect(deleteLog(join(folder, "in-the-way"))).rejects.toThrow();
});
