import { parseAccelerator } from "./accelerator.ts";

type Names = Readonly<Record<string, string>>;

const COMMON: Names = {
  Control: "Ctrl",
  CommandOrControl: "Ctrl",
  Return: "Enter",
  Escape: "Esc",
  Plus: "+",
  PageUp: "Page Up",
  PageDown: "Page Down",
  MediaNextTrack: "Next Track",
  MediaPreviousTrack: "Previous Track",
  MediaStop: "Stop",
  MediaPlayPause: "Play/Pause",
};
const MAC: Names = { CommandOrControl: "Cmd", Command: "Cmd", Super: "Cmd", Alt: "Option" };
const WINDOWS: Names = { Command: "Win", Super: "Win" };

/** A combination of keys as it stands on the keyboard: "Ctrl+Alt+D"; what is none stays as it was written. */
export function keysInWords(text: string, platform: NodeJS.Platform): string {
  const parsed = parseAccelerator(text);
  if (!parsed.ok) return text;
  return partsInWords(parsed.accelerator.split("+"), platform);
}

/** Some of a combination: modifiers that are held, for example. */
export function partsInWords(parts: readonly string[], platform: NodeJS.Platform): string {
  const own = platform === "darwin" ? MAC : platform === "win32" ? WINDOWS : {};
  return parts.map((part) => own[part] ?? COMMON[part] ?? part).join("+");
}
