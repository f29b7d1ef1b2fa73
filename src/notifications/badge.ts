import type { Happening } from "./happening.ts";

/** What the count on the app's icon stands for. */
export interface Badge {
  /** Ids of missed calls nobody has looked at. */
  readonly missed: readonly string[];
  /** Ids of messages that came, were not read and nobody has looked at. */
  readonly unread: readonly string[];
}

export const emptyBadge: Badge = { missed: [], unread: [] };

/** More is not counted: a dock has no room for three digits. */
const MAX_COUNTED = 99;
/** More are known all the same: a call that turns out to have been taken makes them fewer. */
const MAX_KNOWN = 500;

/**
 * The badge after a happening. What comes while the phone has the focus is seen at once and not counted.
 *
 * @param isNew false where the same call or message has been told before
 */
export function nextBadge(badge: Badge, happening: Happening, isNew: boolean, phoneFocused: boolean): Badge {
  switch (happening.kind) {
    case "missed-call":
      return isNew && !phoneFocused ? { ...badge, missed: added(badge.missed, happening.id) } : badge;
    case "missed-call-taken":
      return { ...badge, missed: badge.missed.filter((id) => id !== happening.id) };
    case "calls-forgotten":
      return { ...badge, missed: [] };
    case "message-received":
      return isNew && !phoneFocused ? { ...badge, unread: added(badge.unread, happening.message.id) } : badge;
    case "message-done":
      return badge.unread.includes(happening.id)
        ? { ...badge, unread: badge.unread.filter((id) => id !== happening.id) }
        : badge;
    case "phone-focused":
    case "signed-out":
      return emptyBadge;
    default:
      return badge;
  }
}

export function badgeCount({ missed, unread }: Badge): number {
  return Math.min(missed.length + unread.length, MAX_COUNTED);
}

function added(ids: readonly string[], id: string): readonly string[] {
  return [...ids, id].slice(-MAX_KNOWN);
}
