import type { Scheduler } from "../app/scheduler.ts";
import type { WidgetCommand } from "../widget/messages.ts";
import type { CallEvent } from "./call-event.ts";
import { type CallState, nextCallState, noCalls } from "./call-state.ts";
import { actionFor, type CallControlResult, type CallVerb, chooseCall } from "./control.ts";

export interface CallController {
  handle(event: CallEvent): void;
  state(): CallState;
  /** Calls `listener` after each change; returns the function that stops it. */
  onChanged(listener: (state: CallState) => void): () => void;
  /** Asks the widget to do something with a call, or with the obvious one; the state follows when it was done. */
  control(verb: CallVerb, id?: string): CallControlResult;
  /** Sends digits within a conversation; a call that is not one, or no longer, is left alone. */
  sendDigits(id: string, digits: string): void;
  /** Asks the widget which calls it has; to be called when its web phone has connected. */
  resync(): void;
  /** The page that knew of the calls is gone; while somebody is signed in, the next one may have them still. */
  pageGone(): void;
  /** Calls that are over are remembered no longer. */
  forgetEnded(): void;
}

export interface CallControllerOptions {
  readonly scheduler: Scheduler;
  readonly isSignedIn: () => boolean;
  readonly send: (command: WidgetCommand) => void;
}

/** While calls are up the widget is asked for its list this often: an end that was never told is found so. */
const RESYNC_INTERVAL_MS = 15_000;

/** Holds the call state, tells who follows it, and passes on what the user wants. */
export function createCallController(options: CallControllerOptions): CallController {
  const { scheduler, send } = options;
  let state: CallState = noCalls;
  const listeners = new Set<(state: CallState) => void>();
  let stopAsking: (() => void) | null = null;

  const resync = (): void => send({ type: "rc-adapter-webphone-sessions-sync" });
  const askWhileUp = (): void => {
    const isUp = state.calls.some(({ where }) => where === "here");
    if (!isUp) {
      stopAsking?.();
      stopAsking = null;
    } else
      stopAsking ??= scheduler.after(RESYNC_INTERVAL_MS, () => {
        stopAsking = null;
        resync();
        askWhileUp();
      });
  };
  const handle = (event: CallEvent): void => {
    const next = nextCallState(state, event, scheduler.now());
    if (next === state) return;
    state = next;
    askWhileUp();
    for (const listener of [...listeners]) listener(state);
  };

  return {
    handle,
    state: () => state,
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    control(verb, id) {
      const result = chooseCall(state, verb, id);
      if (!result.ok) return result;
      const { call } = result;
      const callAction = actionFor(verb, call);
      if (callAction !== null) send({ type: "rc-adapter-control-call", callAction, callId: call.id });
      if (callAction === "reject") handle({ what: "declined", id: call.id });
      return result;
    },
    sendDigits(id, digits) {
      const call = state.calls.find((each) => each.id === id);
      if (call?.where !== "here" || call.phase !== "active") return;
      send({ type: "rc-adapter-control-call", callAction: "dtmf", callId: id, options: { dtmf: digits } });
    },
    resync,
    pageGone: () => handle({ what: options.isSignedIn() ? "page-gone" : "signed-out" }),
    forgetEnded: () => handle({ what: "forget-ended" }),
  };
}
