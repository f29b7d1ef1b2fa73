import type { NotificationAction, NotificationEffect } from "./notification-model.ts";
import { messageTexts, summaryTexts, type Texts } from "./notification-texts.ts";
import type { StoredMessage } from "./stored-message.ts";

/** Messages that came shortly one after the other. */
export interface Burst {
  /** When the last one came, in milliseconds since the epoch. */
  readonly lastAt: number;
  /** How many came, also those that were read since. */
  readonly count: number;
  /** Those still unread. */
  readonly messages: readonly StoredMessage[];
}

export const noBurst: Burst = { lastAt: 0, count: 0, messages: [] };

/** Messages further apart than this are told one by one. */
const BURST_GAP_MS = 10_000;
/** So many stand side by side; from the next one on a single notification stands for all. */
const MAX_SINGLE = 3;
/** Of so many the senders are named and the reading is followed. */
const MAX_KEPT = 50;
const SUMMARY = "messages";

interface AfterMessage {
  readonly burst: Burst;
  readonly effects: readonly NotificationEffect[];
}

/** @param now milliseconds since the epoch */
export function afterMessage(
  before: Burst,
  message: StoredMessage,
  now: number,
  withText: boolean,
): AfterMessage {
  const goesOn = now - before.lastAt <= BURST_GAP_MS;
  const count = goesOn ? before.count + 1 : 1;
  const messages = goesOn ? [...before.messages, message].slice(-MAX_KEPT) : [message];
  const burst = { lastAt: now, count, messages };
  if (count <= MAX_SINGLE) {
    return {
      burst,
      effects: [show(singleId(message.id), messageTexts(message, withText), placeOf(message))],
    };
  }
  const withdrawn: NotificationEffect[] =
    count === MAX_SINGLE + 1 ? before.messages.map(({ id }) => ({ do: "withdraw", id: singleId(id) })) : [];
  const place = messages.every(({ kind }) => kind === "voicemail") ? VOICEMAIL : "/messages";
  return { burst, effects: [...withdrawn, show(SUMMARY, summaryTexts(count, messages), place)] };
}

/** A message was read: its own notification goes, and the summary with the last of those it stands for. */
export function afterRead(before: Burst, id: string): AfterMessage {
  const own: NotificationEffect = { do: "withdraw", id: singleId(id) };
  if (!before.messages.some((message) => message.id === id)) return { burst: before, effects: [own] };
  const messages = before.messages.filter((message) => message.id !== id);
  const all: NotificationEffect[] = messages.length === 0 ? [{ do: "withdraw", id: SUMMARY }] : [];
  return { burst: { ...before, messages }, effects: [own, ...all] };
}

const singleId = (messageId: string): string => `message:${messageId}`;

const VOICEMAIL = "/messages/voicemail";

/** The widget's routes (Embeddable's src/containers/App). */
function placeOf(message: StoredMessage): string {
  switch (message.kind) {
    case "voicemail":
      return VOICEMAIL;
    case "fax":
      return "/messages/fax";
    case "text":
      return `/conversations/${encodeURIComponent(message.conversation)}`;
  }
}

function show(id: string, texts: Texts, path: string): NotificationEffect {
  const click: NotificationAction = { do: "open", path };
  return {
    do: "show",
    notification: { id, ...texts, urgency: "normal", silent: false, click, buttons: [] },
  };
}
