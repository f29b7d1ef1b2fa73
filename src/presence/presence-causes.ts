import type { CallState } from "../calls/call-state.ts";
import type { Settings } from "../settings/settings.ts";

/** What may make a rule change the presence for a while, the weightiest first. */
export const presenceCauses = ["call", "locked", "idle"] as const;
export type PresenceCause = (typeof presenceCauses)[number];

/** What the rules look at. */
export interface CauseFacts {
  readonly settings: Pick<Settings, "dndOnLock" | "dndOnCall" | "busyWhenIdle">;
  readonly calls: CallState;
  readonly locked: boolean;
  /** How long nobody has touched mouse or keyboard, in seconds. */
  readonly idleSeconds: number;
  /** When the last call here ended, in milliseconds since the epoch, or null. */
  readonly callEndedAt: number | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The causes that hold now and have a rule switched on for them. */
export function causesNow(facts: CauseFacts): readonly PresenceCause[] {
  return presenceCauses.filter((cause) => holds(cause, facts));
}

/** A call that somebody at this machine is in, on hold or waiting for an answer; one that only rings is none. */
export function isOnCall({ calls }: CallState): boolean {
  return calls.some(({ where, phase }) => where === "here" && phase !== "ringing");
}

function holds(cause: PresenceCause, facts: CauseFacts): boolean {
  const { settings, calls } = facts;
  switch (cause) {
    case "call":
      return settings.dndOnCall && isOnCall(calls);
    case "locked":
      return settings.dndOnLock && facts.locked;
    case "idle":
      return settings.busyWhenIdle !== "never" && isIdle(facts, Number(settings.busyWhenIdle) * 60);
  }
}

/** Who talks, or has just talked, was at the machine without touching it. */
function isIdle({ calls, idleSeconds, callEndedAt, now }: CauseFacts, limitSeconds: number): boolean {
  if (isOnCall(calls)) return false;
  const sinceCall = callEndedAt === null ? Number.POSITIVE_INFINITY : (now - callEndedAt) / 1000;
  return Math.min(idleSeconds, sinceCall) >= limitSeconds;
}
