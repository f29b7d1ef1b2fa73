import { assertNever } from "../app/assert-never.ts";
import type { DialIntent, DialRequest, Intent, RejectedIntent } from "./intent.ts";
import { decode, rejection, safeToShow } from "./link-text.ts";
import { type LinkContext, parseLink, readWritten } from "./parse.ts";
import { displayNumber, type PhoneNumber } from "./phone-number.ts";
import type { Rejection } from "./reject-reason.ts";

/** What came in, as it was written. */
export type Written =
  | { readonly from: "link"; readonly link: string; readonly program: string | null }
  | { readonly from: "request"; readonly request: DialRequest };

/** What something was read as. */
export interface Reading<T> {
  readonly intent: T;
  /** What it was read from, where another country or area code might have given another reading; else null. */
  readonly local: Written | null;
}

/** Reads a link; see `parseLink`. */
export function readLink(link: string, program: string | null, context: LinkContext): Reading<Intent> {
  return noted({ from: "link", link, program }, context, (watched) => parseLink(link, watched, program));
}

/** Reads a request, with the number as somebody wrote it; see `readWritten`. */
export function readRequest(
  request: DialRequest,
  context: LinkContext,
): Reading<DialIntent | RejectedIntent> {
  return noted({ from: "request", request }, context, (watched) => parseRequest(request, watched));
}

/** Reads what was read before and came out as something to dial, or was refused. */
export function readOnceMore(written: Written, context: LinkContext): DialIntent | RejectedIntent {
  if (written.from === "request") return parseRequest(written.request, context);
  const intent = parseLink(written.link, context, written.program);
  if (intent.kind === "call" || intent.kind === "message" || intent.kind === "rejected") return intent;
  throw new Error("where an account dials does not turn a number into a page");
}

/** Reads with `read`, and notes whether it asked where the account dials. */
function noted<T>(written: Written, context: LinkContext, read: (context: LinkContext) => T): Reading<T> {
  let isLocal = false;
  const intent = read({
    redirectScheme: context.redirectScheme,
    linkScheme: context.linkScheme,
    get region() {
      isLocal = true;
      return context.region;
    },
    get areaCode() {
      isLocal = true;
      return context.areaCode;
    },
  });
  return { intent, local: isLocal ? written : null };
}

function parseRequest(request: DialRequest, context: LinkContext): DialIntent | RejectedIntent {
  const { kind, written, text, source } = request;
  const reject = ({ reason, part }: Rejection): RejectedIntent => ({
    kind: "rejected",
    reason,
    part,
    shown: safeToShow(written),
    source,
  });
  const read = readWritten(written, context);
  if (!read.ok) return reject(read);
  const { number } = read;
  const problem = kind === "message" ? unwritable(number) : null;
  if (problem !== null) return reject(problem);
  return kind === "call" ? { kind, number, source } : { kind, number, others: [], text, source };
}

/** Why nobody reads a message to such a number, or null. */
function unwritable(number: PhoneNumber): Rejection | null {
  switch (number.kind) {
    case "emergency":
      return rejection("not-writable");
    case "star-code":
      return rejection("service-code");
    case "e164":
    case "extension":
      return null;
    default:
      return assertNever(number);
  }
}

/** The digits that stand in it, with what separates them; for a person who sees no more than a number in it. */
export function asWritten(written: Written): string {
  const text = written.from === "link" ? (decode(written.link) ?? written.link) : written.request.written;
  const number = /[+(]?\d[-\d.()/ \u00a0\u2007\u2009\u2010-\u2015\u202f]*/u.exec(text)?.[0];
  return safeToShow((number ?? text).trim());
}

/** What is to be dialled, as people read it; as it is written, while that is all that is certain. */
export function numberOf(
  intent: DialIntent | RejectedIntent,
  local: Written | null,
  isRegionKnown: boolean,
): string {
  if (local !== null && (intent.kind === "rejected" || !isRegionKnown)) return asWritten(local);
  return intent.kind === "rejected" ? intent.shown : displayNumber(intent.number);
}
