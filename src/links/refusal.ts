import { brand } from "../brand.ts";
import type { Notice } from "../ipc/channels.ts";
import type { RejectedIntent, Source } from "./intent.ts";
import type { RejectReason } from "./reject-reason.ts";

const COPY_IT = "Nothing was dialled. Copy the number from the page and paste it into the dialer.";
const CHECK_IT = "Nothing was dialled. Check the number and type it into the dialer.";

/** What was read: a link, a command, or a text that somebody selected, copied or saw. */
type Subject = "link" | "command" | "text";

/** What happened, with the piece to blame in it where one can be named, and the way on. */
type Words = readonly [title: (part: string | null) => string, nextStep: string];

/** Stands for the piece to blame while the sentence around it is made. */
const PIECE = "\0";

/** "Something is wrong." or "Something is wrong: “this piece”." */
const naming =
  (sentence: string) =>
  (part: string | null): string =>
    part === null ? `${sentence}.` : `${sentence}: “${part}”.`;
const plain = (sentence: string) => (): string => sentence;

const WORDS: Record<RejectReason, Words> = {
  "too-long": [plain("The link is far too long to be a phone number."), COPY_IT],
  malformed: [naming("The link is damaged and cannot be read"), COPY_IT],
  "no-number": [plain("The link has no phone number in it."), COPY_IT],
  "has-letters": [
    naming("The number in the link has letters in it"),
    "Nothing was dialled. Type the number with digits into the dialer.",
  ],
  "service-code": [
    naming("The link holds a service code, not a phone number"),
    `Codes with * and # can change a phone's settings, so ${brand.name} never dials them from a link.`,
  ],
  "too-many-digits": [
    naming("The number in the link has more than 15 digits; no phone number is that long"),
    CHECK_IT,
  ],
  "not-a-number": [naming("What the link holds is not a complete phone number"), CHECK_IT],
  "no-area-code": [
    naming("The number in the link has no area code"),
    "Nothing was dialled. Type the number with its area code into the dialer.",
  ],
  "several-numbers": [
    naming("The link holds more than one number"),
    "Nothing was dialled. Copy the number you want from the page and paste it into the dialer.",
  ],
  "tones-after-number": [
    naming(`The link would send tones after the number, which ${brand.name} does not do`),
    "Nothing was dialled. Dial the number and enter the tones on the keypad.",
  ],
  "foreign-context": [
    naming("The number is a short one of somebody else's telephone system"),
    "Nothing was dialled. Ask for the number that can be dialled from outside.",
  ],
  "mandatory-parameter": [
    naming(`The link asks for something that ${brand.name} does not know and that may not be left out`),
    COPY_IT,
  ],
  "sip-name": [
    naming("The link leads to an internet address, not to a phone number"),
    `${brand.name} calls phone numbers. Ask for the number, and type it into the dialer.`,
  ],
  "too-many-recipients": [
    (part) => `The link is for a message to ${part ?? "too many"} numbers at once.`,
    "RingCentral takes ten. Start the message in the Text tab and send it in parts.",
  ],
  "not-writable": [
    naming("The link is for a message to an emergency number"),
    `${brand.name} does not send these. To get help, call.`,
  ],
  "unknown-action": [
    naming(`The link asks for something ${brand.name} does not know`),
    `Nothing was done. Open ${brand.name} and do it there.`,
  ],
};

function subjectOf(source: Source): Subject {
  switch (source.kind) {
    case "link":
      return "link";
    case "command-line":
      return "command";
    case "shortcut":
    case "clipboard":
      return "text";
  }
}

/** What the user is told about what came from somewhere and was refused. */
export function refusalOf({ reason, part, source }: RejectedIntent): Notice {
  return refusalNotice(reason, part, subjectOf(source));
}

/**
 * What the user is told about a refused link or number.
 *
 * @param part the offending piece, made safe to show, or null
 */
export function refusalNotice(
  reason: RejectReason,
  part: string | null = null,
  subject: Subject = "link",
): Notice {
  const [title, nextStep] = WORDS[reason];
  // The sentences fit both when that one word changes; the piece to blame stays as it is.
  const about = (sentence: string): string => sentence.replace(/\blink\b/g, subject);
  return {
    code: `link/${reason}`,
    severity: "warning",
    title: part === null ? about(title(null)) : about(title(PIECE)).replace(PIECE, () => part),
    nextStep: about(nextStep),
  };
}
