import type { SandboxCall } from "../types.ts";

/** The platform's telephony session of a call. */
const telephonySessionId = (call: SandboxCall): string => `s-${call.id}`;

/**
 * The call as the real widget describes it in its messages (`normalizeSession` of its web phone module). The
 * platform tells an outgoing call's party only once it rings at the far end, so `init` knows none.
 */
export function callMessage(call: SandboxCall) {
  return {
    id: call.id,
    callId: `${call.id}-sip`,
    direction: call.direction,
    callStatus: statusOf(call),
    from: call.fromNumber,
    fromNumber: call.direction === "Inbound" ? undefined : call.fromNumber,
    fromUserName: call.fromName,
    to: call.toNumber,
    toUserName: call.toName,
    startTime: call.startedAt,
    creationTime: call.createdAt,
    endTime: call.endedAt,
    isOnHold: call.onHold,
    isOnMute: call.muted,
    isOnFlip: false,
    isOnTransfer: false,
    isToVoicemail: call.toVoicemail,
    isForwarded: false,
    isReplied: false,
    recordStatus: "webphone-record-idle",
    contactMatch: call.contact === null ? null : { name: call.contact, type: "company" },
    minimized: false,
    partyData:
      call.state === "calling" ? null : { sessionId: telephonySessionId(call), partyId: call.partyId },
    cached: false,
    removed: false,
    callQueueName: call.queue,
  };
}

/** The last thing that was done to a call is its status, so that a muted call is "onMute". */
function statusOf(call: SandboxCall): string {
  if (call.state === "ended") return "webphone-session-finished";
  if (call.state !== "connected") return "webphone-session-connecting";
  if (call.onHold) return "webphone-session-onHold";
  return call.muted ? "webphone-session-onMute" : "webphone-session-connected";
}

/** The same call as the Presence API tells it: `rc-active-call-notify`, `rc-ringout-call-notify`. */
export function activeCall(call: SandboxCall) {
  return {
    sessionId: call.sessionId,
    telephonySessionId: telephonySessionId(call),
    partyId: call.partyId,
    direction: call.direction,
    from: { phoneNumber: call.fromNumber, name: call.fromName },
    to: { phoneNumber: call.toNumber, name: call.toName },
    startTime: call.createdAt,
    telephonyStatus: telephonyStatus(call),
    terminationType: call.state === "ended" ? "final" : null,
  };
}

export function telephonyStatus(call: SandboxCall): string {
  if (call.state === "ended") return "NoCall";
  if (call.state !== "connected") return "Ringing";
  return call.onHold ? "OnHold" : "CallConnected";
}

/** The same call as the Call Control API tells it: `rc-telephony-session-notify`. */
export function telephonySession(call: SandboxCall, extensionId: string) {
  const codes: Record<SandboxCall["state"], string> = {
    ringing: "Proceeding",
    calling: "Proceeding",
    connected: call.onHold ? "Hold" : "Answered",
    ended: call.toVoicemail ? "Voicemail" : "Disconnected",
  };
  const own = {
    id: call.partyId,
    extensionId,
    direction: call.direction,
    from: { phoneNumber: call.fromNumber, name: call.fromName },
    to: { phoneNumber: call.toNumber, name: call.toName },
    status: { code: codes[call.state] },
    missedCall: call.endReason === "missed",
    standAlone: false,
    muted: call.muted,
  };
  const { id, extensionId: _, ...far } = { ...own, missedCall: false, muted: false };
  return {
    id: telephonySessionId(call),
    extensionId,
    accountId: "1",
    sessionId: call.sessionId,
    creationTime: new Date(call.createdAt).toISOString(),
    origin: { type: "Call" },
    parties: [
      own,
      { ...far, id: `${id}-far`, direction: call.direction === "Inbound" ? "Outbound" : "Inbound" },
    ],
  };
}
