import { type CallState, type EndedCall, ringing, wereForgotten } from "../calls/call-state.ts";
import type { Happening } from "./happening.ts";

/**
 * What a change of the call state gives to tell: a call rings, rings no longer, was missed, or was not missed after
 * all; or nobody is to see any more which calls there were.
 */
export function callHappenings(before: CallState, after: CallState): readonly Happening[] {
  if (wereForgotten(before, after)) return [...ringingHappenings(before, after), { kind: "calls-forgotten" }];
  const earlier = new Map(before.ended.map((call) => [call.id, call]));
  const wasMissed = ({ id }: EndedCall): boolean => earlier.get(id)?.outcome === "missed";
  return [
    ...ringingHappenings(before, after),
    ...after.ended
      .filter((call) => call.outcome === "missed" && !wasMissed(call))
      .map(({ id, number, name, endedAt }) => ({
        kind: "missed-call" as const,
        id,
        number,
        name,
        at: endedAt,
      })),
    ...after.ended
      .filter((call) => call.outcome !== "missed" && wasMissed(call))
      .map(({ id }) => ({ kind: "missed-call-taken" as const, id })),
  ];
}

function ringingHappenings(before: CallState, after: CallState): readonly Happening[] {
  const rang = ringing(before);
  const rings = ringing(after);
  return [
    ...rings
      .filter(({ id }) => !rang.some((call) => call.id === id))
      .map(({ id, number, name, queue }) => ({ kind: "incoming-call", id, number, name, queue }) as const),
    ...rang
      .filter(({ id }) => !rings.some((call) => call.id === id))
      .map(({ id }) => ({ kind: "incoming-call-over", id }) as const),
  ];
}
