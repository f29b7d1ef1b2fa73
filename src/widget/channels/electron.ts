import { ipcMain, type WebContents, type WebFrameMain } from "electron";
import { parseRetryAfter } from "../../auth/retry.ts";
import type { Log } from "../../diagnostics/log.ts";
import type { WidgetChannels } from "../../ipc/channels.ts";
import {
  parseAudioDevices,
  parseLineCheck,
  parseOnline,
  parsePosted,
  parseTokenAnswered,
  parseTokenChanged,
} from "../../ipc/payloads.ts";
import type { Secret } from "../../vault/secret.ts";
import { parseWidgetMessage } from "../messages.ts";
import type { SoftphoneListeners } from "../softphone.ts";
import { tokenErrorCode } from "../token-refusal.ts";

/** Where Embeddable keeps its token: "sdk-", its `prefix` parameter, "platform". */
const TOKEN_STORAGE_KEY = "sdk-rc-widgetplatform";
/** So long the page is held while its token is written; a disk and a keychain take milliseconds. */
const TOKEN_WRITE_LIMIT_MS = 3_000;

export interface WidgetAnswers {
  /** The widget's; a frame of another one is answered nothing. */
  readonly origin: string;
  /** The page in the phone's window, or null while there is none. */
  readonly contents: () => WebContents | null;
  /** With which the page's storage is filled before its first script. */
  readonly token: () => Secret | null;
  readonly listeners: Pick<
    SoftphoneListeners,
    "message" | "tokenChanged" | "tokenAnswered" | "online" | "lineChecked" | "devices" | "posted"
  >;
  readonly log: Log;
}

/** A widget's message counts only from the main frame of the phone's window. */
type FromWidget = (event: { sender: WebContents; senderFrame: WebFrameMain | null }) => boolean;

/** Answers the widget's preload, once for every page that the window will have. */
export function answerWidget(options: WidgetAnswers): void {
  const { origin, contents, token, listeners, log } = options;
  const isWidget: FromWidget = ({ sender, senderFrame: frame }) =>
    sender === contents() &&
    frame !== null &&
    frame.parent === null &&
    URL.canParse(frame.url) &&
    new URL(frame.url).origin === origin;

  ipcMain.on("widget:seed", (event) => {
    const seed: WidgetChannels["widget:seed"]["result"] = isWidget(event)
      ? { storageKey: TOKEN_STORAGE_KEY, token: token()?.reveal() ?? null }
      : null;
    event.returnValue = seed;
  });
  answerTokens(isWidget, listeners, log);
  /** Handles what the widget's preload sends; a payload that is not one is dropped and logged. */
  const receive = <P>(
    channel: keyof WidgetChannels,
    parse: (payload: unknown) => { readonly value: P } | null,
    handler: (value: P) => void,
  ): void => {
    ipcMain.on(channel, (event, payload: unknown) => {
      const parsed = isWidget(event) ? parse(payload) : null;
      if (parsed === null) log.warn("ipc.refused", { channel });
      else handler(parsed.value);
    });
  };
  receive("widget:online", parseOnline, listeners.online);
  receive("widget:line-checked", parseLineCheck, listeners.lineChecked);
  receive("widget:devices", parseAudioDevices, listeners.devices);
  receive(
    "widget:message",
    (data) => ({ value: data }),
    (data) => {
      const message = parseWidgetMessage(data);
      if (message !== null) listeners.message(message);
    },
  );
  receive("widget:posted", parsePosted, listeners.posted);
}

/** The two channels on which the page waits for an answer. */
function answerTokens(isWidget: FromWidget, listeners: WidgetAnswers["listeners"], log: Log): void {
  ipcMain.on("widget:token-changed", (event, payload: unknown) => {
    const parsed = isWidget(event) ? parseTokenChanged(payload) : null;
    const answer = (): void => {
      event.returnValue = null;
    };
    if (parsed === null) {
      log.warn("ipc.refused", { channel: "widget:token-changed" });
      answer();
      return;
    }
    // A keychain that waits for a person must not hold up the phone.
    const limit = new Promise<void>((resolve) => setTimeout(resolve, TOKEN_WRITE_LIMIT_MS));
    void Promise.race([listeners.tokenChanged(parsed.value), limit]).then(answer, answer);
  });
  ipcMain.handle("widget:token-answered", (event, payload: unknown) => {
    const parsed = isWidget(event) ? parseTokenAnswered(payload) : null;
    if (parsed === null) {
      log.warn("ipc.refused", { channel: "widget:token-answered" });
      return false;
    }
    const { body, retryAfter, ...request } = parsed.value;
    const retryAfterSeconds = parseRetryAfter(retryAfter);
    return listeners.tokenAnswered({ ...request, code: tokenErrorCode(body), retryAfterSeconds });
  });
}
