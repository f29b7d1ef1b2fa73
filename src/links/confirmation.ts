import { isDeepStrictEqual } from "node:util";
import type { Notice } from "../ipc/channels.ts";
import { type DialIntent, type RejectedIntent, type Source, sourceKey } from "./intent.ts";
import { dialString } from "./phone-number.ts";
import { asWritten, numberOf, type Written } from "./reading.ts";
import { refusalOf } from "./refusal.ts";
import { dangersOf, type Surroundings } from "./remarks.ts";
import { isListed } from "./source.ts";

export type Choice = "accept" | "text" | "copy" | "block" | "dismiss" | "dismiss-all";

/** A link that waits for the user's word, or a refusal that waits to be read. */
export type Card = CardFace & {
  readonly id: string;
  /** When the link came, in milliseconds since the epoch. */
  readonly at: number;
  /** What is read again when the account's country and area code are known; null where they make no difference. */
  readonly local: Written | null;
};

type CardFace =
  | { readonly kind: "confirm"; readonly intent: DialIntent }
  | {
      readonly kind: "refused";
      readonly notice: Notice;
      readonly shown: string;
      /** Null for what Handset itself has to say. */
      readonly source: Source | null;
    };

/** What stands in front of the user; a plain value, changed only by the functions below. */
export interface Confirmations {
  /** In the order of their turn: the first that can be shown is in front. */
  readonly cards: readonly Card[];
  /** Links dropped because too many were already waiting. */
  readonly dropped: number;
  /** Nobody is asked about a call that cannot be made: calls wait for the sign-in, refusals do not. */
  readonly canDial: boolean;
  /** What the account's country decides is not shown before that is known. */
  readonly isRegionKnown: boolean;
  readonly nextId: number;
}

/** More waiting links of one source than anybody clicks on purpose; the rest is counted and said. */
export const MAX_CARDS_OF_SOURCE = 20;
/** Of all sources together. */
export const MAX_CARDS = 60;
/** RFC 3966 section 11 warns of links that dial by surprise; a key pressed for another window must not. */
export const ARM_AFTER_MS = 500;

export const noConfirmations: Confirmations = {
  cards: [],
  dropped: 0,
  canDial: false,
  isRegionKnown: true,
  nextId: 1,
};

/**
 * Whether the user is asked before the intent goes to the dialer.
 *
 * Only a source that the user or a policy trusts by name is not asked about. A trusted link still is where it would
 * cost or interrupt something: any page that can open one could otherwise spend the user's money. An emergency
 * number is asked about whoever wants it dialled.
 */
export function needsConfirmation(
  intent: DialIntent,
  trustedSources: readonly string[],
  surroundings: Surroundings,
): boolean {
  const dangers = dangersOf(intent.number, surroundings);
  if (dangers.includes("emergency")) return true;
  // Menu entries and notifications show the number: choosing one is the confirmation, of the number as it looks. Who
  // calls from a premium-rate number or from abroad and hangs up wants just that, to be called back.
  if (intent.source.kind === "clipboard") return dangers.length > 0;
  if (!isListed(intent.source, trustedSources)) return true;
  if (intent.source.kind !== "link") return false;
  return intent.kind === "call" && (dangers.length > 0 || surroundings.onCall);
}

/**
 * Puts a link in front of the user, or behind what is there. One that already waits is not put there twice: that is
 * what a double click sends.
 *
 * @param at when it came, in milliseconds since the epoch
 * @param local what it was read from, where the account's country decides how
 */
export function addIntent(
  state: Confirmations,
  intent: DialIntent,
  at: number,
  local: Written | null = null,
): Confirmations {
  const wanted = JSON.stringify(intent);
  const waits = state.cards.some((card) => card.kind === "confirm" && JSON.stringify(card.intent) === wanted);
  return waits ? state : addCard(state, { kind: "confirm", intent }, at, local);
}

/** Says why a link was refused; where the account's country decides, once that is known. */
export function addRejected(
  state: Confirmations,
  intent: RejectedIntent,
  at: number,
  local: Written | null = null,
): Confirmations {
  const written = JSON.stringify(local);
  const waits = local !== null && state.cards.some((card) => JSON.stringify(card.local) === written);
  return waits ? state : addCard(state, faceOf(intent), at, local);
}

/** Says what Handset itself has to say. */
export function addNotice(state: Confirmations, notice: Notice, at: number): Confirmations {
  return addCard(state, { kind: "refused", notice, shown: "", source: null }, at, null);
}

function faceOf(intent: DialIntent | RejectedIntent): CardFace {
  if (intent.kind !== "rejected") return { kind: "confirm", intent };
  const { shown, source } = intent;
  return { kind: "refused", notice: refusalOf(intent), shown, source };
}

function addCard(state: Confirmations, face: CardFace, at: number, local: Written | null): Confirmations {
  const source = sourceOf(face);
  const ofSource = state.cards.filter((card) => sameSource(sourceOf(card), source)).length;
  if (ofSource >= MAX_CARDS_OF_SOURCE || state.cards.length >= MAX_CARDS) {
    return { ...state, dropped: state.dropped + 1 };
  }
  return {
    ...state,
    cards: [...state.cards, { ...face, id: String(state.nextId), at, local }],
    nextId: state.nextId + 1,
  };
}

export function setCanDial(state: Confirmations, canDial: boolean): Confirmations {
  return { ...state, canDial };
}

/**
 * Reads anew what the account's country decides. A card that reads differently is a new card: an answer to the old
 * one was not meant for it.
 */
export function readAgain(
  state: Confirmations,
  isRegionKnown: boolean,
  read: (written: Written) => DialIntent | RejectedIntent,
): Confirmations {
  let { nextId } = state;
  const cards = state.cards.map((card): Card => {
    const { id, at, local } = card;
    if (local === null) return card;
    const again: Card = { ...faceOf(read(local)), id, at, local };
    return isDeepStrictEqual(again, card) ? card : { ...again, id: String(nextId++) };
  });
  return { ...state, cards, nextId, isRegionKnown };
}

/** Takes out the links that have waited for the sign-in since before `deadline`, in milliseconds since the epoch. */
export function expireHeld(
  state: Confirmations,
  deadline: number,
): { readonly state: Confirmations; readonly expired: readonly Card[] } {
  const expired = state.canDial
    ? []
    : state.cards.filter((card) => isHeld(card, state) && card.at < deadline);
  if (expired.length === 0) return { state, expired };
  return { state: { ...state, cards: state.cards.filter((card) => !expired.includes(card)) }, expired };
}

/** What the choice leads to; the caller does it. */
export type Outcome =
  | { readonly do: "nothing" }
  | { readonly do: "dial"; readonly intent: DialIntent }
  | { readonly do: "copy"; readonly text: string }
  /** Links of this source are to be refused from now on. */
  | { readonly do: "block"; readonly source: Source };

interface Answered {
  readonly state: Confirmations;
  readonly outcome: Outcome;
}

/**
 * Applies the user's answer. An answer to any card but the one in front does nothing: it was meant for a card
 * that is gone.
 */
export function answer(state: Confirmations, id: string, choice: Choice): Answered {
  const shown = shownCards(state);
  const front = shown[0];
  const nothing: Outcome = { do: "nothing" };
  if (front?.id !== id) return { state, outcome: nothing };
  switch (choice) {
    case "copy":
      return { state, outcome: { do: "copy", text: copied(front) } };
    case "dismiss-all":
      return { state: without(state, shown), outcome: nothing };
    case "dismiss":
      return { state: without(state, [front]), outcome: nothing };
    case "accept":
      return {
        state: without(state, [front]),
        outcome: front.kind === "confirm" ? { do: "dial", intent: front.intent } : nothing,
      };
    case "text": {
      if (front.kind === "refused") return { state, outcome: nothing };
      const { number, source } = front.intent;
      if (!canBeWrittenTo(front.intent)) return { state, outcome: nothing };
      const intent: DialIntent = { kind: "message", number, others: [], text: null, source };
      return { state: without(state, [front]), outcome: { do: "dial", intent } };
    }
    case "block": {
      const source = sourceOf(front);
      if (source?.kind !== "link") return { state, outcome: nothing };
      const gone = state.cards.filter((card) => sameSource(sourceOf(card), source));
      return { state: without(state, gone), outcome: { do: "block", source } };
    }
  }
}

/** Takes the cards away; the next turn is another source's, so that a flood of one cannot hide the others. */
function without(state: Confirmations, gone: readonly Card[]): Confirmations {
  const left = state.cards.filter((card) => !gone.includes(card));
  const turn = gone[0] === undefined ? null : sourceOf(gone[0]);
  const cards = [
    ...left.filter((card) => !sameSource(sourceOf(card), turn)),
    ...left.filter((card) => sameSource(sourceOf(card), turn)),
  ];
  const next: Confirmations = { ...state, cards };
  return { ...next, dropped: shownCards(next).length === 0 ? 0 : state.dropped };
}

function copied(card: Card): string {
  if (card.kind === "refused") return card.shown;
  const { intent } = card;
  const others = intent.kind === "message" ? intent.others : [];
  return [intent.number, ...others].map(dialString).join(", ");
}

/** Calls to codes and for help have nobody who reads. */
export function canBeWrittenTo(intent: DialIntent): boolean {
  return intent.kind === "call" && (intent.number.kind === "e164" || intent.number.kind === "extension");
}

/** Null for what no source is to blame for. */
function sourceOf(card: CardFace): Source | null {
  return card.kind === "confirm" ? card.intent.source : card.source;
}

function sameSource(one: Source | null, other: Source | null): boolean {
  return one === null || other === null ? one === other : sourceKey(one) === sourceKey(other);
}

/** The cards that can be put in front of the user now. */
export function shownCards(state: Confirmations): readonly Card[] {
  return state.cards.filter((card) => !isHeld(card, state));
}

function isHeld(card: Card, { canDial, isRegionKnown }: Confirmations): boolean {
  if (card.local !== null) return !canDial || !isRegionKnown;
  return card.kind === "confirm" && !canDial;
}

/** How many of the cards behind the first are of its source. */
export function behindOfSameSource(cards: readonly Card[]): number {
  const [front, ...behind] = cards;
  return front === undefined
    ? 0
    : behind.filter((card) => sameSource(sourceOf(card), sourceOf(front))).length;
}

/** The link that waits for the sign-in and is asked about next, or null. */
export function heldCard(state: Confirmations): Card | null {
  if (state.canDial) return null;
  return state.cards.find((card) => isHeld(card, state)) ?? null;
}

/** What the card is about, as people read it; as it is written, while that is all that is certain. */
export function numberOn(card: Card, { isRegionKnown }: Pick<Confirmations, "isRegionKnown">): string {
  if (card.kind === "confirm") return numberOf(card.intent, card.local, isRegionKnown);
  return card.local === null ? card.shown : asWritten(card.local);
}
