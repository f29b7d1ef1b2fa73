import { assertNever } from "../app/assert-never.ts";
import type { Recovery } from "./recovery.ts";

/** What is being done about a line that may be dead, for `reachability`. */
export interface RecoveryWords {
  /** "news": it takes so long that somebody who looks elsewhere wants to hear of it. */
  readonly weight: "quiet" | "news" | "given-up";
  /** The phone's page has crashed, and is not there. */
  readonly isPageGone: boolean;
  readonly nextStep: string;
}

/** The present rung in one sentence; null while nothing is done. */
export function recoveryWords(recovery: Recovery, now: number): RecoveryWords | null {
  const { at, attempt, isPageGone } = recovery;
  const weight = attempt === 0 && !isPageGone ? "quiet" : "news";
  switch (at.rung) {
    case "rest":
      return null;
    case "waiting":
      return { weight, isPageGone, nextStep: waiting(recovery, inWords(at.until - now)) };
    case "nudging":
      return { weight, isPageGone, nextStep: "The connection is being checked." };
    case "settling":
      return { weight, isPageGone, nextStep: "Reconnecting; wait a moment." };
    case "postponed":
      return { weight, isPageGone, nextStep: "Reconnecting waits until your call has ended." };
    case "reloading":
      return { weight, isPageGone, nextStep: "Reconnecting: the phone is being started anew." };
    case "offline":
      return { weight, isPageGone, nextStep: "Check the network; reconnecting follows by itself." };
    case "given-up":
      return {
        weight: "given-up",
        isPageGone,
        nextStep: givenUp(recovery, at.because, inWords(at.until - now)),
      };
    default:
      return assertNever(at);
  }
}

function waiting({ isPageGone }: Recovery, rest: string): string {
  return isPageGone
    ? `It is started anew in ${rest}; “Reconnect now” in the tray does not wait.`
    : `Reconnecting, next try in ${rest}.`;
}

function givenUp({ isPageGone }: Recovery, because: "often" | "never-connected", rest: string): string {
  switch (because) {
    case "often":
      if (isPageGone) return `Choose “Reconnect now” in the tray; the next try by itself is in ${rest}.`;
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
