import { assertNever } from "../app/assert-never.ts";
import type { PhoneConnection } from "./reachability.ts";
import {
  AFTER_CALL_MS,
  canReload,
  GIVEN_UP_MS,
  HOUR_MS,
  LOOK_MS,
  LOST_PATIENCE_MS,
  NEVER_CONNECTED_MS,
  NUDGE_LIMIT_MS,
  nextReloadAt,
  RELOAD_LIMIT_MS,
  SETTLE_MS,
  SUSPENDED_LOOK_MS,
  spread,
  WAKE_MS,
  waitBeforeAttempt,
} from "./recovery-times.ts";

/** What the phone's page found out about its line; see src/widget/line-check.ts. */
export type LineCheck = "alive" | "dead" | "none";

export interface RecoveryFacts {
  /** Somebody is signed in, and calls ring here. */
  readonly wanted: boolean;
  readonly online: boolean;
  readonly connection: PhoneConnection;
  /** The line was up since the sign-in. A phone that never connects has a reason which a reload does not remove. */
  readonly wasConnected: boolean;
  /** A call is up or rings. */
  readonly inCall: boolean;
}

type Rest = { readonly rung: "rest" };
/** `until`, in milliseconds since the epoch: then it goes on by itself. */
export type Rung =
  | Rest
  /** Before the line is looked at, or the page is loaded anew. */
  | { readonly rung: "waiting"; readonly next: "nudge" | "reload"; readonly until: number }
  /** The page was asked whether its line is alive. */
  | { readonly rung: "nudging"; readonly until: number }
  /** The widget connects by itself. */
  | { readonly rung: "settling"; readonly until: number }
  /** A call is up: what is to be done has to wait for its end. */
  | { readonly rung: "postponed"; readonly next: "nudge" | "reload"; readonly until: number }
  | { readonly rung: "reloading"; readonly until: number }
  | { readonly rung: "offline"; readonly until: number }
  /** Nothing more is done until then; the user is told. */
  | { readonly rung: "given-up"; readonly because: "often" | "never-connected"; readonly until: number };

export interface Recovery {
  readonly facts: RecoveryFacts;
  readonly at: Rung;
  /** Attempts since the line was last up; pauses grow with them. */
  readonly attempt: number;
  /** When the page was loaded anew within the last hour, in milliseconds since the epoch. */
  readonly reloads: readonly number[];
  /** When the page crashed within the last hour, in milliseconds since the epoch. */
  readonly crashes: readonly number[];
  /** It crashed last of all: there is nothing to look at, and nothing that connects by itself. */
  readonly isPageGone: boolean;
}

export type RecoveryEvent =
  | { readonly type: "suspend" | "resume" | "network-changed" | "page-replaced" | "reload-failed" | "timer" }
  /** The page's process died; its calls are gone with it. */
  | { readonly type: "page-crashed" }
  /** The user pressed "Reconnect now". */
  | { readonly type: "asked" }
  | { readonly type: "checked"; readonly line: LineCheck }
  | { readonly type: "facts"; readonly facts: RecoveryFacts };

export type RecoveryAction = "nudge" | "reload";

export interface Step {
  readonly recovery: Recovery;
  readonly action: RecoveryAction | null;
}

const rest: Rest = { rung: "rest" };

export const noRecovery: Recovery = {
  facts: { wanted: false, online: true, connection: "unknown", wasConnected: false, inCall: false },
  at: rest,
  attempt: 0,
  reloads: [],
  crashes: [],
  isPageGone: false,
};

/**
 * The ladder from a line that may be dead to one that is known to be alive: wait, nudge, let the widget connect, load
 * its page anew, and at last give up for a while. Nothing that could touch a call is done while one is up or rings.
 *
 * Each state but rest has a moment at which it goes on by itself (`dueAt`): nothing here waits for ever.
 *
 * @param now milliseconds since the epoch
 * @param random from 0 to below 1: many machines that wake at once must not come back at once
 */
export function nextRecovery(
  before: Recovery,
  event: RecoveryEvent,
  now: number,
  random: () => number,
): Step {
  const step = (at: Rung, action: RecoveryAction | null = null): Step => ({
    recovery: { ...before, at },
    action,
  });
  const wait = (baseMs: number, next: "nudge" | "reload" = "nudge"): Step =>
    step({ rung: "waiting", next, until: now + spread(baseMs, random) });

  if (event.type === "facts") return afterFacts(before, event.facts, now, random);
  const { facts, at } = before;
  if (!facts.wanted || isElsewhere(facts)) return step(rest);
  switch (event.type) {
    case "suspend":
      // Timers stand still during a sleep; the time is for a system that never tells of the end.
      return step({ rung: "waiting", next: "nudge", until: now + SUSPENDED_LOOK_MS });
    case "resume":
    case "network-changed":
      // The page is being loaded: it connects with what it finds. Or it is gone, and comes when its pause is over.
      if (at.rung === "reloading" || before.isPageGone) return step(at);
      return facts.online ? wait(WAKE_MS) : step(offline(now));
    case "page-replaced":
      // Whatever was wrong with the page is gone with it. One of ours already has its time.
      return at.rung === "reloading" ? step(at) : settleAnew(before, now);
    case "page-crashed":
      return afterCrash(before, now, random);
    case "asked":
      return at.rung === "reloading" ? step(at) : act(before, "reload", now, "user");
    case "checked":
      return at.rung === "nudging" ? afterCheck(before, event.line, now, random) : step(at);
    case "reload-failed": {
      if (at.rung !== "reloading") return step(at);
      // No page came, so no phone was registered: that one does not count.
      const recovery = { ...before, attempt: before.attempt + 1, reloads: before.reloads.slice(0, -1) };
      const until = now + spread(waitBeforeAttempt(recovery.attempt), random);
      return { recovery: { ...recovery, at: { rung: "waiting", next: "reload", until } }, action: null };
    }
    case "timer":
      return afterTime(before, now, random);
    default:
      return assertNever(event);
  }
}

/** When it goes on by itself, in milliseconds since the epoch; null where nothing is to be done. */
export function dueAt({ at }: Recovery): number | null {
  return at.rung === "rest" ? null : at.until;
}

/** Whether the line is what the widget says it is. False from a sleep or a change of network until it was looked at. */
export function isTrusted({ at }: Recovery): boolean {
  return at.rung === "rest";
}

function offline(now: number): Rung {
  return { rung: "offline", until: now + LOOK_MS };
}

function settleAnew(before: Recovery, now: number): Step {
  const at: Rung = { rung: "settling", until: now + NEVER_CONNECTED_MS };
  return { recovery: { ...before, at, isPageGone: false }, action: null };
}

/** The user has made another window or device the active one. */
function isElsewhere({ connection }: RecoveryFacts): boolean {
  return connection === "inactive";
}

function afterFacts(before: Recovery, facts: RecoveryFacts, now: number, random: () => number): Step {
  const recovery = { ...before, facts };
  const was = before.facts;
  const { at } = before;
  const step = (next: Rung, attempt = before.attempt): Step => ({
    recovery: { ...recovery, at: next, attempt },
    action: null,
  });
  const wait = (ms: number): Step =>
    step({ rung: "waiting", next: "nudge", until: now + spread(ms, random) });
  const trusted: Step = { recovery: { ...recovery, at: rest, attempt: 0, isPageGone: false }, action: null };
  if (!facts.wanted || isElsewhere(facts)) return trusted;
  if (!was.wanted) {
    if (facts.connection === "connected") return trusted;
    return step({ rung: "settling", until: now + NEVER_CONNECTED_MS }, 0);
  }
  // What the widget says anew is true: it says so when its line was registered.
  if (facts.connection === "connected" && was.connection !== "connected") return trusted;
  if (!facts.online) {
    // A page that is being loaded is not disturbed by a network that comes and goes.
    const isNew = was.online || (at.rung === "rest" && facts.connection !== "connected");
    return isNew && at.rung !== "reloading" ? step(offline(now)) : step(at);
  }
  if (!was.online) return at.rung === "reloading" ? step(at) : wait(WAKE_MS);
  if (at.rung === "postponed" && !facts.inCall) {
    return step({ rung: "waiting", next: at.next, until: now + spread(AFTER_CALL_MS, random) });
  }
  if (at.rung === "rest" && facts.connection !== "connected") {
    // It connects by itself within seconds, most of the time.
    return wait(LOST_PATIENCE_MS);
  }
  return step(at);
}

function afterCheck(before: Recovery, line: LineCheck, now: number, random: () => number): Step {
  // "none": the widget keeps its line where it cannot be looked at, so its word has to do.
  if (line !== "dead" && before.facts.connection === "connected")
    return { recovery: { ...before, at: rest, attempt: 0 }, action: null };
  return {
    recovery: { ...before, at: { rung: "settling", until: now + spread(SETTLE_MS, random) } },
    action: null,
  };
}

/** The first one is an accident; a page that goes on crashing must not use up the phones that RingCentral takes. */
function afterCrash(before: Recovery, now: number, random: () => number): Step {
  const crashes = [...before.crashes.filter((then) => then > now - HOUR_MS), now];
  const recovery = { ...before, crashes, isPageGone: true };
  if (crashes.length === 1) return act(recovery, "reload", now, "user");
  const until = now + spread(waitBeforeAttempt(crashes.length - 1), random);
  return { recovery: { ...recovery, at: { rung: "waiting", next: "reload", until } }, action: null };
}

function afterTime(before: Recovery, now: number, random: () => number): Step {
  const { at, facts, attempt } = before;
  const stay: Step = { recovery: before, action: null };
  if (at.rung === "rest" || now < at.until) return stay;
  switch (at.rung) {
    case "waiting":
    case "postponed":
      return act(before, at.next, now, "ladder");
    case "nudging":
      // The page itself does not answer.
      return act(before, "reload", now, "ladder");
    case "settling":
      if (!facts.wasConnected && facts.connection === "unknown") {
        const given: Rung = { rung: "given-up", because: "never-connected", until: now + GIVEN_UP_MS };
        return { recovery: { ...before, at: given }, action: null };
      }
      return act(before, "reload", now, "ladder");
    case "reloading": {
      const next = attempt + 1;
      const until = now + spread(waitBeforeAttempt(next), random);
      return {
        recovery: { ...before, attempt: next, at: { rung: "waiting", next: "nudge", until } },
        action: null,
      };
    }
    case "offline":
      // Nobody said that the network is back: so it is not, or it does not matter.
      return { recovery: { ...before, at: offline(now) }, action: null };
    case "given-up":
      return act({ ...before, attempt: 0 }, "nudge", now, "ladder");
    default:
      return assertNever(at);
  }
}

/** Does what is next, unless a call or the hour's number of reloads is in the way. */
function act(before: Recovery, what: RecoveryAction, now: number, by: "ladder" | "user"): Step {
  const reloads = before.reloads.filter((then) => then > now - HOUR_MS);
  const step = (at: Rung, action: RecoveryAction | null = null): Step => ({
    recovery: { ...before, at, reloads },
    action,
  });
  if (!before.facts.online) return step(offline(now));
  if (before.facts.inCall) return step({ rung: "postponed", next: what, until: now + LOOK_MS });
  if (what === "nudge" && !before.isPageGone)
    return step({ rung: "nudging", until: now + NUDGE_LIMIT_MS }, "nudge");
  if (!canReload(reloads, by)) {
    return step({ rung: "given-up", because: "often", until: nextReloadAt(reloads, now) });
  }
  return {
    recovery: {
      ...before,
      at: { rung: "reloading", until: now + RELOAD_LIMIT_MS },
      reloads: [...reloads, now],
      isPageGone: false,
    },
    action: "reload",
  };
}
