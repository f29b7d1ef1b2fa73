import type { PhoneNumber } from "./phone-number.ts";
import type { RejectReason } from "./reject-reason.ts";

/**
 * Where a request to dial came from.
 *
 * A link tells its scheme and, where the system shows it, the program that opened it. Any program of the same user
 * can take any name, so a trusted program is a convenience among programs that are trusted anyway; what it keeps
 * out is web pages in another browser.
 */
export type Source =
  | {
      readonly kind: "link";
      /** Lower case, without the colon: "tel". */
      readonly scheme: string;
      /** "chromium", as `programName` gives it; null where it is not known. */
      readonly program: string | null;
    }
  | { readonly kind: "command-line" }
  | { readonly kind: "shortcut" }
  /** The clipboard, a call or a text that Handset itself offered to call, in a menu or a notification. */
  | { readonly kind: "clipboard" };

/** The name of a source in settings and logs: "link:tel", "link:tel:chromium", "command-line". */
export function sourceKey(source: Source): string {
  if (source.kind !== "link") return source.kind;
  const known = `link:${source.scheme}`;
  return source.program === null ? known : `${known}:${source.program}`;
}

/** The phone's own pages. */
export type PhonePage = "dialer" | "history" | "messages" | "contacts";
export type OpenPage = PhonePage | "settings" | "diagnostics";

/** What every door to the phone is parsed into. */
export type Intent =
  | CallIntent
  | MessageIntent
  | { readonly kind: "open"; readonly page: OpenPage; readonly source: Source }
  /** An OAuth redirect, checked in auth/redirect.ts. */
  | { readonly kind: "redirect"; readonly url: string }
  | RejectedIntent;

export interface CallIntent {
  readonly kind: "call";
  readonly number: PhoneNumber;
  readonly source: Source;
}

export interface MessageIntent {
  readonly kind: "message";
  readonly number: PhoneNumber;
  /** The recipients behind the first. */
  readonly others: readonly PhoneNumber[];
  readonly text: string | null;
  readonly source: Source;
}

/** `part` and `shown` are short and have no control characters: safe to display. */
export interface RejectedIntent {
  readonly kind: "rejected";
  readonly reason: RejectReason;
  /** The piece that is to blame, where one can be named. */
  readonly part: string | null;
  /** The link as it came. */
  readonly shown: string;
  readonly source: Source;
}

/** Intents that end in the dialer or the composer, so somebody has to confirm them. */
export type DialIntent = CallIntent | MessageIntent;

/** A wish to dial or to write that comes from the user's own hands: a command line, a shortcut, a menu. */
export interface DialRequest {
  readonly kind: "call" | "message";
  /** The number as it was typed or selected. */
  readonly written: string;
  /** Text of the message, or null. */
  readonly text: string | null;
  readonly source: Source;
}
