import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber as ParsedNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { emergencyReach, isEmergency } from "./emergency.ts";
import { rejection } from "./link-text.ts";
import type { Rejection } from "./reject-reason.ts";

/** A number as the account can dial it. */
export type PhoneNumber =
  | {
      readonly kind: "e164";
      /** "+14155550123" */
      readonly e164: string;
      /** Digits to dial at the far end, or null. */
      readonly extension: string | null;
      /** ISO 3166 alpha-2, or null for numbers that belong to no country. */
      readonly country: string | null;
      /** "+1 415 555 0123" */
      readonly display: string;
      /** What the called charges beside the call itself. */
      readonly rate: "premium" | "shared-cost" | null;
    }
  /** An extension of the user's own account. */
  | { readonly kind: "extension"; readonly digits: string }
  /** "*67" */
  | { readonly kind: "star-code"; readonly code: string }
  /** "911" */
  | { readonly kind: "emergency"; readonly digits: string };

export type PhoneNumberResult = { readonly ok: true; readonly number: PhoneNumber } | Rejection;

/** How numbers without a country code are understood. */
export interface DialingPlace {
  /** ISO 3166 alpha-2 country of the account, or "". */
  readonly country: string;
  /** Three digits where the account dials seven in its own area (United States, Canada), else "". */
  readonly areaCode: string;
}

/** ITU-T E.164: fifteen digits at most, country code included. */
const MAX_E164_DIGITS = 15;
/** RingCentral extensions have up to eight digits; seven and more are taken for subscriber numbers here. */
const MAX_EXTENSION_DIGITS = 6;
const LOCAL_DIGITS = 7;
/** RFC 3966 visual separators, the spaces people type, and the dashes and spaces that word processors insert. */
const VISUAL_SEPARATORS = /[-.() \u00a0\u2007\u2009\u2010-\u2015\u202f]/g;
/** "+41 (0)44 668 18 00": the zero is for callers within the country. Italy's zero is dialled from everywhere. */
const TRUNK_ZERO = /^( *\+(?!39)\d{1,3}[-. \u00a0]*)\(0\)/;
/** The calling codes that several countries share, where the first by alphabet is not the main one. */
const MAIN_COUNTRIES: Readonly<Record<string, CountryCode>> = {
  "1": "US",
  "7": "RU",
  "212": "MA",
  "358": "FI",
  "590": "GP",
  "599": "CW",
};
/** "030/123456", "+49 30/123456": one slash behind an area code, as German-speaking countries write. */
const SLASH_AFTER_AREA = /^(\+?\d{2,7})\/(\d{4,})$/;
/** How mobile phones write a wait and what is keyed in after it: commas, `p`, `w`, a late `x`. */
const TONES = /^\+?\d{5,}[,;pwx].*$/i;

const compacted = (text: string): string =>
  text.replace(TRUNK_ZERO, "$1").replace(VISUAL_SEPARATORS, "").replace(SLASH_AFTER_AREA, "$1$2");

const accepted = (number: PhoneNumber): PhoneNumberResult => ({ ok: true, number });

/**
 * Reads one telephone number as people and pages write it.
 *
 * @param text the number without scheme and parameters, percent-escapes already resolved
 * @param place the account's country and area, or only its country (ISO 3166 alpha-2); nothing of it is looked at
 *   where the number means the same everywhere
 * @param extension digits from `;ext=`, or null
 */
export function parsePhoneNumber(
  text: string,
  place: DialingPlace | string,
  extension: string | null = null,
): PhoneNumberResult {
  const home: DialingPlace = typeof place === "string" ? { country: place, areaCode: "" } : place;
  const compact = compacted(text);
  if (/^\*\d{2,3}$/.test(compact)) return accepted({ kind: "star-code", code: compact });
  const problem = problemWith(compact);
  if (problem !== null) return problem;

  const digits = compact.replace("+", "");
  if (callsForHelp(digits, home)) return accepted({ kind: "emergency", digits });
  const isInternational = compact.startsWith("+");
  if (!isInternational && digits.length <= MAX_EXTENSION_DIGITS) {
    return accepted({ kind: "extension", digits });
  }
  if (!isInternational && isWithoutAreaCode(compact, home)) {
    return home.areaCode === ""
      ? rejection("no-area-code", compact)
      : completed(parse(`+1${home.areaCode}${compact}`, ""), compact, extension);
  }
  const parsed = isInternational ? parse(compact, "") : parseWithPrefix(compact, home.country);
  return completed(parsed, compact, extension);
}

function completed(
  parsed: ParsedNumber | null,
  compact: string,
  extension: string | null,
): PhoneNumberResult {
  return parsed === null ? rejection("not-a-number", compact) : accepted(fromParsed(parsed, extension));
}

function callsForHelp(digits: string, home: DialingPlace): boolean {
  const reach = emergencyReach(digits);
  return reach === "everywhere" || (reach === "somewhere" && isEmergency(digits, home.country));
}

/** Whether seven digits are a number of the account's own area. */
function isWithoutAreaCode(compact: string, { country }: DialingPlace): boolean {
  return compact.length === LOCAL_DIGITS && (country === "US" || country === "CA");
}

/** What the number must not have in it. */
function problemWith(compact: string): Rejection | null {
  if (compact === "") return rejection("no-number");
  if (/^[+\d]{7,}[,;/]\+?\d{7,}/.test(compact)) return rejection("several-numbers", compact);
  if (TONES.test(compact)) return rejection("tones-after-number", compact.replace(/^\+?\d+/, ""));
  const letters = /\p{L}+/u.exec(compact);
  if (letters !== null) return rejection("has-letters", letters[0]);
  if (/[*#]/.test(compact)) return rejection("service-code", compact);
  const strange = /[^\d+]+|(?<=.)\+.*/su.exec(compact);
  if (strange !== null) return rejection("not-a-number", strange[0]);
  if (compact === "+") return rejection("not-a-number", compact);
  return compact.replace("+", "").length > MAX_E164_DIGITS ? rejection("too-many-digits", compact) : null;
}

/** Where the country's own reading fails, `00` and `011` count as the international prefixes they mostly are. */
function parseWithPrefix(compact: string, country: string): ParsedNumber | null {
  const parsed = parse(compact, country);
  if (parsed !== null) return parsed;
  const abroad = /^(?:00|011)(\d{7,})$/.exec(compact)?.[1];
  const international = abroad === undefined ? null : parse(`+${abroad}`, "");
  return international?.isValid() ? international : null;
}

function parse(compact: string, country: string): ParsedNumber | null {
  const parsed = parsePhoneNumberFromString(compact, {
    ...(isCountry(country) ? { defaultCountry: country } : {}),
    extract: false,
  });
  return parsed?.isPossible() ? parsed : null;
}

function fromParsed(parsed: ParsedNumber, extension: string | null): PhoneNumber {
  const type = parsed.getType();
  return {
    kind: "e164",
    e164: parsed.number,
    extension,
    country: parsed.country ?? null,
    display: parsed.formatInternational(),
    rate: type === "PREMIUM_RATE" ? "premium" : type === "SHARED_COST" ? "shared-cost" : null,
  };
}

/**
 * Reads a local number that means something only within a context (RFC 3966, section 5.1.5).
 *
 * Digits of the context in front of the number need not make a number, says the RFC: they are tried first, then
 * the number in the national form of the context's country, then seven digits in the context's area code.
 *
 * @param context the leading digits of a global number, with its plus: "+1415"
 */
export function parseInContext(text: string, context: string, extension: string | null): PhoneNumberResult {
  const compact = compacted(text);
  const country = countryOf(context);
  if (/^\d+$/.test(compact) && isEmergency(compact, country)) {
    return accepted({ kind: "emergency", digits: compact });
  }
  const problem = problemWith(compact);
  if (problem !== null) return problem;
  const area = /^\+1\d{3}/.exec(context)?.[0];
  const candidates = [
    parse(context + compact, ""),
    compact.length > LOCAL_DIGITS ? parse(compact, country) : null,
    area !== undefined && compact.length === LOCAL_DIGITS ? parse(area + compact, "") : null,
  ];
  const found = candidates.find((candidate) => candidate?.isValid()) ?? candidates.find((c) => c !== null);
  return found ? accepted(fromParsed(found, extension)) : rejection("not-a-number", context + compact);
}

/** The main country of the calling code that the digits begin with, or "". */
function countryOf(context: string): string {
  const codes = [1, 2, 3].map((length) => context.slice(1, length + 1));
  const countries = getCountries();
  for (const code of codes) {
    const main = MAIN_COUNTRIES[code] ?? countries.find((country) => getCountryCallingCode(country) === code);
    if (main !== undefined) return main;
  }
  return "";
}

function isCountry(region: string): region is CountryCode {
  return isSupportedCountry(region);
}

/** What the dialer is given. RingCentral separates a number and the extension behind it by a star. */
export function dialString(number: PhoneNumber): string {
  switch (number.kind) {
    case "e164":
      return number.extension === null ? number.e164 : `${number.e164}*${number.extension}`;
    case "extension":
    case "emergency":
      return number.digits;
    case "star-code":
      return number.code;
  }
}

/** The number in the form people read. */
export function displayNumber(number: PhoneNumber): string {
  switch (number.kind) {
    case "e164":
      return number.extension === null ? number.display : `${number.display} ext. ${number.extension}`;
    case "extension":
      return `Extension ${number.digits}`;
    case "emergency":
      return number.digits;
    case "star-code":
      return number.code;
  }
}

/** "United States", or null where the number tells no country. */
export function countryName(number: PhoneNumber): string | null {
  return number.kind === "e164" && number.country !== null ? nameOfCountry(number.country) : null;
}

/** @param country ISO 3166 alpha-2 */
export function nameOfCountry(country: string): string {
  return new Intl.DisplayNames(["en"], { type: "region" }).of(country) ?? country;
}

/** ISO 3166 alpha-2 codes of every country whose numbers are understood. */
export function countriesWithNumbers(): readonly string[] {
  return getCountries().filter((country) => /^[A-Z]{2}$/.test(country));
}
