import { describe, expect, test } from "vitest";
import { CHECK_LIMIT_SECONDS, createCheckRunner, type Looks } from "../../../src/diagnostics/check-runner.ts";
import { brokenAnswer, silentAnswer, trayAnswer } from "../../../src/diagnostics/checks.ts";
import { type CheckAnswer, type CheckName, checkLabels } from "../../../src/diagnostics/diagnostics-view.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";

const fine = trayAnswer(true);
const other = trayAnswer(false);

function createBench(some: Partial<Looks>) {
  const scheduler = createFakeScheduler();
  const log = createRecordingLog();
  const world = { changes: 0 };
  const all = Object.fromEntries(
    Object.keys(checkLabels).map((name) => [name, () => fine]),
  ) as unknown as Looks;
  const runner = createCheckRunner({
    looks: { ...all, ...some },
    scheduler,
    log,
    changed: () => {
      world.changes += 1;
    },
  });
  const answer = (name: CheckName): CheckAnswer | null =>
    runner.rows().find((row) => row.name === name)?.answer ?? null;
  return { runner, scheduler, log, world, answer };
}

describe("the checks", () => {
  test("are all there, in order, before anything was looked at", () => {
    const { runner } = createBench({});
    expect(runner.rows()).toEqual(Object.keys(checkLabels).map((name) => ({ name, answer: null })));
    expect(runner.isRunning()).toBe(false);
  });

  test("end with their answers, and each is told at once", async () => {
    let answerTray = (_: CheckAnswer): void => {};
    const tray = new Promise<CheckAnswer>((resolve) => {
      answerTray = resolve;
    });
    const { runner, world, answer, scheduler } = createBench({ tray: () => tray });
    runner.run();
    await settled();
    expect([runner.isRunning(), answer("keychain"), answer("tray")]).toEqual([true, fine, null]);
    const before = world.changes;
    answerTray(other);
    await settled();
    expect([runner.isRunning(), answer("tray"), world.changes]).toEqual([false, other, before + 1]);
    expect(scheduler.waiting).toBe(0);
  });

  test("end without an answer, too, and one that comes late takes the place of that", async () => {
    let answerLate = (_: CheckAnswer): void => {};
    const late = new Promise<CheckAnswer>((resolve) => {
      answerLate = resolve;
    });
    const { runner, scheduler, answer, log } = createBench({ keychain: () => late });
    runner.run();
    await settled();
    scheduler.advance(CHECK_LIMIT_SECONDS * 1000);
    expect(runner.isRunning()).toBe(false);
    expect(answer("keychain")).toEqual(silentAnswer(CHECK_LIMIT_SECONDS));
    expect(answer("keychain")?.notes[0]?.title).toBe("There was no answer in 5 seconds.");
    expect(log.text()).toContain("diagnostics.no-answer");
    answerLate(fine);
    await settled();
    expect([answer("keychain"), runner.isRunning()]).toEqual([fine, false]);
  });

  test("that throw or reject say so, and the log has the cause", async () => {
    const { runner, answer, log } = createBench({
      tray: () => Promise.reject(new Error("no bus")),
      line: () => {
        throw new Error("no line");
      },
    });
    runner.run();
    await settled();
    expect([answer("tray"), answer("line"), runner.isRunning()]).toEqual([brokenAnswer, brokenAnswer, false]);
    expect(log.text()).toMatch(/no bus|no line/);
  });

  test("begun anew keep what was seen until they know better, and forget the earlier run", async () => {
    const answers: ((answer: CheckAnswer) => void)[] = [];
    const { runner, answer } = createBench({
      tray: () => new Promise((resolve) => answers.push(resolve)),
    });
    runner.run();
    runner.run();
    answers[0]?.(other);
    await settled();
    expect([answer("tray"), runner.isRunning()]).toEqual([null, true]);
    answers[1]?.(fine);
    await settled();
    runner.run();
    expect([answer("tray"), runner.isRunning()]).toEqual([fine, true]);
  });
});
