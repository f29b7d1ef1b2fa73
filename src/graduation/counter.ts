import type { AccountCall, CallEvent } from "../calls/call-event.ts";
import type { StoredMessage } from "../notifications/stored-message.ts";
import { isSamePresence, type Presence } from "../presence/presence.ts";
import type { WidgetMessage } from "../widget/messages.ts";
import type { Activity } from "./activities.ts";

/** One thing that counts. The widget tells most things more than once: `id` says whether it is the same one. */
export interface Mark {
  readonly activity: Activity;
  readonly id: string;
}

export interface Counter {
  /**
   * What a message of the widget counts for.
   *
   * @param now milliseconds since the epoch
   */
  told(message: WidgetMessage, now: number): readonly Mark[];
  /** Another account or app may be next. */
  forget(): void;
}

/** Nobody has more unread messages at once who wants to be done with them. */
const MAX_UNREAD = 500;

/** Reads what counts from the widget's messages. In doubt nothing counts: too many would be found out only later. */
export function createCounter(): Counter {
  const unread = new Set<string>();
  const held = new Set<string>();
  let presence: Presence | null = null;

  /** The first presence is only where it starts from. */
  const presenceTold = (next: Presence, now: number): readonly Mark[] => {
    const isChange = presence !== null && !isSamePresence(presence, next);
    presence = next;
    return isChange ? [{ activity: "presence", id: String(now) }] : [];
  };
  const messageTold = (message: StoredMessage): readonly Mark[] => {
    const { id, kind, inbound, isExtension } = message;
    if (!inbound) {
      if (kind !== "text") return [];
      return [{ activity: isExtension ? "internal-messages" : "sms", id }];
    }
    if (message.unread) {
      if (unread.size < MAX_UNREAD) unread.add(id);
      return [];
    }
    return unread.delete(id) ? [{ activity: "read-messages", id }] : [];
  };
  const ringOutTold = ({ session, status }: AccountCall, now: number): readonly Mark[] => {
    const isNewHold = status === "held" && !held.has(session);
    if (status === "held") held.add(session);
    else held.delete(session);
    const call: Mark = { activity: "ring-out-calls", id: session };
    return isNewHold ? [call, { activity: "ring-out-control", id: `${session} ${now}` }] : [call];
  };
  const callTold = (event: CallEvent, now: number): readonly Mark[] => {
    if (event.what === "account-call") return event.call.ringOut === true ? ringOutTold(event.call, now) : [];
    if (event.what !== "start") return [];
    const { id, direction } = event.call;
    return [{ activity: direction === "outbound" ? "outbound-calls" : "inbound-calls", id }];
  };

  return {
    told(message, now) {
      switch (message.type) {
        case "message":
          return messageTold(message.message);
        case "call":
          return callTold(message.event, now);
        case "presence":
          return message.presence === null ? [] : presenceTold(message.presence, now);
        default:
          return [];
      }
    },
    forget() {
      unread.clear();
      held.clear();
      presence = null;
    },
  };
}
