import { isRecord } from "../app/json.ts";
import type { AccountCall, CallEvent, TelephonySession, WebphoneCall } from "../calls/call-event.ts";
import { plainText } from "./plain-text.ts";

/** More calls than a phone can have; a longer list is not one. */
const MAX_CALLS = 50;
const MAX_PARTIES = 100;

const EVENTS = {
  "rc-call-ring-notify": "ring",
  "rc-call-init-notify": "init",
  "rc-call-start-notify": "start",
  "rc-call-hold-notify": "hold",
  "rc-call-resume-notify": "resume",
  "rc-call-end-notify": "end",
} as const;

/**
 * Reads the messages about calls (Embeddable's manual, "Web phone call event", "Active call event", "RingOut call
 * event", "Telephony Session Event" and "Presence sync event"; src/modules/Adapter). Null for any other, and for
 * one that tells of no call. Never throws.
 */
export function parseCallEvent(data: Readonly<Record<string, unknown>>): CallEvent | null {
  switch (data.type) {
    case "rc-call-ring-notify":
    case "rc-call-init-notify":
    case "rc-call-start-notify":
    case "rc-call-hold-notify":
    case "rc-call-resume-notify":
    case "rc-call-end-notify": {
      const call = parseWebphoneCall(data.call);
      return call === null ? null : { what: EVENTS[data.type], call };
    }
    case "rc-call-mute-notify": {
      const call = parseWebphoneCall(data.call);
      return call === null ? null : { what: call.muted ? "mute" : "unmute", call };
    }
    case "rc-webphone-sessions-sync": {
      if (!Array.isArray(data.calls) || data.calls.length > MAX_CALLS) return null;
      const calls = data.calls.map(parseWebphoneCall).filter((call) => call !== null);
      return { what: "sync", calls };
    }
    case "rc-active-call-notify":
    case "rc-ringout-call-notify": {
      const call = parseAccountCall(data.call);
      if (call === null) return null;
      const isRingOut = data.type === "rc-ringout-call-notify";
      return { what: "account-call", call: isRingOut ? { ...call, ringOut: true } : call };
    }
    case "rc-telephony-session-notify": {
      const session = parseTelephonySession(data.telephonySession);
      return session === null ? null : { what: "session", session };
    }
    case "rc-adapter-syncPresence":
      return data.telephonyStatus === "NoCall" ? { what: "account-idle" } : null;
    default:
      return null;
  }
}

function parseWebphoneCall(call: unknown): WebphoneCall | null {
  if (!isRecord(call)) return null;
  const id = plainText(call.id) ?? plainText(call.callId);
  if (id === null) return null;
  const inbound = call.direction === "Inbound";
  const party = isRecord(call.partyData) ? call.partyData : {};
  const contact = isRecord(call.contactMatch) ? plainText(call.contactMatch.name) : null;
  return {
    id,
    ...(contact === null ? {} : { contact }),
    session: plainText(party.sessionId),
    direction: inbound ? "inbound" : "outbound",
    number: plainText(inbound ? (call.fromNumber ?? call.from) : (call.toNumber ?? call.to)) ?? "",
    name: plainText(inbound ? call.fromUserName : call.toUserName),
    queue: plainText(call.callQueueName),
    status: webphoneStatus(call),
    held: call.isOnHold === true || call.callStatus === "webphone-session-onHold",
    muted: call.isOnMute === true,
    startedAt: time(call.startTime),
    diverted: call.isToVoicemail === true || call.isForwarded === true || call.isReplied === true,
  };
}

/** `removed` is a call that another tab had (multiple tabs support). */
function webphoneStatus({ callStatus, removed }: Readonly<Record<string, unknown>>): WebphoneCall["status"] {
  if (removed === true) return "over";
  switch (callStatus) {
    case "webphone-session-finished":
    case "webphone-session-replaced":
      return "over";
    case "webphone-session-connected":
    case "webphone-session-onHold":
    case "webphone-session-onMute":
      return "connected";
    default:
      return "connecting";
  }
}

/** An active call of the Presence API; its `sessionId` serves where an old platform gives no telephony session. */
function parseAccountCall(call: unknown): AccountCall | null {
  if (!isRecord(call)) return null;
  const session = plainText(call.telephonySessionId) ?? plainText(call.sessionId);
  const status = accountStatus(call);
  if (session === null || status === null) return null;
  const inbound = call.direction === "Inbound";
  const party = inbound ? call.from : call.to;
  const other = isRecord(party) ? party : { phoneNumber: party };
  return {
    session,
    direction: inbound ? "inbound" : "outbound",
    number: plainText(other.phoneNumber) ?? plainText(other.extensionNumber) ?? "",
    name: plainText(other.name) ?? plainText(inbound ? call.fromName : call.toName),
    status,
    startedAt: time(call.startTime),
  };
}

function accountStatus(call: Readonly<Record<string, unknown>>): AccountCall["status"] | null {
  if (call.terminationType === "final") return "over";
  switch (call.telephonyStatus) {
    case "Ringing":
      return "ringing";
    case "CallConnected":
      return "connected";
    case "OnHold":
      return "held";
    case "NoCall":
    case "ParkedCall":
      return "over";
    default:
      return null;
  }
}

/** A call that moved to another device of the user's is not over ("Pickup", "CallSwitch"). */
const MOVED = ["Pickup", "CallSwitch"];
const ANSWERED = ["Answered", "Hold", "Parked"];

function parseTelephonySession(session: unknown): TelephonySession | null {
  if (!isRecord(session)) return null;
  const id = plainText(session.id);
  if (id === null || !Array.isArray(session.parties) || session.parties.length > MAX_PARTIES) return null;
  const parties: readonly unknown[] = session.parties;
  const own = parties
    .filter(isRecord)
    .filter(({ extensionId }) => extensionId !== undefined && extensionId === session.extensionId)
    .map(({ status }) => (isRecord(status) ? status : {}));
  const isGone = ({ code, reason }: Readonly<Record<string, unknown>>): boolean =>
    code === "Gone" || (code === "Disconnected" && !MOVED.includes(String(reason)));
  return {
    id,
    answered: own.some(({ code }) => ANSWERED.includes(String(code))),
    over: own.length > 0 && own.every(isGone),
  };
}

/** Milliseconds since the epoch, which presence writes as ISO 8601; null for anything that is no time. */
function time(value: unknown): number | null {
  const at = typeof value === "string" ? Date.parse(value) : value;
  return typeof at === "number" && Number.isSafeInteger(at) && at > 0 ? at : null;
}
