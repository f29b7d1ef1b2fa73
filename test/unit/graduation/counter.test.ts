import { describe, expect, test } from "vitest";
import type { AccountCall } from "../../../src/calls/call-event.ts";
import { createCounter } from "../../../src/graduation/counter.ts";
import type { StoredMessage } from "../../../src/notifications/stored-message.ts";
import type { Presence } from "../../../src/presence/presence.ts";
import type { WidgetMessage } from "../../../src/widget/messages.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const message = (more: Partial<StoredMessage>): WidgetMessage => ({
  type: "message",
  what: "updated",
  message: {
    id: "9000001",
    kind: "text",
    inbound: false,
    unread: false,
    conversation: "1",
    number: "+16505550100",
    isExtension: false,
    name: null,
    text: "",
    seconds: null,
    ...more,
  },
});
const presence = (more: Partial<Presence>): WidgetMessage => ({
  type: "presence",
  presence: { userStatus: "Available", dndStatus: "TakeAllCalls", ...more },
  event: null,
});
const ringOut = (status: AccountCall["status"], more: Partial<AccountCall> = {}): WidgetMessage => ({
  type: "call",
  event: {
    what: "account-call",
    call: {
      session: "s-1",
      direction: "outbound",
      number: "+14155550123",
      name: null,
      status,
      startedAt: null,
      ringOut: true,
      ...more,
    },
  },
});

function createBench() {
  const counter = createCounter();
  let now = 1000;
  const tell = (...messages: readonly WidgetMessage[]) =>
    messages.flatMap((each) => counter.told(each, now++)).map(({ activity, id }) => `${activity} ${id}`);
  return { counter, tell };
}

describe("messages", () => {
  test("that were sent count by their id, to numbers and to extensions apart", () => {
    const { tell } = createBench();
    expect(tell(message({ id: "1" }), message({ id: "2", number: "101", isExtension: true }))).toEqual([
      "sms 1",
      "internal-messages 2",
    ]);
    expect(tell(message({ id: "3", kind: "fax" }))).toEqual([]);
  });

  test("that came in count when they are read, if they were seen unread", () => {
    const { tell } = createBench();
    expect(tell(message({ id: "1", inbound: true }))).toEqual([]);
    expect(tell(message({ id: "2", inbound: true, unread: true }))).toEqual([]);
    expect(tell(message({ id: "2", inbound: true }), message({ id: "2", inbound: true }))).toEqual([
      "read-messages 2",
    ]);
    tell(message({ id: "3", inbound: true, unread: true, kind: "voicemail" }));
    expect(tell(message({ id: "3", inbound: true, kind: "voicemail" }))).toEqual(["read-messages 3"]);
  });
});

test("presence counts when it changes, not when it is told first or again", () => {
  const { tell, counter } = createBench();
  expect(tell(presence({}), presence({}))).toEqual([]);
  expect(tell(presence({ userStatus: "Busy" }))).toEqual(["presence 1002"]);
  expect(tell(presence({ userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" }))).toHaveLength(1);
  counter.forget();
  expect(tell(presence({}))).toEqual([]);
  expect(tell({ type: "presence", presence: null, event: null })).toEqual([]);
});

describe("calls", () => {
  test("on this computer count once they are up", () => {
    const { tell } = createBench();
    const call = (what: "ring" | "init" | "start", direction: "inbound" | "outbound"): WidgetMessage => ({
      type: "call",
      event: { what, call: webphoneCall("c-1", { direction }) },
    });
    expect(tell(call("ring", "inbound"), call("init", "outbound"))).toEqual([]);
    expect(tell(call("start", "inbound"), call("start", "outbound"))).toEqual([
      "inbound-calls c-1",
      "outbound-calls c-1",
    ]);
  });

  test("by RingOut count, and each hold of one", () => {
    const { tell } = createBench();
    expect(tell(ringOut("ringing"), ringOut("connected"))).toEqual([
      "ring-out-calls s-1",
      "ring-out-calls s-1",
    ]);
    expect(tell(ringOut("held"), ringOut("held"))).toEqual([
      "ring-out-calls s-1",
      "ring-out-control s-1 1002",
      "ring-out-calls s-1",
    ]);
    expect(tell(ringOut("connected"), ringOut("held"))).toContain("ring-out-control s-1 1005");
    expect(tell(ringOut("over"))).toEqual(["ring-out-calls s-1"]);
  });

  test("of other devices do not count, nor does anything else", () => {
    const { tell } = createBench();
    const { ringOut: _, ...call } = {
      session: "s-2",
      direction: "outbound" as const,
      number: "",
      name: null,
      status: "held" as const,
      startedAt: null,
      ringOut: true,
    };
    expect(tell({ type: "call", event: { what: "account-call", call } })).toEqual([]);
    expect(
      tell({ type: "call", event: { what: "account-idle" } }, { type: "route", path: "/contacts" }),
    ).toEqual([]);
  });
});
