import type { Scheduler } from "../app/scheduler.ts";
import type { CallController } from "./call-controller.ts";
import type { Call } from "./call-state.ts";
import { type QuestionView, questionView } from "./question-view.ts";

/** What would end a call, or the page that has it. */
export type GuardedAct = "quit" | "sign-out" | "reload" | "update";
export const guardAnswers = ["now", "after-call", "cancel"] as const;
export type GuardAnswer = (typeof guardAnswers)[number];

/** Stands between a call and everything that would end it without the user having meant to. */
export interface CallGuard {
  /**
   * Resolves at once to "now" when no call is up; asks otherwise. "now" comes when the calls that were up are hung up,
   * and also when the last call ends while the question stands: then nothing is in the way of what was asked for.
   * Another kind of act takes the question's place, whose answer is "cancel" then.
   */
  ask(what: GuardedAct): Promise<GuardAnswer>;
  /** Calls it once no call is up nor rings (at once when none is). Returns the function that gives it up. */
  whenIdle(then: () => void): () => void;
  /** Whether a call is up or rings here. */
  isBusy(): boolean;
  /** What the question's page shows; null when nothing is asked. */
  view(): QuestionView | null;
  /** The user answers the question with that number; one that stands no longer is left alone. */
  answer(id: number, choice: GuardAnswer): void;
  /** The user closed the question's window. */
  dismiss(): void;
}

export interface CallGuardOptions {
  readonly productName: string;
  readonly calls: Pick<CallController, "state" | "onChanged" | "control">;
  readonly scheduler: Scheduler;
  readonly effects: {
    /** Shows the question's page, or brings it forward. */
    readonly show: () => void;
    readonly changed: (view: QuestionView) => void;
    readonly close: () => void;
  };
}

interface Question {
  readonly id: number;
  readonly what: GuardedAct;
  readonly answered: Promise<GuardAnswer>;
  readonly resolve: (answer: GuardAnswer) => void;
}

/** So long a call may take to hang up before what the user wants is done all the same. */
const HANG_UP_LIMIT_MS = 2_000;

export function createCallGuard(options: CallGuardOptions): CallGuard {
  const { productName, calls, scheduler, effects } = options;
  let question: Question | null = null;
  let count = 0;

  const here = (): readonly Call[] => calls.state().calls.filter(({ where }) => where === "here");
  const isBusy = (): boolean => here().length > 0;
  const view = (): QuestionView | null =>
    question === null ? null : questionView({ ...question, calls: here(), productName });
  const tell = (): void => {
    const now = view();
    if (now !== null) effects.changed(now);
  };
  const take = (): Question | null => {
    const taken = question;
    question = null;
    if (taken !== null) effects.close();
    return taken;
  };

  /** A call that only rings is left to the other phones of its user. */
  const isUp = (call: Call): boolean => call.phase !== "ringing";
  const hangUp = (): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        stopListening();
        stopWaiting();
        resolve();
      };
      const stopListening = calls.onChanged(() => {
        if (!here().some(isUp)) finish();
      });
      const stopWaiting = scheduler.after(HANG_UP_LIMIT_MS, finish);
      for (const { id } of here().filter(isUp)) calls.control("hangup", id);
      if (!here().some(isUp)) finish();
    });

  calls.onChanged(() => {
    if (question === null) return;
    if (isBusy()) tell();
    else take()?.resolve("now");
  });

  return {
    isBusy,
    view,
    ask(what) {
      if (!isBusy()) return Promise.resolve("now");
      if (question?.what !== what) {
        // In the same window: its place and the focus stay.
        question?.resolve("cancel");
        let resolve = (_answer: GuardAnswer): void => {};
        const answered = new Promise<GuardAnswer>((done) => {
          resolve = done;
        });
        question = { id: ++count, what, answered, resolve };
      }
      effects.show();
      tell();
      return question.answered;
    },
    whenIdle(then) {
      if (!isBusy()) {
        then();
        return () => {};
      }
      const stop = calls.onChanged(() => {
        if (isBusy()) return;
        stop();
        then();
      });
      return stop;
    },
    answer(id, choice) {
      if (question?.id !== id) return;
      const taken = take();
      if (choice !== "now") taken?.resolve(choice);
      else void hangUp().then(() => taken?.resolve("now"));
    },
    dismiss() {
      take()?.resolve("cancel");
    },
  };
}
