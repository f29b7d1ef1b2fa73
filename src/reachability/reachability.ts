import type { SessionStatus } from "../auth/session-status.ts";
import { brand } from "../brand.ts";
import { type MicrophoneState, microphoneNotice } from "../devices/microphone.ts";
import type { Notice } from "../ipc/channels.ts";
import type { RecoveryWords } from "./recovery-words.ts";

/** State of the widget's web phone (`rc-webphone-connection-status-notify`), without its prefix. */
export type PhoneConnection = "unknown" | "connecting" | "connected" | "lost" | "inactive";

export interface ReachabilityFacts {
  readonly session: Pick<SessionStatus, "state" | "offline" | "reason">;
  readonly connection: PhoneConnection;
  /** False where calls ring on another phone (`callWith` other than "browser"). */
  readonly ringsHere: boolean;
  readonly microphone: MicrophoneState;
  readonly platform: NodeJS.Platform;
  /** What is being done about a line that may be dead, or null while it is trusted. */
  readonly recovery: RecoveryWords | null;
}

/**
 * Whether a call would ring here; if not, why, and what to do about it. `warning` is for who can be called and would
 * not get far with it.
 */
export type Reachability =
  | { readonly reachable: true; readonly warning?: Notice }
  | { readonly reachable: false; readonly because: Notice };

/** What the user has to know of it, with the next step; null while calls ring here and can be talked in. */
export function reachabilityNotice(now: Reachability): Notice | null {
  return now.reachable ? (now.warning ?? null) : now.because;
}

/** Reads `connectionStatus` of `rc-webphone-connection-status-notify`. */
export function parseConnection(connectionStatus: unknown): PhoneConnection | null {
  switch (connectionStatus) {
    case "connectionStatus-connected":
      return "connected";
    case "connectionStatus-connecting":
    case "connectionStatus-reconnecting":
      return "connecting";
    case "connectionStatus-disconnected":
    case "connectionStatus-disconnecting":
    case "connectionStatus-connectFailed":
    case "connectionStatus-connectError":
      return "lost";
    case "connectionStatus-inactive":
      return "inactive";
    default:
      return null;
  }
}

const because = (code: string, title: string, nextStep: string): Reachability => ({
  reachable: false,
  because: { code: `unreachable/${code}`, severity: "warning", title, nextStep },
});

/** The one answer to "can I be called right now?". */
export function reachability(facts: ReachabilityFacts): Reachability {
  const { session, connection, ringsHere, recovery } = facts;
  if (session.state !== "signed-in") {
    return because("signed-out", "You cannot be called: nobody is signed in.", "Sign in to be reachable.");
  }
  if (session.offline) {
    return because(
      "offline",
      "You cannot be called: RingCentral cannot be reached.",
      `Check the network; ${brand.name} goes on by itself.`,
    );
  }
  if (!ringsHere) return { reachable: true };
  if (recovery !== null) return recovering(connection, recovery);
  switch (connection) {
    case "connected": {
      const warning = microphoneNotice(facts.microphone, facts.platform);
      return warning === null ? { reachable: true } : { reachable: true, warning };
    }
    case "unknown":
    case "connecting":
      return because("connecting", CONNECTING, "Wait a moment.");
    case "lost":
      return because("connection-lost", LOST, "Check the network; the phone connects again by itself.");
    case "inactive":
      return because(
        "inactive",
        "You cannot be called here: the phone is active in another window or device.",
        `Open ${brand.name} and activate the phone there.`,
      );
  }
}

const CONNECTING = "You cannot be called yet: the phone is connecting.";
const LOST = "You cannot be called: the phone has lost its connection.";

function recovering(
  connection: PhoneConnection,
  { weight, isPageGone, nextStep }: RecoveryWords,
): Reachability {
  if (isPageGone) return because("crashed", "You cannot be called: the phone’s page has crashed.", nextStep);
  if (weight === "given-up") {
    return because("given-up", "You cannot be called: the phone does not connect.", nextStep);
  }
  return connection === "lost" || weight === "news"
    ? because("connection-lost", LOST, nextStep)
    : because("connecting", CONNECTING, nextStep);
}
