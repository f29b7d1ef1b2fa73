import type { Planned } from "../app/departure.ts";
import { accountName } from "../auth/account-name.ts";
import type { SessionStatus } from "../auth/session-status.ts";
import type { Outcome } from "../calls/call-state.ts";
import type { CallVerb } from "../calls/control.ts";
import {
  type DndStatus,
  dndStatuses,
  type Presence,
  type PresenceChoice,
  presenceChoice,
  presenceChoices,
} from "../presence/presence.ts";
import type { Reachability } from "../reachability/reachability.ts";
import { missedIcon, type TrayIcon } from "./tray-icons.ts";

/** Everything the tray shows is derived from these. */
export interface TrayFacts {
  readonly productName: string;
  /** The profile's name where it is not the usual one, or null. */
  readonly profile: string | null;
  readonly session: SessionStatus;
  readonly reachability: Reachability;
  /** "Reconnect now" would do something. */
  readonly canReconnect: boolean;
  readonly presence: Presence | null;
  /** The calls that are there, the oldest first. */
  readonly calls: readonly TrayCall[];
  /** Calls of this run that are over, the newest first. */
  readonly recent: readonly RecentCall[];
  /** Missed since the phone was last looked at. */
  readonly missed: number;
  /** The number on the clipboard, as people read it, or null. */
  readonly clipboardNumber: string | null;
  readonly isPhoneVisible: boolean;
  readonly update: TrayUpdate | null;
  /** What happens when the call is over, or null. */
  readonly planned: Planned | null;
}

/** What the menu offers of updates; null where they are not looked for. */
export interface TrayUpdate {
  /** The version that is ready to be installed, or null. */
  readonly ready: string | null;
}

export interface TrayCall {
  readonly id: string;
  readonly phase: "ringing" | "dialing" | "active" | "held";
  readonly direction: "inbound" | "outbound";
  readonly muted: boolean;
  /** Who is on the other side: a name, or a number as people read it. */
  readonly label: string;
}

export interface RecentCall {
  readonly label: string;
  /** To call back; "" when it is withheld. */
  readonly number: string;
  readonly outcome: "made" | Exclude<Outcome, "unanswered">;
}

export type TrayAction =
  | { readonly do: "show" | "hide" | "call-clipboard" | "settings" | "sign-out" | "quit" | "cancel-planned" }
  | { readonly do: "check-updates" | "install-update" }
  | { readonly do: "reconnect" | "devices" }
  | { readonly do: "control"; readonly verb: CallVerb; readonly id: string }
  | { readonly do: "set-presence"; readonly choice: PresenceChoice }
  | { readonly do: "set-dnd"; readonly dndStatus: DndStatus }
  | { readonly do: "call-back"; readonly number: string };

export type TrayEntry =
  | { readonly kind: "text"; readonly label: string }
  | { readonly kind: "separator" }
  | { readonly kind: "action"; readonly label: string; readonly action: TrayAction }
  /** One of several, of which one is chosen. */
  | {
      readonly kind: "choice";
      readonly label: string;
      readonly chosen: boolean;
      readonly action: TrayAction;
    }
  | { readonly kind: "menu"; readonly label: string; readonly entries: readonly TrayEntry[] };

export interface TrayView {
  readonly icon: TrayIcon;
  /** Who, what state, and why. */
  readonly tooltip: string;
  /** Text beside the icon, which macOS has room for: the count of missed calls, or "". */
  readonly title: string;
  readonly menu: readonly TrayEntry[];
}

export const MAX_RECENT = 8;
const separator: TrayEntry = { kind: "separator" };
const action = (label: string, of: TrayAction): TrayEntry => ({ kind: "action", label, action: of });

/** What the tray shows; see `TrayFacts`. */
export function trayView(facts: TrayFacts): TrayView {
  return {
    icon: trayIcon(facts),
    tooltip: tooltip(facts),
    title: facts.missed > 0 ? String(facts.missed) : "",
    menu: trayMenu(facts),
  };
}

function trayIcon({ session, reachability, presence, calls, missed }: TrayFacts): TrayIcon {
  if (calls.some(isRinging)) return "ringing";
  if (calls.length > 0) return "on-call";
  if (session.state !== "signed-in") return "signed-out";
  if (!reachability.reachable) return "unavailable";
  if (missed > 0) return missedIcon(missed);
  if (presence === null) return "available";
  switch (presenceChoice(presence)) {
    case "do-not-disturb":
      return "do-not-disturb";
    case "busy":
      return "busy";
    case "available":
    case "invisible":
      return "available";
  }
}

function tooltip(facts: TrayFacts): string {
  return [headline(facts), stateLine(facts), warningLine(facts)].filter((line) => line !== null).join("\n");
}

/** "Handset (work): +1 650-555-0100 ext. 101" */
function headline({ productName, profile, session }: TrayFacts): string {
  const name = profile === null ? productName : `${productName} (${profile})`;
  return session.account === null ? name : `${name}: ${accountName(session.account)}`;
}

function stateLine({ session, reachability, presence, calls, missed }: TrayFacts): string {
  const [call] = calls;
  if (call !== undefined) return callLine(call);
  if (session.state !== "signed-in") return sessionLine(session);
  if (!reachability.reachable) return reachability.because.title;
  if (missed > 0) return missed === 1 ? "1 missed call" : `${missed} missed calls`;
  return presence === null ? "Ready for calls" : CHOICES[presenceChoice(presence)];
}

function sessionLine({ state, reason }: SessionStatus): string {
  switch (state) {
    case "authorizing":
      return "Signing in: waiting for the browser";
    case "redeeming":
      return "Signing in";
    case "unconfigured":
    case "signed-out":
    case "signed-in":
      return reason?.title ?? "Signed out";
  }
}

/** What goes with the state: a warning, or what is being done for a phone that cannot be called. */
function warningLine({ session, reachability, calls }: TrayFacts): string | null {
  if (session.warning !== null) return session.warning.title;
  if (session.state !== "signed-in") return null;
  if (reachability.reachable) return reachability.warning?.title ?? null;
  return calls.length === 0 ? reachability.because.nextStep : null;
}

function callLine({ phase, direction, muted, label }: TrayCall): string {
  switch (phase) {
    case "ringing":
      return direction === "inbound" ? `${label} is calling` : `Calling ${label}`;
    case "dialing":
      return `Calling ${label}`;
    case "active":
      return muted ? `On a call with ${label}, muted` : `On a call with ${label}`;
    case "held":
      return `On hold: ${label}`;
  }
}

const isRinging = (call: TrayCall): boolean => call.phase === "ringing" && call.direction === "inbound";

const CHOICES: Readonly<Record<PresenceChoice, string>> = {
  available: "Available",
  busy: "Busy",
  "do-not-disturb": "Do not disturb",
  invisible: "Invisible",
};

const DND_KINDS: Readonly<Record<DndStatus, string>> = {
  TakeAllCalls: "All calls",
  TakeDepartmentCallsOnly: "Only calls to my queues",
  DoNotAcceptDepartmentCalls: "All but calls to my queues",
  DoNotAcceptAnyCalls: "No calls",
};

function trayMenu(facts: TrayFacts): readonly TrayEntry[] {
  const { session, calls, recent, clipboardNumber, isPhoneVisible } = facts;
  const isSignedIn = session.state === "signed-in";
  const warning = warningLine(facts);
  const sections: readonly (readonly TrayEntry[])[] = [
    [
      { kind: "text", label: headline(facts) },
      { kind: "text", label: stateLine(facts) },
      ...(warning === null ? [] : [{ kind: "text", label: warning } as const]),
      ...(facts.canReconnect ? [action("Reconnect now", { do: "reconnect" })] : []),
      ...(facts.reachability.reachable && facts.reachability.warning !== undefined
        ? [action("Check microphone and speakers", { do: "devices" })]
        : []),
    ],
    calls.flatMap((call) => callEntries(call, calls.length > 1)),
    [
      isPhoneVisible
        ? action("Hide", { do: "hide" })
        : action(isSignedIn ? "Show" : "Sign in", { do: "show" }),
      ...(isSignedIn && clipboardNumber !== null
        ? [action(`Call ${clipboardNumber}`, { do: "call-clipboard" })]
        : []),
      ...(isSignedIn ? [presenceMenu(facts.presence)] : []),
      ...(recent.length > 0 ? [recentMenu(recent, isSignedIn)] : []),
    ],
    [
      ...updateEntries(facts.update),
      action("Settings", { do: "settings" }),
      ...(isSignedIn ? [action("Sign out", { do: "sign-out" })] : []),
    ],
    [...(facts.planned === null ? [] : [plannedEntry(facts.planned)]), action("Quit", { do: "quit" })],
  ];
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : [separator, ...section]));
}

function updateEntries(update: TrayUpdate | null): readonly TrayEntry[] {
  if (update === null) return [];
  return update.ready === null
    ? [action("Check for updates", { do: "check-updates" })]
    : [action(`Restart to update to ${update.ready}`, { do: "install-update" })];
}

function plannedEntry(planned: Planned): TrayEntry {
  const label = { quit: "Quits after the call – Cancel", "sign-out": "Signs out after the call – Cancel" };
  return action(label[planned], { do: "cancel-planned" });
}

function callEntries(call: TrayCall, several: boolean): readonly TrayEntry[] {
  const { id, label, muted } = call;
  const control = (text: string, verb: CallVerb): TrayEntry =>
    action(several ? `${text}: ${label}` : text, { do: "control", verb, id });
  switch (call.phase) {
    case "ringing":
      if (!isRinging(call)) return [control("Hang up", "hangup")];
      return [
        control("Answer", "answer"),
        control("Decline", "decline"),
        control("Send to voicemail", "to-voicemail"),
      ];
    case "dialing":
      return [control("Hang up", "hangup")];
    case "active":
      return [
        control("Hang up", "hangup"),
        control("Hold", "hold"),
        muted ? control("Unmute", "unmute") : control("Mute", "mute"),
      ];
    case "held":
      return [control("Hang up", "hangup"), control("Resume", "unhold")];
  }
}

function presenceMenu(presence: Presence | null): TrayEntry {
  const chosen = presence === null ? null : presenceChoice(presence);
  const choices = presenceChoices.map(
    (choice): TrayEntry => ({
      kind: "choice",
      label: CHOICES[choice],
      chosen: choice === chosen,
      action: { do: "set-presence", choice },
    }),
  );
  const kinds = dndStatuses.map(
    (dndStatus): TrayEntry => ({
      kind: "choice",
      label: DND_KINDS[dndStatus],
      chosen: presence?.dndStatus === dndStatus,
      action: { do: "set-dnd", dndStatus },
    }),
  );
  return {
    kind: "menu",
    label: chosen === null ? "Presence" : `Presence: ${CHOICES[chosen]}`,
    entries: [...choices, separator, { kind: "menu", label: "Calls that ring", entries: kinds }],
  };
}

/** "diverted" is to voicemail, to another number, or with a reply. */
const OUTCOMES: Readonly<Record<RecentCall["outcome"], string>> = {
  made: "Called",
  answered: "Answered",
  "answered-elsewhere": "Answered elsewhere",
  missed: "Missed",
  declined: "Declined",
  diverted: "Sent on",
};

function recentMenu(recent: readonly RecentCall[], canCall: boolean): TrayEntry {
  return {
    kind: "menu",
    label: "Recent calls",
    entries: recent.slice(0, MAX_RECENT).map(({ label, number, outcome }): TrayEntry => {
      const text = `${OUTCOMES[outcome]}: ${label}`;
      return canCall && number !== ""
        ? action(text, { do: "call-back", number })
        : { kind: "text", label: text };
    }),
  };
}
