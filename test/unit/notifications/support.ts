import type { Happening } from "../../../src/notifications/happening.ts";
import {
  emptyMemory,
  type NotificationEffect,
  nextNotifications,
  type Situation,
  type SystemNotification,
} from "../../../src/notifications/notification-model.ts";
import type { StoredMessage } from "../../../src/notifications/stored-message.ts";

/** The user looks elsewhere and wants to know of everything. */
export const lookingAway: Situation = {
  now: Date.UTC(2026, 0, 1),
  doNotDisturb: false,
  popupUp: false,
  phoneFocused: false,
  settings: {
    notifyMissedCalls: true,
    notifyVoicemails: true,
    notifyMessages: true,
    notifyUnreachable: true,
    notificationPreviews: true,
  },
};

export function message(id: string, change: Partial<StoredMessage> = {}): StoredMessage {
  return {
    id,
    kind: "text",
    inbound: true,
    unread: true,
    conversation: `c${id}`,
    number: `+1415555014${id}`,
    isExtension: false,
    name: null,
    text: `Text ${id}`,
    seconds: null,
    ...change,
  };
}

export const received = (id: string, change?: Partial<StoredMessage>): Happening => ({
  kind: "message-received",
  message: message(id, change),
});

export const missed = (id: string, at: number = lookingAway.now): Happening => ({
  kind: "missed-call",
  id,
  number: "+14155550142",
  name: "Ada Lovelace",
  at,
});

/** A model with its memory: what one happening after the other leads to. */
export function createBench() {
  let memory = emptyMemory;
  const screen = new Map<string, SystemNotification>();
  const bench = {
    /** Everything that was ever shown. */
    shown: [] as SystemNotification[],
    count: 0,
    calls: 0,
    get memory() {
      return memory;
    },
    /** Titles of what is on the screen. */
    get titles(): readonly string[] {
      return [...screen.values()].map(({ title }) => title);
    },
    after(happening: Happening, change: Partial<Situation> = {}): readonly NotificationEffect[] {
      const outcome = nextNotifications(memory, happening, { ...lookingAway, ...change });
      memory = outcome.memory;
      for (const effect of outcome.effects) {
        if (effect.do === "show") {
          bench.shown.push(effect.notification);
          screen.delete(effect.notification.id);
          screen.set(effect.notification.id, effect.notification);
        } else if (effect.do === "withdraw") screen.delete(effect.id);
        else if (effect.do === "withdraw-all") screen.clear();
        else {
          bench.count = effect.count;
          if (effect.calls) bench.calls += 1;
        }
      }
      return outcome.effects;
    },
  };
  return bench;
}
