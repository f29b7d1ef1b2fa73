import type { Scheduler } from "../app/scheduler.ts";
import type { CallController } from "../calls/call-controller.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Settings } from "../settings/settings.ts";
import { type Presence, type PresenceChoice, presenceFor } from "./presence.ts";
import { causesNow, isOnCall } from "./presence-causes.ts";
import type { PresenceRecord } from "./presence-record.ts";
import {
  isWaiting,
  nextRules,
  noRules,
  type RulesEvent,
  type RulesState,
  restorable,
} from "./presence-rules.ts";

export interface PresenceKeeperOptions {
  readonly settings: { get(): Settings; onChanged(listener: () => void): void };
  readonly calls: Pick<CallController, "state" | "onChanged">;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: {
    /** Asks the widget to set it; it tells when that is done, or never. */
    readonly set: (presence: Presence) => void;
    /** How long nobody has touched mouse or keyboard, in seconds. */
    readonly idleSeconds: () => number;
    readonly isLocked: () => boolean;
    /** A short text by which an account is known again, and from which nobody learns it. */
    readonly digest: (account: string) => string;
    /** What the last run left to be put right, or null. */
    readonly recall: () => PresenceRecord | null;
    /** Keeps it for a later run, over its end; null when nothing is left to put right. */
    readonly remember: (record: PresenceRecord | null) => void;
  };
}

/** Keeps the account's presence as the rules in the settings want it, and as the user chose it otherwise. */
export interface PresenceKeeper {
  /** The widget tells what the account says. */
  told(presence: Presence): void;
  /** The user chooses it in Handset. */
  choose(presence: Presence): void;
  /** @param fresh the user has just signed in, and not this Handset by itself with what it kept */
  signedIn(account: string, fresh: boolean): void;
  signedOut(): void;
  pageReplaced(): void;
  /** The system says that its screen is locked now, or unlocked. */
  screenLocked(locked: boolean): void;
  /**
   * Ends every rule before the app or the session ends, and sets the presence for the sign-out. Resolves when the
   * widget says that it is so, after two seconds at the latest.
   */
  leave(how: "quit" | "sign-out"): Promise<void>;
}

/** The screen's lock is looked at this often, where the system does not tell of it (docs/presence.md). */
const LOOK_EVERY_MS = 2_000;
const LEAVE_LIMIT_MS = 2_000;

export function createPresenceKeeper(options: PresenceKeeperOptions): PresenceKeeper {
  const { settings, calls, scheduler, log, effects } = options;
  let state: RulesState = noRules;
  let account: string | null = null;
  let remembered: string | null = null;
  let locked = false;
  let callEndedAt: number | null = null;
  let wasOnCall = false;
  /** The presence for a sign-in, until the widget has told the one before. */
  let greeting: PresenceChoice | null = null;
  let isLeaving = false;
  let answered = (): void => {};
  let looksAgain = false;

  const remember = (): void => {
    if (account === null) return;
    const open = restorable(state);
    const record = open === null ? null : { account, ...open };
    const text = JSON.stringify(record);
    if (text === remembered) return;
    remembered = text;
    effects.remember(record);
  };
  const happen = (event: RulesEvent): void => {
    const step = nextRules(state, event, scheduler.now());
    const wasLosing = state.losses;
    state = step.state;
    // Before it is set: a run that ends in between must be put right as well.
    remember();
    if (step.set !== null) effects.set(step.set);
    if (state.losses > wasLosing) log.warn("presence.not-answered", { losses: state.losses });
    if (!isWaiting(state)) answered();
  };
  const look = (): void => {
    if (isLeaving || account === null) return;
    const now = scheduler.now();
    const facts = { settings: settings.get(), calls: calls.state(), locked, callEndedAt, now };
    const causes = causesNow({ ...facts, idleSeconds: effects.idleSeconds() });
    if (causes.join() !== state.causes.join()) {
      log.info("presence.causes", { causes: causes.join() });
      happen({ what: "causes", causes });
    }
  };
  const needsLooking = (): boolean => {
    const { dndOnLock, busyWhenIdle } = settings.get();
    return account !== null && (dndOnLock || busyWhenIdle !== "never" || isWaiting(state));
  };
  const keepLooking = (): void => {
    if (looksAgain) return;
    looksAgain = true;
    scheduler.after(LOOK_EVERY_MS, () => {
      looksAgain = false;
      lookAround();
    });
  };
  const lookAround = (): void => {
    if (settings.get().dndOnLock) locked = effects.isLocked();
    look();
    happen({ what: "tick" });
    if (needsLooking()) keepLooking();
  };
  const changed = (): void => {
    look();
    if (needsLooking()) keepLooking();
  };

  settings.onChanged(changed);
  calls.onChanged((now) => {
    const onCall = isOnCall(now);
    if (wasOnCall && !onCall) callEndedAt = scheduler.now();
    wasOnCall = onCall;
    changed();
  });

  const toldAtLast = (): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        stop();
        answered = () => {};
        resolve();
      };
      const stop = scheduler.after(LEAVE_LIMIT_MS, () => {
        log.warn("presence.left-unanswered", {});
        finish();
      });
      answered = finish;
      if (!isWaiting(state)) finish();
    });

  return {
    told(presence) {
      happen({ what: "told", presence });
      if (greeting !== null) happen({ what: "chosen", presence: presenceFor(greeting, presence) });
      greeting = null;
      changed();
    },
    choose(presence) {
      greeting = null;
      happen({ what: "chosen", presence });
      changed();
    },
    signedIn(who, fresh) {
      const digest = effects.digest(who);
      if (account === digest) return;
      account = digest;
      const record = effects.recall();
      remembered = record === null ? JSON.stringify(null) : null;
      if (record !== null && record.account === digest) happen({ what: "recalled", restorable: record });
      const { presenceOnSignIn } = settings.get();
      if (fresh) greeting = choiceOf(presenceOnSignIn);
      // It may have told before it was known who has signed in.
      if (greeting !== null && state.told !== null) {
        happen({ what: "chosen", presence: presenceFor(greeting, state.told) });
        greeting = null;
      }
      remember();
      lookAround();
    },
    signedOut() {
      account = null;
      state = noRules;
      greeting = null;
      isLeaving = false;
      answered();
    },
    pageReplaced() {
      happen({ what: "page-gone" });
    },
    screenLocked(now) {
      locked = now;
      changed();
    },
    async leave(how) {
      if (account === null || state.told === null) return;
      isLeaving = true;
      const choice = how === "sign-out" ? choiceOf(settings.get().presenceOnSignOut) : null;
      if (choice !== null) happen({ what: "chosen", presence: presenceFor(choice, state.wish) });
      happen({ what: "causes", causes: [] });
      await toldAtLast();
      // Whoever signs in next starts from what this sign-out has left, whether it was told or not.
      if (choice !== null) effects.remember(null);
    },
  };
}

function choiceOf(setting: Settings["presenceOnSignIn"]): PresenceChoice | null {
  switch (setting) {
    case "keep":
      return null;
    case "dnd":
      return "do-not-disturb";
    case "available":
    case "busy":
    case "invisible":
      return setting;
  }
}
