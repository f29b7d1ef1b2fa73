import { type AcceleratorProblem, parseAccelerator } from "../../src/shortcuts/accelerator.ts";

/** A press as the page hears of it: what is used of a `KeyboardEvent`. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  /** `getModifierState("AltGraph")` */
  readonly altGraph: boolean;
}

export type Reading =
  /** The keys that everybody moves on with; not for choosing. */
  | { readonly kind: "leave" }
  | { readonly kind: "clear" }
  /** Modifiers only, so far: "Control", "Alt". */
  | { readonly kind: "unfinished"; readonly modifiers: readonly string[] }
  | { readonly kind: "keys"; readonly accelerator: string }
  | { readonly kind: "refused"; readonly problem: AcceleratorProblem };

const MODIFIER_KEYS = ["Control", "Alt", "Shift", "Meta", "AltGraph", "OS", "Super", "Hyper", "Fn"];
const CLEARING_KEYS = ["Escape", "Backspace", "Delete"];

/** Names of keys where Electron's differ. */
const KEY_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    " ": "Space",
    ArrowUp: "Up",
    ArrowDown: "Down",
    ArrowLeft: "Left",
    ArrowRight: "Right",
    Enter: "Return",
    MediaTrackNext: "MediaNextTrack",
    MediaTrackPrevious: "MediaPreviousTrack",
  }),
);

/** Signs by their place on a US keyboard, for which Electron's names of keys are made; the second is with Shift. */
const SIGNS: ReadonlyMap<string, readonly [plain: string, shifted: string]> = new Map([
  ["Minus", ["-", "_"]],
  ["Equal", ["=", "+"]],
  ["BracketLeft", ["[", "{"]],
  ["BracketRight", ["]", "}"]],
  ["Backslash", ["\\", "|"]],
  ["Semicolon", [";", ":"]],
  ["Quote", ["'", '"']],
  ["Backquote", ["`", "~"]],
  ["Comma", [",", "<"]],
  ["Period", [".", ">"]],
  ["Slash", ["/", "?"]],
]);

/**
 * What the user chose by a press of keys.
 *
 * @param isMac whether the keyboard has a Command key
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts
 */
export function readPress(press: Press, isMac: boolean): Reading {
  const { key, ctrlKey, altKey, shiftKey, metaKey, altGraph } = press;
  const isBare = !(ctrlKey || altKey || metaKey || altGraph);
  if (key === "Tab" && isBare) return { kind: "leave" };
  if (CLEARING_KEYS.includes(key) && isBare && !shiftKey) return { kind: "clear" };
  const modifiers = [
    ...(ctrlKey ? ["Control"] : []),
    ...(altKey ? ["Alt"] : []),
    ...(shiftKey ? ["Shift"] : []),
    ...(metaKey ? [isMac ? "Command" : "Super"] : []),
  ];
  if (MODIFIER_KEYS.includes(key)) return { kind: "unfinished", modifiers };
  const name = altGraph ? null : nameOfKey(press);
  if (name === null) return { kind: "refused", problem: "unknown-key" };
  const parsed = parseAccelerator([...modifiers, name].join("+"));
  return parsed.ok
    ? { kind: "keys", accelerator: parsed.accelerator }
    : { kind: "refused", problem: parsed.problem };
}

/** Electron's name of the key, or null where it has none or not the same key by it. */
function nameOfKey({ key, code }: Press): string | null {
  // The same names as those of the other keys, but other keys.
  if (code.startsWith("Numpad")) return null;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  // The place tells what Option and Shift hide, and other alphabets.
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (digit !== undefined) return digit;
  const signs = SIGNS.get(code);
  if (signs !== undefined) return signs.includes(key) ? signs[0] : null;
  return letter ?? KEY_NAMES.get(key) ?? (key.length > 1 ? key : null);
}
