import type { Notice } from "../ipc/channels.ts";
import type { StoredMessage } from "./stored-message.ts";

export interface MissedCall {
  readonly id: string;
  /** "" when the caller withheld it. */
  readonly number: string;
  readonly name: string | null;
  /** When it stopped ringing, in milliseconds since the epoch. */
  readonly at: number;
}

export interface IncomingCall {
  readonly id: string;
  readonly number: string;
  readonly name: string | null;
  readonly queue: string | null;
}

/** What a user may have to be told while looking elsewhere. */
export type Happening =
  | ({ readonly kind: "missed-call" } & MissedCall)
  /** It turns out that it was taken on another device. */
  | { readonly kind: "missed-call-taken"; readonly id: string }
  /** Nobody is to see any more which calls there were. */
  | { readonly kind: "calls-forgotten" }
  | ({ readonly kind: "incoming-call" } & IncomingCall)
  /** It rings no longer, whatever came of it. */
  | { readonly kind: "incoming-call-over"; readonly id: string }
  | { readonly kind: "message-received"; readonly message: StoredMessage }
  /** Read or deleted, here or elsewhere. */
  | { readonly kind: "message-done"; readonly id: string }
  /** `reason.code` is the cause; said again with another one when the cause changes. */
  | { readonly kind: "cannot-be-called"; readonly reason: Notice }
  | { readonly kind: "can-be-called" }
  /** Something that needs the user's hand, such as a sign-in about to end; null when it no longer does. */
  | { readonly kind: "warning"; readonly notice: Notice | null }
  | { readonly kind: "phone-focused" }
  | { readonly kind: "signed-out" }
  /** Nothing but time has passed, or "do not disturb" was switched. */
  | { readonly kind: "look" };
