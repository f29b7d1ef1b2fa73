import { assertNever } from "../app/assert-never.ts";
import type { Planned } from "../app/departure.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { SessionStatus } from "../auth/session-status.ts";
import { type Call, type CallState, type EndedCall, noCalls, wereForgotten } from "../calls/call-state.ts";
import type { CallVerb } from "../calls/control.ts";
import { readableNumber } from "../calls/popup-view.ts";
import { type Presence, presenceFor } from "../presence/presence.ts";
import type { Reachability } from "../reachability/reachability.ts";
import { clipboardNumber } from "./clipboard-number.ts";
import {
  MAX_RECENT,
  type RecentCall,
  type TrayAction,
  type TrayCall,
  type TrayUpdate,
  type TrayView,
  trayView,
} from "./tray-model.ts";

export interface TrayControllerOptions {
  readonly productName: string;
  /** The profile's name where it is not the usual one, or null. */
  readonly profile: string | null;
  readonly session: () => SessionStatus;
  readonly reachability: () => Reachability;
  readonly canReconnect: () => boolean;
  readonly isPhoneVisible: () => boolean;
  /** What happens when the call is over. */
  readonly planned: () => Planned | null;
  /** ISO 3166 alpha-2 country of the account. */
  readonly region: () => string;
  readonly update: () => TrayUpdate | null;
  readonly scheduler: Scheduler;
  /** The text on the clipboard. May reject. */
  readonly readClipboard: () => Promise<string>;
  readonly effects: {
    readonly show: (view: TrayView) => void;
    readonly showPhone: () => void;
    readonly hidePhone: () => void;
    readonly control: (verb: CallVerb, id: string) => void;
    readonly setPresence: (presence: Presence) => void;
    /** Calls a number that the user has just chosen. */
    readonly call: (number: string) => void;
    readonly reconnect: () => void;
    /** Opens the page on which microphone and speakers are tried. */
    readonly showDevices: () => void;
    readonly showSettings: () => void;
    readonly update: (action: "check" | "install") => void;
    readonly signOut: () => void;
    readonly quit: () => void;
    readonly cancelPlanned: () => void;
  };
}

/** What the tray follows, and what becomes of a choice in its menu. */
export interface TrayController {
  /** Something outside has changed: the session, whether one can be called, whether the phone is visible. */
  changed(): void;
  callsChanged(state: CallState): void;
  presenceChanged(presence: Presence): void;
  /** The phone is in front of the user, who sees the missed calls there. */
  phoneLookedAt(): void;
  /** Nobody is signed in any more. */
  signedOut(): void;
  /** Reads the clipboard now, and from then on every few seconds if `again`. */
  watchClipboard(again: boolean): void;
  act(action: TrayAction): void;
}

/** Long enough not to be felt, short enough to be there when the menu is opened after copying. */
const CLIPBOARD_INTERVAL_MS = 2_000;

export function createTrayController(options: TrayControllerOptions): TrayController {
  const { effects, scheduler } = options;
  let calls: CallState = noCalls;
  let presence: Presence | null = null;
  let clipboard: ReturnType<typeof clipboardNumber> = null;
  /** Ids of the missed calls that the user has not seen. */
  let missed: readonly string[] = [];

  const changed = (): void =>
    effects.show(
      trayView({
        productName: options.productName,
        profile: options.profile,
        session: options.session(),
        reachability: options.reachability(),
        canReconnect: options.canReconnect(),
        presence,
        calls: calls.calls.filter(({ where }) => where === "here").map(trayCall),
        // Numbers are read for those that are shown only: this runs at each change of anything.
        recent: calls.ended.slice(-MAX_RECENT).map(recentCall).reverse(),
        missed: missed.length,
        clipboardNumber: clipboard?.display ?? null,
        isPhoneVisible: options.isPhoneVisible(),
        update: options.update(),
        planned: options.planned(),
      }),
    );

  const lookAtClipboard = async (): Promise<void> => {
    // Nobody is offered a call that cannot be made, so nobody's clipboard is read for it.
    const isSignedIn = options.session().state === "signed-in";
    const text = isSignedIn ? await options.readClipboard().catch(() => "") : "";
    const found = clipboardNumber(text, options.region());
    if (found?.e164 === clipboard?.e164) return;
    clipboard = found;
    changed();
  };
  const watchClipboard = async (again: boolean): Promise<void> => {
    await lookAtClipboard();
    if (again) scheduler.after(CLIPBOARD_INTERVAL_MS, () => void watchClipboard(true));
  };

  return {
    changed,
    callsChanged(state) {
      const isNew = ({ id }: EndedCall): boolean => !calls.ended.some((call) => call.id === id);
      const newlyMissed = state.ended.filter((call) => call.outcome === "missed" && isNew(call));
      // A call that turns out to have been answered elsewhere was not missed.
      // The call state forgets calls of long ago, which were missed all the same.
      const stillMissed = wereForgotten(calls, state)
        ? []
        : missed.filter((id) => state.ended.every((call) => call.id !== id || call.outcome === "missed"));
      missed = [...stillMissed, ...newlyMissed.map(({ id }) => id)];
      calls = state;
      changed();
    },
    presenceChanged(next) {
      presence = next;
      changed();
    },
    phoneLookedAt() {
      missed = [];
      changed();
    },
    signedOut() {
      presence = null;
      missed = [];
      clipboard = null;
      // What one account has called is nothing for the next.
      calls = noCalls;
      changed();
    },
    watchClipboard: (again) => void watchClipboard(again),
    act(action) {
      switch (action.do) {
        case "show":
          return effects.showPhone();
        case "hide":
          return effects.hidePhone();
        case "control":
          return effects.control(action.verb, action.id);
        case "set-presence":
          return effects.setPresence(presenceFor(action.choice, presence));
        case "set-dnd":
          return effects.setPresence({
            userStatus: presence?.userStatus ?? "Available",
            dndStatus: action.dndStatus,
          });
        case "call-clipboard":
          return clipboard === null ? undefined : effects.call(clipboard.e164);
        case "call-back":
          return effects.call(action.number);
        case "reconnect":
          return effects.reconnect();
        case "devices":
          return effects.showDevices();
        case "settings":
          return effects.showSettings();
        case "check-updates":
          return effects.update("check");
        case "install-update":
          return effects.update("install");
        case "sign-out":
          return effects.signOut();
        case "quit":
          return effects.quit();
        case "cancel-planned":
          return effects.cancelPlanned();
        default:
          return assertNever(action);
      }
    },
  };
}

const UNKNOWN_CALLER = "Unknown caller";

function trayCall({ id, phase, direction, muted, name, number }: Call): TrayCall {
  return { id, phase, direction, muted, label: label(name, number) };
}

function recentCall(call: EndedCall): RecentCall {
  const { name, number } = call;
  return { label: label(name, number), number, outcome: recentOutcome(call) };
}

function recentOutcome({ where, direction, outcome }: EndedCall): RecentCall["outcome"] {
  if (direction === "outbound" || outcome === "unanswered") return "made";
  return where === "elsewhere" && outcome === "answered" ? "answered-elsewhere" : outcome;
}

function label(name: string | null, number: string): string {
  return name ?? (number === "" ? UNKNOWN_CALLER : readableNumber(number));
}
