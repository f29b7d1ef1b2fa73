import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import { offlineNotice, waitingNotice } from "./notices.ts";
import { retryDelay } from "./retry.ts";

/** A request of the widget to the token or the revocation endpoint, and how it ended. */
export interface TokenRequest {
  readonly endpoint: "token" | "revoke";
  /** `authorization_code`, `refresh_token`, or the JWT's long name (RFC 6749 section 4); "" at revocation. */
  readonly grant: string;
  /** Of the answer; 0 when none came. */
  readonly status: number;
  /** RingCentral's, such as OAU-108, or null. */
  readonly code: string | null;
  readonly retryAfterSeconds: number | null;
  /** How often this request has failed so far, this time included. */
  readonly failures: number;
}

export interface TokenRequests {
  /**
   * How long to wait before the request is sent again, in milliseconds; null when the widget is to have the answer.
   *
   * @param until when the grant is of no use any more, in milliseconds since the epoch
   */
  pauseFor(request: TokenRequest, until: number): number | null;
  /** Waits so long; resolves to true, or to false when the page has gone meanwhile. */
  hold(request: TokenRequest, pauseMs: number): Promise<boolean>;
  /** The network is back: what waits for it is sent at once. */
  networkIsBack(): void;
  /** The page is gone, and nobody waits any more. */
  forget(): void;
  /** What is waited for, in words, or null. */
  readonly notice: Notice | null;
  readonly isOffline: boolean;
}

export interface TokenRequestsOptions {
  readonly scheduler: Scheduler;
  /** From 0 to below 1, `Math.random`. */
  readonly random: () => number;
  readonly log: Log;
  /** A wait begins or ends: the time for the sign-in stands still meanwhile. */
  readonly waitingChanged: (waiting: boolean) => void;
}

/** Jitter may come out at nothing, and so may `Retry-After`. */
const SHORTEST_PAUSE_MS = 500;

/**
 * Holds the widget's requests to the token endpoint back for as long as RingCentral asks. The widget itself obeys
 * no `Retry-After`: after a 429 at a refresh it signs out and removes its token, after a 503 it asks again with the
 * next request (`onRefreshError` of its module Auth, @ringcentral-integration/commons), and a code that was not
 * redeemed it forgets in silence. It sees a held request as one that takes long.
 */
export function createTokenRequests(options: TokenRequestsOptions): TokenRequests {
  const { scheduler, log } = options;
  const held = new Set<{ readonly status: number; readonly seconds: number; end(repeat: boolean): void }>();

  const endAll = (repeat: boolean, which: (status: number) => boolean): void => {
    for (const each of [...held]) if (which(each.status)) each.end(repeat);
  };

  return {
    pauseFor({ status, retryAfterSeconds, failures, code, grant }, until) {
      const outcome = status === 0 ? "network-error" : { status, retryAfterSeconds };
      const delay = retryDelay(failures, outcome, options.random);
      const pause = delay === null ? null : Math.max(delay, SHORTEST_PAUSE_MS);
      const retryInMs = pause !== null && scheduler.now() + pause < until ? pause : null;
      log.warn("token.refused", { code, status, grant, failures, retryInMs });
      return retryInMs;
    },
    hold: ({ status }, pauseMs) =>
      new Promise((resolve) => {
        const wait = {
          status,
          seconds: Math.ceil(pauseMs / 1000),
          end(repeat: boolean) {
            stop();
            held.delete(wait);
            if (held.size === 0) options.waitingChanged(false);
            resolve(repeat);
          },
        };
        const stop = scheduler.after(pauseMs, () => wait.end(true));
        held.add(wait);
        options.waitingChanged(true);
      }),
    networkIsBack: () => endAll(true, (status) => status === 0),
    forget: () => endAll(false, () => true),
    get notice() {
      const [first] = held;
      if (first === undefined) return null;
      return first.status === 0 ? offlineNotice : waitingNotice(first.status, first.seconds);
    },
    get isOffline() {
      return [...held].some(({ status }) => status === 0);
    },
  };
}
