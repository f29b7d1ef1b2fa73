import { setAlarm } from "../app/alarm.ts";
import type { Scheduler } from "../app/scheduler.ts";

const minute = 60_000;
const hour = 60 * minute;

/** A start has better things to do first; and not every machine of a company asks in the same second. */
const FIRST = { after: minute / 2, jitter: minute };
const DAILY = { after: 22 * hour, jitter: 4 * hour };
/** The server could not be reached. */
const AGAIN = { after: 15 * minute, jitter: 15 * minute };
/** The network is back; what else needs it goes first. */
const BACK = { after: 5_000, jitter: 10_000 };

export interface UpdateSchedule {
  /** Begins anew: the first check comes soon. */
  start(): void;
  stop(): void;
  /** The server has answered; false: it could not be reached. */
  checked(reached: boolean): void;
  /** There is a network again. */
  online(): void;
}

/**
 * Says when to look for a new version: a while after the start, then daily, each time a little earlier or later.
 * A server that cannot be reached is asked again within half an hour, or when the network is back.
 *
 * @param random at least 0 and below 1
 */
export function createUpdateSchedule(options: {
  readonly scheduler: Scheduler;
  readonly random: () => number;
  readonly check: () => void;
}): UpdateSchedule {
  const { scheduler, random, check } = options;
  let cancel = (): void => {};
  let isRunning = false;
  let isWaitingForServer = false;

  const plan = ({ after, jitter }: typeof FIRST): void => {
    cancel();
    cancel = setAlarm(scheduler, scheduler.now() + after + Math.floor(random() * jitter), () => {
      // Whatever becomes of this check, there will be a next one.
      plan(DAILY);
      check();
    });
  };

  return {
    start() {
      isRunning = true;
      isWaitingForServer = false;
      plan(FIRST);
    },
    stop() {
      isRunning = false;
      cancel();
    },
    checked(reached) {
      isWaitingForServer = !reached;
      if (isRunning) plan(reached ? DAILY : AGAIN);
    },
    online() {
      if (isRunning && isWaitingForServer) plan(BACK);
    },
  };
}
