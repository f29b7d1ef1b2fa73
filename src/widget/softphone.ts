import type { PhoneSignIn } from "../auth/phone-sign-in.ts";
import type { TokenRequest } from "../auth/token-requests.ts";
import type { AudioDevices } from "../devices/device-list.ts";
import type { LineCheck } from "../reachability/recovery.ts";
import type { PageLoad } from "./load-within.ts";
import type { WidgetCommand, WidgetMessage } from "./messages.ts";

export interface SoftphoneListeners {
  readonly message: (message: WidgetMessage) => void;
  /** Resolves when the change is on the disk; the page waits for it. */
  readonly tokenChanged: (stored: string | null) => Promise<void>;
  /** A request of the widget's for a token failed, or one to revoke it was answered. Resolves to "send it again". */
  readonly tokenAnswered: (request: TokenRequest) => Promise<boolean>;
  /** The page sees a network, or none. */
  readonly online: (online: boolean) => void;
  /** The page has looked at its line, as `checkLine` asked. */
  readonly lineChecked: (line: LineCheck) => void;
  /** The audio devices that the page sees. */
  readonly devices: (devices: AudioDevices) => void;
  /** The page with everything posted to it is gone, or goes now because the shell loads another one. */
  readonly pageReplaced: () => void;
  readonly posted: (id: number) => void;
  /** The renderer process died; `pageReplaced` was told just before. */
  readonly crashed: () => void;
  /** A telephone link inside the page was followed. */
  readonly link: (url: string) => void;
  /** The user closes the window; true keeps it. */
  readonly closing: () => boolean;
  readonly closedByUser: () => void;
  /** It is shown now, or hidden. */
  readonly visibilityChanged: () => void;
  /** The user is looking at the phone from now on. */
  readonly focused: () => void;
  /** The user is looking at something else. */
  readonly blurred: () => void;
  /** Windows ends the user's session: no `before-quit` comes. */
  readonly systemEnds: () => void;
}

export interface Softphone {
  /** Resolves to what came of it; never rejects. */
  load(signIn: PhoneSignIn): Promise<PageLoad>;
  /** Posts a command to the widget; the `posted` listener is told the id once it was. */
  post(id: number, command: WidgetCommand): void;
  /** Posts a command that is of use at once or not at all. */
  send(command: WidgetCommand): void;
  /** Asks the page to look at its line; `lineChecked` follows, where the page lives. */
  checkLine(): void;
  /** Replaces the page by an empty one; resolves when it is gone. */
  unload(): Promise<void>;
  /** Removes all that the widget has stored on this machine. To be called after `unload`. */
  clearData(): Promise<void>;
  show(): void;
  hide(): void;
  /** Makes room for the drawer of the page, or takes it back. */
  setSideDrawer(open: boolean): void;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  /** Nothing that the page plays is heard, or everything again. */
  setMuted(muted: boolean): void;
  /**
   * Marks the task bar's entry: on Windows with a dot while `count` is not 0, and where `calls` by flashing until
   * the window gets the focus.
   */
  setAttention(count: number, calls: boolean): void;
  /** A progress bar on the task bar's entry, 0 to 1; null takes it away. */
  setProgress(fraction: number | null): void;
}
