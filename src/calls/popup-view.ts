import type { Notice } from "../ipc/channels.ts";
import { displayNumber, parsePhoneNumber } from "../links/phone-number.ts";
import { type Call, type CallState, ringing } from "./call-state.ts";
import { canSilence, isUp } from "./silence.ts";

/** What the user wants of a call that rings. */
export type PopupAction = "answer" | "decline" | "to-voicemail" | "silence" | "unsilence" | "reply";

/** Actions that take a while, because the telephone network has to do them. */
export type SlowAction = Extract<PopupAction, "answer" | "decline" | "to-voicemail" | "reply">;

export type PopupRequest =
  | { readonly id: string; readonly action: Exclude<PopupAction, "reply"> }
  /** `text` is what to begin the message with; "" for an empty one. */
  | { readonly id: string; readonly action: "reply"; readonly text: string };

export interface PopupCall {
  readonly id: string;
  /** The matched contact's name, or the one that the network tells; null when there is none. */
  readonly name: string | null;
  /** Readable; "" when withheld. */
  readonly number: string;
  readonly queue: string | null;
  /** The name is that of a contact of the user's. */
  readonly isContact: boolean;
  /** Another call is up: the widget holds it when this one is answered. */
  readonly holdsOther: boolean;
  /** To voicemail and replies are for calls to the user, as in the widget; a queue offers its calls to others. */
  readonly offersVoicemail: boolean;
  readonly offersReply: boolean;
  readonly offersSilence: boolean;
  readonly silenced: boolean;
  /** What was asked for and is on its way, or null. */
  readonly pending: SlowAction | null;
  /** The last thing that was asked for did not happen. */
  readonly failed: boolean;
}

/** Every call that rings, the oldest first. */
export interface CallPopupView {
  readonly productName: string;
  /** The keys that answer the oldest call, as they stand on the keyboard; "" for none. */
  readonly answerKeys: string;
  readonly calls: readonly PopupCall[];
  /** What is in the way of being called, or of being heard, with the next step; null when nothing is. */
  readonly notice: Notice | null;
}

/** What is known of the calls beside their state. */
export interface PopupMarks {
  readonly silenced: ReadonlySet<string>;
  readonly pending: ReadonlyMap<string, SlowAction>;
  readonly failed: ReadonlySet<string>;
}

export function callPopupView(
  state: CallState,
  { silenced, pending, failed }: PopupMarks,
  words: Pick<CallPopupView, "productName" | "answerKeys" | "notice">,
): CallPopupView {
  const holdsOther = state.calls.some((call) => isUp(call) && call.phase === "active");
  return {
    ...words,
    calls: ringing(state).map(({ id, name, isContact, number, queue }) => ({
      id,
      name,
      number: readableNumber(number),
      queue,
      isContact,
      holdsOther,
      offersVoicemail: queue === null,
      offersReply: queue === null && canBeWrittenTo(number),
      offersSilence: canSilence(state),
      silenced: silenced.has(id),
      pending: pending.get(id) ?? null,
      failed: failed.has(id),
    })),
  };
}

/** The platform gives numbers with their country code, or extensions; whatever else it gives is shown as it is. */
export function readableNumber(number: string): string {
  const parsed = parsePhoneNumber(number, "");
  return parsed.ok ? displayNumber(parsed.number) : number;
}

/** Text messages go to numbers and to extensions of the account. */
export function canBeWrittenTo(number: string): boolean {
  const parsed = parsePhoneNumber(number, "");
  return parsed.ok && (parsed.number.kind === "e164" || parsed.number.kind === "extension");
}

/** The caller as the widget takes it for a message, which has no use for the digits of an extension behind a number. */
export function messageNumber({ number }: Pick<Call, "number">): string | null {
  const parsed = parsePhoneNumber(number, "");
  if (!parsed.ok) return null;
  if (parsed.number.kind === "e164") return parsed.number.e164;
  return parsed.number.kind === "extension" ? parsed.number.digits : null;
}
