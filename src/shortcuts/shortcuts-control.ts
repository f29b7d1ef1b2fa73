import { assertNever } from "../app/assert-never.ts";
import type { CallState } from "../calls/call-state.ts";
import { type CallControlResult, type CallVerb, chooseCall } from "../calls/control.ts";
import type { Notice, SettingsView } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";
import { parseAccelerator } from "./accelerator.ts";
import { createDialText, type DialTextOptions } from "./dial-text.ts";
import { keysInWords } from "./keys-in-words.ts";
import { elsewhereNotice } from "./notices.ts";
import {
  acceleratorNotice,
  chosenShortcuts,
  type ShortcutChoices,
  type ShortcutName,
  type ShortcutSetting,
  type ShortcutStates,
  shortcutNames,
  shortcutNotice,
  shortcutSettings,
} from "./shortcuts.ts";

type ShortcutSettings = Pick<Settings, ShortcutSetting>;

export interface ShortcutsControlOptions extends DialTextOptions {
  readonly settings: {
    get(): ShortcutSettings;
    set(changes: { readonly [K in ShortcutSetting]?: unknown }): Notice | null;
    onChanged(listener: () => void): () => void;
  };
  readonly calls: { state(): CallState; control(verb: CallVerb, id?: string): CallControlResult };
  /** Makes these the global shortcuts, in place of any before. */
  readonly apply: (choices: ShortcutChoices, pressed: (name: ShortcutName) => void) => ShortcutStates;
  /** Gives all keys back to the system. */
  readonly release: () => void;
  /** What the settings page shows is no longer true. */
  readonly changed: () => void;
}

export interface ShortcutsControl {
  /** Every shortcut as the settings page shows it. */
  rows(): SettingsView["shortcuts"];
  /**
   * Chooses keys, "" for none. Those chosen already are asked for again, since another program may have let go of
   * them.
   *
   * @returns null, or why nothing was changed
   */
  choose(setting: ShortcutSetting, keys: unknown): Notice | null;
  /** Asks again for keys that another program had. */
  retry(): void;
  /** While keys are being chosen none of them acts, since they have to reach the page; for 30 s at most. */
  setChoosing(choosing: boolean): void;
}

/** The keys of a shortcut that is held down come again: first within this time, then many times a second. */
const HELD_MS = 700;
const CHOOSING_LIMIT_MS = 30_000;

/** The global shortcuts: registered as the settings have them, and what each one does. */
export function createShortcutsControl(options: ShortcutsControlOptions): ShortcutsControl {
  const { settings, calls, links, scheduler, log, platform } = options;
  const dialText = createDialText(options);
  const lastPress = new Map<ShortcutName, number>();
  let endChoosing: (() => void) | null = null;

  /** `calls.control` alone would mute a muted call again. */
  const toggleMute = (): CallControlResult => {
    const chosen = chooseCall(calls.state(), "mute");
    return chosen.ok ? calls.control(chosen.call.muted ? "unmute" : "mute", chosen.call.id) : chosen;
  };
  const control = (result: CallControlResult): void => {
    if (result.ok) return;
    // Who hangs up a moment after the other side needs no window about it.
    log.info("shortcuts.no-call", { because: result.because });
    if (result.because === "elsewhere") links.tell(elsewhereNotice);
  };
  const act = (name: ShortcutName): void => {
    switch (name) {
      case "dial-selection":
        void dialText("selection");
        return;
      case "dial-clipboard":
        void dialText("clipboard");
        return;
      case "answer":
        control(calls.control("answer"));
        return;
      case "hang-up":
        control(calls.control("hangup"));
        return;
      case "mute":
        control(toggleMute());
        return;
      default:
        assertNever(name);
    }
  };
  const pressed = (name: ShortcutName): void => {
    const now = scheduler.now();
    const isHeld = Math.abs(now - (lastPress.get(name) ?? Number.NEGATIVE_INFINITY)) < HELD_MS;
    lastPress.set(name, now);
    if (isHeld) return;
    log.info("shortcuts.pressed", { name });
    act(name);
  };

  let choices = chosenShortcuts(settings.get());
  let states = options.apply(choices, pressed);
  const apply = (): void => {
    choices = chosenShortcuts(settings.get());
    states = options.apply(choices, pressed);
    options.changed();
  };
  const pause = (): void => {
    if (endChoosing === null) {
      options.release();
      log.info("shortcuts.paused");
    } else endChoosing();
    endChoosing = scheduler.after(CHOOSING_LIMIT_MS, resume);
  };
  const resume = (): void => {
    if (endChoosing === null) return;
    endChoosing();
    endChoosing = null;
    apply();
  };
  settings.onChanged(() => {
    const now = chosenShortcuts(settings.get());
    if (endChoosing === null && shortcutNames.some((name) => now[name] !== choices[name])) apply();
  });

  return {
    rows: () =>
      shortcutNames.map((name) => {
        const keys = keysInWords(choices[name], platform);
        const state = states[name];
        return { name, setting: shortcutSettings[name], keys, state, notice: shortcutNotice(state, keys) };
      }),
    choose(setting, keys) {
      const parsed = typeof keys === "string" && keys !== "" ? parseAccelerator(keys) : null;
      if (parsed?.ok === false) return acceleratorNotice(parsed.problem);
      // The pause ends the same way whether there was one before or not: all keys are asked for once.
      pause();
      const notice = settings.set({ [setting]: parsed === null ? keys : parsed.accelerator });
      resume();
      return notice;
    },
    retry() {
      if (endChoosing === null && Object.values(states).includes("taken")) apply();
    },
    setChoosing: (choosing) => (choosing ? pause() : resume()),
  };
}
