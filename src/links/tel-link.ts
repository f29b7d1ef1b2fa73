import { damagedEscape, decode, rejection, splitOnce } from "./link-text.ts";
import {
  type DialingPlace,
  type PhoneNumberResult,
  parseInContext,
  parsePhoneNumber,
} from "./phone-number.ts";
import type { Rejection } from "./reject-reason.ts";

/** The parameters of a `tel:` link that say something about what is dialled. */
interface TelParameters {
  readonly extension: string | null;
  readonly context: string | null;
}

/**
 * Reads what stands behind `tel:` (RFC 3966): a number, then parameters behind semicolons. Wider than the RFC:
 * a number without `+` needs no `;phone-context=`, and separators may be anything people type.
 */
export function readTel(rest: string, place: DialingPlace): PhoneNumberResult {
  const [written = "", ...parameters] = splitOnce(rest, "?")[0].split(";");
  const number = decode(written);
  if (number === null) return rejection("malformed", damagedEscape(written));
  const read = readParameters(parameters);
  if ("ok" in read) return read;
  const { extension, context } = read;
  if (context === null || /^ *\+/.test(number)) return parsePhoneNumber(number, place, extension);
  return context.startsWith("+")
    ? parseInContext(number, context, extension)
    : // RFC 3966, section 5.1.5: of use only to those who know the domain's own numbering
      rejection("foreign-context", context);
}

function readParameters(parameters: readonly string[]): TelParameters | Rejection {
  const seen = new Map<string, string>();
  for (const parameter of parameters) {
    const [name, value] = splitOnce(parameter, "=");
    const key = name.trim().toLowerCase();
    if (key === "") {
      if (value === "") continue;
      return rejection("malformed", `;${parameter}`);
    }
    const decoded = decode(value);
    if (decoded === null) return rejection("malformed", damagedEscape(value));
    // RFC 3966, section 3: each parameter at most once.
    if (seen.has(key) && seen.get(key) !== decoded) return rejection("malformed", `;${parameter}`);
    seen.set(key, decoded);
    // RFC 2806: digits and pauses to be sent once the call is up; gone from RFC 3966.
    if (key === "postd") return rejection("tones-after-number", `;${parameter}`);
    // Pages write a second number like this, and what is to be keyed in later: tel:+14155550123;42#
    if (/^\+?[-.\d()*# ]+$/.test(key)) {
      const isNumber = key.replace(/\D/g, "").length >= 7;
      return rejection(isNumber ? "several-numbers" : "tones-after-number", `;${parameter}`);
    }
    // RFC 3966, section 5.5: a link with a mandatory parameter that is not understood must not be used.
    if (key.startsWith("m-")) return rejection("mandatory-parameter", `;${key}`);
  }
  const extension = seen.get("ext")?.replace(/[-.()]/g, "") ?? null;
  if (extension !== null && !/^\d{1,10}$/.test(extension))
    return rejection("malformed", `;ext=${seen.get("ext")}`);
  const context = seen.get("phone-context") ?? null;
  if (context === null) return { extension, context };
  if (/^\+(?:[-.()]*\d){1,14}[-.()]*$/.test(context)) {
    return { extension, context: context.replace(/[-.()]/g, "") };
  }
  // RFC 3966, "domainname"
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i.test(context)) {
    return { extension, context };
  }
  return rejection("malformed", `;phone-context=${context}`);
}
