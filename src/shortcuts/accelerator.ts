/** Why a combination of keys cannot be a global shortcut. */
export type AcceleratorProblem = "no-key" | "unknown-key" | "needs-modifier";

export type AcceleratorResult =
  | { readonly ok: true; readonly accelerator: string }
  | { readonly ok: false; readonly problem: AcceleratorProblem };

/** Modifiers in the order in which they are written down, and every name that Electron has for them. */
const MODIFIERS: readonly (readonly [name: string, aliases: readonly string[]])[] = [
  ["CommandOrControl", ["commandorcontrol", "cmdorctrl"]],
  ["Command", ["command", "cmd"]],
  ["Control", ["control", "ctrl"]],
  ["Alt", ["alt", "option"]],
  ["AltGr", ["altgr"]],
  ["Shift", ["shift"]],
  ["Super", ["super", "meta"]],
];

const NAMED_KEYS = [
  "Plus",
  "Space",
  "Tab",
  "Backspace",
  "Delete",
  "Insert",
  "Return",
  "Up",
  "Down",
  "Left",
  "Right",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  "Escape",
  "MediaNextTrack",
  "MediaPreviousTrack",
  "MediaStop",
  "MediaPlayPause",
];
const KEY_ALIASES: ReadonlyMap<string, string> = new Map([
  ["enter", "Return"],
  ["esc", "Escape"],
  ["+", "Plus"],
]);

/**
 * Reads a combination of keys and writes it in one way, "Control+Alt+D", so that two that mean the same are the same
 * text. A plain letter is refused: as a global shortcut it would be taken away from every program.
 *
 * @param text as Electron writes accelerators (https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts)
 */
export function parseAccelerator(text: string): AcceleratorResult {
  // "Control++" ends in the plus key.
  const parts = text.endsWith("++") ? [...text.slice(0, -2).split("+"), "+"] : text.split("+");
  const written = parts.pop()?.trim() ?? "";
  if (written === "") return { ok: false, problem: "no-key" };
  const modifiers = new Set<string>();
  for (const part of parts) {
    const name = modifierNamed(part);
    if (name === null) return { ok: false, problem: "unknown-key" };
    modifiers.add(name);
  }
  if (modifierNamed(written) !== null) return { ok: false, problem: "no-key" };
  const key = keyNamed(written);
  if (key === null) return { ok: false, problem: "unknown-key" };
  // Systems that do not tell AltGr from nothing would register the key alone.
  const hasModifier = [...modifiers].some((name) => name !== "Shift" && name !== "AltGr");
  if (!hasModifier && !/^(F\d+|Media.+)$/.test(key)) return { ok: false, problem: "needs-modifier" };
  const ordered = MODIFIERS.map(([name]) => name).filter((name) => modifiers.has(name));
  return { ok: true, accelerator: [...ordered, key].join("+") };
}

function modifierNamed(text: string): string | null {
  const lower = text.trim().toLowerCase();
  return MODIFIERS.find(([, aliases]) => aliases.includes(lower))?.[0] ?? null;
}

function keyNamed(text: string): string | null {
  const lower = text.toLowerCase();
  if (/^[a-z0-9]$/.test(lower)) return lower.toUpperCase();
  if (/^f([1-9]|1\d|2[0-4])$/.test(lower)) return lower.toUpperCase();
  if (/^[)!@#$%^&*(:;<,_\->.?/~`{\][|\\}"'=]$/.test(text)) return text;
  return KEY_ALIASES.get(lower) ?? NAMED_KEYS.find((name) => name.toLowerCase() === lower) ?? null;
}
