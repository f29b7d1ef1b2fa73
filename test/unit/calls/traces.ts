/**
 * What the widget posted, message by message. The first was recorded from Embeddable 2.3.1 in the sandbox; the
 * sandbox cannot ring it, so the others put its messages together as its source does (src/modules/Adapter, the web
 * phone module of its commons library, RingCentral's Presence and Call Control APIs).
 */
export type Trace = readonly Readonly<Record<string, unknown>>[];

const outgoing = {
  id: "fphr7bmiu08v4t09cv7t120jkci046",
  direction: "Outbound",
  to: "+14155550123",
  from: "16505550100*101",
  fromNumber: "+16505550101",
  fromTag: "120jkci046",
  creationTime: 1795241547353,
  isOnHold: false,
  isOnMute: false,
  isOnFlip: false,
  isOnTransfer: false,
  isToVoicemail: false,
  isForwarded: false,
  isReplied: false,
  recordStatus: "webphone-record-idle",
  minimized: false,
  partyData: null,
  lastActiveTime: 1795241547353,
  cached: false,
  removed: false,
  callQueueName: null,
};
const outgoingEnd = { ...outgoing, callId: "fphr7bmiu08v4t09cv7t" };

/** Recorded: dialled, and hung up while it rang at the far end. The end comes four times. */
export const dialledAndHungUp: Trace = [
  { type: "rc-webphone-connection-status-notify", connectionStatus: "connectionStatus-connected" },
  { type: "rc-webphone-sessions-sync", calls: [] },
  { type: "rc-dialer-status-notify", ready: false },
  { type: "rc-call-init-notify", call: { ...outgoing, callStatus: "webphone-session-setup" } },
  { type: "rc-dialer-status-notify", ready: true },
  { type: "rc-route-changed-notify", path: "/calls/active/fphr7bmiu08v4t09cv7t120jkci046" },
  ...[
    ["webphone-session-connecting", 1795241553798],
    ["webphone-session-finished", 1795241553875],
    ["webphone-session-finished", 1795241553877],
    ["webphone-session-finished", 1795241553901],
  ].map(([callStatus, endTime]) => ({
    type: "rc-call-end-notify",
    call: { ...outgoingEnd, callStatus, endTime },
  })),
];

const incoming = {
  id: "in-1",
  callId: "in-1-sip",
  direction: "Inbound",
  callStatus: "webphone-session-connecting",
  to: "16505550100*101",
  toUserName: "Support - ",
  from: "+14155550142",
  fromUserName: "Ada Lovelace",
  startTime: null,
  creationTime: 1795241600000,
  isOnHold: false,
  isOnMute: false,
  partyData: { partyId: "p-1", sessionId: "s-1" },
  callQueueName: "Support",
};
const connected = { ...incoming, callStatus: "webphone-session-connected", startTime: 1795241605000 };
const held = { ...connected, callStatus: "webphone-session-onHold", isOnHold: true };
const muted = { ...connected, callStatus: "webphone-session-onMute", isOnMute: true };

const presence = (telephonyStatus: string, more: object = {}) => ({
  type: "rc-active-call-notify",
  call: {
    sessionId: "1",
    telephonySessionId: "s-1",
    direction: "Inbound",
    from: { phoneNumber: "+14155550142", name: "Ada Lovelace" },
    to: { phoneNumber: "+16505550101" },
    startTime: "2026-11-21T06:13:20.000Z",
    telephonyStatus,
    ...more,
  },
});
const session = (code: string, missedCall = false) => ({
  type: "rc-telephony-session-notify",
  telephonySession: {
    id: "s-1",
    extensionId: "63002",
    parties: [
      { id: "p-1", extensionId: "63002", direction: "Inbound", status: { code }, missedCall },
      { id: "p-2", direction: "Outbound", status: { code: "Answered" } },
    ],
  },
});

/** Answered, muted, held, resumed, hung up; presence and the Call Control API tell the same beside it, late. */
export const answeredAndHeld: Trace = [
  { type: "rc-call-ring-notify", call: incoming },
  session("Proceeding"),
  presence("Ringing"),
  { type: "rc-call-start-notify", call: connected },
  session("Answered"),
  { type: "rc-call-mute-notify", call: muted },
  presence("CallConnected"),
  { type: "rc-call-hold-notify", call: { ...held, isOnMute: true } },
  session("Hold"),
  presence("OnHold"),
  { type: "rc-call-resume-notify", call: { ...connected, isOnMute: true } },
  { type: "rc-call-end-notify", call: { ...connected, isOnMute: true, endTime: 1795241665000 } },
  { type: "rc-call-end-notify", call: { ...connected, isOnMute: true, endTime: 1795241665001 } },
  presence("CallConnected"),
  session("Disconnected"),
  presence("NoCall", { terminationType: "final" }),
  { type: "rc-adapter-syncPresence", telephonyStatus: "NoCall" },
];

/** Rang here and at the desk, and was taken at the desk. */
export const takenAtTheDesk: Trace = [
  { type: "rc-call-ring-notify", call: incoming },
  presence("Ringing"),
  { type: "rc-call-end-notify", call: { ...incoming, callStatus: "webphone-session-finished" } },
  session("Answered"),
  presence("CallConnected"),
];

export const missed: Trace = [
  { type: "rc-call-ring-notify", call: incoming },
  session("Proceeding"),
  { type: "rc-call-end-notify", call: { ...incoming, callStatus: "webphone-session-finished" } },
  session("Disconnected", true),
];

export const toVoicemail: Trace = [
  { type: "rc-call-ring-notify", call: incoming },
  { type: "rc-call-end-notify", call: { ...incoming, isToVoicemail: true } },
  session("Voicemail"),
];

/** RingOut: no web phone is in it, and only presence tells of it. */
export const ringOut: Trace = ["Ringing", "CallConnected", "OnHold", "CallConnected", "NoCall"].map(
  (telephonyStatus) => ({
    ...presence(telephonyStatus, {
      telephonySessionId: "s-9",
      direction: "Outbound",
      from: { phoneNumber: "+16505550101" },
      to: { phoneNumber: "+14155550123", name: "Bea" },
    }),
    type: "rc-ringout-call-notify",
  }),
);
