import type { Scheduler } from "../app/scheduler.ts";
import type { CallController } from "./call-controller.ts";
import {
  type CallWindowRequest,
  type CallWindowView,
  callWindowPresence,
  callWindowView,
} from "./call-window-view.ts";
import { isUp } from "./silence.ts";

export interface CallWindow {
  /** The calls, a setting or the phone's focus have changed. */
  changed(): void;
  view(): CallWindowView;
  act(request: CallWindowRequest): void;
  /** The user closed it: it stays away until another call is up. */
  dismiss(): void;
}

export interface CallWindowOptions {
  readonly productName: string;
  readonly calls: Pick<CallController, "state" | "control" | "sendDigits">;
  readonly scheduler: Scheduler;
  readonly isOn: () => boolean;
  readonly isPhoneFocused: () => boolean;
  readonly effects: {
    readonly show: (view: CallWindowView) => void;
    /** Out of sight for a while. */
    readonly hide: () => void;
    readonly close: () => void;
  };
}

/** Between a click on the popup and the phone's getting the focus back: the window must not flash up. */
const SHOW_DELAY_MS = 500;

/** The small window of the calls that are up: when it is seen, and what its buttons do. */
export function createCallWindow(options: CallWindowOptions): CallWindow {
  const { productName, calls, scheduler, effects } = options;
  let dismissed: ReadonlySet<string> = new Set();
  let isShown = false;
  let stopWaiting: (() => void) | null = null;

  const upIds = (): string[] =>
    calls
      .state()
      .calls.filter(isUp)
      .map(({ id }) => id);
  const view = (): CallWindowView => callWindowView(calls.state(), productName);
  const presence = () =>
    callWindowPresence({
      state: calls.state(),
      isOn: options.isOn(),
      isPhoneFocused: options.isPhoneFocused(),
      dismissed,
    });
  const withdraw = (how: "hide" | "close"): void => {
    stopWaiting?.();
    stopWaiting = null;
    isShown = false;
    effects[how]();
  };
  const changed = (): void => {
    const up = upIds();
    dismissed = new Set([...dismissed].filter((id) => up.includes(id)));
    switch (presence()) {
      case "absent":
        withdraw("close");
        return;
      case "hidden":
        withdraw("hide");
        return;
      case "shown":
        if (isShown) {
          effects.show(view());
          return;
        }
        stopWaiting ??= scheduler.after(SHOW_DELAY_MS, () => {
          stopWaiting = null;
          isShown = presence() === "shown";
          if (isShown) effects.show(view());
        });
    }
  };

  return {
    changed,
    view,
    act(request) {
      if (request.action === "dtmf") calls.sendDigits(request.id, request.digits);
      else calls.control(request.action, request.id);
    },
    dismiss() {
      dismissed = new Set(upIds());
      changed();
    },
  };
}
