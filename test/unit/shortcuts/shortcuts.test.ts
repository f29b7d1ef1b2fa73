import { describe, expect, test } from "vitest";
import { defaultSettings, pageSettings } from "../../../src/settings/settings.ts";
import {
  chosenShortcuts,
  registerShortcuts,
  type ShortcutName,
  shortcutNames,
  shortcutNotice,
  shortcutSettings,
} from "../../../src/shortcuts/shortcuts.ts";

const noShortcuts = chosenShortcuts(defaultSettings);

/** A keyboard on which another program has some keys. */
function keyboard(taken: readonly string[] = []) {
  const held = new Map<string, () => void>();
  return {
    held,
    register(accelerator: string, pressed: () => void): boolean {
      if (taken.includes(accelerator) || held.has(accelerator)) return false;
      held.set(accelerator, pressed);
      return true;
    },
  };
}

test("each shortcut has a setting of its own, which the page changes", () => {
  const settings = shortcutNames.map((name) => shortcutSettings[name]);
  expect(new Set(settings).size).toBe(shortcutNames.length);
  for (const name of shortcutNames) {
    expect(pageSettings).toContain(shortcutSettings[name]);
    expect(chosenShortcuts({ ...defaultSettings, [shortcutSettings[name]]: "F9" })).toEqual({
      ...noShortcuts,
      [name]: "F9",
    });
  }
});

describe("global shortcuts", () => {
  test("are off until chosen", () => {
    const keys = keyboard();
    const states = registerShortcuts(noShortcuts, keys.register, () => {});
    expect(new Set(Object.values(states))).toEqual(new Set(["off"]));
    expect(keys.held.size).toBe(0);
  });

  test("do what they are for", () => {
    const keys = keyboard();
    const pressed: ShortcutName[] = [];
    const choices = { ...noShortcuts, answer: "ctrl+alt+a", mute: "F8" };
    const states = registerShortcuts(choices, keys.register, (name) => pressed.push(name));
    keys.held.get("F8")?.();
    keys.held.get("Control+Alt+A")?.();
    expect(pressed).toEqual(["mute", "answer"]);
    expect(states).toMatchObject({ answer: "active", mute: "active", "hang-up": "off" });
  });

  test("that cannot be had are told apart", () => {
    const choices = {
      ...noShortcuts,
      "dial-selection": "Alt+Ctrl+D",
      "dial-clipboard": "Control+Alt+D",
      answer: "Super+L",
      mute: "M",
    };
    expect(registerShortcuts(choices, keyboard(["Super+L"]).register, () => {})).toEqual({
      "dial-selection": "active",
      "dial-clipboard": "double",
      answer: "taken",
      "hang-up": "off",
      mute: "invalid",
    });
  });

  test.each(["taken", "double", "invalid"] as const)(
    "what is %s is said, with the keys and a way on",
    (state) => {
      const notice = shortcutNotice(state, "Super+L");
      expect(notice?.title).toContain("Super+L");
      expect(notice?.nextStep).toContain("other keys");
    },
  );

  test("what works needs no words", () => {
    expect([shortcutNotice("active", "F8"), shortcutNotice("off", "")]).toEqual([null, null]);
  });
});
