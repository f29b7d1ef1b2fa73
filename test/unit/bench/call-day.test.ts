import { expect, test } from "vitest";
import { playDay } from "../../bench/played-day.ts";

test.each([1, 2, 3])(
  "a small day of calls, sleeps and reloads ends with nothing left over (%i)",
  async (seed) => {
    const { wrong, missed, pops } = await playDay({ calls: 150, sleeps: 40, reloads: 25, seed });
    expect(wrong).toEqual([]);
    // It is no day in which nothing happens.
    expect(missed).toBeGreaterThan(10);
    expect(pops).toBeGreaterThan(50);
  },
);
