/** Line drawings of 24 by 24 for buttons whose words say the same. */
const shapes = {
  phone:
    "M6.5 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2Z",
  hangup: "M3.5 14.5c4.7-4.7 12.3-4.7 17 0l-1.8 2.7-3.9-1.2v-2.6a10 10 0 0 0-5.6 0V16l-3.9 1.2Z",
  voicemail:
    "M6.5 16a3.5 3.5 0 1 1 3.5-3.5A3.5 3.5 0 0 1 6.5 16Zm11 0a3.5 3.5 0 1 1 3.5-3.5 3.5 3.5 0 0 1-3.5 3.5Zm-11 0h11",
  message: "M4 5h16v11H9.5L5.5 19.5V16H4Z",
  quiet: "M4 10v4h3l4.5 4V6L7 10Zm12 0 4 4m0-4-4 4",
  ring: "M4 10v4h3l4.5 4V6L7 10Zm11.5-1a4.5 4.5 0 0 1 0 6m2.5-8.5a8 8 0 0 1 0 11",
  microphone:
    "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4Zm-5.5 7.5a5.5 5.5 0 0 0 11 0M12 17v3",
  muted:
    "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4Zm-5.5 7.5a5.5 5.5 0 0 0 11 0M12 17v3M4.5 4l15 16",
  pause: "M8.5 6v12m7-12v12",
  resume: "M8 5.5v13l10-6.5Z",
  keypad: "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01",
  close: "M6.5 6.5l11 11m0-11-11 11",
  back: "M14.5 6l-6 6 6 6",
  person: "M12 12a3.5 3.5 0 1 0-3.5-3.5A3.5 3.5 0 0 0 12 12Zm-6.5 7.5a6.5 6.5 0 0 1 13 0",
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
