import { type Call, type CallState, ringing } from "./call-state.ts";

/**
 * The widget has no message that stops a ring tone, so its page is muted, and with it everything that it plays. That
 * is done only while nobody talks, and only while every call that rings was silenced.
 */
export function isRingerMuted(state: CallState, silenced: ReadonlySet<string>): boolean {
  const rings = ringing(state);
  return rings.length > 0 && canSilence(state) && rings.every(({ id }) => silenced.has(id));
}

/** Not while a call is up: the page would be mute in that one, too. */
export function canSilence(state: CallState): boolean {
  return !state.calls.some(isUp);
}

/** A call that is dialled, talked in or held here. */
export function isUp({ where, phase }: Call): boolean {
  return where === "here" && phase !== "ringing";
}

/** Of the silenced calls those that still ring: an id is never silenced for longer than its call rings. */
export function stillSilenced(state: CallState, silenced: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    ringing(state)
      .map(({ id }) => id)
      .filter((id) => silenced.has(id)),
  );
}
