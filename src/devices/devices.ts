import type { Notice } from "../ipc/channels.ts";
import { type AudioDevices, changeInWords, movesRinging } from "./device-list.ts";
import type { DevicesView } from "./devices-view.ts";
import {
  type MicrophoneState,
  microphoneNotice,
  microphoneSettings,
  microphoneState,
  type SystemAccess,
} from "./microphone.ts";

export interface DevicesOptions {
  readonly productName: string;
  readonly platform: NodeJS.Platform;
  /** What the system says of the microphone at the moment. */
  readonly access: () => SystemAccess;
  /** Has the system ask the user for the microphone; resolves when that is answered. Never rejects. */
  readonly ask: () => Promise<void>;
  readonly isSignedIn: () => boolean;
  /** A call is up or rings on this computer. */
  readonly isInCall: () => boolean;
  readonly effects: {
    readonly viewChanged: (view: DevicesView) => void;
    readonly microphoneChanged: (state: MicrophoneState) => void;
    /** Says, quietly, that the devices have changed. */
    readonly tellChange: (text: string, during: "call" | "rest") => void;
    /** Resolves to false when it could not be opened. */
    readonly openAddress: (url: string) => Promise<boolean>;
    /** Brings the phone forward and takes the widget to its page. */
    readonly openPhone: (path: string) => void;
  };
}

/** Whether the phone can hear the user, and what to do when it cannot. */
export interface Devices {
  /** For the page; looks again at what the user may have changed in the system's settings. */
  view(): DevicesView;
  /** What the phone's page sees; null before it has said so. */
  list(): AudioDevices | null;
  /** The phone's page sees these devices now. */
  seen(devices: AudioDevices): void;
  /** Somebody signed in or out. The time to ask for the microphone: before the first call, and not at a start. */
  sessionChanged(): void;
  ask(): Promise<null>;
  openSystemSettings(): Promise<Notice | null>;
  openPhoneSettings(): Notice | null;
}

/** The widget's own page for microphone, speaker and volumes (Embeddable 2.3.1, src/containers/App). */
const AUDIO_SETTINGS = "/settings/audio";

export function createDevices(options: DevicesOptions): Devices {
  const { platform, effects } = options;
  let devices: AudioDevices | null = null;
  let last: MicrophoneState = "unknown";
  let wasSignedIn = false;

  const state = (): MicrophoneState =>
    microphoneState(options.access(), devices === null ? null : devices.microphones.length);
  const view = (): DevicesView => ({
    productName: options.productName,
    microphone: state(),
    notice: microphoneNotice(state(), platform),
    hasSystemSettings: microphoneSettings(platform) !== null,
    canOpenPhoneSettings: options.isSignedIn(),
  });
  const refresh = (): void => {
    const next = state();
    if (next !== last) effects.microphoneChanged(next);
    last = next;
    effects.viewChanged(view());
  };
  const tellChange = (before: AudioDevices, after: AudioDevices): void => {
    const words = changeInWords(before, after);
    if (words === null) return;
    if (options.isInCall()) effects.tellChange(words, "call");
    else if (options.isSignedIn() && movesRinging(before, after)) effects.tellChange(words, "rest");
  };
  const ask = async (): Promise<null> => {
    if (state() === "not-asked") await options.ask();
    refresh();
    return null;
  };

  return {
    view() {
      refresh();
      return view();
    },
    list: () => devices,
    seen(next) {
      if (devices !== null) tellChange(devices, next);
      devices = next;
      refresh();
    },
    sessionChanged() {
      const isSignedIn = options.isSignedIn();
      if (isSignedIn && !wasSignedIn) void ask();
      else if (isSignedIn !== wasSignedIn) refresh();
      wasSignedIn = isSignedIn;
    },
    ask,
    async openSystemSettings() {
      const address = microphoneSettings(platform);
      return address !== null && (await effects.openAddress(address)) ? null : noSystemSettingsNotice;
    },
    openPhoneSettings() {
      if (!options.isSignedIn()) return signedOutNotice;
      effects.openPhone(AUDIO_SETTINGS);
      return null;
    },
  };
}

const noSystemSettingsNotice: Notice = {
  code: "devices/no-system-settings",
  severity: "warning",
  title: "The system’s settings could not be opened.",
  nextStep: "Open them yourself and look for the microphone under privacy.",
};

const signedOutNotice: Notice = {
  code: "devices/signed-out",
  severity: "info",
  title: "The phone’s audio settings are there once somebody is signed in.",
  nextStep: "Sign in first.",
};
