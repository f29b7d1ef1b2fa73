import type { Scheduler } from "../app/scheduler.ts";
import { type Reachability, reachabilityNotice } from "../reachability/reachability.ts";
import type { CallController } from "./call-controller.ts";
import { ringing } from "./call-state.ts";
import type { CallVerb } from "./control.ts";
import {
  type CallPopupView,
  callPopupView,
  messageNumber,
  type PopupRequest,
  type SlowAction,
} from "./popup-view.ts";
import { isRingerMuted, stillSilenced } from "./silence.ts";

export interface CallPopup {
  /** The calls, a setting, the keys or the reachability have changed. */
  changed(): void;
  /** Without calls where the setting `incomingPopup` is off. */
  view(): CallPopupView;
  /** Does what the user wants of a call; one that rings no longer is left alone. */
  act(request: PopupRequest): void;
}

export interface CallPopupOptions {
  readonly productName: string;
  readonly calls: Pick<CallController, "state" | "control">;
  readonly scheduler: Scheduler;
  readonly isOn: () => boolean;
  /** The keys that answer from any program, as they stand on the keyboard; "" for none. */
  readonly answerKeys: () => string;
  /** Whether a call would ring here and be heard; asked while one rings. */
  readonly reachability: () => Reachability;
  readonly effects: {
    /** What is to be seen now; without calls no window is. */
    readonly show: (view: CallPopupView) => void;
    /** Stops the ring tone, or lets it be heard again. Called only when that changes. */
    readonly muteRinger: (muted: boolean) => void;
    /** Opens a message to the number, begun with the text. */
    readonly write: (number: string, text: string) => void;
  };
}

/** A call that has not been answered or ended so long after it was asked for has not heard of it. */
const PENDING_LIMIT_MS = 10_000;

/** The popup of the calls that ring: what it shows, what its buttons do, and whether the ring tone is heard. */
export function createCallPopup(options: CallPopupOptions): CallPopup {
  const { productName, calls, scheduler, effects } = options;
  let silenced: ReadonlySet<string> = new Set();
  let isMuted = false;
  const pending = new Map<string, SlowAction>();
  const failed = new Set<string>();

  const isRinging = (id: string): boolean => ringing(calls.state()).some((call) => call.id === id);
  const view = (): CallPopupView => {
    const state = calls.state();
    const notice = ringing(state).length === 0 ? null : reachabilityNotice(options.reachability());
    const words = { productName, answerKeys: options.answerKeys(), notice };
    const shown = callPopupView(state, { silenced, pending, failed }, words);
    return options.isOn() ? shown : { ...shown, calls: [] };
  };
  const changed = (): void => {
    const state = calls.state();
    silenced = stillSilenced(state, silenced);
    for (const id of [...pending.keys(), ...failed]) if (!isRinging(id)) forget(id);
    const muted = isRingerMuted(state, silenced);
    if (muted !== isMuted) {
      isMuted = muted;
      effects.muteRinger(muted);
    }
    effects.show(view());
  };
  const forget = (id: string): void => {
    pending.delete(id);
    failed.delete(id);
  };
  const ask = (id: string, action: SlowAction, verb: CallVerb): boolean => {
    if (pending.has(id) || !calls.control(verb, id).ok) return false;
    failed.delete(id);
    pending.set(id, action);
    scheduler.after(PENDING_LIMIT_MS, () => {
      if (pending.get(id) !== action || !isRinging(id)) return;
      pending.delete(id);
      failed.add(id);
      changed();
    });
    return true;
  };
  const reply = (id: string, text: string): void => {
    const call = ringing(calls.state()).find((each) => each.id === id);
    const number = call === undefined ? null : messageNumber(call);
    // The caller hears the voicemail greeting, as with a mobile phone; a queue offers the call to somebody else.
    const verb = call?.queue === null ? "to-voicemail" : "decline";
    if (number !== null && ask(id, "reply", verb)) effects.write(number, text);
  };
  const silence = (id: string, on: boolean): void => {
    const next = new Set(silenced);
    if (on) next.add(id);
    else next.delete(id);
    silenced = next;
  };

  return {
    changed,
    view,
    act(request) {
      switch (request.action) {
        case "answer":
        case "decline":
        case "to-voicemail":
          ask(request.id, request.action, request.action);
          break;
        case "reply":
          reply(request.id, request.text);
          break;
        case "silence":
        case "unsilence":
          silence(request.id, request.action === "silence");
          break;
      }
      changed();
    },
  };
}
