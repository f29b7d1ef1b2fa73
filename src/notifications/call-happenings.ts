import { type CallState, ringing } from "../calls/call-state.ts";
import type { Happening } from "./happening.ts";

/** What a change of the call state gives to tell: a call rings, rings no longer, or was missed. */
export function callHappenings(before: CallState, after: CallState): readonly Happening[] {
  const rang = ringing(before);
  const rings = ringing(after);
  const missed = after.ended.filter(
    ({ id, outcome }) => outcome === "missed" && !before.ended.some((call) => call.id === id),
  );
  const over = rang.filter(({ id }) => !rings.some((call) => call.id === id));
  return [
    ...rings
      .filter(({ id }) => !rang.some((call) => call.id === id))
      .map(({ id, number, name, queue }) => ({ kind: "incoming-call", id, number, name, queue }) as const),
    ...over
      .filter(({ id }) => !missed.some((call) => call.id === id))
      .map(({ id }) => ({ kind: "incoming-call-over", id }) as const),
    ...missed.map(({ id, number, name, endedAt }) => ({
      kind: "missed-call" as const,
      id,
      number,
      name,
      at: endedAt,
    })),
  ];
}
