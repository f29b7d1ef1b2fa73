import { randomBytes } from "node:crypto";
import type { Clock, EndReason, SandboxCall, SandboxUser } from "../types.ts";

type CallEventName = "ring" | "init" | "start" | "hold" | "resume" | "mute" | "unmute" | "dtmf" | "end";

interface CallEvent {
  readonly name: CallEventName;
  readonly call: SandboxCall;
}

export interface RingOptions {
  /** Caller in E.164, or an extension number. */
  readonly from: string;
  readonly name?: string;
  /** Name of the call queue the call came through. */
  readonly queue?: string;
  /** The name of the user's contact with that number. */
  readonly contact?: string;
}

export type CallAction =
  | "answer"
  | "reject"
  | "toVoicemail"
  | "hangup"
  | "hold"
  | "unhold"
  | "mute"
  | "unmute"
  | "dtmf";

export const callActions: readonly CallAction[] = [
  "answer",
  "reject",
  "toVoicemail",
  "hangup",
  "hold",
  "unhold",
  "mute",
  "unmute",
  "dtmf",
];

export interface Telephony {
  /** A call comes in for the demo user. */
  ring(options: RingOptions): SandboxCall;
  /** The user dials out; the other side answers after `answerAfterMs`. */
  dial(user: SandboxUser, number: string): SandboxCall;
  /** What the user does with a call. An error says in words why it cannot be done. */
  act(callId: string, action: CallAction, digits?: string): SandboxCall | { readonly refused: string };
  /** The other side picks up an outgoing call now. */
  remoteAnswer(callId: string): boolean;
  /** The other side ends the call, or gives up while it rings. */
  remoteHangup(callId: string): boolean;
  list(): readonly SandboxCall[];
  onEvent(listener: (event: CallEvent) => void): () => void;
  close(): void;
}

export interface TelephonyOptions {
  readonly now: Clock;
  readonly user: SandboxUser;
  /** Milliseconds until the other side of an outgoing call answers; null leaves it to `remoteAnswer`. */
  readonly answerAfterMs: number | null;
  /** Milliseconds until an unanswered incoming call is missed. */
  readonly ringForMs: number;
}

/** A telephone network with one subscriber. Keeps the state of every call; the widget only shows it. */
export function createTelephony(options: TelephonyOptions): Telephony {
  const calls = new Map<string, SandboxCall>();
  const timers = new Map<string, NodeJS.Timeout>();
  const listeners = new Set<(event: CallEvent) => void>();

  const change = (call: SandboxCall, name: CallEventName): SandboxCall => {
    calls.set(call.id, call);
    for (const listener of listeners) listener({ name, call });
    return call;
  };
  const stopTimer = (id: string) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const startTimer = (id: string, ms: number, then: () => void) => {
    timers.set(id, setTimeout(then, ms).unref());
  };
  const start = (call: SandboxCall) => {
    stopTimer(call.id);
    return change({ ...call, state: "connected", startedAt: options.now() }, "start");
  };
  const end = (call: SandboxCall, endReason: EndReason) => {
    stopTimer(call.id);
    const toVoicemail = endReason === "to-voicemail";
    return change(
      {
        ...call,
        state: "ended",
        endedAt: options.now(),
        endReason,
        toVoicemail,
      },
      "end",
    );
  };
  /** A phone has one conversation at a time: the real widget holds the others when one begins or is resumed. */
  const holdOthers = (than: string | null) => {
    for (const call of calls.values()) {
      if (call.id !== than && call.state === "connected" && !call.onHold)
        change({ ...call, onHold: true }, "hold");
    }
  };
  const live = (id: string) => {
    const call = calls.get(id);
    return call === undefined || call.state === "ended" ? undefined : call;
  };

  return {
    ring({ from, name, queue, contact }) {
      const { directNumber, name: ownName } = options.user;
      const call = change(
        {
          ...newCall(options.now()),
          direction: "Inbound",
          state: "ringing",
          fromNumber: from,
          fromName: name ?? null,
          toNumber: directNumber,
          toName: ownName,
          queue: queue ?? null,
          contact: contact ?? null,
        },
        "ring",
      );
      startTimer(call.id, options.ringForMs, () => {
        const ringing = live(call.id);
        if (ringing) end(ringing, "missed");
      });
      return call;
    },
    dial(user, number) {
      holdOthers(null);
      const call = change(
        {
          ...newCall(options.now()),
          direction: "Outbound",
          state: "calling",
          fromNumber: user.directNumber,
          fromName: user.name,
          toNumber: number,
          toName: null,
          queue: null,
          contact: null,
        },
        "init",
      );
      if (options.answerAfterMs !== null) {
        startTimer(call.id, options.answerAfterMs, () => {
          const calling = live(call.id);
          if (calling) start(calling);
        });
      }
      return call;
    },
    act(callId, action, digits = "") {
      const call = live(callId);
      if (!call) return { refused: "There is no such call." };
      const takesOver = action === "answer" ? call.state === "ringing" : action === "unhold" && call.onHold;
      if (takesOver) holdOthers(callId);
      return actOn(call, action, digits, { start, end, change });
    },
    remoteAnswer(callId) {
      const call = live(callId);
      if (call?.state !== "calling") return false;
      start(call);
      return true;
    },
    remoteHangup(callId) {
      const call = live(callId);
      if (!call) return false;
      end(call, call.state === "ringing" ? "missed" : "remote-hung-up");
      return true;
    },
    list: () => [...calls.values()],
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      for (const id of [...timers.keys()]) stopTimer(id);
      listeners.clear();
    },
  };
}

interface Steps {
  start(call: SandboxCall): SandboxCall;
  end(call: SandboxCall, reason: EndReason): SandboxCall;
  change(call: SandboxCall, name: CallEventName): SandboxCall;
}

function actOn(call: SandboxCall, action: CallAction, digits: string, steps: Steps) {
  const whileRinging = (then: () => SandboxCall) =>
    call.state === "ringing" ? then() : { refused: "The call is not ringing." };
  const whileConnected = (then: () => SandboxCall) =>
    call.state === "connected" ? then() : { refused: "The call is not connected." };
  switch (action) {
    case "answer":
      return whileRinging(() => steps.start(call));
    case "reject":
      return whileRinging(() => steps.end(call, "rejected"));
    case "toVoicemail":
      return whileRinging(() => steps.end(call, "to-voicemail"));
    case "hangup":
      return steps.end(call, call.state === "ringing" ? "rejected" : "hung-up");
    case "hold":
      return whileConnected(() => steps.change({ ...call, onHold: true }, "hold"));
    case "unhold":
      return whileConnected(() => steps.change({ ...call, onHold: false }, "resume"));
    case "mute":
      return whileConnected(() => steps.change({ ...call, muted: true }, "mute"));
    case "unmute":
      return whileConnected(() => steps.change({ ...call, muted: false }, "unmute"));
    case "dtmf":
      return /^[0-9*#,]+$/.test(digits)
        ? whileConnected(() => steps.change({ ...call, digits: call.digits + digits }, "dtmf"))
        : { refused: "Those are not digits." };
  }
}

function newCall(at: number) {
  const id = randomBytes(8).toString("hex");
  return {
    id,
    sessionId: `${BigInt(`0x${id}`) % 1_000_000_000_000n}`,
    partyId: `p-${id}-1`,
    onHold: false,
    muted: false,
    toVoicemail: false,
    digits: "",
    createdAt: at,
    startedAt: null,
    endedAt: null,
    endReason: null,
  } as const;
}
