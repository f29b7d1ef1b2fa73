import { assertNever } from "../app/assert-never.ts";
import type { AccountCall, CallEvent, Direction, TelephonySession, WebphoneCall } from "./call-event.ts";

export interface Call {
  readonly id: string;
  /** The platform's telephony session, or null until it is known. */
  readonly session: string | null;
  /** Whether the widget's web phone has it, so that it can be controlled, or another device of the account. */
  readonly where: "here" | "elsewhere";
  readonly phase: "ringing" | "dialing" | "active" | "held";
  readonly direction: Direction;
  readonly number: string;
  /** Who it is, wherever it is shown: the user's contact with that number, else whom the network names. */
  readonly name: string | null;
  /** The name is that of a contact, which the widget may find while the call rings already. */
  readonly isContact: boolean;
  readonly queue: string | null;
  readonly muted: boolean;
  /** When it was answered, in milliseconds since the epoch; null while it rings. */
  readonly startedAt: number | null;
  /** The user declined it, and its end is on the way. */
  readonly declined: boolean;
}

export type Outcome = "answered" | "answered-elsewhere" | "unanswered" | "declined" | "diverted" | "missed";

export interface EndedCall {
  readonly id: string;
  readonly session: string | null;
  readonly where: Call["where"];
  readonly direction: Direction;
  readonly number: string;
  readonly name: string | null;
  readonly queue: string | null;
  readonly outcome: Outcome;
  readonly startedAt: number | null;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

export interface CallState {
  /** In the order in which they began. */
  readonly calls: readonly Call[];
  /** Calls that ended lately, the latest last: an event that comes late must not bring one back. */
  readonly ended: readonly EndedCall[];
  /** Calls of a page that is gone: the next page has them still, or they have ended meanwhile. */
  readonly away: readonly AwayCall[];
  /** Telephony sessions that somebody at the user's extension has taken. */
  readonly answeredSessions: readonly string[];
}

export interface AwayCall {
  readonly call: Call;
  /** When its page went, in milliseconds since the epoch: nobody knows of anything later. */
  readonly goneAt: number;
}

export const noCalls: CallState = { calls: [], ended: [], away: [], answeredSessions: [] };

const REMEMBERED = 50;
/** Presence tells of an outgoing call so much later than the web phone, in milliseconds. */
const LATE_PRESENCE_MS = 15_000;

/**
 * The state after one event; the very same object when the event changes nothing. Events may come twice, late or
 * not at all: an ended call stays ended, and `sync` and `account-idle` end what nobody ended.
 *
 * @param at when the event came, in milliseconds since the epoch
 */
export function nextCallState(state: CallState, event: CallEvent, at: number): CallState {
  switch (event.what) {
    case "ring":
    case "init":
    case "start":
    case "hold":
    case "resume":
    case "mute":
    case "unmute":
      return update(state, event.call, (known) => afterEvent(event.what, known, event.call, at));
    case "end":
      return end(state, event.call, at);
    case "sync":
      return sync(state, event.calls, at);
    case "account-call":
      return accountCall(state, event.call, at);
    case "account-idle":
      return remove(state, ({ where }) => where === "elsewhere", at);
    case "session":
      return telephonySession(state, event.session, at);
    case "declined":
      return replaceCall(state, event.id, (call) => (call.declined ? call : { ...call, declined: true }));
    case "page-gone":
      return pageGone(state, at);
    case "forget-ended":
      return state.ended.length + state.away.length === 0 ? state : { ...state, ended: [], away: [] };
    case "signed-out":
      return noCalls;
    default:
      return assertNever(event);
  }
}

/** The calls that ask to be answered here, the oldest first. */
export function ringing(state: CallState): readonly Call[] {
  return state.calls.filter(
    ({ where, direction, phase }) => where === "here" && direction === "inbound" && phase === "ringing",
  );
}

/** Whether nobody is to see any more which calls there were: only then is the memory of them empty again. */
export function wereForgotten(before: CallState, after: CallState): boolean {
  return before.ended.length > 0 && after.ended.length === 0;
}

/** How long people have talked, in milliseconds; 0 while nobody has answered. */
export function callDuration(call: Call | EndedCall, now: number): number {
  if (call.startedAt === null) return 0;
  return Math.max(0, ("endedAt" in call ? call.endedAt : now) - call.startedAt);
}

function update(state: CallState, told: WebphoneCall, next: (known: Call) => Call): CallState {
  if (told.status === "over" || hasEnded(state, told.id)) return state;
  const there = state.calls.find(({ id }) => id === told.id);
  const known = there ?? awayCall(state, told.id);
  const twin = toldBefore(state, told, known);
  const call = withSession(next(known ?? newCall(told)), twin?.session ?? null);
  if (there !== undefined && twin === undefined && isSame(there, call)) return state;
  const others = state.calls.filter((other) => other !== twin);
  const calls = there === undefined ? [...others, call] : replaced(others, there, call);
  return { ...state, calls, away: awayWithout(state, call) };
}

function newCall(told: WebphoneCall): Call {
  const { id, session, direction, number, queue, muted } = told;
  const startedAt = told.status === "connected" ? told.startedAt : null;
  const phase = direction === "inbound" ? "ringing" : "dialing";
  const name = { name: told.name, isContact: false, ...contactOf(told) };
  const who = { id, session, direction, number, queue, ...name };
  return { ...who, where: "here", phase, muted, startedAt, declined: false };
}

type WebphoneEvent = "ring" | "init" | "start" | "hold" | "resume" | "mute" | "unmute";

/** Only the event that says so changes a thing: the rest of a message that comes late is old. */
function afterEvent(what: WebphoneEvent, known: Call, told: WebphoneCall, at: number): Call {
  const isUp = known.phase === "active" || known.phase === "held";
  const call: Call = { ...known, session: told.session ?? known.session, ...contactOf(told) };
  if (what === "ring" || what === "init") return call;
  const connected: Call = {
    ...call,
    phase: isUp ? known.phase : "active",
    startedAt: call.startedAt ?? startTime(told, at),
  };
  switch (what) {
    case "start":
      return connected;
    case "hold":
      return { ...connected, phase: "held" };
    case "resume":
      return { ...connected, phase: "active" };
    case "mute":
    case "unmute":
      return { ...connected, muted: what === "mute" };
  }
}

/** Contacts are looked up while it rings already, so that the match may come with a later message. */
function contactOf({ contact }: WebphoneCall): Partial<Pick<Call, "name" | "isContact">> {
  return contact === undefined ? {} : { name: contact, isContact: true };
}

function startTime({ startedAt }: WebphoneCall, at: number): number {
  return startedAt !== null && startedAt <= at ? startedAt : at;
}

function end(state: CallState, told: WebphoneCall, at: number): CallState {
  if (hasEnded(state, told.id)) return state;
  const known = state.calls.find(({ id }) => id === told.id) ?? awayCall(state, told.id);
  const twin = toldBefore(state, told, known);
  const last: Call =
    known === undefined
      ? { ...newCall(told), startedAt: told.startedAt }
      : { ...known, session: told.session ?? known.session, ...contactOf(told) };
  const call = withSession(last, twin?.session ?? null);
  const calls = state.calls.filter((other) => other !== known && other !== twin);
  const away = awayWithout(state, call);
  return { ...state, calls, away, ended: remember(state, ended(state, call, told.diverted, at)) };
}

/** The calls go out of sight with their page; only the next one knows which of them have ended. */
function pageGone(state: CallState, at: number): CallState {
  if (state.calls.length === 0) return state;
  const gone = state.calls.map((call) => ({ call, goneAt: at }));
  return { ...state, calls: [], away: [...state.away, ...gone].slice(-REMEMBERED) };
}

function awayCall({ away }: CallState, id: string): Call | undefined {
  return away.find(({ call }) => call.id === id)?.call;
}

function withAway({ calls, away }: CallState): readonly Call[] {
  return [...calls, ...away.map(({ call }) => call)];
}

/** A call that is heard of again is not away; nor is one whose session has come back as another call. */
function awayWithout({ away }: CallState, { id, session }: Call): readonly AwayCall[] {
  return away.filter(({ call }) => call.id !== id && (session === null || call.session !== session));
}

/** The web phone's own list is the truth about its calls, and nothing about others. */
function sync(state: CallState, told: readonly WebphoneCall[], at: number): CallState {
  const alive = new Set(told.filter(({ status }) => status !== "over").map(({ id }) => id));
  let next = remove(state, (call) => call.where === "here" && !alive.has(call.id), at);
  for (const each of told) {
    next = update(next, each, (known) => {
      if (each.status !== "connected")
        return { ...known, session: each.session ?? known.session, muted: each.muted, ...contactOf(each) };
      const connected = afterEvent("start", known, each, at);
      return { ...connected, phase: each.held ? "held" : "active", muted: each.muted };
    });
  }
  return next;
}

function accountCall(before: CallState, told: AccountCall, at: number): CallState {
  const id = `elsewhere:${told.session}`;
  if (told.status === "over") return remove(before, (call) => call.id === id, at);
  const there = before.calls.find((call) => call.id === id);
  const known = there ?? awayCall(before, id);
  const ours = known === undefined ? webphoneCallOf(before, told, at) : undefined;
  const named = ours === undefined ? before : nameSession(before, ours, told.session);
  const state = told.status === "ringing" ? named : sessionAnswered(named, told.session);
  if (ours !== undefined) return state;
  const { session, direction, number, name } = told;
  const isUp = told.status !== "ringing";
  const call: Call = {
    ...(known ?? { id, session, where: "elsewhere", direction, number, name, isContact: false, queue: null }),
    phase: accountPhase(told, known?.phase),
    muted: false,
    startedAt: known?.startedAt ?? (isUp ? (told.startedAt ?? at) : null),
    declined: false,
  };
  if (there !== undefined && isSame(there, call)) return state;
  const calls = there === undefined ? [...state.calls, call] : replaced(state.calls, there, call);
  return { ...state, calls, away: awayWithout(state, call) };
}

function accountPhase(told: AccountCall, known: Call["phase"] | undefined): Call["phase"] {
  if (told.status === "held") return "held";
  if (told.status === "connected") return "active";
  return known ?? (told.direction === "inbound" ? "ringing" : "dialing");
}

function telephonySession(state: CallState, session: TelephonySession, at: number): CallState {
  const { id } = session;
  const next = session.over ? remove(state, (call) => call.id === `elsewhere:${id}`, at) : state;
  return session.answered ? sessionAnswered(next, id) : next;
}

/** Somebody at the user's extension has the call: one that was missed here was answered elsewhere. */
function sessionAnswered(state: CallState, id: string): CallState {
  const wasMissed = (call: EndedCall): boolean => call.session === id && call.outcome === "missed";
  if (state.answeredSessions.includes(id) && !state.ended.some(wasMissed)) return state;
  const others = state.answeredSessions.filter((each) => each !== id);
  return {
    ...state,
    answeredSessions: [...others, id].slice(-REMEMBERED),
    ended: state.ended.map((call) =>
      wasMissed(call) ? { ...call, outcome: "answered-elsewhere" as const } : call,
    ),
  };
}

/** Ends the calls that `isGone` picks. */
function remove(state: CallState, isGone: (call: Call) => boolean, at: number): CallState {
  const there = state.calls.map((call) => ({ call, goneAt: at }));
  const gone = [...state.away, ...there].filter(({ call }) => isGone(call));
  if (gone.length === 0) return state;
  const calls = state.calls.filter((call) => !isGone(call));
  const away = state.away.filter(({ call }) => !isGone(call));
  const over = gone.map(({ call, goneAt }) => ended(state, call, false, goneAt));
  return { ...state, calls, away, ended: [...state.ended, ...over].slice(-REMEMBERED) };
}

function ended(state: CallState, call: Call, diverted: boolean, at: number): EndedCall {
  const { id, session, where, direction, number, name, queue, startedAt } = call;
  const who = { id, session, where, direction, number, name, queue };
  return { ...who, outcome: outcome(state, call, diverted), startedAt, endedAt: at };
}

function outcome({ answeredSessions }: CallState, call: Call, diverted: boolean): Outcome {
  if (call.startedAt !== null) return "answered";
  if (call.direction === "outbound") return "unanswered";
  if (call.session !== null && answeredSessions.includes(call.session)) return "answered-elsewhere";
  if (diverted) return "diverted";
  return call.declined ? "declined" : "missed";
}

function remember({ ended: earlier }: CallState, call: EndedCall): readonly EndedCall[] {
  return [...earlier, call].slice(-REMEMBERED);
}

function hasEnded(state: CallState, id: string): boolean {
  return state.ended.some((call) => call.id === id);
}

/** A party as one of the two tellers names it. */
type Party = Pick<Call, "session" | "direction" | "number">;

/**
 * What presence has told of a call of the web phone before the web phone did. One that people talk in already is no
 * call that has only begun to ring, even if it is with the same party.
 */
function toldBefore(state: CallState, told: WebphoneCall, known: Call | undefined): Call | undefined {
  const elsewhere = withAway(state).filter(({ where }) => where === "elsewhere");
  const same = elsewhere.find(({ session }) => session === told.session);
  if (same !== undefined || known !== undefined) return same;
  const isUp = told.status === "connected";
  return elsewhere.find((other) => isSameParty(told, other) && (isUp || other.startedAt === null));
}

/** The call of the web phone, there or over, that presence tells of. */
function webphoneCallOf(state: CallState, told: AccountCall, at: number): Call | EndedCall | undefined {
  const here = withAway(state).filter(({ where }) => where === "here");
  const lately = state.ended.filter(({ endedAt }) => at - endedAt < LATE_PRESENCE_MS);
  return (
    [...here, ...state.ended].find(({ session }) => session === told.session) ??
    [...here, ...lately.reverse()].find((call) => isSameParty(call, told))
  );
}

/** The web phone learns late or never to which session a call belongs; then it is known by whom it is with. */
function isSameParty(ours: Party, told: Party): boolean {
  if (ours.session !== null || ours.direction !== told.direction) return false;
  const number = digits(ours.number);
  // Callers may withhold their number; who is called has one.
  return number === digits(told.number) && (number !== "" || ours.direction === "inbound");
}

function nameSession(state: CallState, call: Call | EndedCall, session: string): CallState {
  if (call.session !== null) return state;
  const named = <C extends Call | EndedCall>(each: C): C =>
    each.id === call.id ? withSession(each, session) : each;
  const away = state.away.map((each) => ({ ...each, call: named(each.call) }));
  return { ...state, calls: state.calls.map(named), away, ended: state.ended.map(named) };
}

function withSession<C extends Call | EndedCall>(call: C, session: string | null): C {
  return call.session !== null || session === null ? call : { ...call, session };
}

function digits(number: string): string {
  return number.replace(/\D/g, "");
}

function replaceCall(state: CallState, id: string, change: (call: Call) => Call): CallState {
  const known = state.calls.find((call) => call.id === id);
  if (known === undefined) return state;
  const next = change(known);
  return next === known ? state : { ...state, calls: replaced(state.calls, known, next) };
}

function replaced(calls: readonly Call[], known: Call, next: Call): readonly Call[] {
  return calls.map((call) => (call === known ? next : call));
}

function isSame(one: Call, other: Call): boolean {
  return (
    one.session === other.session &&
    one.name === other.name &&
    one.isContact === other.isContact &&
    one.phase === other.phase &&
    one.muted === other.muted &&
    one.startedAt === other.startedAt
  );
}
