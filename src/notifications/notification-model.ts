import { assertNever } from "../app/assert-never.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import { type Badge, badgeCount, emptyBadge, nextBadge } from "./badge.ts";
import type { Happening, IncomingCall, MissedCall } from "./happening.ts";
import { afterMessage, afterRead, type Burst, noBurst } from "./message-burst.ts";
import {
  incomingCallTexts,
  missedCallTexts,
  noticeTexts,
  reachableTexts,
  unreachableTexts,
} from "./notification-texts.ts";

/** What a click, or a button where the system has them, does. */
export type NotificationAction =
  | { readonly do: "show-phone" | "show-settings" }
  /** A route of the widget. */
  | { readonly do: "open"; readonly path: string }
  | { readonly do: "call-back"; readonly number: string }
  | { readonly do: "answer" | "decline"; readonly callId: string };

export interface SystemNotification {
  /** One with the same id takes its place. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly urgency: "normal" | "critical";
  /** True where the app itself makes a sound. */
  readonly silent: boolean;
  readonly click: NotificationAction;
  readonly buttons: readonly { readonly label: string; readonly action: NotificationAction }[];
}

export type NotificationEffect =
  | { readonly do: "show"; readonly notification: SystemNotification }
  | { readonly do: "withdraw"; readonly id: string }
  | { readonly do: "withdraw-all" }
  /** `calls` for attention when there is something new to look at. */
  | { readonly do: "count"; readonly count: number; readonly calls: boolean };

/** What holds at the moment of a happening. */
export interface Situation {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly doNotDisturb: boolean;
  /** The popup shows every call that rings. */
  readonly popupUp: boolean;
  readonly phoneFocused: boolean;
  readonly settings: Pick<
    Settings,
    "notifyMissedCalls" | "notifyVoicemails" | "notifyMessages" | "notifyUnreachable" | "notificationPreviews"
  >;
}

/** What has to be remembered between happenings. */
export interface Memory {
  /** What was told, or would have been: nothing is told twice. The oldest fall out. */
  readonly seen: readonly string[];
  readonly burst: Burst;
  readonly unreachable: {
    readonly since: number;
    readonly reason: Notice;
    /** Causes told since the user could last be called. */
    readonly told: readonly string[];
  } | null;
  /** `told` is false while "do not disturb" holds it back. */
  readonly warning: { readonly notice: Notice; readonly told: boolean } | null;
  readonly badge: Badge;
}

export const emptyMemory: Memory = {
  seen: [],
  burst: noBurst,
  unreachable: null,
  warning: null,
  badge: emptyBadge,
};

export interface Outcome {
  readonly memory: Memory;
  readonly effects: readonly NotificationEffect[];
}

/** A line that is back within this time is nobody's concern. */
export const UNREACHABLE_AFTER_MS = 30_000;
/** A missed call that is heard of later, after a sleep perhaps, is counted but not announced. */
const STALE_AFTER_MS = 10 * 60_000;
const REMEMBERED = 500;
const REACHABILITY = "reachability";
const WARNING = "warning";

/** The memory after a happening, and what is to be done about it. */
export function nextNotifications(memory: Memory, happening: Happening, situation: Situation): Outcome {
  const key = identity(happening);
  const isNew = key === null || !memory.seen.includes(key);
  const badge = nextBadge(memory.badge, happening, isNew, situation.phoneFocused);
  const seen = key === null || !isNew ? memory.seen : [...memory.seen, key].slice(-REMEMBERED);
  const told = isNew ? tell({ ...memory, seen, badge }, happening, situation) : { memory, effects: [] };
  const due = tellWhatIsDue(told.memory, situation);
  const [before, after] = [badgeCount(memory.badge), badgeCount(badge)];
  const calls = after > before && !situation.doNotDisturb;
  const count: NotificationEffect[] = before === after ? [] : [{ do: "count", count: after, calls }];
  return { memory: due.memory, effects: [...told.effects, ...due.effects, ...count] };
}

/** When, in milliseconds since the epoch, there may be something to tell though nothing happens; or null. */
export function nextLook({ unreachable }: Memory): number | null {
  return unreachable === null || unreachable.told.length > 0
    ? null
    : unreachable.since + UNREACHABLE_AFTER_MS;
}

function identity(happening: Happening): string | null {
  switch (happening.kind) {
    case "missed-call":
      return missedId(happening.id);
    case "incoming-call":
      return `incoming:${happening.id}`;
    case "message-received":
      return `message:${happening.message.id}`;
    default:
      return null;
  }
}

function tell(memory: Memory, happening: Happening, situation: Situation): Outcome {
  const nothing: Outcome = { memory, effects: [] };
  switch (happening.kind) {
    case "missed-call":
      return { memory, effects: missedCall(happening, situation) };
    case "missed-call-taken":
      return { memory, effects: [{ do: "withdraw", id: missedId(happening.id) }] };
    case "calls-forgotten":
      return { memory, effects: withdrawMissed(memory) };
    case "incoming-call":
      return { memory, effects: incomingCall(happening, situation) };
    case "incoming-call-over":
      return { memory, effects: [{ do: "withdraw", id: incomingId(happening.id) }] };
    case "message-received": {
      const { message } = happening;
      const { notifyVoicemails, notifyMessages, notificationPreviews } = situation.settings;
      const wanted = message.kind === "voicemail" ? notifyVoicemails : notifyMessages;
      if (!wanted || isQuiet(situation)) return nothing;
      const { burst, effects } = afterMessage(memory.burst, message, situation.now, notificationPreviews);
      return { memory: { ...memory, burst }, effects };
    }
    case "message-done": {
      const { burst, effects } = afterRead(memory.burst, happening.id);
      return { memory: { ...memory, burst }, effects };
    }
    case "cannot-be-called": {
      const { since = situation.now, told = [] } = memory.unreachable ?? {};
      return { memory: { ...memory, unreachable: { since, reason: happening.reason, told } }, effects: [] };
    }
    case "can-be-called":
      return canBeCalled(memory, situation);
    case "warning": {
      const { notice } = happening;
      if (notice?.code === memory.warning?.notice.code) return nothing;
      const warning = notice === null ? null : { notice, told: false };
      return { memory: { ...memory, warning }, effects: [{ do: "withdraw", id: WARNING }] };
    }
    case "signed-out":
      return {
        memory: { ...memory, burst: noBurst, unreachable: null, warning: null },
        effects: [{ do: "withdraw-all" }],
      };
    case "phone-focused":
    case "look":
      return nothing;
    default:
      return assertNever(happening);
  }
}

/** The user does not want to hear of it, or is looking at it. */
function isQuiet({ doNotDisturb, phoneFocused }: Situation): boolean {
  return doNotDisturb || phoneFocused;
}

function missedCall(call: MissedCall, situation: Situation): NotificationEffect[] {
  const stale = situation.now - call.at > STALE_AFTER_MS;
  if (stale || isQuiet(situation) || !situation.settings.notifyMissedCalls) return [];
  const notification: SystemNotification = {
    id: missedId(call.id),
    ...missedCallTexts(call),
    urgency: "normal",
    silent: false,
    click: { do: "open", path: "/history" },
    buttons:
      call.number === "" ? [] : [{ label: "Call back", action: { do: "call-back", number: call.number } }],
  };
  return [{ do: "show", notification }];
}

function incomingCall(call: IncomingCall, situation: Situation): NotificationEffect[] {
  if (situation.popupUp || isQuiet(situation)) return [];
  const notification: SystemNotification = {
    id: incomingId(call.id),
    ...incomingCallTexts(call),
    urgency: "critical",
    // The widget rings.
    silent: true,
    click: { do: "show-phone" },
    buttons: [
      { label: "Answer", action: { do: "answer", callId: call.id } },
      { label: "Decline", action: { do: "decline", callId: call.id } },
    ],
  };
  return [{ do: "show", notification }];
}

function withdrawMissed({ seen }: Memory): NotificationEffect[] {
  return seen.filter((key) => key.startsWith(missedId(""))).map((id) => ({ do: "withdraw", id }));
}

const incomingId = (callId: string): string => `incoming:${callId}`;
/** Also what the call is remembered as. */
const missedId = (callId: string): string => `missed:${callId}`;

function canBeCalled(memory: Memory, situation: Situation): Outcome {
  const wasTold = (memory.unreachable?.told.length ?? 0) > 0;
  const next = { ...memory, unreachable: null };
  if (!wasTold) return { memory: next, effects: [] };
  if (situation.doNotDisturb || !situation.settings.notifyUnreachable) {
    return { memory: next, effects: [{ do: "withdraw", id: REACHABILITY }] };
  }
  return { memory: next, effects: [show(REACHABILITY, reachableTexts)] };
}

/** What waited for time to pass or for "do not disturb" to end. */
function tellWhatIsDue(before: Memory, { now, doNotDisturb, settings }: Situation): Outcome {
  if (doNotDisturb) return { memory: before, effects: [] };
  let memory = before;
  const effects: NotificationEffect[] = [];
  const { warning, unreachable } = before;
  if (warning !== null && !warning.told) {
    memory = { ...memory, warning: { ...warning, told: true } };
    effects.push(show(WARNING, noticeTexts(warning.notice)));
  }
  const isDue =
    unreachable !== null &&
    settings.notifyUnreachable &&
    now - unreachable.since >= UNREACHABLE_AFTER_MS &&
    !unreachable.told.includes(unreachable.reason.code);
  if (isDue) {
    const told = [...unreachable.told, unreachable.reason.code];
    memory = { ...memory, unreachable: { ...unreachable, told } };
    effects.push(show(REACHABILITY, unreachableTexts(unreachable.reason)));
  }
  return { memory, effects };
}

function show(id: string, texts: { readonly title: string; readonly body: string }): NotificationEffect {
  const click: NotificationAction = { do: "show-phone" };
  return {
    do: "show",
    notification: { id, ...texts, urgency: "normal", silent: false, click, buttons: [] },
  };
}
