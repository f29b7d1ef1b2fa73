import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import { type AcceleratorProblem, parseAccelerator } from "./accelerator.ts";

/** What a global shortcut can do, as the settings page lists it. */
export const shortcutNames = ["dial-selection", "dial-clipboard", "answer", "hang-up", "mute"] as const;
export type ShortcutName = (typeof shortcutNames)[number];

/** The keys chosen for each, as an Electron accelerator; "" is off. */
export type ShortcutChoices = Readonly<Record<ShortcutName, string>>;

/** The setting that keeps the keys of each. */
export const shortcutSettings = {
  "dial-selection": "shortcutDialSelection",
  "dial-clipboard": "shortcutDialClipboard",
  answer: "shortcutAnswer",
  "hang-up": "shortcutHangUp",
  mute: "shortcutMute",
} as const satisfies Readonly<Record<ShortcutName, keyof Settings>>;
export type ShortcutSetting = (typeof shortcutSettings)[ShortcutName];

export function isShortcutSetting(name: keyof Settings): name is ShortcutSetting {
  return Object.values<keyof Settings>(shortcutSettings).includes(name);
}

/** The keys that the settings hold. */
export function chosenShortcuts(settings: Pick<Settings, ShortcutSetting>): ShortcutChoices {
  return {
    "dial-selection": settings.shortcutDialSelection,
    "dial-clipboard": settings.shortcutDialClipboard,
    answer: settings.shortcutAnswer,
    "hang-up": settings.shortcutHangUp,
    mute: settings.shortcutMute,
  };
}

export type ShortcutState =
  | "off"
  | "active"
  /** Another program, or the system, has these keys. */
  | "taken"
  /** Two shortcuts of Handset's want these keys; the first one has them. */
  | "double"
  | "invalid";

export type ShortcutStates = Readonly<Record<ShortcutName, ShortcutState>>;

/** Registers a combination of keys with the system; false when another program holds it. */
export type RegisterKeys = (accelerator: string, pressed: () => void) => boolean;

/**
 * Registers what is chosen, in the order of `shortcutNames`.
 *
 * @returns what became of each
 */
export function registerShortcuts(
  choices: ShortcutChoices,
  register: RegisterKeys,
  pressed: (name: ShortcutName) => void,
): ShortcutStates {
  const states: Record<ShortcutName, ShortcutState> = {
    "dial-selection": "off",
    "dial-clipboard": "off",
    answer: "off",
    "hang-up": "off",
    mute: "off",
  };
  const used = new Set<string>();
  for (const name of shortcutNames) {
    if (choices[name] === "") continue;
    const parsed = parseAccelerator(choices[name]);
    if (!parsed.ok) states[name] = "invalid";
    else if (used.has(parsed.accelerator)) states[name] = "double";
    else {
      used.add(parsed.accelerator);
      states[name] = register(parsed.accelerator, () => pressed(name)) ? "active" : "taken";
    }
  }
  return states;
}

/** What to say of a shortcut that does not work, or null. */
export function shortcutNotice(state: ShortcutState, keys: string): Notice | null {
  switch (state) {
    case "off":
    case "active":
      return null;
    case "taken":
      return notice("taken", `${keys} belongs to another program or to the system.`, "Choose other keys.");
    case "double":
      return notice("double", `${keys} is chosen twice.`, "Choose other keys for one of the two.");
    case "invalid":
      return notice("invalid", `${keys} is not a combination of keys.`, "Choose other keys.");
  }
}

const PROBLEMS: Readonly<Record<AcceleratorProblem, readonly [title: string, nextStep: string]>> = {
  "no-key": ["A key is missing.", "Press a letter, digit or function key together with the others."],
  "unknown-key": ["This key cannot be a global shortcut.", "Choose another one."],
  "needs-modifier": [
    "This key alone would be lost for every other program.",
    "Press it together with Ctrl, Alt or the like.",
  ],
};

/** Why a combination cannot be chosen. */
export function acceleratorNotice(problem: AcceleratorProblem): Notice {
  return notice(problem, ...PROBLEMS[problem]);
}

function notice(code: string, title: string, nextStep: string): Notice {
  return { code: `shortcut/${code}`, severity: "warning", title, nextStep };
}
