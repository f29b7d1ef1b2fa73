import { parseJsonObject } from "../app/json.ts";
import type { CallChange } from "../calls/call-changes.ts";
import type { Call, EndedCall } from "../calls/call-state.ts";
import { type ControlReply, type ControlRequest, readRequest } from "../control/protocol.ts";
import type { Notice } from "../ipc/channels.ts";
import { type Presence, type PresenceChoice, presenceChoice } from "../presence/presence.ts";
import type { Reachability } from "../reachability/reachability.ts";

/**
 * What the event stream and its clients say to each other, one JSON object in each text frame. It is documented in
 * docs/integrations.md and, word for word, in docs/integrations/event-stream.schema.json; a change that breaks readers
 * raises the version, and what is added does not.
 */
const VERSION = 1;

export interface StreamCall {
  readonly id: string;
  readonly direction: Call["direction"];
  /** As the platform writes it; "" when it is withheld. */
  readonly number: string;
  readonly e164: string | null;
  readonly name: string | null;
  readonly queue: string | null;
  readonly phase: Call["phase"] | "ended";
  readonly muted: boolean;
  /** When it was answered, in milliseconds since the epoch, or null. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: EndedCall["outcome"] | null;
}

export type StreamCallEvent =
  | "ringing"
  | "dialing"
  | "answered"
  | "held"
  | "resumed"
  | "muted"
  | "unmuted"
  | "ended"
  | "missed";

export interface StreamSession {
  readonly state: string;
  /** "16505550100*101", or null while nobody is signed in. */
  readonly account: string | null;
}

export interface StreamReachability {
  readonly reachable: boolean;
  /** Why not. */
  readonly because: Pick<Notice, "code" | "title" | "nextStep"> | null;
}

export type StreamPresence = (Presence & { readonly choice: PresenceChoice }) | null;

/** What happens, without what each message has. */
export type StreamEvent =
  | { readonly type: "call"; readonly event: StreamCallEvent; readonly call: StreamCall }
  | { readonly type: "session"; readonly session: StreamSession }
  | { readonly type: "reachability"; readonly reachability: StreamReachability }
  | { readonly type: "presence"; readonly presence: StreamPresence }
  | {
      readonly type: "snapshot";
      readonly session: StreamSession;
      readonly reachability: StreamReachability;
      readonly presence: StreamPresence;
      readonly calls: readonly StreamCall[];
    };

/** Said to one client, about itself. */
export type StreamReply =
  | {
      readonly type: "hello";
      readonly product: string;
      readonly appVersion: string;
      readonly profile: string | null;
    }
  | { readonly type: "answer"; readonly id: string; readonly ok: boolean; readonly reply: ControlReply }
  | { readonly type: "error"; readonly id: string | null; readonly code: FrameProblem };

export type FrameProblem =
  /** Not a JSON object with `v` 1. */
  | "not-understood"
  /** No `type` that is known. */
  | "unknown-type"
  /** No such verb, or not what belongs to it. */
  | "bad-command"
  /** Too many commands wait for their answer. */
  | "busy";

/** @param seq counts the events since the start; @param at milliseconds since the epoch */
export function eventText(event: StreamEvent, seq: number, at: number): string {
  return JSON.stringify({ v: VERSION, ...event, seq, at });
}

export function replyText(reply: StreamReply): string {
  return JSON.stringify({ v: VERSION, ...reply });
}

export type Frame =
  | { readonly kind: "auth"; readonly token: string }
  | { readonly kind: "command"; readonly id: string; readonly request: ControlRequest }
  | { readonly kind: "bad"; readonly id: string | null; readonly code: FrameProblem };

const MAX_ID = 64;

/** Reads what a client says. Never throws; what a command leaves out is what the command line takes it for. */
export function parseFrame(text: string): Frame {
  const frame = parseJsonObject(text);
  if (frame === null || frame.v !== VERSION) return { kind: "bad", id: null, code: "not-understood" };
  const id = typeof frame.id === "string" && frame.id !== "" && frame.id.length <= MAX_ID ? frame.id : null;
  switch (frame.type) {
    case "auth":
      return typeof frame.token === "string"
        ? { kind: "auth", token: frame.token }
        : { kind: "bad", id, code: "not-understood" };
    case "command": {
      const request = readRequest({ call: null, text: null, to: "toggle", ...frame });
      if (id === null || request === null) return { kind: "bad", id, code: "bad-command" };
      return { kind: "command", id, request };
    }
    default:
      return { kind: "bad", id, code: "unknown-type" };
  }
}

/** @param toE164 the number in E.164, or null where it has no such form */
export function callEvent(change: CallChange, toE164: (number: string) => string | null): StreamEvent {
  const call = streamCall(change.call, toE164);
  if (change.what === "ended")
    return { type: "call", event: change.call.outcome === "missed" ? "missed" : "ended", call };
  const began = call.direction === "inbound" ? "ringing" : "dialing";
  return { type: "call", event: change.what === "began" ? began : change.what, call };
}

export function streamCall(call: Call | EndedCall, toE164: (number: string) => string | null): StreamCall {
  const { id, direction, number, name, queue, startedAt } = call;
  const who = { id, direction, number, e164: toE164(number), name, queue };
  return "endedAt" in call
    ? { ...who, phase: "ended", muted: false, startedAt, endedAt: call.endedAt, outcome: call.outcome }
    : { ...who, phase: call.phase, muted: call.muted, startedAt, endedAt: null, outcome: null };
}

export function streamReachability(now: Reachability): StreamReachability {
  if (now.reachable) return { reachable: true, because: null };
  const { code, title, nextStep } = now.because;
  return { reachable: false, because: { code, title, nextStep } };
}

export function streamPresence(presence: Presence | null): StreamPresence {
  return presence === null ? null : { ...presence, choice: presenceChoice(presence) };
}
