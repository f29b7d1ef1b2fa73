import { assertNever } from "../app/assert-never.ts";
import type { Recovery } from "./recovery.ts";

/** What is being done about a line that may be dead, for `reachability`. */
export interface RecoveryWords {
  /** "news": it takes so long that somebody who looks elsewhere wants to hear of it. */
  readonly weight: "quiet" | "news" | "given-up";
  readonly nextStep: string;
}

/** The present rung in one sentence; null while nothing is done. */
export function recoveryWords({ at, attempt }: Recovery, now: number): RecoveryWords | null {
  const weight = attempt === 0 ? "quiet" : "news";
  switch (at.rung) {
    case "rest":
      return null;
    case "waiting":
      return { weight, nextStep: `Reconnecting, next try in ${inWords(at.until - now)}.` };
    case "nudging":
      return { weight, nextStep: "The connection is being checked." };
    case "settling":
      return { weight, nextStep: "Reconnecting; wait a moment." };
    case "postponed":
      return { weight, nextStep: "Reconnecting waits until your call has ended." };
    case "reloading":
      return { weight, nextStep: "Reconnecting: the phone is being started anew." };
    case "offline":
      return { weight, nextStep: "Check the network; reconnecting follows by itself." };
    case "given-up":
      return { weight: "given-up", nextStep: givenUp(at.because, inWords(at.until - now)) };
    default:
      return assertNever(at);
  }
}

function givenUp(because: "often" | "never-connected", rest: string): string {
  switch (because) {
    case "often":
      return `Check the network, then choose “Reconnect now” in the tray; the next try by itself is in ${rest}.`;
    case "never-connected":
      return "Open the phone and read what it says, or choose “Reconnect now” in the tray.";
    default:
      return assertNever(because);
  }
}

/** "20 s", "2 min": rounded, for it is read while it changes. */
function inWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 10) return `${seconds} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  return `${Math.round(seconds / 60)} min`;
}
