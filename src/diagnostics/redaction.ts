const MAX_LENGTH = 200;
/** So much of a text is looked at; `MAX_LENGTH` of it is kept. */
const MAX_READ = 4096;
/** Words, error codes, short ids, file names: what messages are made of. Anything else is not logged. */
const PLAIN = /^[\p{L}\p{N} .,:;'"!?()[\]{}<>@_+/\\|*=-]*$/u;
/** Six characters in a row mixing letters and digits, or four digits and more: tokens, codes, phone numbers. */
const LOOKS_SECRET =
  /(?=[A-Za-z0-9_+/=-]*\d)(?=[A-Za-z0-9_+/=-]*[A-Za-z])[A-Za-z0-9_+/=-]{16,}|[A-Za-z0-9_-]{40,}|\d[\d\s().-]{4,}\d/g;
/** Everything behind `?` or `#` of an address. */
const URL_TAIL = /([a-z][a-z0-9+.-]*:[^\s?#]*)[?#]\S*/gi;

/**
 * Makes a value fit for the log. It fails closed: text that does not look like plain words loses whatever could
 * be a token, a code or a phone number, and objects are reduced to their type.
 */
export function redact(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (value instanceof Error) return redactText(`${value.name}: ${value.message}`);
  if (typeof value === "string") return redactText(value);
  return `[${typeof value}]`;
}

function redactText(text: string): string {
  // Cut last: the visible half of a token would not look like one.
  const masked = text.slice(0, MAX_READ).replace(URL_TAIL, "$1[…]").replace(LOOKS_SECRET, "[…]");
  if (!PLAIN.test(masked.replaceAll("…", ""))) return "[unprintable]";
  return masked.length > MAX_LENGTH ? `${masked.slice(0, MAX_LENGTH)}…` : masked;
}
