import { isRecord } from "../app/json.ts";
import type { CallWindowRequest } from "./call-window-view.ts";
import type { PopupRequest } from "./popup-view.ts";

/** Longer than any screen is high; a page that asks for more is not one. */
const MAX_HEIGHT = 4_000;
/** What is begun for the user; the widget takes messages of a thousand characters. */
const MAX_REPLY_LENGTH = 500;

/** What a button of the call popup asks for. */
export function parsePopupRequest(payload: unknown): { readonly value: PopupRequest } | null {
  if (!isRecord(payload) || typeof payload.id !== "string") return null;
  const { id, action, text } = payload;
  switch (action) {
    case "answer":
    case "decline":
    case "to-voicemail":
    case "silence":
    case "unsilence":
      return { value: { id, action } };
    case "reply":
      return typeof text === "string" && text.length <= MAX_REPLY_LENGTH
        ? { value: { id, action, text } }
        : null;
    default:
      return null;
  }
}

/** What a button of the call window asks for. */
export function parseCallWindowRequest(payload: unknown): { readonly value: CallWindowRequest } | null {
  if (!isRecord(payload) || typeof payload.id !== "string") return null;
  const { id, action, digits } = payload;
  switch (action) {
    case "mute":
    case "unmute":
    case "hold":
    case "unhold":
    case "hangup":
      return { value: { id, action } };
    case "dtmf":
      return typeof digits === "string" && /^[0-9*#]{1,32}$/.test(digits)
        ? { value: { id, action, digits } }
        : null;
    default:
      return null;
  }
}

export function parseHeight(payload: unknown): { readonly value: number } | null {
  return typeof payload === "number" && payload >= 0 && payload <= MAX_HEIGHT ? { value: payload } : null;
}
