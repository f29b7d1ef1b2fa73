import type { Notice } from "../ipc/channels.ts";

/** Where a number to dial is taken from. */
export type TextPlace = "selection" | "clipboard";

const SELECT_IT = "Select a phone number, then press the keys again.";
const COPY_IT = "Copy a phone number, then press the keys again.";
const INSTEAD = "Copy the number and paste it into the dialer.";

/** There was nothing to dial. */
export function noTextNotice(place: TextPlace): Notice {
  return place === "selection"
    ? notice("nothing-selected", "No text is selected.", SELECT_IT)
    : notice("nothing-copied", "There is no text on the clipboard.", COPY_IT);
}

/** So long a text is not even looked at. */
export function longTextNotice(place: TextPlace): Notice {
  return place === "selection"
    ? notice("too-long", "The selected text is too long to be a phone number.", SELECT_IT)
    : notice("too-long", "The text on the clipboard is too long to be a phone number.", COPY_IT);
}

/** The program that has the text does not give it. */
export function slowTextNotice(place: TextPlace): Notice {
  return notice("no-answer", `The program in front did not hand over ${texts[place]} in time.`, INSTEAD);
}

/** Reading the text failed; on macOS it has to be allowed. */
export function unreadableTextNotice(place: TextPlace, platform: NodeJS.Platform): Notice {
  const mustAllow = platform === "darwin" && place === "selection";
  return notice(
    "unreadable",
    `The system did not let ${texts[place]} be read.`,
    mustAllow
      ? "Allow it in the system’s settings, under Privacy & Security, Accessibility; or copy the number and paste it into the dialer."
      : INSTEAD,
  );
}

/** The call that the keys were meant for is on another device. */
export const elsewhereNotice: Notice = notice(
  "elsewhere",
  "The call is on another device.",
  "Use that device, or switch the call to this one.",
);

const texts: Readonly<Record<TextPlace, string>> = {
  selection: "the selected text",
  clipboard: "what is on the clipboard",
};

function notice(code: string, title: string, nextStep: string): Notice {
  return { code: `shortcut/${code}`, severity: "warning", title, nextStep };
}
