/** RingCentral's words for a person's own choice (REST reference, "Presence", `userStatus`). "Offline" is invisible. */
export type UserStatus = "Available" | "Busy" | "Offline";
/** Which calls ring (REST reference, "Presence", `dndStatus`). */
export const dndStatuses = [
  "TakeAllCalls",
  "TakeDepartmentCallsOnly",
  "DoNotAcceptDepartmentCalls",
  "DoNotAcceptAnyCalls",
] as const;
export type DndStatus = (typeof dndStatuses)[number];

/** What the account's presence says; null where the widget has not said it yet. */
export interface Presence {
  readonly userStatus: UserStatus;
  readonly dndStatus: DndStatus;
}

/** What a person can choose in one step, as menus list it. */
export const presenceChoices = ["available", "busy", "do-not-disturb", "invisible"] as const;
export type PresenceChoice = (typeof presenceChoices)[number];

/** Reads `rc-adapter-syncPresence` (Embeddable's manual, "Presence sync event"). */
export function parsePresence(userStatus: unknown, dndStatus: unknown): Presence | null {
  switch (userStatus) {
    case "Available":
    case "Busy":
    case "Offline":
      return { userStatus, dndStatus: isDndStatus(dndStatus) ? dndStatus : "TakeAllCalls" };
    default:
      return null;
  }
}

function isDndStatus(value: unknown): value is DndStatus {
  return dndStatuses.some((status) => status === value);
}

/** Which choice the presence amounts to. */
export function presenceChoice({ userStatus, dndStatus }: Presence): PresenceChoice {
  if (dndStatus === "DoNotAcceptAnyCalls") return "do-not-disturb";
  switch (userStatus) {
    case "Available":
      return "available";
    case "Busy":
      return "busy";
    case "Offline":
      return "invisible";
  }
}

/**
 * The presence that a choice asks for. What was chosen for calls of queues stays, unless it was "no calls at all",
 * which only its own entry means.
 */
export function presenceFor(choice: PresenceChoice, now: Presence | null): Presence {
  const dndStatus = now === null || now.dndStatus === "DoNotAcceptAnyCalls" ? "TakeAllCalls" : now.dndStatus;
  switch (choice) {
    case "available":
      return { userStatus: "Available", dndStatus };
    case "busy":
      return { userStatus: "Busy", dndStatus };
    case "invisible":
      return { userStatus: "Offline", dndStatus };
    case "do-not-disturb":
      // As RingCentral's own apps do it: busy to colleagues, no call rings.
      return { userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" };
  }
}

/**
 * Whether two presences come to the same. While no call is taken at all, the other half is not the point, and the
 * platform may write it its own way.
 */
export function isSamePresence(one: Presence, other: Presence): boolean {
  if (one.dndStatus !== other.dndStatus) return false;
  return one.userStatus === other.userStatus || one.dndStatus === "DoNotAcceptAnyCalls";
}
