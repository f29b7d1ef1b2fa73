import { assertNever } from "../app/assert-never.ts";
import { isSamePresence, type Presence } from "./presence.ts";
import type { PresenceCause } from "./presence-causes.ts";

/**
 * What the rules know. The account's presence is one value that many write: the user in the tray, in the widget and on
 * other devices, and the rules. What the user wants is therefore kept apart from what the account says; whatever the
 * account says that nobody here asked for is the user's will.
 */
export interface RulesState {
  /** What the user last chose; null until something is known. */
  readonly wish: Presence | null;
  /** What the account says, as the page last told; null until this page has told. */
  readonly told: Presence | null;
  /** What the account should say by now: asked for by the rules or the tray, or told. */
  readonly asked: Presence | null;
  /** What was asked for and has not been told yet, the oldest first. */
  readonly pending: readonly Presence[];
  /** When the last request counts as lost, in milliseconds since the epoch. */
  readonly lostAt: number;
  /** How often in a row it was lost. */
  readonly losses: number;
  /** What a page may say at first without the user having had a hand in it. */
  readonly expected: readonly Presence[];
  readonly causes: readonly PresenceCause[];
  /** Causes during which the user has chosen a presence: their rules wait until they begin anew. */
  readonly overruled: readonly PresenceCause[];
}

export type RulesEvent =
  /** The widget tells what the account says. */
  | { readonly what: "told"; readonly presence: Presence }
  /** The user chose it in Handset, or a setting has it for the sign-in or the sign-out. */
  | { readonly what: "chosen"; readonly presence: Presence }
  | { readonly what: "causes"; readonly causes: readonly PresenceCause[] }
  /** Time has passed. */
  | { readonly what: "tick" }
  /** The page that told is gone; another one will tell. */
  | { readonly what: "page-gone" }
  /** An earlier run ended while its own presence stood; see `Restorable`. */
  | { readonly what: "recalled"; readonly restorable: Restorable };

/** What has to be put right by a later run, should this one end now. */
export interface Restorable {
  readonly wish: Presence;
  /** What the account may say that is not the user's wish but a rule's doing. */
  readonly shown: readonly Presence[];
}

export interface RulesStep {
  readonly state: RulesState;
  /** What to ask the widget for, or null. */
  readonly set: Presence | null;
}

export const noRules: RulesState = {
  wish: null,
  told: null,
  asked: null,
  pending: [],
  lostAt: 0,
  losses: 0,
  expected: [],
  causes: [],
  overruled: [],
};

/** So long the widget may take to tell what it was asked to set; then it is asked again, each time later. */
const ANSWER_LIMIT_MS = 10_000;
const MAX_ANSWER_LIMIT_MS = 300_000;
/** After so many losses it is left alone: somebody who may not change the presence, for example. */
const MAX_LOSSES = 8;
const MAX_LATE = 3;

/**
 * The state after one event, and what is to be set.
 *
 * @param at when it happened, in milliseconds since the epoch
 */
export function nextRules(state: RulesState, event: RulesEvent, at: number): RulesStep {
  switch (event.what) {
    case "told":
      return settle(told(state, event.presence), at);
    case "chosen": {
      const wish = event.presence;
      return ask({ ...state, wish, overruled: state.causes }, wish, at);
    }
    case "causes": {
      const { causes } = event;
      const overruled = state.overruled.filter((cause) => causes.includes(cause));
      return settle({ ...state, causes, overruled }, at);
    }
    case "tick":
      return askAgain(state, at);
    case "page-gone":
      return { state: pageGone(state), set: null };
    case "recalled": {
      const { wish, shown } = event.restorable;
      const begun: RulesState = { ...state, wish, expected: [wish, ...shown], told: null, asked: null };
      // The page may have told before it was known whose it is.
      return state.told === null ? { state: begun, set: null } : settle(told(begun, state.told), at);
    }
    default:
      return assertNever(event);
  }
}

/** Which presence the account should have: the user's wish, or what a rule makes of it for now. */
function wantedPresence({ wish, causes, overruled }: RulesState): Presence | null {
  if (wish === null || wish.dndStatus === "DoNotAcceptAnyCalls") return wish;
  const inForce = causes.filter((cause) => !overruled.includes(cause));
  if (inForce.includes("call") || inForce.includes("locked"))
    // Who is invisible stays so.
    return {
      userStatus: wish.userStatus === "Offline" ? "Offline" : "Busy",
      dndStatus: "DoNotAcceptAnyCalls",
    };
  if (inForce.includes("idle") && wish.userStatus === "Available") return { ...wish, userStatus: "Busy" };
  return wish;
}

/** Whether something was asked for of which the widget has not told yet. */
export function isWaiting({ pending }: RulesState): boolean {
  return pending.length > 0;
}

/** What would have to be put right if this were the end; null when the account says what the user wants. */
export function restorable(state: RulesState): Restorable | null {
  const { wish, told, asked, pending, expected } = state;
  if (wish === null) return null;
  const possible = told === null ? expected : [told, ...(asked === null ? [] : [asked]), ...pending];
  const shown = possible.filter((presence) => !isSamePresence(presence, wish));
  return shown.length === 0 ? null : { wish, shown };
}

function told(state: RulesState, presence: Presence): RulesState {
  const echo = state.pending.findIndex((each) => isSamePresence(each, presence));
  if (echo !== -1) return { ...state, told: presence, pending: state.pending.slice(echo + 1), expected: [] };
  if (state.told === null) return toldFirst(state, presence);
  // It is told again whenever a call begins or ends.
  if (isSamePresence(state.told, presence)) return state;
  return chosenElsewhere(state, presence);
}

function toldFirst(state: RulesState, presence: Presence): RulesState {
  if (state.wish === null) return { ...state, wish: presence, told: presence, asked: presence };
  const isOurs = state.expected.some((each) => isSamePresence(each, presence));
  return isOurs
    ? { ...state, told: presence, asked: presence, expected: [] }
    : { ...chosenElsewhere(state, presence), expected: [] };
}

/** In the widget or on another device. What was asked for before may still arrive after it. */
function chosenElsewhere(state: RulesState, presence: Presence): RulesState {
  const asked = state.pending.length === 0 ? presence : state.asked;
  return { ...state, wish: presence, told: presence, asked, overruled: state.causes };
}

function pageGone(state: RulesState): RulesState {
  const { told, asked, pending, expected } = state;
  const known = [...(told === null ? expected : [told]), ...(asked === null ? [] : [asked]), ...pending];
  // Once it was told, only the user can have taken it back.
  const possible = pending.length === 0 && asked !== null && told !== null ? [asked] : known;
  return { ...state, told: null, asked: null, pending: [], losses: 0, expected: possible };
}

/**
 * Asks for what is wanted, unless that was asked for already. One request at a time: of two that are under way at
 * once nobody knows which the platform takes last.
 */
function settle(state: RulesState, at: number): RulesStep {
  const wanted = wantedPresence(state);
  // Until the page has told, it takes no presence either (Embeddable's Adapter module, `_setPresence`).
  if (state.told === null || wanted === null || state.pending.length > 0) return { state, set: null };
  if (state.asked !== null && isSamePresence(state.asked, wanted)) return { state, set: null };
  return ask(state, wanted, at);
}

function ask(state: RulesState, presence: Presence, at: number, losses = 0): RulesStep {
  const isNews = state.told === null || state.pending.length > 0 || !isSamePresence(state.told, presence);
  const pending = isNews ? [...state.pending, presence] : [];
  const lostAt = at + Math.min(ANSWER_LIMIT_MS * 2 ** losses, MAX_ANSWER_LIMIT_MS);
  return { state: { ...state, asked: presence, pending, lostAt, losses }, set: presence };
}

/**
 * After a sleep, for example, the network comes back later than the user. What counts as lost may only be late: it
 * stays among what may be told, and even a presence that the account has already is asked for once more behind it.
 */
function askAgain(state: RulesState, at: number): RulesStep {
  const { told, asked } = state;
  const wanted = wantedPresence(state);
  if (state.pending.length === 0 || at < state.lostAt || wanted === null) return { state, set: null };
  const isSaid = told !== null && isSamePresence(told, wanted);
  const isAsked = asked !== null && isSamePresence(asked, wanted);
  const losses = state.losses + 1;
  if ((isSaid && isAsked) || losses > MAX_LOSSES)
    return { state: { ...state, pending: [], losses: 0 }, set: null };
  return ask({ ...state, pending: state.pending.slice(-MAX_LATE) }, wanted, at, losses);
}
