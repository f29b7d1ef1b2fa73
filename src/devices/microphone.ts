import { assertNever } from "../app/assert-never.ts";
import type { Notice } from "../ipc/channels.ts";

/**
 * Whether the phone can hear the user: "none" where no microphone is there, "not-asked" where the system has still to
 * ask, "unknown" until the phone's page was loaded.
 */
export type MicrophoneState = "granted" | "denied" | "not-asked" | "none" | "unknown";

/** What macOS and Windows say (`systemPreferences.getMediaAccessStatus`); null on systems that ask nobody. */
export type SystemAccess = "not-determined" | "granted" | "denied" | "restricted" | "unknown" | null;

/**
 * @param access what the system says
 * @param inputs how many microphones the phone's page sees, or null before it has said so
 */
export function microphoneState(access: SystemAccess, inputs: number | null): MicrophoneState {
  switch (access) {
    case "denied":
    case "restricted":
      return "denied";
    case "not-determined":
      return "not-asked";
    case "granted":
    case "unknown":
    case null:
      if (inputs === null) return "unknown";
      return inputs === 0 ? "none" : "granted";
    default:
      return assertNever(access);
  }
}

/** What is wrong and what to do; null while nothing is. Calls still come in: it is a warning, whatever it is. */
export function microphoneNotice(state: MicrophoneState, platform: NodeJS.Platform): Notice | null {
  switch (state) {
    case "denied":
      return {
        code: "microphone/denied",
        severity: "warning",
        title: "You can be called, but nobody will hear you: the system does not allow the microphone.",
        nextStep:
          platform === "darwin"
            ? "Allow it in the system settings under Privacy & Security, Microphone; then quit and start again."
            : "Allow it in the system’s settings under Privacy, Microphone, also for desktop apps.",
      };
    case "none":
      return {
        code: "microphone/none",
        severity: "warning",
        title: "You can be called, but nobody will hear you: there is no microphone.",
        nextStep: "Connect a microphone or a headset; it is used at once.",
      };
    case "granted":
    case "not-asked":
    case "unknown":
      return null;
    default:
      return assertNever(state);
  }
}

/** The system's own page for it; null where there is none. Nothing in it comes from outside. */
export function microphoneSettings(platform: NodeJS.Platform): string | null {
  switch (platform) {
    // Apple documents no such address; it has been stable since macOS 10.14 and Electron apps rely on it.
    case "darwin":
      return "x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone";
    // https://learn.microsoft.com/windows/apps/develop/launch/launch-settings
    case "win32":
      return "ms-settings:privacy-microphone";
    default:
      return null;
  }
}
