import { type PhoneNumber, parsePhoneNumber } from "../links/phone-number.ts";

/** Longer texts are not a number that somebody has copied; they are not even looked at. */
const MAX_LENGTH = 40;

/**
 * The number on the clipboard, when that is all there is on it. Extensions and codes are left out: any small number
 * on the clipboard would be one.
 *
 * @param region ISO 3166 alpha-2 country of the account
 */
export function clipboardNumber(text: string, region: string): Extract<PhoneNumber, { kind: "e164" }> | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return null;
  const parsed = parsePhoneNumber(trimmed, region);
  return parsed.ok && parsed.number.kind === "e164" ? parsed.number : null;
}
