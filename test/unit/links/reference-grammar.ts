/**
 * The grammars of RFC 3966, RFC 5724 and RFC 3261 (telephone user part) written out as regular expressions, rule by
 * rule and apart from the parser, so that the two can disagree. `TOLERATED` lists where Handset is wider on purpose
 * (docs/click-to-dial.md says the same in words); whatever this recogniser refuses must never become an intent.
 */

/** RFC 3966, section 3. `phonedigit = DIGIT / [visual-separator]`. */
const VISUAL_SEPARATOR = "[-.()]";
const PHONEDIGIT = `(?:[0-9]|${VISUAL_SEPARATOR})`;
const PCT_ENCODED = "%[0-9A-Fa-f]{2}";
const ALPHANUM = "[A-Za-z0-9]";
const PARAM_UNRESERVED = "[\\[\\]/:&+$]";
const MARK = "[-_.!~*'()]";
const PARAMCHAR = `(?:${PARAM_UNRESERVED}|${ALPHANUM}|${MARK}|${PCT_ENCODED})`;
const PNAME = "[A-Za-z0-9-]+";

/** What the RFCs do not have and Handset takes all the same. */
const TOLERATED = {
  /** Spaces and typographic dashes between digits, written out or as escapes, as people paste them. */
  separators:
    "(?:[ \\u00a0\\u2007\\u2009\\u202f\\u2010-\\u2015]|%20|%[Cc]2%[Aa]0|%[Ee]2%80%(?:87|89|9[0-5]|[Aa][Ff]))",
  /** A plus, brackets and stars in escapes. */
  escapedPlus: "%2[Bb]",
  escapedSeparator: "%2[89DdEe]",
  escapedDigit: "%3[0-9]",
  /** One slash behind an area code. */
  slash: "/|%2[Ff]",
} as const;

const SEPARATOR = `(?:${VISUAL_SEPARATOR}|${TOLERATED.separators}|${TOLERATED.escapedSeparator})`;
const DIGIT = `(?:[0-9]|${TOLERATED.escapedDigit})`;
const PLUS = `(?:\\+|${TOLERATED.escapedPlus})`;
/** `global-number-digits = "+" *phonedigit DIGIT *phonedigit`, with the tolerated separators and one slash. */
const NUMBER_DIGITS = `${SEPARATOR}*(?:${PLUS})?(?:${SEPARATOR}|${DIGIT})*${DIGIT}(?:${SEPARATOR}|${DIGIT})*(?:(?:${TOLERATED.slash})(?:${SEPARATOR}|${DIGIT})*)?`;
/** Star codes are the only use of a star: two or three digits behind one. */
const STAR_CODE = `${SEPARATOR}*(?:\\*|%2[Aa])(?:${SEPARATOR}*${DIGIT}){2,3}${SEPARATOR}*`;

/** `parameter = ";" pname ["=" pvalue ]`, `extension = ";ext=" 1*phonedigit`, `context`; empty ones are tolerated. */
const EXTENSION = `ext=${PHONEDIGIT}+`;
const DOMAINNAME = `(?:${ALPHANUM}|${ALPHANUM}(?:${ALPHANUM}|-)*${ALPHANUM})(?:\\.(?:${ALPHANUM}|${ALPHANUM}(?:${ALPHANUM}|-)*${ALPHANUM}))*\\.?`;
const CONTEXT = `phone-context=(?:\\+${PHONEDIGIT}*[0-9]${PHONEDIGIT}*|${DOMAINNAME})`;

const NUMBER = new RegExp(`^(?:${NUMBER_DIGITS}|${STAR_CODE})$`);
const KNOWN_PARAMETER = new RegExp(`^(?:${EXTENSION}|${CONTEXT})$`);
const OTHER_PARAMETER = new RegExp(`^${PNAME}(?:=${PARAMCHAR}+)?$`);

/** Whether the text is a `telephone-subscriber` of RFC 3966, widened as above. */
export function isTelephoneSubscriber(text: string): boolean {
  const [number = "", ...parameters] = text.split(";");
  if (!NUMBER.test(number)) return false;
  const names = new Map<string, string>();
  for (const parameter of parameters) {
    const [rawName = "", ...rest] = parameter.split("=");
    const name = rawName.trim().toLowerCase();
    if (name === "" && rest.join("") === "") continue;
    const value = rest.join("=");
    // Section 3: once only. Saying the same twice is tolerated.
    if (names.has(name) && safeDecode(names.get(name) ?? "") !== safeDecode(value)) return false;
    names.set(name, value);
    // Section 5.5, and RFC 2806's post-dial.
    if (name.startsWith("m-") || name === "postd") return false;
    const isKnown = name === "ext" || name === "phone-context";
    // An escape of what needs none is the same (RFC 3986, section 6.2.2.2).
    if (isKnown && !KNOWN_PARAMETER.test(`${name}=${safeDecode(value) ?? ""}`)) return false;
    // Values of parameters that mean nothing here are ignored, whatever they hold, as long as they decode.
    if (!isKnown && !OTHER_PARAMETER.test(parameter) && safeDecode(value) === null) return false;
    // A name made of digits is a second number or tones.
    if (/^\+?[-.\d()*# ]+$/.test(name)) return false;
  }
  const context = names.get("phone-context");
  const isLocal = !/^(?:[-.() \u00a0]|%20)*(?:\+|%2B)/i.test(number);
  // Section 5.1.5: a domain's own numbers are of use in that domain only.
  return !(isLocal && context !== undefined && !/^(?:\+|%2B)/i.test(context));
}

/** `telephone-uri = "tel:" telephone-subscriber`; two slashes, a last slash and a query are tolerated. */
export function isTel(rest: string): boolean {
  return isTelephoneSubscriber(splitAt(rest.replace(/^\/+/, "").replace(/\/(?=\?|$)/, ""), "?"));
}

/** RFC 5724: `sms-hier-part = sms-recipient *( "," sms-recipient )`, then `?` fields. */
export function isSms(rest: string): boolean {
  const unslashed = rest.replace(/^\/+/, "");
  const query = unslashed.search(/[?&]|[;/]body=/i);
  const recipients = (query === -1 ? unslashed : unslashed.slice(0, query)).replace(/[;/]+$/, "");
  if (recipients.toLowerCase() === "open") {
    const addresses = new URLSearchParams(unslashed.slice(query).replace(/^[;/?&]+/, "")).get("addresses");
    return isRecipients((addresses ?? "").replaceAll("%", "%25"));
  }
  // Codes to be scanned: `SMSTO:number:text`.
  return isRecipients(splitAt(recipients, ":"));
}

export function isRecipients(text: string): boolean {
  const parts = text
    .replace(/%2c/gi, ",")
    .replace(/%3b/gi, ";")
    .split(/,|;(?=\s*(?:\+|%2b)?[\d(][^;=]*(?:[;,]|$))/i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.length > 0 && parts.every(isTelephoneSubscriber);
}

/** RFC 3261: `userinfo = ( user / telephone-subscriber ) [ ":" password ] "@"`, the host of no interest. */
export function isTelephoneSip(rest: string): boolean {
  const withoutHeaders = splitAt(rest.replace(/^\/+/, ""), "?");
  const at = withoutHeaders.lastIndexOf("@");
  return isTelephoneSubscriber(splitAt(at === -1 ? withoutHeaders : withoutHeaders.slice(0, at), ":"));
}

function splitAt(text: string, separator: string): string {
  return text.split(separator, 1)[0] ?? "";
}

function safeDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
