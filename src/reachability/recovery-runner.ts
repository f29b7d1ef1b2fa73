import { setAlarm } from "../app/alarm.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import { dueAt, nextRecovery, noRecovery, type Recovery, type RecoveryEvent } from "./recovery.ts";

export interface RecoveryRunner {
  now(): Recovery;
  handle(event: RecoveryEvent): void;
}

export interface RecoveryRunnerOptions {
  readonly scheduler: Scheduler;
  /** From 0 to below 1, `Math.random`. */
  readonly random: () => number;
  readonly log: Log;
  readonly effects: {
    /** Asks the page whether its line is alive; the answer comes as "checked", or never. */
    readonly nudge: () => void;
    /** Loads the page with the session it had; resolves to false when it could not be loaded. Never rejects. */
    readonly reload: () => Promise<boolean>;
  };
  /** What is shown has changed: the rung, or the seconds that are left. */
  readonly changed: () => void;
}

/** While something is waited for, the seconds that are left are told this often. */
const COUNT_EVERY_MS = 5_000;

/** Climbs the ladder of `nextRecovery`: runs its timers and does what it says. */
export function createRecoveryRunner(options: RecoveryRunnerOptions): RecoveryRunner {
  const { scheduler, log, effects, changed } = options;
  let recovery: Recovery = noRecovery;
  let stopTimer = (): void => {};
  let stopCount = (): void => {};

  const count = (): void => {
    stopCount();
    const { at } = recovery;
    if (at.rung !== "waiting" || at.until - scheduler.now() <= COUNT_EVERY_MS) return;
    stopCount = scheduler.after(COUNT_EVERY_MS, () => {
      changed();
      count();
    });
  };
  const reload = async (): Promise<void> => {
    if (!(await effects.reload())) handle({ type: "reload-failed" });
  };
  const handle = (event: RecoveryEvent): void => {
    const before = recovery;
    const step = nextRecovery(before, event, scheduler.now(), options.random);
    recovery = step.recovery;
    const isOther = recovery.at !== before.at;
    if (isOther) {
      stopTimer();
      const due = dueAt(recovery);
      stopTimer = due === null ? () => {} : setAlarm(scheduler, due, () => handle({ type: "timer" }));
      count();
      if (recovery.at.rung !== before.at.rung) {
        log.info("recovery.rung", { rung: recovery.at.rung, because: event.type, attempt: recovery.attempt });
      }
    }
    if (step.action === "nudge") effects.nudge();
    else if (step.action === "reload") void reload();
    if (isOther) changed();
  };
  return { now: () => recovery, handle };
}
