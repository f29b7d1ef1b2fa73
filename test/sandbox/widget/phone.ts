import type { StoredMessage } from "../rest/message-store.ts";
import type { SandboxCall } from "../types.ts";
import { activeCall, callMessage, telephonySession, telephonyStatus } from "./call-message.ts";
import {
  type CallEventName,
  type Line,
  type LineFrame,
  type LineStatus,
  openLine,
  type PresenceFields,
} from "./line.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { post } from "./messages.ts";

export interface Phone {
  /** Has the number parsed by the platform, then calls it. Returns what went wrong, or null. */
  dial(number: string): Promise<string | null>;
  act(callId: string, action: string, digits?: string): void;
  calls(): readonly SandboxCall[];
  /** Messages and voicemails, the oldest first. */
  messages(): readonly StoredMessage[];
  status(): LineStatus;
  presence(): PresenceFields | null;
  /** Repeats the current calls to whoever asks. */
  syncSessions(): void;
  close(): void;
}

const deviceId = "800001";

export interface CallMode {
  /** Whether the account is set to RingOut: its calls are then told once more (`rc-ringout-call-notify`). */
  readonly ringOut: boolean;
  /** RingCentral's internal id of the user's extension. */
  readonly extensionId: string;
}

/** The web phone of the stand-in: follows the line and tells the embedding page. */
export function createPhone(platform: RingCentral.Platform, mode: CallMode, onChange: () => void): Phone {
  const calls = new Map<string, SandboxCall>();
  const mailbox = createMailbox(onChange);
  let status: LineStatus = "connecting";
  let presence: PresenceFields | null = null;

  const syncSessions = () =>
    post("rc-webphone-sessions-sync", { calls: [...calls.values()].map(callMessage) });
  const take = (event: CallEventName, call: SandboxCall) => {
    if (call.state === "ended") calls.delete(call.id);
    else calls.set(call.id, call);
    notify(event, call, mode);
    if (presence !== null) takePresence(presence);
    else onChange();
  };
  const takeSnapshot = (current: readonly SandboxCall[]) => {
    const alive = new Set(current.map(({ id }) => id));
    for (const call of [...calls.values()]) {
      // It ended while we were not connected.
      if (!alive.has(call.id)) take("end", { ...call, state: "ended", endedAt: Date.now() });
    }
    for (const call of current) {
      if (!calls.has(call.id)) take(firstEvent(call), call);
    }
  };
  const takePresence = (state: PresenceFields) => {
    presence = state;
    post("rc-adapter-syncPresence", {
      telephonyStatus: [...calls.values()].map(telephonyStatus).at(-1) ?? "NoCall",
      ...state,
      presenceOption: state.dndStatus === "DoNotAcceptAnyCalls" ? state.dndStatus : state.userStatus,
    });
    onChange();
  };
  const line: Line = openLine(platform, {
    onFrame: (frame) => takeFrame(frame, { take, takeSnapshot, takePresence, mailbox }),
    onStatus(next) {
      status = next;
      post("rc-webphone-connection-status-notify", {
        connectionStatus: `connectionStatus-${next}`,
        deviceId,
      });
      onChange();
    },
  });

  return {
    async dial(number) {
      const parsed = await parseNumber(platform, number);
      if (parsed === null) return `${number} is not a number that can be called.`;
      const sent = line.send({ type: "dial", requestId: crypto.randomUUID(), number: parsed });
      return sent ? null : "The phone is not connected. Please try again in a moment.";
    },
    act: (callId, action, digits) => void line.send({ type: "act", callId, action, digits }),
    calls: () => [...calls.values()],
    messages: mailbox.list,
    status: () => status,
    presence: () => presence,
    syncSessions,
    close: () => line.close(),
  };
}

interface Takers {
  take(event: CallEventName, call: SandboxCall): void;
  takeSnapshot(calls: readonly SandboxCall[]): void;
  takePresence(presence: PresenceFields): void;
  readonly mailbox: Mailbox;
}

function takeFrame(frame: LineFrame, { take, takeSnapshot, takePresence, mailbox }: Takers): void {
  switch (frame.type) {
    case "snapshot":
      takeSnapshot(frame.calls);
      takePresence(frame.presence);
      mailbox.fill(frame.messages);
      break;
    case "call":
      take(frame.event, frame.call);
      break;
    case "presence":
      takePresence(frame.presence);
      break;
    case "message":
      mailbox.take(frame.message);
      break;
    // The real widget says nothing of a control that fits no call.
    case "refused":
    case "dialed":
      break;
  }
}

function firstEvent(call: SandboxCall): CallEventName {
  if (call.state === "connected") return "start";
  return call.direction === "Inbound" ? "ring" : "init";
}

/**
 * In the order of the real widget, which hears of the call first by its web phone. There a call that the user turns
 * down ends twice: it is rejected, and it terminates.
 */
function notify(event: CallEventName, call: SandboxCall, mode: CallMode): void {
  const message = callMessage(call);
  if (event === "unmute" || event === "mute") post("rc-call-mute-notify", { call: message });
  else if (event !== "dtmf") post(`rc-call-${event}-notify`, { call: message });
  if (event === "end" && call.endReason === "rejected") post("rc-call-end-notify", { call: message });
  post("rc-telephony-session-notify", { telephonySession: telephonySession(call, mode.extensionId) });
  // Presence knows nothing of a microphone.
  if (event === "mute" || event === "unmute" || event === "dtmf") return;
  if (mode.ringOut) post("rc-ringout-call-notify", { call: activeCall(call) });
  post("rc-active-call-notify", { call: activeCall(call) });
}

async function parseNumber(platform: RingCentral.Platform, number: string): Promise<string | null> {
  const response = await platform.post("/restapi/v2/number-parser/parse", { originalStrings: [number] });
  const answer: { results?: { category: string; formats: { dialable: string }[] }[] } = await response.json();
  const result = answer.results?.[0];
  return result === undefined || result.category === "Unknown" ? null : (result.formats[0]?.dialable ?? null);
}
