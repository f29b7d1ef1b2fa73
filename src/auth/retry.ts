/** How a request ended that is worth thinking about again. */
export type FailedRequest =
  | {
      readonly status: number;
      /** From `Retry-After`; null when the answer had none. */
      readonly retryAfterSeconds: number | null;
    }
  | "network-error";

/** RingCentral's own default when it names no time. */
export const DEFAULT_RETRY_AFTER_SECONDS = 60;
const SERVER_ERROR_PAUSE_MS = 10_000;
const SERVER_ERROR_RETRIES = 3;
const FIRST_NETWORK_PAUSE_MS = 2_000;
const LONGEST_NETWORK_PAUSE_MS = 60_000;

/**
 * How long to wait before a request to RingCentral is sent again, by its own rules
 * (https://developers.ringcentral.com/guide/basics/errors, "OAuth token errors"). 429 and 503 are obeyed to the
 * second; a 400 and whatever else the client did wrong is never repeated. Network errors get full jitter, so
 * that 500 machines do not come back in the same second after an outage.
 *
 * @param failures how many attempts have failed so far, this one included: 1 after the first
 * @param random from 0 to below 1, `Math.random`
 * @returns milliseconds, or null when the request must not be repeated
 */
export function retryDelay(failures: number, outcome: FailedRequest, random: () => number): number | null {
  if (outcome === "network-error") return networkPause(failures, random);
  switch (outcome.status) {
    case 429:
    case 503:
      return (outcome.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS) * 1000;
    case 408:
    case 500:
    case 502:
    case 504:
      return failures <= SERVER_ERROR_RETRIES ? SERVER_ERROR_PAUSE_MS : null;
    default:
      return null;
  }
}

/**
 * How long to wait before a page is asked for again, in milliseconds: as long as its server asks for, else as without a
 * network, whatever the status. A page that is missing today may be there tomorrow, and nothing is spent by asking.
 *
 * @param failures and `random` as for `retryDelay`
 */
export function pageRetryDelay(failures: number, outcome: FailedRequest, random: () => number): number {
  const asked = outcome === "network-error" ? null : outcome.retryAfterSeconds;
  return asked === null ? networkPause(failures, random) : asked * 1000;
}

function networkPause(failures: number, random: () => number): number {
  const longest = Math.min(FIRST_NETWORK_PAUSE_MS * 2 ** (failures - 1), LONGEST_NETWORK_PAUSE_MS);
  return Math.floor(random() * longest);
}

/** Seconds from a `Retry-After` header; null when there is none, or it is a date, which RingCentral never sends. */
export function parseRetryAfter(header: string | null): number | null {
  const text = header?.trim() ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
