import { describe, expect, test } from "vitest";
import { setAlarm } from "../../../src/app/alarm.ts";
import { createFakeScheduler } from "../support/scheduler.ts";

function createBench(inMs: number) {
  const clock = createFakeScheduler();
  let rings = 0;
  const stop = setAlarm(clock, clock.now() + inMs, () => rings++);
  return { clock, stop, rings: () => rings };
}

describe("an alarm", () => {
  test.each([1, 59_999, 60_000, 60_001, 7 * 24 * 3_600_000])(
    "rings once, after %d ms and not before",
    (ms) => {
      const { clock, rings } = createBench(ms);
      clock.advance(ms - 1);
      expect(rings()).toBe(0);
      clock.advance(1);
      expect(rings()).toBe(1);
      clock.advance(600_000);
      expect(rings()).toBe(1);
      expect(clock.waiting).toBe(0);
    },
  );

  test("that is over rings at once", () => {
    expect(createBench(0).rings()).toBe(1);
    expect(createBench(-5).rings()).toBe(1);
  });

  test("that fell due in a sleep rings within a minute", () => {
    const { clock, rings } = createBench(3_600_000);
    clock.sleep(7_200_000);
    expect(rings()).toBe(0);
    clock.advance(60_000);
    expect(rings()).toBe(1);
  });

  test("can be stopped, also after it has looked a few times", () => {
    const { clock, stop, rings } = createBench(600_000);
    clock.advance(300_000);
    stop();
    expect(clock.waiting).toBe(0);
    clock.advance(600_000);
    expect(rings()).toBe(0);
  });
});
