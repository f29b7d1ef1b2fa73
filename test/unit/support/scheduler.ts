import type { Scheduler } from "../../../src/app/scheduler.ts";

export interface FakeScheduler extends Scheduler {
  /** Lets time pass and runs what falls due, in the order it falls due. */
  advance(ms: number): void;
  /** Moves the clock on the wall while everything stands still; what was to fall due waits as long as before. */
  sleep(ms: number): void;
  /** How many works still wait. */
  readonly waiting: number;
}

/** A clock that stands still until a test moves it. Starts at 2026-01-01T00:00:00Z. */
export function createFakeScheduler(startAt = Date.UTC(2026, 0, 1)): FakeScheduler {
  let now = startAt;
  let timers: { at: number; readonly work: () => void }[] = [];
  return {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.work();
      }
      now = end;
    },
    sleep(ms) {
      now += ms;
      for (const timer of timers) timer.at += ms;
    },
    get waiting() {
      return timers.length;
    },
  };
}

/** Waits until every promise that can go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
