import { describe, expect, test } from "vitest";
import { parseCallEvent } from "../../../src/widget/call-messages.ts";

/** As Embeddable 2.3.1 sends it. */
const call = {
  id: "call-1",
  callId: "call-1-id",
  direction: "Inbound",
  callStatus: "webphone-session-connecting",
  from: "+14155550123",
  fromNumber: "+14155550123",
  fromUserName: "Ann Example",
  to: "101",
  toNumber: "+16505550100",
  toUserName: "Me",
  startTime: null,
  isOnHold: false,
  isOnMute: false,
  partyData: { partyId: "p-1", sessionId: "s-1" },
  callQueueName: "Support",
};
const ring = (more: object) => parseCallEvent({ type: "rc-call-ring-notify", call: { ...call, ...more } });

describe("a call of the web phone", () => {
  test.each(["ring", "init", "start", "hold", "resume", "end"])("rc-call-%s-notify", (what) => {
    expect(parseCallEvent({ type: `rc-call-${what}-notify`, call })).toEqual({
      what,
      call: {
        id: "call-1",
        session: "s-1",
        direction: "inbound",
        number: "+14155550123",
        name: "Ann Example",
        queue: "Support",
        status: "connecting",
        held: false,
        muted: false,
        startedAt: null,
        diverted: false,
      },
    });
  });

  test("the contact that the widget found for the number", () => {
    expect(ring({ contactMatch: { name: "Ann", type: "company", phoneNumbers: [] } })).toMatchObject({
      call: { contact: "Ann" },
    });
    for (const contactMatch of [null, undefined, "Ann", {}, { name: 1 }, { name: "" }]) {
      expect(ring({ contactMatch })).not.toHaveProperty("call.contact");
    }
  });

  test("the microphone", () => {
    const mute = (isOnMute: unknown) =>
      parseCallEvent({ type: "rc-call-mute-notify", call: { ...call, isOnMute } })?.what;
    expect([mute(true), mute(false), mute("true"), mute(undefined)]).toEqual([
      "mute",
      "unmute",
      "unmute",
      "unmute",
    ]);
    // The widget spreads a session that it no longer finds.
    expect(parseCallEvent({ type: "rc-call-mute-notify", call: { isOnMute: true } })).toBeNull();
  });

  test.each([
    ["webphone-session-setup", "connecting"],
    ["webphone-session-connecting", "connecting"],
    ["webphone-session-connected", "connected"],
    ["webphone-session-onHold", "connected"],
    ["webphone-session-onMute", "connected"],
    ["webphone-session-finished", "over"],
    ["webphone-session-replaced", "over"],
    [5, "connecting"],
  ])("status %j is %s", (callStatus, status) => {
    expect(ring({ callStatus })).toMatchObject({ call: { status } });
  });

  test("one that another tab had is over", () => {
    expect(ring({ removed: true })).toMatchObject({ call: { status: "over" } });
  });

  test("hold, diversion and start", () => {
    expect(ring({ isOnHold: true, startTime: 1795241605000, isToVoicemail: true })).toMatchObject({
      call: { held: true, startedAt: 1795241605000, diverted: true },
    });
    for (const startTime of [0, -1, 1.5, Number.NaN, "soon", {}])
      expect(ring({ startTime })).toMatchObject({ call: { startedAt: null } });
  });

  test("the other side of an outbound call is whom it goes to", () => {
    const outbound = { ...call, direction: "Outbound", toUserName: null, callQueueName: undefined };
    expect(parseCallEvent({ type: "rc-call-init-notify", call: outbound })).toMatchObject({
      call: { direction: "outbound", number: "+16505550100", name: null, queue: null },
    });
  });

  test("older names of the same fields", () => {
    const old = { callId: "call-2", direction: "Inbound", from: "+14155550123" };
    expect(parseCallEvent({ type: "rc-call-ring-notify", call: old })).toMatchObject({
      call: { id: "call-2", number: "+14155550123", session: null },
    });
  });

  test("a withheld number", () => {
    expect(
      parseCallEvent({ type: "rc-call-ring-notify", call: { id: "call-3", direction: "Inbound" } }),
    ).toMatchObject({ call: { number: "", name: null } });
  });

  test("a name is shortened and loses what cannot be seen", () => {
    expect(ring({ fromUserName: `Ann\u202e\u0000\n${"x".repeat(500)}` })).toMatchObject({
      call: { name: `Ann${"x".repeat(197)}` },
    });
  });
});

test("the list of the web phone, without what is none", () => {
  expect(
    parseCallEvent({ type: "rc-webphone-sessions-sync", calls: [call, null, "call-2", { id: "call-3" }] }),
  ).toMatchObject({ what: "sync", calls: [{ id: "call-1" }, { id: "call-3" }] });
  for (const calls of [null, {}, undefined, Array.from({ length: 51 }, () => call)])
    expect(parseCallEvent({ type: "rc-webphone-sessions-sync", calls })).toBeNull();
});

describe("a call of the account", () => {
  const active = {
    sessionId: "1",
    telephonySessionId: "s-1",
    direction: "Outbound",
    from: { phoneNumber: "+16505550101", name: "Me" },
    to: { phoneNumber: "+14155550123", name: "Ann" },
    startTime: "2026-11-21T06:13:20.000Z",
    telephonyStatus: "CallConnected",
  };
  const parse = (more: object = {}) =>
    parseCallEvent({ type: "rc-active-call-notify", call: { ...active, ...more } });

  test.each([
    ["rc-active-call-notify", {}],
    ["rc-ringout-call-notify", { ringOut: true }],
  ])("%s", (type, more) => {
    expect(parseCallEvent({ type, call: active })).toEqual({
      what: "account-call",
      call: {
        session: "s-1",
        direction: "outbound",
        number: "+14155550123",
        name: "Ann",
        status: "connected",
        startedAt: Date.parse("2026-11-21T06:13:20.000Z"),
        ...more,
      },
    });
  });

  test.each([
    [{ telephonyStatus: "Ringing" }, "ringing"],
    [{ telephonyStatus: "OnHold" }, "held"],
    [{ telephonyStatus: "NoCall" }, "over"],
    [{ telephonyStatus: "ParkedCall" }, "over"],
    [{ terminationType: "final" }, "over"],
  ])("%j is %s", (more, status) => {
    expect(parse(more)).toMatchObject({ call: { status } });
  });

  test("with an old platform's session and flat numbers, or with nothing to go by", () => {
    const flat = { telephonySessionId: undefined, to: "+14155550123", toName: "Ann" };
    expect(parse(flat)).toMatchObject({ call: { session: "1", number: "+14155550123", name: "Ann" } });
    expect(parse({ telephonySessionId: null, sessionId: null })).toBeNull();
    expect(parse({ telephonyStatus: "Dancing" })).toBeNull();
    expect(parseCallEvent({ type: "rc-active-call-notify", call: 5 })).toBeNull();
  });
});

describe("a telephony session", () => {
  const parse = (...parties: unknown[]) =>
    parseCallEvent({
      type: "rc-telephony-session-notify",
      telephonySession: { id: "s-1", extensionId: "101", parties },
    });
  const own = (code: string, reason?: string) => ({ extensionId: "101", status: { code, reason } });

  test.each([
    [own("Proceeding"), false, false],
    [own("Answered"), true, false],
    [own("Hold"), true, false],
    [own("Disconnected"), false, true],
    [own("Gone"), false, true],
    [own("Disconnected", "Pickup"), false, false],
    [own("Disconnected", "CallSwitch"), false, false],
  ])("%j: answered %s, over %s", (party, answered, over) => {
    const far = { extensionId: "999", status: { code: "Answered" } };
    expect(parse(far, party)).toEqual({ what: "session", session: { id: "s-1", answered, over } });
  });

  test("is over only when every party of the user's is gone, and only if there is one", () => {
    expect(parse(own("Disconnected"), own("Answered"))).toMatchObject({ session: { over: false } });
    expect(parse()).toMatchObject({ session: { over: false, answered: false } });
    expect(parse(null, 5, {})).toMatchObject({ session: { over: false } });
  });

  test("without an id or parties is none", () => {
    for (const telephonySession of [null, {}, { id: "s-1" }, { id: "", parties: [] }, "s-1"])
      expect(parseCallEvent({ type: "rc-telephony-session-notify", telephonySession })).toBeNull();
  });
});

test("the account is idle only when it says so", () => {
  const presence = (telephonyStatus: unknown) =>
    parseCallEvent({ type: "rc-adapter-syncPresence", telephonyStatus });
  expect(presence("NoCall")).toEqual({ what: "account-idle" });
  for (const status of [null, "Ringing", "CallConnected", undefined, ["NoCall"]])
    expect(presence(status)).toBeNull();
});
