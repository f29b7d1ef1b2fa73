import { damagedEscape, decode, escapeAgain, rejection, splitOnce } from "./link-text.ts";
import type { DialingPlace, PhoneNumber } from "./phone-number.ts";
import type { Rejection } from "./reject-reason.ts";
import { readTel } from "./tel-link.ts";

/** Recipients and text of a message. */
export interface MessageParts {
  readonly number: PhoneNumber;
  readonly others: readonly PhoneNumber[];
  readonly text: string | null;
}

/** RingCentral sends a group message to ten at most (Embeddable's composer). */
const MAX_RECIPIENTS = 10;

/**
 * Reads what stands behind `sms:` or `smsto:`: recipients behind commas, then `?body=` (RFC 5724).
 *
 * Wider than the RFC, for what phones have taught people to write: `;` between recipients (Android), `&body=` and
 * `;body=` (iOS), `open?addresses=` (iOS), and `number:text` (codes to be scanned).
 */
export function readMessage(rest: string, place: DialingPlace): MessageParts | Rejection {
  const start = /[?&]|[;/]body=/i.exec(rest)?.index ?? rest.length;
  const query = new URLSearchParams(rest.slice(start).replace(/^[;/?&]+/, ""));
  const before = rest.slice(0, start).replace(/[;/]+$/, "");
  const addresses = before.toLowerCase() === "open" ? escapeAgain(query.get("addresses") ?? "") : null;
  const [written, scanned] = addresses === null ? splitOnce(before, ":") : [addresses, ""];
  const scannedText = decode(scanned);
  if (scannedText === null) return rejection("malformed", damagedEscape(scanned));
  const text = query.get("body") ?? (scannedText === "" ? null : scannedText);
  return readRecipients(written, text, place);
}

/** @param written recipients behind commas or semicolons, each as in a `tel:` link */
export function readRecipients(
  written: string,
  text: string | null,
  place: DialingPlace,
): MessageParts | Rejection {
  const recipients = splitRecipients(written.replace(/%2c/gi, ",").replace(/%3b/gi, ";"));
  if (recipients.length > MAX_RECIPIENTS) return rejection("too-many-recipients", String(recipients.length));
  const numbers = new Map<string, PhoneNumber>();
  for (const recipient of recipients) {
    const read = readTel(recipient, place);
    if (!read.ok) return read;
    // A code is for the exchange, not for a person who could read a message.
    if (read.number.kind === "star-code") return rejection("service-code", recipient);
    if (read.number.kind === "emergency") return rejection("not-writable", recipient);
    numbers.set(JSON.stringify(read.number), read.number);
  }
  const [number, ...others] = numbers.values();
  return number === undefined ? rejection("no-number") : { number, others, text: plainText(text) };
}

/** A semicolon begins the next recipient where a number follows, else a parameter of the one before. */
function splitRecipients(written: string): readonly string[] {
  return written
    .split(/,|;(?=\s*(?:\+|%2b)?[\d(][^;=]*(?:[;,]|$))/i)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** Line breaks are text; other control characters are not. */
function plainText(text: string | null): string | null {
  const plain = (text ?? "").replaceAll("\r\n", "\n").replace(/[^\P{C}\n\t\u200d]/gu, "");
  return plain === "" ? null : plain;
}
