import type { Scheduler } from "../app/scheduler.ts";
import { brokenAnswer, silentAnswer } from "./checks.ts";
import { type CheckAnswer, type CheckName, type CheckRow, checkLabels } from "./diagnostics-view.ts";
import type { Log } from "./log.ts";

/** One look at each thing. */
export type Looks = { readonly [Name in CheckName]: () => CheckAnswer | Promise<CheckAnswer> };

export interface CheckRunner {
  /** Looks at everything, all at once; what an earlier run has still to say does not count any more. */
  run(): void;
  /** Every check with its last answer. */
  rows(): readonly CheckRow[];
  /** Whether answers are still to come. */
  isRunning(): boolean;
}

export interface CheckRunnerOptions {
  readonly looks: Looks;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** Called after each answer. */
  readonly changed: () => void;
}

/** So long a check may take, in seconds. */
export const CHECK_LIMIT_SECONDS = 5;

/** Runs the checks. Each ends: with its answer, with what went wrong, or after the limit. */
export function createCheckRunner({ looks, scheduler, log, changed }: CheckRunnerOptions): CheckRunner {
  const answers = new Map<CheckName, CheckAnswer>();
  let awaited = new Set<CheckName>();

  /** `of` is the run it belongs to: its own set of what is awaited. What comes after the limit is still the truth. */
  const settle = (name: CheckName, answer: CheckAnswer, of: Set<CheckName>): void => {
    if (of !== awaited) return;
    of.delete(name);
    answers.set(name, answer);
    changed();
  };
  const look = async (name: CheckName, of: Set<CheckName>): Promise<void> => {
    const stop = scheduler.after(CHECK_LIMIT_SECONDS * 1000, () => {
      log.warn("diagnostics.no-answer", { check: name });
      settle(name, silentAnswer(CHECK_LIMIT_SECONDS), of);
    });
    try {
      settle(name, await looks[name](), of);
    } catch (cause) {
      log.warn("diagnostics.check-failed", { check: name, cause });
      settle(name, brokenAnswer, of);
    } finally {
      stop();
    }
  };

  return {
    run() {
      awaited = new Set(checkNames);
      changed();
      for (const name of checkNames) void look(name, awaited);
    },
    rows: () => checkNames.map((name) => ({ name, answer: answers.get(name) ?? null })),
    isRunning: () => awaited.size > 0,
  };
}

const checkNames = Object.keys(checkLabels).filter((name): name is CheckName => name in checkLabels);
