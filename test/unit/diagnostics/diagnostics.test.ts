import { describe, expect, test } from "vitest";
import type { Looks } from "../../../src/diagnostics/check-runner.ts";
import { trayAnswer } from "../../../src/diagnostics/checks.ts";
import { createDiagnostics } from "../../../src/diagnostics/diagnostics.ts";
import { checkLabels, type DiagnosticsView } from "../../../src/diagnostics/diagnostics-view.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

function createBench() {
  const world = {
    savedAt: "/logs/report.txt" as string | null,
    log: ["nothing of the log's"] as string[] | null,
  };
  const views: DiagnosticsView[] = [];
  const did: string[] = [];
  const answer = () => trayAnswer(true);
  const diagnostics = createDiagnostics({
    productName: "Handset",
    version: "0.1.0",
    about: () => ({
      electron: "45.4.1",
      chromium: "156",
      node: "24.1.0",
      system: "linux",
      widget: "https://apps.example/app.html",
      support: { website: "", help: "" },
    }),
    looks: Object.fromEntries(Object.keys(checkLabels).map((name) => [name, answer])) as unknown as Looks,
    settings: { get: () => defaultSettings, locked: () => ({}) },
    graduation: () => null,
    person: { home: "/home/ann", userName: "ann" },
    scheduler: createFakeScheduler(),
    log: createRecordingLog(),
    effects: {
      viewChanged: (view) => views.push(view),
      readLog: async () => {
        if (world.log === null) throw new Error("EACCES");
        return world.log;
      },
      copy: (text) => did.push(text),
      save: async () => {
        if (world.savedAt === null) throw new Error("ENOSPC");
        return world.savedAt;
      },
      openFolder: async () => world.savedAt !== null,
      go: (way) => did.push(way),
    },
  });
  return { world, views, did, diagnostics };
}

describe("the page of what works", () => {
  test("is filled at once, and everything is looked at when it opens", async () => {
    const { diagnostics, views } = createBench();
    expect(diagnostics.view()).toMatchObject({ productName: "Handset", isChecking: true, savedAs: null });
    await settled();
    expect(views.at(-1)).toMatchObject({
      isChecking: false,
      versions: expect.arrayContaining([["Handset", "0.1.0"]]),
    });
    expect(views.at(-1)?.checks.every(({ answer }) => answer?.state === "ok")).toBe(true);
    expect(views[0]?.checks.every(({ answer }) => answer === null)).toBe(true);
  });

  test("leads on", () => {
    const { diagnostics, did } = createBench();
    diagnostics.go("reconnect");
    expect(did).toEqual(["reconnect"]);
  });
});

describe("its report", () => {
  test("goes to the clipboard, without a log where that cannot be read", async () => {
    const { diagnostics, did, world } = createBench();
    await diagnostics.copyReport();
    world.log = null;
    await diagnostics.copyReport();
    expect(did[0]).toContain("Log, last 1 lines");
    expect(did[1]).toContain("Log, last 0 lines");
  });

  test("is saved, and the page says where; what fails is said", async () => {
    const { diagnostics, views, world } = createBench();
    expect(await diagnostics.saveReport()).toBeNull();
    expect(views.at(-1)?.savedAs).toBe("/logs/report.txt");
    expect(await diagnostics.openFolder()).toBeNull();
    world.savedAt = null;
    expect(await diagnostics.saveReport()).toMatchObject({ code: "diagnostics/not-saved" });
    expect(await diagnostics.openFolder()).toMatchObject({ code: "diagnostics/no-folder" });
    expect(views.at(-1)?.savedAs).toBe("/logs/report.txt");
  });
});
