import { readableNumber } from "../calls/popup-view.ts";
import type { Notice } from "../ipc/channels.ts";
import type { IncomingCall, MissedCall } from "./happening.ts";
import type { StoredMessage } from "./stored-message.ts";

export interface Texts {
  readonly title: string;
  readonly body: string;
}

interface Person {
  readonly number: string;
  readonly name: string | null;
}

/** So much of a message is shown; systems cut longer bodies where they like. */
const MAX_PREVIEW = 140;

export function missedCallTexts(call: MissedCall): Texts {
  return { title: "Missed call", body: described(call) };
}

export function incomingCallTexts(call: IncomingCall): Texts {
  const via = call.queue === null ? "" : `, through ${call.queue}`;
  return { title: "Incoming call", body: `${described(call)}${via}` };
}

/** @param withText false hides what was written and leaves who wrote it */
export function messageTexts(message: StoredMessage, withText: boolean): Texts {
  const from = sender(message);
  switch (message.kind) {
    case "voicemail":
      return { title: `Voicemail from ${from}`, body: duration(message.seconds) };
    case "fax":
      return { title: `Fax from ${from}`, body: "Open it to read it." };
    case "text": {
      const preview = withText && message.text !== "" ? shortened(message.text) : "Open it to read it.";
      return { title: `Message from ${from}`, body: preview };
    }
  }
}

/** One in place of several: "5 new messages", "From Ada Lovelace, +1 415 555 0143 and others." */
export function summaryTexts(count: number, messages: readonly StoredMessage[]): Texts {
  const names = [...new Set(messages.map(sender))];
  const some = names.slice(0, 2).join(names.length === 2 ? " and " : ", ");
  const others = names.length > 2 ? " and others" : "";
  return { title: `${count} new messages`, body: `From ${some}${others}.` };
}

export function unreachableTexts(reason: Notice): Texts {
  return { title: "You cannot be called right now", body: `${reason.title} ${reason.nextStep}` };
}

export const reachableTexts: Texts = { title: "You can be called again", body: "The phone is connected." };

export function noticeTexts(notice: Notice): Texts {
  return { title: notice.title, body: notice.nextStep };
}

/**
 * The body as servers of notifications on Linux take it: they read markup in it (Desktop Notifications
 * Specification, "Markup"), and Electron passes it on as it is. Whoever writes a message must not be able to put a
 * link or a picture there.
 */
export function withoutMarkup(body: string): string {
  return body.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function sender({ number, isExtension, name }: StoredMessage): string {
  if (name !== null) return name;
  if (number === "") return "an unknown number";
  return isExtension || number.startsWith("+") ? readableNumber(number) : number;
}

function described({ number, name }: Person): string {
  const shown = number === "" ? "The caller withheld the number" : readableNumber(number);
  return name === null ? shown : `${name}, ${number === "" ? "number withheld" : shown}`;
}

function duration(seconds: number | null): string {
  if (seconds === null) return "Open it to listen to it.";
  const rest = String(seconds % 60).padStart(2, "0");
  return `Length ${Math.floor(seconds / 60)}:${rest}`;
}

function shortened(text: string): string {
  const signs = [...text];
  return signs.length <= MAX_PREVIEW
    ? text
    : `${signs
        .slice(0, MAX_PREVIEW - 1)
        .join("")
        .trimEnd()}…`;
}
