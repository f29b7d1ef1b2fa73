import type { Scheduler } from "./scheduler.ts";

/** Timers stand still while the machine sleeps; the clock on the wall does not, and is looked at this often. */
const LOOK_EVERY_MS = 60_000;

/**
 * Runs `work` once when the clock says `at`, at most a minute late after a sleep; at once when that is over.
 *
 * @param at milliseconds since the epoch
 * @returns prevents it
 */
export function setAlarm(scheduler: Scheduler, at: number, work: () => void): () => void {
  let stop = (): void => {};
  const look = (): void => {
    const left = at - scheduler.now();
    if (left <= 0) work();
    else stop = scheduler.after(Math.min(left, LOOK_EVERY_MS), look);
  };
  look();
  return () => stop();
}
