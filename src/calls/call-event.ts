/**
 * What the call state is told, read from the widget's messages in widget/call-messages.ts. There are two tellers:
 * the widget's own web phone, whose calls can be controlled here, and the account's presence, which knows of the
 * calls on every device but tells late and forgets to tell ends.
 */

export type Direction = "inbound" | "outbound";

/** A call of the widget's web phone (`normalizeSession` of Embeddable's web phone module). */
export interface WebphoneCall {
  readonly id: string;
  /** The platform's telephony session, "s-..."; null until the platform has told it. */
  readonly session: string | null;
  readonly direction: Direction;
  /** The other side, as the platform writes it; "" when it is withheld. */
  readonly number: string;
  readonly name: string | null;
  /** The name of the user's contact with that number, where there is one. */
  readonly contact?: string;
  /** The call queue the call came through, or null. */
  readonly queue: string | null;
  readonly status: "connecting" | "connected" | "over";
  readonly held: boolean;
  readonly muted: boolean;
  /** When it was answered, in milliseconds since the epoch, or null. */
  readonly startedAt: number | null;
  /** The user sent it on: to voicemail, to another number, or with a reply. */
  readonly diverted: boolean;
}

/** A call of the user's extension on whatever device (`rc-active-call-notify`, `rc-ringout-call-notify`). */
export interface AccountCall {
  readonly session: string;
  readonly direction: Direction;
  readonly number: string;
  readonly name: string | null;
  readonly status: "ringing" | "connected" | "held" | "over";
  readonly startedAt: number | null;
  /** The widget told it as a call that it placed through another phone (`rc-ringout-call-notify`). */
  readonly ringOut?: true;
}

/** A telephony session of the Call Control API (`rc-telephony-session-notify`). */
export interface TelephonySession {
  readonly id: string;
  /** Somebody at the user's extension has taken the call, on whatever device. */
  readonly answered: boolean;
  /** Nobody of the user's extension is in the call any longer. */
  readonly over: boolean;
}

/** One thing that happened to calls. */
export type CallEvent =
  | {
      readonly what: "ring" | "init" | "start" | "hold" | "resume" | "mute" | "unmute";
      readonly call: WebphoneCall;
    }
  | { readonly what: "end"; readonly call: WebphoneCall }
  /** All calls of the web phone, as it was asked for. */
  | { readonly what: "sync"; readonly calls: readonly WebphoneCall[] }
  | { readonly what: "account-call"; readonly call: AccountCall }
  /** No device of the account has a call. */
  | { readonly what: "account-idle" }
  | { readonly what: "session"; readonly session: TelephonySession }
  /** The user declined the call in Handset. */
  | { readonly what: "declined"; readonly id: string }
  /** The page that knew of the calls is gone. */
  | { readonly what: "page-gone" }
  /** Nobody is to see any more which calls there were. */
  | { readonly what: "forget-ended" }
  /** The page is gone, and with it who was signed in: what comes next is another account's. */
  | { readonly what: "signed-out" };
