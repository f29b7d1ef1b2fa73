import type { Call, CallState } from "./call-state.ts";
import { readableNumber } from "./popup-view.ts";
import { isUp } from "./silence.ts";

export type CallWindowRequest =
  | { readonly id: string; readonly action: "mute" | "unmute" | "hold" | "unhold" | "hangup" }
  | { readonly id: string; readonly action: "dtmf"; readonly digits: string };

export interface CallWindowCall {
  readonly id: string;
  readonly name: string | null;
  /** Readable; "" when withheld. */
  readonly number: string;
  readonly queue: string | null;
  readonly phase: "dialing" | "active" | "held";
  readonly muted: boolean;
  /** When it was answered, in milliseconds since the epoch; null before. */
  readonly startedAt: number | null;
}

/** The calls that are up here: the one at hand first, then the others, the latest first. */
export interface CallWindowView {
  readonly productName: string;
  readonly calls: readonly CallWindowCall[];
}

export function callWindowView(state: CallState, productName: string): CallWindowView {
  const up = state.calls.filter(isUp).reverse();
  const front = up.find(({ phase }) => phase === "active") ?? up.find(({ phase }) => phase === "dialing");
  const calls = front === undefined ? up : [front, ...up.filter((call) => call !== front)];
  return { productName, calls: calls.flatMap(shown) };
}

function shown({ id, name, number, queue, phase, muted, startedAt }: Call): CallWindowCall[] {
  if (phase === "ringing") return [];
  return [{ id, name, number: readableNumber(number), queue, phase, muted, startedAt }];
}

/** What decides whether the call window is to be seen. */
export interface CallWindowSituation {
  readonly state: CallState;
  /** The setting `callWindow`. */
  readonly isOn: boolean;
  /** The user is looking at the phone itself, which shows the same and more. */
  readonly isPhoneFocused: boolean;
  /** Calls for which the user closed the window. */
  readonly dismissed: ReadonlySet<string>;
}

/** "absent" is for good; "hidden" comes back when the phone loses the focus. */
export function callWindowPresence(situation: CallWindowSituation): "shown" | "hidden" | "absent" {
  const { state, isOn, isPhoneFocused, dismissed } = situation;
  if (!isOn || !state.calls.some((call) => isUp(call) && !dismissed.has(call.id))) return "absent";
  return isPhoneFocused ? "hidden" : "shown";
}
