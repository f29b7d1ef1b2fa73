import { readAction } from "./action-link.ts";
import type { Intent, Source } from "./intent.ts";
import { rejection, safeToShow, schemeOf, splitOnce } from "./link-text.ts";
import { type MessageParts, readMessage } from "./message-link.ts";
import { type DialingPlace, type PhoneNumberResult, parsePhoneNumber } from "./phone-number.ts";
import type { Rejection } from "./reject-reason.ts";
import { readSip } from "./sip-link.ts";
import { readTel } from "./tel-link.ts";

export interface LinkContext {
  /** Scheme of the OAuth redirect, `app.handset.desktop`. */
  readonly redirectScheme: string;
  /** Scheme of the product's own links, `handset`. */
  readonly linkScheme: string;
  /** ISO 3166 alpha-2 country of the account. */
  readonly region: string;
  /** The account's own area code where it has one to dial seven digits in, else "". */
  readonly areaCode: string;
}

/** Longer links are refused unread: no real number or message link comes near it. */
const MAX_LINK_LENGTH = 4096;
const STANDARD_SCHEMES = ["tel", "callto", "sms", "smsto", "sip", "sips", "rcmobile", "rcapp"];

/** The schemes that Handset understands, the product's own last. */
export function knownSchemes(context: Pick<LinkContext, "redirectScheme" | "linkScheme">): readonly string[] {
  return [...STANDARD_SCHEMES, context.linkScheme, context.redirectScheme];
}

/**
 * The first argument that is a link of a known scheme, or null. Chromium reorders a command line and adds
 * switches to it, so the position of an argument says nothing.
 */
export function findLink(args: readonly string[], schemes: readonly string[]): string | null {
  return args.find((arg) => schemes.includes(schemeOf(arg))) ?? null;
}

/**
 * Reads a link that came in from anywhere: another program, a command line, a web page.
 *
 * @param program who opened it, as `programName` gives it, or null
 * @returns the intent, or a rejection with a reason and a form of the link that is safe to show. Never throws.
 */
export function parseLink(link: string, context: LinkContext, program: string | null = null): Intent {
  const scheme = schemeOf(link);
  const source: Source = { kind: "link", scheme, program };
  const reject = ({ reason, part }: Rejection): Intent => ({
    kind: "rejected",
    reason,
    part,
    shown: safeToShow(link),
    source,
  });
  if (link.length > MAX_LINK_LENGTH) return reject(rejection("too-long"));
  if (scheme === context.redirectScheme) return { kind: "redirect", url: link };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being refused
  const control = /[\u0000-\u001f\u007f]/.exec(link);
  if (control !== null) return reject(rejection("malformed", control[0]));

  const place = placeOf(context);
  const rest = link.slice(scheme.length + 1).replace(/^\/+/, "");
  const call = (read: PhoneNumberResult): Intent =>
    read.ok ? { kind: "call", number: read.number, source } : reject(read);
  const message = (read: MessageParts | Rejection): Intent =>
    "ok" in read ? reject(read) : { kind: "message", ...read, source };
  switch (scheme) {
    case "tel":
    case "callto":
      // Chromium writes "tel://number" with a slash at its end.
      return call(readTel(rest.replace(/\/(?=\?|$)/, ""), place));
    case "sms":
    case "smsto":
      return message(readMessage(rest, place));
    case "sip":
    case "sips":
      return call(readSip(rest, place));
    case "rcmobile":
    case "rcapp":
    case context.linkScheme: {
      const action = readAction(rest, place);
      if ("ok" in action) return reject(action);
      if (action.do === "call") return call(action.number);
      return action.do === "message" ? message(action.message) : { kind: "open", page: action.page, source };
    }
    default:
      return reject(rejection("malformed", scheme === "" ? "" : `${scheme}:`));
  }
}

/** Looked up when it is needed, so that reading.ts sees whether it was. */
const placeOf = (context: LinkContext): DialingPlace => ({
  get country() {
    return context.region;
  },
  get areaCode() {
    return context.areaCode;
  },
});

/** "x123", "ext. 123", "#123" behind a number, as signatures have it. */
const WRITTEN_EXTENSION =
  /^(.{5,}?)[\s,;]*(?:\b(?:ext|extn|extension|durchwahl|poste)\b\.?:?|x|#)\s*(\d{1,10})$/iu;

/**
 * Reads a number that somebody wrote or selected: not a link, so an extension in words is understood, and so is
 * a pasted link.
 */
export function readWritten(written: string, context: LinkContext): PhoneNumberResult {
  // A selection may have line breaks and tabs in it.
  const text = written.trim().replace(/\s+/g, " ");
  const place = placeOf(context);
  if (text.length > MAX_LINK_LENGTH) return rejection("too-long");
  const scheme = schemeOf(text);
  if (scheme === "tel" || scheme === "callto")
    return readTel(splitOnce(text, ":")[1].replace(/^\/+/, ""), place);
  if (scheme === "sip" || scheme === "sips") return readSip(splitOnce(text, ":")[1], place);
  const [, number, extension] = WRITTEN_EXTENSION.exec(text) ?? [];
  return number === undefined
    ? parsePhoneNumber(text, place)
    : parsePhoneNumber(number, place, extension ?? null);
}
