import { assertNever } from "../app/assert-never.ts";
import type { Call, CallState } from "./call-state.ts";

export type CallVerb =
  | "answer"
  | "decline"
  | "hangup"
  | "mute"
  | "unmute"
  | "hold"
  | "unhold"
  | "to-voicemail";

export type ControlRefusal =
  /** Nothing rings and nobody talks. */
  | "no-call"
  /** There is no call with that id, or no longer. */
  | "no-such-call"
  | "not-ringing"
  | "not-active"
  /** Another device has it. */
  | "elsewhere";

export type CallControlResult =
  | { readonly ok: true; readonly call: Call }
  | { readonly ok: false; readonly because: ControlRefusal };

/** The names of the widget's own actions (`rc-adapter-control-call`, `callAction`). */
export type CallAction =
  | "answer"
  | "reject"
  | "hangup"
  | "mute"
  | "unmute"
  | "hold"
  | "unhold"
  | "toVoicemail";

/**
 * Which call a verb means. Without an id it is the obvious one: to answer, decline or send to voicemail the oldest
 * that rings; else the one that talks, then the one being dialled, then the one on hold.
 */
export function chooseCall(state: CallState, verb: CallVerb, id?: string): CallControlResult {
  const here = state.calls.filter(({ where }) => where === "here");
  const found = id === undefined ? obvious(here, verb) : state.calls.find((call) => call.id === id);
  if (found === undefined) return { ok: false, because: noneBecause(state, verb, id) };
  if (found.where === "elsewhere") return { ok: false, because: "elsewhere" };
  const because = unfit(found, verb);
  return because === null ? { ok: true, call: found } : { ok: false, because };
}

/** What the widget is asked to do, or null when the call is already as wanted. */
export function actionFor(verb: CallVerb, call: Call): CallAction | null {
  switch (verb) {
    case "answer":
      return "answer";
    case "decline":
      return "reject";
    case "to-voicemail":
      return "toVoicemail";
    case "hangup":
      return call.phase === "ringing" ? "reject" : "hangup";
    case "mute":
      return call.muted ? null : "mute";
    case "unmute":
      return call.muted ? "unmute" : null;
    case "hold":
      return call.phase === "held" ? null : "hold";
    case "unhold":
      return call.phase === "held" ? "unhold" : null;
    default:
      return assertNever(verb);
  }
}

function obvious(calls: readonly Call[], verb: CallVerb): Call | undefined {
  const lastOf = (phase: Call["phase"]): Call | undefined => calls.findLast((call) => call.phase === phase);
  switch (verb) {
    case "answer":
    case "decline":
    case "to-voicemail":
      return calls.find(({ phase }) => phase === "ringing");
    case "hangup":
      return lastOf("active") ?? lastOf("dialing") ?? lastOf("held");
    case "mute":
    case "unmute":
    case "hold":
      return lastOf("active") ?? lastOf("held");
    case "unhold":
      return lastOf("held") ?? lastOf("active");
    default:
      return assertNever(verb);
  }
}

function noneBecause(state: CallState, verb: CallVerb, id: string | undefined): ControlRefusal {
  if (id !== undefined) return "no-such-call";
  if (state.calls.length === 0) return "no-call";
  if (state.calls.every(({ where }) => where === "elsewhere")) return "elsewhere";
  return isForRinging(verb) ? "not-ringing" : "not-active";
}

/** Why the verb does not fit a call that was named. */
function unfit({ phase }: Call, verb: CallVerb): ControlRefusal | null {
  if (isForRinging(verb)) return phase === "ringing" ? null : "not-ringing";
  if (verb === "hangup") return null;
  return phase === "active" || phase === "held" ? null : "not-active";
}

function isForRinging(verb: CallVerb): boolean {
  return verb === "answer" || verb === "decline" || verb === "to-voicemail";
}
