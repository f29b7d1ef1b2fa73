import type { Rejection, RejectReason } from "./reject-reason.ts";

const MAX_SHOWN_LENGTH = 80;
const MAX_PART_LENGTH = 32;

/** Foreign text made safe to show: shortened, control and direction-changing characters replaced. */
export function safeToShow(text: string, maxLength = MAX_SHOWN_LENGTH): string {
  const start = text.slice(0, maxLength).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd");
  return text.length > maxLength ? `${start}…` : start;
}

/** @param part the offending piece as it was written, or nothing where no single piece is to blame */
export function rejection(reason: RejectReason, part = ""): Rejection {
  return { ok: false, reason, part: part === "" ? null : safeToShow(part, MAX_PART_LENGTH) };
}

/** In two at the first separator; the second half is empty where there is none. */
export function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** RFC 3986 section 2.1; null where an escape is damaged or does not give UTF-8. */
export function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The piece that `decode` stumbles over: "%zz", "%E0%A4". */
export function damagedEscape(text: string): string {
  return /%(?![0-9a-f]{2})[^%]{0,2}/i.exec(text)?.[0] ?? /(?:%[0-9a-f]{2})+/i.exec(text)?.[0] ?? text;
}

/** RFC 3986 section 3.1, in lower case; the empty string when the text does not start like a URL. */
export function schemeOf(text: string): string {
  return /^([a-z][a-z0-9+.-]{0,63}):/i.exec(text)?.[1]?.toLowerCase() ?? "";
}

/**
 * For text that was decoded once, on its way to a reader that decodes: what looks like an escape now is none, and a
 * question mark does not start a query.
 */
export function escapeAgain(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("?", "%3F");
}
