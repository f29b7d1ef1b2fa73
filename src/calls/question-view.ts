import type { Call } from "./call-state.ts";
import { readableNumber } from "./popup-view.ts";

/** What the page shows that asks before a call is ended. */
export interface QuestionView {
  readonly productName: string;
  /** A new number is a new question. */
  readonly id: number;
  readonly what: "quit" | "sign-out" | "reload" | "update";
  /** Which calls there are, in one sentence. */
  readonly title: string;
  /** Nobody has answered any of them: there is nothing to hang up. */
  readonly onlyRings: boolean;
  readonly several: boolean;
}

export function questionView({
  productName,
  id,
  what,
  calls,
}: Pick<QuestionView, "productName" | "id" | "what"> & { readonly calls: readonly Call[] }): QuestionView {
  const onlyRings = calls.every(({ phase }) => phase === "ringing");
  return { productName, id, what, title: callsSentence(calls), onlyRings, several: calls.length > 1 };
}

/** "A call with Ada Lovelace is up.", "2 calls are up.", "A call from +1 415 555 0142 is ringing." */
export function callsSentence(calls: readonly Pick<Call, "phase" | "name" | "number">[]): string {
  const up = calls.filter(({ phase }) => phase !== "ringing");
  const [first] = up.length > 0 ? up : calls;
  if (first === undefined) return "No call is up.";
  const who = callerOf(first);
  if (up.length > 0)
    return up.length > 1
      ? `${up.length} calls are up.`
      : `A call${who === null ? "" : ` with ${who}`} is up.`;
  return calls.length > 1
    ? `${calls.length} calls are ringing.`
    : `A call${who === null ? "" : ` from ${who}`} is ringing.`;
}

function callerOf({ name, number }: Pick<Call, "name" | "number">): string | null {
  return name ?? (number === "" ? null : readableNumber(number));
}
