import type { Scheduler } from "../app/scheduler.ts";
import type { PageLoad } from "../widget/load-within.ts";
import { type FailedRequest, pageRetryDelay } from "./retry.ts";

/** One attempt to bring the widget up and signed in, from the first load of its page to an end. */
export interface Redemption {
  /** Stops waiting and trying; no listener is called any more. */
  stop(): void;
  /** The platform has asked the widget to wait: its time to sign in starts anew after `resume`. */
  pause(): void;
  resume(): void;
}

export interface RedemptionOptions {
  /** One attempt; asked for anew each time, since the token may be another one by then. */
  readonly load: () => Promise<PageLoad>;
  /** Until then a page that cannot be loaded is tried again, in milliseconds since the epoch. */
  readonly retryUntil: number;
  readonly scheduler: Scheduler;
  /** Calls it when no call is up: the page that was given up may have come all the same. */
  readonly whenNoCall: (then: () => void) => void;
  /** From 0 to below 1, `Math.random`. */
  readonly random: () => number;
  readonly loaded: () => void;
  /** The page cannot be loaded; the next attempt follows by itself. */
  readonly unreachable: (retryInMs: number, because: FailedRequest) => void;
  /** It took too long. */
  readonly timedOut: () => void;
}

/** The widget has this long to sign in once its page is there. It does not say that it failed. */
const SIGN_IN_LIMIT_MS = 45_000;
/** Jitter may come out at nothing; a page is not asked for more often than this. */
const SHORTEST_RETRY_MS = 500;

/** Loads the widget's page, with growing pauses between attempts, then gives it time to sign in. */
export function startRedemption(options: RedemptionOptions): Redemption {
  const { scheduler } = options;
  let stopped = false;
  let isLoaded = false;
  let isPaused = false;
  let cancelTimer = (): void => {};

  const limitSignIn = (): void => {
    cancelTimer = scheduler.after(SIGN_IN_LIMIT_MS, options.timedOut);
  };
  const attempt = async (number: number): Promise<void> => {
    if (stopped) return;
    const outcome = await options.load();
    if (stopped) return;
    if (outcome === "loaded") {
      isLoaded = true;
      options.loaded();
      if (!isPaused) limitSignIn();
      return;
    }
    const retryMs = Math.max(pageRetryDelay(number, outcome, options.random), SHORTEST_RETRY_MS);
    if (scheduler.now() + retryMs > options.retryUntil) {
      options.timedOut();
    } else {
      options.unreachable(retryMs, outcome);
      cancelTimer = scheduler.after(retryMs, () => options.whenNoCall(() => void attempt(number + 1)));
    }
  };
  void attempt(1);

  return {
    stop() {
      stopped = true;
      cancelTimer();
    },
    pause() {
      isPaused = true;
      if (isLoaded) cancelTimer();
    },
    resume() {
      isPaused = false;
      if (isLoaded && !stopped) limitSignIn();
    },
  };
}
