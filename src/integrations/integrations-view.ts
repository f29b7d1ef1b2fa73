import type { Notice } from "../ipc/channels.ts";

/** What the settings page shows of the event stream. The token is not in it. */
export interface EventStreamView {
  readonly state: "off" | "starting" | "on" | "failed";
  /** "ws://127.0.0.1:18731/events" while it is on. */
  readonly address: string | null;
  /** Programs that are connected and have presented the token. */
  readonly clients: number;
  /** Why it failed. */
  readonly notice: Notice | null;
}
