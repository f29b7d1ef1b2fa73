import { isRecord } from "../app/json.ts";

/** A message of the account's message store, as far as the shell has a use for it. */
export interface StoredMessage {
  readonly id: string;
  /** "text" is an SMS or a message between extensions. */
  readonly kind: "text" | "voicemail" | "fax";
  readonly inbound: boolean;
  /** Unread, and not deleted. */
  readonly unread: boolean;
  /** What the widget calls its conversation. */
  readonly conversation: string;
  /** The sender's number or extension; "" when withheld. */
  readonly number: string;
  /** True for a sender within the company. The five or six digits of other senders are short codes. */
  readonly isExtension: boolean;
  readonly name: string | null;
  /** Text of a text message, on one line, or "". */
  readonly text: string;
  /** Length of a voicemail in seconds, or null. */
  readonly seconds: number | null;
}

const KINDS: ReadonlyMap<unknown, StoredMessage["kind"]> = new Map([
  ["SMS", "text"],
  ["Text", "text"],
  ["Pager", "text"],
  ["VoiceMail", "voicemail"],
  ["Fax", "fax"],
]);

/** More than a notification shows, less than what an SMS may have (RingCentral's limit is 1,000 characters). */
const MAX_MESSAGE_TEXT = 500;
const MAX_NAME = 200;
const MAX_ID = 64;

/**
 * Reads the `message` of `rc-inbound-message-notify` and `rc-message-updated-notify`: a record of RingCentral's
 * message store, to which the widget adds nothing that is needed here (Embeddable's manual, "Message event").
 *
 * @returns null for what is not a message or of a type that nobody is told about
 */
export function parseStoredMessage(message: unknown): StoredMessage | null {
  if (!isRecord(message)) return null;
  const id = identifier(message.id);
  const kind = KINDS.get(message.type);
  if (id === null || kind === undefined) return null;
  const from = isRecord(message.from) ? message.from : {};
  const phoneNumber = line(from.phoneNumber, MAX_NAME);
  const extensionNumber = line(from.extensionNumber, MAX_NAME);
  const conversation = isRecord(message.conversation) ? identifier(message.conversation.id) : null;
  return {
    id,
    kind,
    inbound: message.direction === "Inbound",
    unread: message.readStatus === "Unread" && message.availability === "Alive",
    // The widget's own rule: messages without one are a conversation each.
    conversation: conversation ?? identifier(message.conversationId) ?? id,
    number: phoneNumber || extensionNumber,
    isExtension: phoneNumber === "" && extensionNumber !== "",
    name: line(from.name, MAX_NAME) || null,
    // The subject of a voicemail or fax is RingCentral's own wording.
    text: kind === "text" ? line(message.subject, MAX_MESSAGE_TEXT) : "",
    seconds: kind === "voicemail" ? secondsOf(message.attachments) : null,
  };
}

function identifier(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === "string" && /^[\w-]+$/.test(value) && value.length <= MAX_ID ? value : null;
}

/** The text on one line and without what cannot be seen; "" for anything else. */
function line(value: unknown, maxLength: number): string {
  if (typeof value !== "string") return "";
  // Cut first: the patterns need not look at megabytes.
  const plain = value
    .slice(0, 4 * maxLength)
    .replace(/\s+/gu, " ")
    .replace(/\p{C}/gu, "")
    .trim();
  return [...plain].slice(0, maxLength).join("");
}

/** A day is longer than any voicemail. */
const MAX_SECONDS = 86_400;

function secondsOf(attachments: unknown): number | null {
  const first: unknown = Array.isArray(attachments) ? attachments[0] : null;
  const duration = isRecord(first) ? first.vmDuration : null;
  const isLength = typeof duration === "number" && duration >= 0 && duration <= MAX_SECONDS;
  return isLength ? Math.round(duration) : null;
}
