import type { StoredMessage } from "../rest/message-store.ts";
import { post } from "./messages.ts";

/** The messages and voicemails that the stand-in knows of. */
export interface Mailbox {
  /** What there was before the line stood; nobody is told. */
  fill(messages: readonly StoredMessage[]): void;
  /** A new message, or one that has changed. */
  take(message: StoredMessage): void;
  list(): readonly StoredMessage[];
}

/** Tells the embedding page of messages as the real widget does: each change, and a new one of somebody else's. */
export function createMailbox(onChange: () => void): Mailbox {
  const messages = new Map<number, StoredMessage>();
  return {
    fill(known) {
      for (const message of known) messages.set(message.id, message);
      onChange();
    },
    take(message) {
      const isNew = !messages.has(message.id);
      messages.set(message.id, message);
      post("rc-message-updated-notify", { message });
      if (isNew && message.direction === "Inbound" && message.readStatus === "Unread") {
        post("rc-inbound-message-notify", { message });
      }
      onChange();
    },
    list: () => [...messages.values()],
  };
}
