import type { CallGuard } from "../calls/call-guard.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Scheduler } from "./scheduler.ts";

/** What the user wants to happen when the call is over. */
export type Planned = "quit" | "sign-out";

/** Quitting and signing out: asked about while a call is up, prepared in a limited time, then done. */
export interface Departure {
  /**
   * Somebody wants to quit: the answer to `before-quit`. False keeps the app for now, to ask or to prepare; it quits by
   * itself when that is done.
   */
  mayQuit(): boolean;
  signOut(how: SignOutWay): Promise<void>;
  /** Signs out without a question, prepared all the same: for who has asked already. Resolves when that is done. */
  signOutNow(how: SignOutWay): Promise<void>;
  /** Prepares and then quits without a question, by `how` where that is not the usual way: an installer's. */
  quitNow(how?: () => void): void;
  /** The system ends the user's session or shuts down: no question may hold that up. */
  systemEnds(): void;
  isSystemEnding(): boolean;
  /** Nothing stops the app any more. */
  isLeaving(): boolean;
  /** What happens after the call, or null. */
  planned(): Planned | null;
  cancelPlanned(): void;
  /** Nobody is signed in any more. */
  signedOut(): void;
}

export interface SignOutWay {
  readonly clearData: boolean;
}

export interface DepartureOptions {
  readonly guard: Pick<CallGuard, "ask" | "whenIdle" | "isBusy">;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: {
    readonly quit: () => void;
    readonly signOut: (how: SignOutWay) => Promise<void>;
    /** In this order before the app quits. What takes longer than its limit is not waited for. */
    readonly beforeQuit: readonly (() => Promise<void>)[];
    readonly beforeSignOut: () => Promise<void>;
    readonly plannedChanged: () => void;
  };
}

/** For each thing that is done before the app quits. */
const PREPARE_LIMIT_MS = 2_000;

export function createDeparture(options: DepartureOptions): Departure {
  const { guard, scheduler, log, effects } = options;
  let phase: "staying" | "asking" | "preparing" | "gone" = "staying";
  let isSystemEnding = false;
  let plan: { readonly what: Planned; readonly giveUp: () => void } | null = null;

  const setPlan = (next: typeof plan): void => {
    plan?.giveUp();
    plan = next;
    effects.plannedChanged();
  };
  const planAfterCall = (what: Planned, then: () => void): void => {
    setPlan(null);
    const giveUp = guard.whenIdle(() => {
      setPlan(null);
      then();
    });
    // The call may have ended while the answer was on its way: then it has happened already.
    if (guard.isBusy()) setPlan({ what, giveUp });
  };
  const prepare = async (work: () => Promise<void>): Promise<void> => {
    let stop = (): void => {};
    const limit = new Promise<void>((resolve) => {
      stop = scheduler.after(PREPARE_LIMIT_MS, resolve);
    });
    const done = work().catch((cause: unknown) => log.warn("app.not-prepared", { cause }));
    await Promise.race([done, limit]);
    stop();
  };
  const quitNow = async (how: () => void): Promise<void> => {
    if (phase === "preparing" || phase === "gone") return;
    phase = "preparing";
    log.info("app.quitting", {});
    for (const work of effects.beforeQuit) await prepare(work);
    phase = "gone";
    how();
  };
  const askToQuit = async (): Promise<void> => {
    phase = "asking";
    const answer = await guard.ask("quit");
    // The system may have been faster than the user.
    if (phase !== "asking") return;
    phase = "staying";
    if (answer === "now") await quitNow(effects.quit);
    else if (answer === "after-call") planAfterCall("quit", () => void quitNow(effects.quit));
  };
  const signOutNow = async (how: SignOutWay): Promise<void> => {
    await prepare(effects.beforeSignOut);
    await effects.signOut(how);
  };
  const askToSignOut = async (how: SignOutWay): Promise<void> => {
    const answer = await guard.ask("sign-out");
    if (answer === "now") await signOutNow(how);
    else if (answer === "after-call") planAfterCall("sign-out", () => void signOutNow(how));
  };

  return {
    mayQuit() {
      if (phase === "gone" || isSystemEnding) return true;
      if (phase === "staying") void askToQuit();
      else if (phase === "asking") void guard.ask("quit");
      return false;
    },
    signOut(how) {
      if (!guard.isBusy()) return signOutNow(how);
      // Whoever asked for it has the question to look at instead of an answer.
      void askToSignOut(how);
      return Promise.resolve();
    },
    signOutNow,
    quitNow: (how = effects.quit) => void quitNow(how),
    systemEnds() {
      isSystemEnding = true;
      void quitNow(effects.quit);
    },
    isSystemEnding: () => isSystemEnding,
    isLeaving: () => phase === "gone" || isSystemEnding,
    planned: () => plan?.what ?? null,
    cancelPlanned: () => setPlan(null),
    signedOut() {
      if (plan?.what === "sign-out") setPlan(null);
    },
  };
}
