import { brand } from "../brand.ts";
import type { Notice } from "../ipc/channels.ts";
import type { WidgetCommand } from "../widget/messages.ts";
import type { DialIntent, PhonePage } from "./intent.ts";
import { dialString, displayNumber } from "./phone-number.ts";

/** One thing for the widget to do, as the messages it takes; they go together. */
export interface Order {
  readonly commands: readonly WidgetCommand[];
  /** What it is in words: "The call to +1 415 555 0123". */
  readonly what: string;
  /** Told once, when the order has left the queue. */
  readonly settled: (how: "posted" | "dropped") => void;
}

const PATHS: Readonly<Record<PhonePage, string>> = {
  dialer: "/dialer",
  history: "/history",
  messages: "/messages",
  contacts: "/contacts",
};

/** @param call false to put the number into the dialer only */
export function commandsFor(intent: DialIntent, call: boolean): readonly WidgetCommand[] {
  const phoneNumber = dialString(intent.number);
  if (intent.kind === "call") return [{ type: "rc-adapter-new-call", phoneNumber, toCall: call }];
  const text = intent.text === null ? {} : { text: intent.text };
  if (intent.others.length === 0) return [{ type: "rc-adapter-new-sms", phoneNumber, ...text }];
  // One message adds one recipient; the text goes with the last.
  const numbers = [intent.number, ...intent.others];
  return numbers.map((number, index) => ({
    type: "rc-adapter-new-sms",
    phoneNumber: dialString(number),
    recipient: { name: displayNumber(number) },
    ...(index === numbers.length - 1 ? text : {}),
  }));
}

export function commandToOpen(page: PhonePage): WidgetCommand {
  return { type: "rc-adapter-navigate-to", path: PATHS[page] };
}

/** "The call to +1 415 555 0123", "The message to Extension 102". */
export function inWords(intent: DialIntent, number = displayNumber(intent.number)): string {
  return `The ${intent.kind === "call" ? "call" : "message"} to ${number}`;
}

/** Says that confirmed orders were dropped because the phone did not take them in time. */
export function droppedNotice(whats: readonly string[]): Notice {
  const [first = "What you asked for"] = whats;
  return {
    code: "link/dropped",
    severity: "warning",
    title:
      whats.length > 1
        ? `${whats.length} calls and messages were dropped: the phone was not ready for them in time.`
        : `${first} was dropped: the phone was not ready for it in time.`,
    nextStep: "Check that you are signed in and the phone is connected, then try again.",
  };
}

/** Says that links were dropped because nobody signed in. */
export function heldTooLongNotice(whats: readonly string[]): Notice {
  const [first = "What you asked for"] = whats;
  return {
    code: "link/held-too-long",
    severity: "warning",
    title:
      whats.length > 1
        ? `${whats.length} links were dropped: nobody signed in within two minutes.`
        : `${first} was dropped: nobody signed in within two minutes.`,
    nextStep: "Sign in, then open the link again.",
  };
}

/** Says that links were dropped because too many came before anybody could take them. */
export function missedNotice(count: number): Notice {
  return {
    code: "link/missed",
    severity: "warning",
    title: `${count === 1 ? "1 link was" : `${count} links were`} dropped: too many came while ${brand.name} was starting.`,
    nextStep: "Open the link you need again.",
  };
}

/** Confirms that a source is refused from now on, and says where that is undone. */
export function blockedNotice(links: string): Notice {
  return {
    code: "link/blocked",
    severity: "info",
    title: `${links.charAt(0).toUpperCase()}${links.slice(1)} are not opened any more.`,
    nextStep: "To allow them again, take them off the list of refused sources in the settings.",
  };
}
