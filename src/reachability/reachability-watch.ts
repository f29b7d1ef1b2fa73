import type { Scheduler } from "../app/scheduler.ts";
import type { SessionStatus } from "../auth/session-status.ts";
import type { CallState } from "../calls/call-state.ts";
import type { MicrophoneState } from "../devices/microphone.ts";
import type { Log } from "../diagnostics/log.ts";
import { type PhoneConnection, type Reachability, reachability } from "./reachability.ts";
import type { LineCheck } from "./recovery.ts";
import { createRecoveryRunner, type RecoveryRunnerOptions } from "./recovery-runner.ts";
import { recoveryWords } from "./recovery-words.ts";

/** Keeps the one answer to "can I be called right now?" up to date, and brings a lost line back. */
export interface ReachabilityWatch {
  now(): Reachability;
  /** The session has changed; see `session` of the options. */
  sessionChanged(): void;
  connectionChanged(connection: PhoneConnection): void;
  /** Whether calls ring here, and not on another phone. */
  ringsHereChanged(ringsHere: boolean): void;
  callsChanged(state: CallState): void;
  microphoneChanged(state: MicrophoneState): void;
  /** The page that knew of the connection is gone. */
  pageReplaced(): void;
  /** Its process died; it comes back by the ladder. To be called after `pageReplaced`. */
  pageCrashed(): void;
  /** The machine goes to sleep, or is back; or it is in another network. */
  suspended(): void;
  resumed(): void;
  networkChanged(): void;
  /** The page has looked at its line. */
  lineChecked(line: LineCheck): void;
  /** Whether `reconnect` is of any use now. */
  canReconnect(): boolean;
  /** The user does not want to wait. A call is not disturbed by it either. */
  reconnect(): void;
}

export interface ReachabilityWatchOptions {
  readonly session: () => SessionStatus;
  readonly platform: NodeJS.Platform;
  readonly scheduler: Scheduler;
  /** From 0 to below 1, `Math.random`. */
  readonly random: () => number;
  readonly log: Log;
  readonly effects: RecoveryRunnerOptions["effects"];
  readonly changed: (reachability: Reachability) => void;
}

export function createReachabilityWatch(options: ReachabilityWatchOptions): ReachabilityWatch {
  const { session, scheduler } = options;
  let connection: PhoneConnection = "unknown";
  let wasConnected = false;
  let ringsHere = true;
  let inCall = false;
  let microphone: MicrophoneState = "unknown";

  const now = (): Reachability =>
    reachability({
      session: session(),
      connection,
      ringsHere,
      microphone,
      platform: options.platform,
      recovery: recoveryWords(recovery.now(), scheduler.now()),
    });
  const tell = (): void => options.changed(now());
  const recovery = createRecoveryRunner({
    scheduler,
    random: options.random,
    log: options.log,
    effects: options.effects,
    changed: tell,
  });
  const update = (): void => {
    const { state, offline } = session();
    const isSignedIn = state === "signed-in";
    if (!isSignedIn) wasConnected = false;
    const facts = { wanted: isSignedIn && ringsHere, online: !offline, connection, wasConnected, inCall };
    recovery.handle({ type: "facts", facts });
    tell();
  };

  return {
    now,
    sessionChanged: update,
    connectionChanged(next) {
      connection = next;
      if (next === "connected") wasConnected = true;
      update();
    },
    ringsHereChanged(next) {
      ringsHere = next;
      update();
    },
    callsChanged({ calls }) {
      const next = calls.some(({ where }) => where === "here");
      if (next === inCall) return;
      inCall = next;
      update();
    },
    microphoneChanged(next) {
      if (next === microphone) return;
      microphone = next;
      tell();
    },
    pageReplaced() {
      connection = "unknown";
      ringsHere = true;
      recovery.handle({ type: "page-replaced" });
      update();
    },
    pageCrashed: () => recovery.handle({ type: "page-crashed" }),
    suspended: () => recovery.handle({ type: "suspend" }),
    resumed: () => recovery.handle({ type: "resume" }),
    networkChanged: () => recovery.handle({ type: "network-changed" }),
    lineChecked: (line) => recovery.handle({ type: "checked", line }),
    canReconnect() {
      const { at, facts } = recovery.now();
      return facts.wanted && at.rung !== "rest" && at.rung !== "reloading" && at.rung !== "offline";
    },
    reconnect: () => recovery.handle({ type: "asked" }),
  };
}
