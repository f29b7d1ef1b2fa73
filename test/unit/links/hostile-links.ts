import fc from "fast-check";
import type { LinkContext } from "../../../src/links/parse.ts";
import { parseLink, readWritten } from "../../../src/links/parse.ts";
import { dialString } from "../../../src/links/phone-number.ts";
import { anyText } from "../support/text.ts";
import { isRecipients, isSms, isTel, isTelephoneSip, isTelephoneSubscriber } from "./reference-grammar.ts";

/** Inputs for the fuzz of every link parser, and what must hold for each; the unit test and the bench share them. */

const context: LinkContext = {
  redirectScheme: "app.handset.desktop",
  linkScheme: "handset",
  region: "US",
  areaCode: "415",
};

const pieces = fc.constantFrom(
  ..."0123456789",
  ..."+-.() *#;=,/?&:@%'xpw",
  ...["%20", "%2B", "%23", "%2A", "%2c", "%3B", "%00", "%zz", "%C2%A0", "%E2%80%91", "%F0", "%34", "%41"],
  ...[
    ";ext=",
    ";EXT=7",
    ";phone-context=",
    ";phone-context=+1",
    ";phone-context=example.com",
    ";postd=",
    ";m-x=1",
  ],
  ...[
    "?body=",
    "&body=",
    ";body=",
    "?call",
    "open?addresses=",
    ";user=phone",
    "@host",
    "&text=",
    "&number=",
    "+1415",
  ],
  ...[
    "5550123",
    "4155550123",
    "911",
    "112",
    "*67",
    "a",
    "É",
    "４",
    "٣",
    "\u202e",
    "\u00a0",
    "\u2011",
    "\ud800",
    "\u0000",
  ],
);
const doors = [
  "tel:",
  "tel://",
  "TEL:",
  "callto:",
  "callto://",
  "sms:",
  "sms://",
  "smsto:",
  "sip:",
  "sips:",
  "handset://call?number=",
  "handset://sms?number=",
  "handset://open?page=",
  "handset://",
  "rcmobile://call?number=",
  "rcmobile://",
  "rcapp://r/sms?type=new&number=",
  "rcapp://r/dialer?number=",
  "app.handset.desktop:",
  "",
] as const;

/** A number written well, then damaged in a place or two, so that inputs come close to the border from inside. */
const nearly = fc
  .tuple(
    fc.constantFrom(
      "+14155550123",
      "4155550123",
      "+442079460018",
      "(415) 555-0123",
      "101",
      "+49 30/23125000",
      "*67",
    ),
    fc.constantFrom(
      "",
      ";ext=5",
      ";phone-context=+1",
      ";isub=1;x-y",
      ",+14155550124",
      "?body=Hi",
      "@host;user=phone",
    ),
    fc.array(fc.tuple(fc.nat(40), pieces, fc.nat(2)), { maxLength: 3 }),
  )
  .map(([number, tail, damages]) =>
    damages.reduce(
      (text, [at, piece, gone]) => text.slice(0, at) + piece + text.slice(at + gone),
      number + tail,
    ),
  );

export const hostileLink: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.tuple(fc.constantFrom(...doors), nearly).map((parts) => parts.join("")), weight: 6 },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom(...doors),
        fc.array(pieces, { maxLength: 24 }).map((all) => all.join("")),
      )
      .map((parts) => parts.join("")),
    weight: 5,
  },
  { arbitrary: anyText(60), weight: 1 },
);

/** What became of an input, for the figures. */
export type Verdict = "call" | "message" | "open" | "redirect" | "rejected";

/** Runs one input through every parser. Throws where something does not hold. */
export function checkLink(link: string): Verdict {
  const intent = parseLink(link, context);
  readWritten(link, context);
  switch (intent.kind) {
    case "rejected":
      mustHold(isPlain(intent.shown) && intent.shown.length <= 81, link, "what is shown is short and plain");
      mustHold(
        intent.part === null || (isPlain(intent.part) && intent.part.length <= 33),
        link,
        "so is the part",
      );
      break;
    case "redirect":
      mustHold(/^app\.handset\.desktop:/i.test(link), link, "only the redirect scheme signs in");
      break;
    case "open":
      mustHold(/^(?:handset|rcmobile|rcapp):/i.test(link), link, "only app links open pages");
      break;
    case "call":
      mustHold(isDialable(dialString(intent.number)), link, "what is dialled is a number");
      mustHold(isCallByGrammar(link), link, "the reference grammar takes it for a number");
      break;
    case "message":
      for (const number of [intent.number, ...intent.others]) {
        mustHold(isDialable(dialString(number)), link, "what is written to is a number");
      }
      mustHold(!/[^\P{C}\n\t\u200d]/u.test(intent.text ?? ""), link, "the text has no control characters");
      mustHold(isMessageByGrammar(link), link, "the reference grammar takes it for recipients");
      break;
  }
  return intent.kind;
}

function isCallByGrammar(link: string): boolean {
  const [scheme, rest] = cut(link);
  if (scheme === "tel" || scheme === "callto") return isTel(rest);
  if (scheme === "sip" || scheme === "sips") return isTelephoneSip(rest);
  return isTelephoneSubscriber(numberField(rest));
}

function isMessageByGrammar(link: string): boolean {
  const [scheme, rest] = cut(link);
  return scheme === "sms" || scheme === "smsto" ? isSms(rest) : isRecipients(numberField(rest));
}

/** The `number` of an app link, escaped again; in a query a plus is a space, which people do not know. */
function numberField(rest: string): string {
  const query = rest.slice(rest.indexOf("?") + 1);
  const number = new URLSearchParams(query).get("number") ?? "";
  return number.replace(/(^|,) (?=\d)/g, "$1+").replaceAll("%", "%25");
}

function cut(link: string): readonly [string, string] {
  const at = link.indexOf(":");
  return [link.slice(0, at).toLowerCase(), link.slice(at + 1)];
}

function isDialable(number: string): boolean {
  return /^(?:\+\d{5,15}(?:\*\d{1,10})?|\d{1,6}|\*\d{2,3})$/.test(number);
}

function isPlain(text: string): boolean {
  return !/\p{C}|\p{Zl}|\p{Zp}/u.test(text.replaceAll("\ufffd", ""));
}

function mustHold(holds: boolean, link: string, what: string): void {
  if (!holds) throw new Error(`${JSON.stringify(link)}: it does not hold that ${what}`);
}

/** Thirty ways to write one number; `national` is its ten digits in the United States. */
export function spellingsOf(national: string): readonly string[] {
  const [a, b, c] = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
  return [
    `tel:+1${national}`,
    `tel:1${national}`,
    `tel:${national}`,
    `TEL:+1${national}`,
    `tel://+1${national}`,
    `tel://${national}/`,
    `tel:+1-${a}-${b}-${c}`,
    `tel:+1 ${a} ${b} ${c}`,
    `tel:+1 (${a}) ${b}-${c}`,
    `tel:+1.${a}.${b}.${c}`,
    `tel:(${a}) ${b}-${c}`,
    `tel:${a}-${b}-${c}`,
    `tel:${a}.${b}.${c}`,
    `tel:1 (${a}) ${b}-${c}`,
    `tel:%2B1${national}`,
    `tel:+1%20${a}%20${b}%20${c}`,
    `tel:%28${a}%29%20${b}-${c}`,
    `tel:+1\u00a0${a}\u00a0${b}\u00a0${c}`,
    `tel:+1\u2011${a}\u2011${b}\u2011${c}`,
    `tel:${national};phone-context=+1`,
    `tel:+1${national};isub=1411`,
    `tel:+1${national};phone-context=example.com`,
    `tel:+1${national}?call`,
    `tel:00-1-${a}-${b}-${c}`,
    `tel:011-1-${a}-${b}-${c}`,
    `callto:+1${national}?call`,
    `callto://${a}${b}${c}`,
    `sip:+1${national}@gateway.example.com;user=phone`,
    `sips:${national}@198.51.100.1:5061`,
    `handset://call?number=%2B1${national}`,
    `handset:call?number=+1${national}`,
    `rcmobile://call?number=${national}`,
    `rcapp://r/dialer?number=1${national}`,
  ];
}
/** All of what the spellings of a number lead to; one answer where they agree. */
export function answersOf(national: string): readonly string[] {
  return [
    ...new Set(
      spellingsOf(national).map((link) => {
        const intent = parseLink(link, context);
        return intent.kind === "call" ? dialString(intent.number) : `${link}: ${intent.kind}`;
      }),
    ),
  ];
}

/** Numbers of the United States: real area codes, subscribers kept for fiction. */
export const nationalNumber: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("212", "415", "512", "312", "206", "305", "617", "702"),
    fc.integer({ min: 100, max: 199 }),
  )
  .map(([area, last]) => `${area}5550${last}`);
