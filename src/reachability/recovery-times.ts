/** After a sleep or a change of network the system needs a moment to have a network. */
export const WAKE_MS = 3_000;
/** A line that the widget says is lost: its own attempts come within 2 to 25 s (ringcentral-web-phone 0.8, transport). */
export const LOST_PATIENCE_MS = 20_000;
/** The page's answer: a ping has five seconds, and a page that has just woken needs its own. */
export const NUDGE_LIMIT_MS = 10_000;
/** For the widget to connect by itself once a dead line was closed: it begins after 2 to 7 s. */
export const SETTLE_MS = 15_000;
/** A page that was loaded: the widget is ready after 3 to 14 s, and its first sign of trouble comes at 49 s. */
export const RELOAD_LIMIT_MS = 60_000;
export const NEVER_CONNECTED_MS = 60_000;
/** The person who just hung up may still look at the call. */
export const AFTER_CALL_MS = 2_000;
/** What is told by an event is looked at all the same, in case the event never came. */
export const LOOK_MS = 60_000;
export const SUSPENDED_LOOK_MS = 60_000;
export const GIVEN_UP_MS = 60 * 60_000;

/** Each reload may register one more phone with RingCentral, which takes five ("603 Too Many Contacts"). */
const RELOADS_PER_HOUR = { ladder: 3, user: 5 } as const;
export const HOUR_MS = 60 * 60_000;

const WAITS_MS = [WAKE_MS, 30_000, 120_000, 600_000] as const;

/** Milliseconds to wait before an attempt, the first being 0; without jitter. */
export function waitBeforeAttempt(attempt: number): number {
  return WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)] ?? WAKE_MS;
}

/** Between three quarters and five quarters of the time. */
export function spread(ms: number, random: () => number): number {
  return Math.round(ms * (0.75 + random() / 2));
}

/** @param reloads those of the last hour */
export function canReload(reloads: readonly number[], by: keyof typeof RELOADS_PER_HOUR): boolean {
  return reloads.length < RELOADS_PER_HOUR[by];
}

/** When the ladder may load the page again: so many reloads are then younger than an hour as it allows, less one. */
export function nextReloadAt(reloads: readonly number[], now: number): number {
  const oldest = reloads[reloads.length - RELOADS_PER_HOUR.ladder];
  return Math.max(now, (oldest ?? now) + HOUR_MS) + 1_000;
}
