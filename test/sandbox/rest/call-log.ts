import type { SandboxCall, SandboxUser } from "../types.ts";
import { extensionUri } from "./resources.ts";

/** The finished calls as call log records, newest first. */
export function callLogRecords(user: SandboxUser, calls: readonly SandboxCall[]) {
  return calls
    .filter((call) => call.state === "ended")
    .map((call) => ({
      id: call.id,
      uri: `${extensionUri(user)}/call-log/${call.id}`,
      sessionId: call.sessionId,
      telephonySessionId: `s-${call.id}`,
      type: "Voice",
      direction: call.direction,
      action: call.direction === "Inbound" ? "Phone Call" : "VoIP Call",
      result: resultOf(call),
      startTime: new Date(call.startedAt ?? call.createdAt).toISOString(),
      duration: secondsOf(call),
      from: {
        phoneNumber: call.fromNumber,
        ...(call.fromName === null ? {} : { name: call.fromName }),
      },
      to: {
        phoneNumber: call.toNumber,
        ...(call.toName === null ? {} : { name: call.toName }),
      },
      lastModifiedTime: new Date(call.endedAt ?? call.createdAt).toISOString(),
    }))
    .reverse();
}

function secondsOf(call: SandboxCall): number {
  if (call.startedAt === null || call.endedAt === null) return 0;
  return Math.round((call.endedAt - call.startedAt) / 1000);
}

function resultOf(call: SandboxCall): string {
  if (call.startedAt !== null) return call.direction === "Inbound" ? "Accepted" : "Call connected";
  if (call.endReason === "to-voicemail") return "Voicemail";
  if (call.endReason === "rejected") return "Rejected";
  return call.direction === "Inbound" ? "Missed" : "Hang Up";
}
