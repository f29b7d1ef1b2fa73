import type { CallEvent, WebphoneCall } from "../../../src/calls/call-event.ts";
import { type Call, type CallState, noCalls } from "../../../src/calls/call-state.ts";
import { webphoneCall } from "../support/webphone-call.ts";

/** An incoming call that rings here. */
export const call = (id: string, more: Partial<Call> = {}): Call => ({
  id,
  session: null,
  where: "here",
  phase: "ringing",
  direction: "inbound",
  number: "+14155550123",
  name: "Ann",
  isContact: false,
  queue: null,
  muted: false,
  startedAt: null,
  declined: false,
  ...more,
});

export const stateOf = (...calls: Call[]): CallState => ({ ...noCalls, calls });

/** What the web phone tells of a call. */
export const told = (
  what: Extract<CallEvent, { readonly call: WebphoneCall }>["what"],
  id: string,
  more: Partial<WebphoneCall> = {},
): CallEvent => ({
  what,
  call: webphoneCall(id, more),
});
