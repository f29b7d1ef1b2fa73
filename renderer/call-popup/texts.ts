import type { SlowAction } from "../../src/calls/popup-view.ts";

/** Every sentence of the incoming-call window. `product` is the product's name. */
export const texts = {
  windowTitle: (product: string) => `Incoming call – ${product}`,
  incoming: "Incoming call",
  severalIncoming: (count: number) => `${count} incoming calls`,
  queue: (name: string) => `through ${name}`,
  contact: "Contact",
  withheld: "Number withheld",
  answer: "Answer",
  holdAndAnswer: "Hold and answer",
  decline: "Decline",
  toVoicemail: "To voicemail",
  reply: "Reply by text",
  silence: "Silence",
  silenced: "Silenced",
  ofWhom: (what: string, caller: string) => `${what} ${caller}`,
  toVoicemailWhom: (caller: string) => `Send ${caller} to voicemail`,
  replyWhom: (caller: string) => `Reply by text to ${caller}`,
  replyTitle: "Goes to voicemail, and the message opens",
  replies: ["Can’t talk now. I’ll call you back.", "Can I call you later?", "I’m on my way."],
  write: "Write…",
  back: "Back",
  pending: {
    answer: "Answering…",
    decline: "Declining…",
    "to-voicemail": "Going to voicemail…",
    reply: "Going to voicemail…",
  } satisfies Record<SlowAction, string>,
  announcement: (caller: string, number: string | null, queue: string | null) =>
    [`Incoming call from ${caller}`, number, queue === null ? null : `through ${queue}`]
      .filter((part) => part !== null)
      .join(", "),
  failed: "That did not go through. Try again.",
  over: "The call is over.",
};
