import { expect, test } from "vitest";
import { createCrashPause } from "../../../src/pages/crash-pause.ts";

test("a page that crashes is back at once; one that cannot live is tried ever more seldom", () => {
  let now = 1_000;
  const pause = createCrashPause(() => now);
  const pauses = Array.from({ length: 9 }, () => {
    now += 100;
    return pause();
  });
  expect(pauses).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

test("after five quiet minutes it is the first time again", () => {
  let now = 1_000;
  const pause = createCrashPause(() => now);
  pause();
  pause();
  now += 5 * 60_000 + 1;
  expect(pause()).toBe(0);
});
