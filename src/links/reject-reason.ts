/** Why a link or a number was refused; `refusal.ts` has the words. */
export type RejectReason =
  | "too-long"
  | "malformed"
  | "no-number"
  | "has-letters"
  | "service-code"
  | "too-many-digits"
  | "not-a-number"
  | "no-area-code"
  | "several-numbers"
  | "tones-after-number"
  | "foreign-context"
  | "mandatory-parameter"
  | "sip-name"
  | "too-many-recipients"
  | "not-writable"
  | "unknown-action";

/** A refusal, and the piece of the text that is to blame where one can be named: short, and safe to show. */
export interface Rejection {
  readonly ok: false;
  readonly reason: RejectReason;
  readonly part: string | null;
}
