import { assertNever } from "../app/assert-never.ts";
import type { Scheduler } from "../app/scheduler.ts";
import { type CallState, noCalls } from "../calls/call-state.ts";
import type { Notice } from "../ipc/channels.ts";
import { callHappenings } from "./call-happenings.ts";
import type { Happening } from "./happening.ts";
import {
  emptyMemory,
  type Memory,
  type NotificationAction,
  nextLook,
  nextNotifications,
  type Situation,
  type SystemNotification,
} from "./notification-model.ts";
import type { StoredMessage } from "./stored-message.ts";

export interface NotificationsOptions {
  readonly settings: () => Situation["settings"];
  readonly popupUp: () => boolean;
  readonly phoneFocused: () => boolean;
  readonly scheduler: Scheduler;
  readonly effects: {
    readonly show: (notification: SystemNotification) => void;
    readonly withdraw: (id: string) => void;
    readonly withdrawAll: () => void;
    /** The count on the app's icon, 0 for none; `calls` for attention. */
    readonly count: (count: number, calls: boolean) => void;
    /** Brings the phone forward and, with a path, takes the widget to that page. */
    readonly openPhone: (path: string | null) => void;
    readonly showSettings: () => void;
    /** Calls the number at once: the user pressed a button that says so. */
    readonly callBack: (number: string) => void;
    readonly actOnCall: (id: string, action: "answer" | "decline") => void;
  };
}

/** Everything the system's notifications and the count on the icon follow. */
export interface Notifications {
  /** The calls are these now; a call that rings is told where no popup shows it. */
  callsChanged(state: CallState): void;
  messageReceived(message: StoredMessage): void;
  /** A message has changed: read, deleted, or of no interest. */
  messageUpdated(message: StoredMessage): void;
  /** Why the user cannot be called, or null when that is over. May be repeated. */
  reachability(reason: Notice | null): void;
  /** Something that needs the user's hand, or null when nothing does. May be repeated; it waits for "do not disturb". */
  warning(notice: Notice | null): void;
  /**
   * The audio devices have changed; said without a sound. During a call also in "do not disturb": it is about the call
   * that the user is talking in.
   */
  devicesChanged(text: string, during: "call" | "rest"): void;
  setDoNotDisturb(on: boolean): void;
  phoneFocused(): void;
  signedOut(): void;
  /** A click or a button. */
  act(action: NotificationAction): void;
}

/**
 * That somebody took a call on another device is told after its end here, most often within a second: until then
 * nobody is told that it was missed.
 */
const TAKEN_WITHIN_MS = 3_000;

export function createNotifications(options: NotificationsOptions): Notifications {
  const { effects, scheduler } = options;
  let calls: CallState = noCalls;
  let memory: Memory = emptyMemory;
  let doNotDisturb = false;
  let stopLooking = (): void => {};
  /** Missed calls that may still turn out to have been taken, with what ends the wait. */
  const unsure = new Map<string, () => void>();

  const handle = (happening: Happening): void => {
    const outcome = nextNotifications(memory, happening, {
      now: scheduler.now(),
      doNotDisturb,
      popupUp: options.popupUp(),
      phoneFocused: options.phoneFocused(),
      settings: options.settings(),
    });
    memory = outcome.memory;
    for (const effect of outcome.effects) {
      switch (effect.do) {
        case "show":
          effects.show(effect.notification);
          break;
        case "withdraw":
          effects.withdraw(effect.id);
          break;
        case "withdraw-all":
          effects.withdrawAll();
          break;
        case "count":
          effects.count(effect.count, effect.calls);
          break;
        default:
          assertNever(effect);
      }
    }
    lookAgain();
  };
  const lookAgain = (): void => {
    stopLooking();
    stopLooking = () => {};
    const at = nextLook(memory);
    const now = scheduler.now();
    // Past: it waits for "do not disturb" to end or for a setting.
    if (at !== null && at > now) stopLooking = scheduler.after(at - now, () => handle({ kind: "look" }));
  };

  const settle = (id: string): void => {
    unsure.get(id)?.();
    unsure.delete(id);
  };
  const handleCall = (happening: Happening): void => {
    switch (happening.kind) {
      case "missed-call": {
        const tell = (): void => {
          settle(happening.id);
          handle(happening);
        };
        settle(happening.id);
        unsure.set(happening.id, scheduler.after(TAKEN_WITHIN_MS, tell));
        return;
      }
      case "missed-call-taken":
        settle(happening.id);
        break;
      case "calls-forgotten":
        settleAll();
        break;
    }
    handle(happening);
  };
  const settleAll = (): void => {
    for (const id of [...unsure.keys()]) settle(id);
  };

  return {
    callsChanged(state) {
      const happenings = callHappenings(calls, state);
      calls = state;
      for (const happening of happenings) handleCall(happening);
    },
    messageReceived(message) {
      if (message.inbound && message.unread) handle({ kind: "message-received", message });
    },
    messageUpdated({ id, inbound, unread }) {
      if (inbound && !unread) handle({ kind: "message-done", id });
    },
    reachability: (reason) =>
      handle(reason === null ? { kind: "can-be-called" } : { kind: "cannot-be-called", reason }),
    warning: (notice) => handle({ kind: "warning", notice }),
    devicesChanged(text, during) {
      if (during === "call" || !doNotDisturb) effects.show(devicesNotification(text));
    },
    setDoNotDisturb(on) {
      if (on === doNotDisturb) return;
      doNotDisturb = on;
      handle({ kind: "look" });
    },
    phoneFocused() {
      // Whoever looks at the phone sees them there.
      settleAll();
      handle({ kind: "phone-focused" });
    },
    signedOut() {
      settleAll();
      handle({ kind: "signed-out" });
    },
    act(action) {
      switch (action.do) {
        case "show-phone":
          return effects.openPhone(null);
        case "show-settings":
          return effects.showSettings();
        case "open":
          return effects.openPhone(action.path);
        case "call-back":
          return effects.callBack(action.number);
        case "answer":
        case "decline":
          return effects.actOnCall(action.callId, action.do);
        default:
          return assertNever(action);
      }
    },
  };
}

function devicesNotification(text: string): SystemNotification {
  return {
    id: "devices",
    title: "Audio devices have changed",
    body: text,
    urgency: "normal",
    silent: true,
    click: { do: "open", path: "/settings/audio" },
    buttons: [],
  };
}
