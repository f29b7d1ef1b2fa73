import type { Secret, SecretKind } from "../types.ts";

/** Every secret that was issued or shown up in this run, so that a leak scan knows what to look for. */
export interface SecretRegister {
  add(kind: SecretKind, value: string | null | undefined): void;
  all(): readonly Secret[];
}

/** Shorter values would be found everywhere by chance. */
const shortestSecret = 8;

export function createSecretRegister(): SecretRegister {
  const known = new Map<string, SecretKind>();
  return {
    add(kind, value) {
      if (value && value.length >= shortestSecret && !known.has(value)) known.set(value, kind);
    },
    all: () => [...known].map(([value, kind]) => ({ kind, value })),
  };
}
