import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLevel, limitedLevel, type ZoomChange, zoomFactor } from "../../../src/windows/zoom.ts";

const percent = (level: number): number => Math.round(zoomFactor(level) * 100);

/** The percentages that pressing the same keys again and again leads to. */
function walk(change: ZoomChange, from = 0, steps = 15): readonly number[] {
  const seen: number[] = [];
  for (let level = from, step = 0; step < steps; step += 1) {
    level = changedLevel(level, change);
    seen.push(percent(level));
  }
  return [...new Set(seen)];
}

test("the steps are those of Chromium, from 50 to 300 percent", () => {
  expect(walk("in")).toEqual([110, 125, 150, 175, 200, 250, 300]);
  expect(walk("out")).toEqual([90, 80, 75, 67, 50]);
});

test("the way back leads over the same steps to exactly 100 percent", () => {
  const largest = changedLevel(20, "in");
  expect(percent(largest)).toBe(300);
  expect(walk("out", largest, 7)).toEqual([250, 200, 175, 150, 125, 110, 100]);
  let level = 0;
  for (let step = 0; step < 3; step += 1) level = changedLevel(level, "in");
  for (let step = 0; step < 3; step += 1) level = changedLevel(level, "out");
  expect(level).toBe(0);
});

test("reset is 100 percent", () => {
  expect(changedLevel(3.3, "reset")).toBe(0);
});

test("a level outside counts as the nearest within", () => {
  expect(percent(limitedLevel(10))).toBe(300);
  expect(percent(limitedLevel(-10))).toBe(50);
  expect(limitedLevel(1)).toBe(1);
});

test("from any level the next step is larger or smaller, or the limit", () => {
  fc.assert(
    fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (level) => {
      const now = percent(level);
      expect(percent(changedLevel(level, "in"))).toBeGreaterThan(now === 300 ? 299 : now);
      expect(percent(changedLevel(level, "out"))).toBeLessThan(now === 50 ? 51 : now);
    }),
  );
});
