import type { Call, CallState, EndedCall } from "./call-state.ts";

/** What happened to a call of this computer, each told once. */
export type CallChange =
  | { readonly what: CallStep; readonly call: Call }
  /** Also told when it turns out later that a missed call was answered elsewhere. */
  | { readonly what: "ended"; readonly call: EndedCall };

export type CallStep = "began" | "answered" | "held" | "resumed" | "muted" | "unmuted";

export interface FollowedCalls {
  readonly changes: readonly CallChange[];
  /** Calls went out of sight without an end, or came back: the page that knew of them was replaced. */
  readonly refreshed: boolean;
}

/**
 * Tells what happened from one call state to the next. A call that goes out of sight with its page and comes back
 * with the next sync has not begun anew: only what is different since then is told.
 */
export function createCallFollower(): (state: CallState) => FollowedCalls {
  let known: ReadonlyMap<string, Call> = new Map();
  let endedBefore: ReadonlyMap<string, EndedCall> = new Map();
  let away: ReadonlyMap<string, Call> = new Map();

  return (state) => {
    const changes: CallChange[] = [];
    const ended = byId(state.ended);
    for (const call of ended.values()) {
      const before = endedBefore.get(call.id);
      if (before === undefined || before.outcome !== call.outcome) changes.push({ what: "ended", call });
    }
    const here = byId(state.calls);
    for (const call of here.values()) {
      const before = known.get(call.id) ?? away.get(call.id);
      changes.push(...steps(before, call).map((what) => ({ what, call })));
    }
    const refreshed =
      [...known.keys()].some((id) => !here.has(id) && !ended.has(id)) ||
      [...away.keys()].some((id) => here.has(id));
    known = here;
    away = byId(state.away.map(({ call }) => call));
    endedBefore = ended;
    return { changes, refreshed };
  };
}

function byId<C extends Call | EndedCall>(calls: readonly C[]): ReadonlyMap<string, C> {
  return new Map(calls.filter(({ where }) => where === "here").map((call) => [call.id, call]));
}

function steps(before: Call | undefined, call: Call): readonly CallStep[] {
  const isUp = (phase: Call["phase"]): boolean => phase === "active" || phase === "held";
  const wasHeld = before?.phase === "held";
  const isHeld = call.phase === "held";
  const all: readonly (CallStep | null)[] = [
    before === undefined ? "began" : null,
    isUp(call.phase) && (before === undefined || !isUp(before.phase)) ? "answered" : null,
    isHeld && !wasHeld ? "held" : null,
    !isHeld && wasHeld ? "resumed" : null,
    call.muted && before?.muted !== true ? "muted" : null,
    !call.muted && before?.muted === true ? "unmuted" : null,
  ];
  return all.filter((step) => step !== null);
}
