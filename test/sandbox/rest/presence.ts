import { fieldsOf } from "../server/exchange.ts";

const userStatuses = ["Available", "Busy", "Offline"] as const;
const dndStatuses = [
  "TakeAllCalls",
  "DoNotAcceptAnyCalls",
  "DoNotAcceptDepartmentCalls",
  "TakeDepartmentCallsOnly",
] as const;

export interface PresenceState {
  readonly userStatus: (typeof userStatuses)[number];
  readonly dndStatus: (typeof dndStatuses)[number];
}

export interface Presence {
  get(): PresenceState;
  /** Takes the fields it knows from a request body; returns null when one has a value that does not exist. */
  update(body: unknown): PresenceState | null;
  onChange(listener: (state: PresenceState) => void): () => void;
}

export function createPresence(): Presence {
  let state: PresenceState = {
    userStatus: "Available",
    dndStatus: "TakeAllCalls",
  };
  const listeners = new Set<(state: PresenceState) => void>();
  return {
    get: () => state,
    update(body) {
      const given = fieldsOf(body);
      const userStatus = oneOf(userStatuses, given.userStatus ?? state.userStatus);
      const dndStatus = oneOf(dndStatuses, given.dndStatus ?? state.dndStatus);
      if (userStatus === undefined || dndStatus === undefined) return null;
      state = { userStatus, dndStatus };
      for (const listener of listeners) listener(state);
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((item) => item === value);
}
