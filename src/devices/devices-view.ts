import type { Notice } from "../ipc/channels.ts";
import type { MicrophoneState } from "./microphone.ts";

/** What the main process knows for the page "devices"; the devices themselves the page sees. */
export interface DevicesView {
  readonly productName: string;
  readonly microphone: MicrophoneState;
  /** Why nobody would hear the user, or null. */
  readonly notice: Notice | null;
  /** Whether the system has a page of who may use the microphone, to which this one leads. */
  readonly hasSystemSettings: boolean;
  /** Whether the phone's own page of audio settings can be opened: somebody is signed in. */
  readonly canOpenPhoneSettings: boolean;
}
