import { expect, test } from "vitest";
import { playDay } from "../../bench/played-day.ts";

/** A second of work, many on a machine that has other things to do. */
const LIMIT_MS = 60_000;

test.each([1, 2, 3])(
  "a small day of calls, sleeps and reloads ends with nothing left over (%i)",
  async (seed) => {
    const { wrong, missed, pops } = await playDay({ calls: 150, sleeps: 40, reloads: 25, seed });
    expect(wrong).toEqual([]);
    // It is no day in which nothing happens.
    expect(missed).toBeGreaterThan(10);
    expect(pops).toBeGreaterThan(50);
  },
  LIMIT_MS,
);

test(
  "a day of reloads: callers who give up while the page is gone are missed, each once",
  async () => {
    const { wrong, missedUnseen } = await playDay({ calls: 200, sleeps: 0, reloads: 2_000, seed: 4 });
    expect(wrong).toEqual([]);
    expect(missedUnseen).toBeGreaterThan(3);
  },
  LIMIT_MS,
);
