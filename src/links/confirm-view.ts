import type { ConfirmCallCard, ConfirmCallView, Trusted } from "../ipc/channels.ts";
import {
  ARM_AFTER_MS,
  behindOfSameSource,
  type Card,
  type Confirmations,
  canBeWrittenTo,
  shownCards,
} from "./confirmation.ts";
import type { DialIntent } from "./intent.ts";
import { countryName, displayNumber } from "./phone-number.ts";
import { dangersOf, remarksOn, type Surroundings } from "./remarks.ts";
import { blockedLinks, describeSource, isListed, isOfWebPages } from "./source.ts";

export interface ViewFacts extends Surroundings {
  readonly productName: string;
  /** What becomes of a call link once it is confirmed. */
  readonly linkAction: "call" | "dialer";
  /** Sources that are not asked about; null where they are not the user's to choose. */
  readonly trustedSources: readonly string[] | null;
}

/** What the confirmation window shows. */
export function confirmCallView(state: Confirmations, facts: ViewFacts): ConfirmCallView {
  const shown = shownCards(state);
  const front = shown[0];
  return {
    productName: facts.productName,
    card: front === undefined ? null : viewCard(front, facts),
    waiting: Math.max(0, shown.length - 1),
    sameSource: behindOfSameSource(shown),
    dropped: state.dropped,
    armAfterMs: ARM_AFTER_MS,
  };
}

function viewCard(card: Card, facts: ViewFacts): ConfirmCallCard {
  if (card.kind === "refused") {
    const { kind, id, notice, shown } = card;
    return { kind, id, notice, shown };
  }
  const { intent } = card;
  const isMessage = intent.kind === "message";
  return {
    kind: "confirm",
    id: card.id,
    action: isMessage ? "message" : goesToDialer(intent.source.kind, facts.linkAction) ? "dialer" : "call",
    number: displayNumber(intent.number),
    country: countryName(intent.number),
    others: isMessage ? intent.others.map(displayNumber) : [],
    text: isMessage ? intent.text : null,
    source: describeSource(intent.source),
    remarks: remarksOn(intent, facts),
    canText: canBeWrittenTo(intent),
    blocks: blockedLinks(intent.source),
    trusts: trustedBy(intent, facts),
  };
}

/**
 * What accepting the card can let through from then on: links of a program that is known by name. Where the number is
 * remarkable nothing is offered, since such numbers are asked about whoever wants them dialled.
 */
function trustedBy(
  intent: DialIntent,
  facts: Surroundings & Pick<ViewFacts, "trustedSources">,
): Trusted | null {
  const { source } = intent;
  const links = blockedLinks(source);
  if (links === null || source.kind !== "link" || source.program === null) return null;
  if (facts.trustedSources === null || isListed(source, facts.trustedSources)) return null;
  const numbers = intent.kind === "message" ? [intent.number, ...intent.others] : [intent.number];
  if (numbers.some((number) => dangersOf(number, facts).length > 0)) return null;
  return { links, ofWebPages: isOfWebPages(source) };
}

/** The setting is about links; who types a command or picks a menu entry has said what they want. */
export function goesToDialer(source: string, linkAction: "call" | "dialer"): boolean {
  return source === "link" && linkAction === "dialer";
}

/** Height that the window needs for what it shows, in CSS pixels; what is longer scrolls. */
export function confirmCallHeight({ card }: ConfirmCallView): number {
  const base = 300;
  if (card === null || card.kind === "refused") return base;
  const remarks = card.remarks.reduce((sum, { text }) => sum + 30 + 20 * Math.floor(text.length / 52), 0);
  const blocks = card.blocks === null ? 0 : 36;
  const trusts = card.trusts === null ? 0 : card.trusts.ofWebPages ? 52 : 34;
  const others = Math.min(card.others.length, 3) * 24;
  return Math.min(base + remarks + blocks + trusts + others + (card.text === null ? 0 : 24), 560);
}
