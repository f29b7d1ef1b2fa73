import type { WebphoneCall } from "../../../src/calls/call-event.ts";

/** What the web phone tells of an incoming call that rings. */
export const webphoneCall = (id: string, more: Partial<WebphoneCall> = {}): WebphoneCall => ({
  id,
  session: null,
  direction: "inbound",
  number: "+14155550123",
  name: "Ann",
  queue: null,
  status: "connecting",
  held: false,
  muted: false,
  startedAt: null,
  diverted: false,
  ...more,
});
