import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Press, readPress } from "../../../renderer/settings/keys.ts";
import { parseAccelerator } from "../../../src/shortcuts/accelerator.ts";

const nothing = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, altGraph: false };
const held = { c: "ctrlKey", a: "altKey", s: "shiftKey", m: "metaKey", g: "altGraph" } as const;

/** @param modifiers "cas": Ctrl, Alt and Shift */
function press(modifiers: string, key: string, code: string): Press {
  const flags = { ...nothing };
  for (const letter of modifiers) flags[held[letter as keyof typeof held]] = true;
  return { ...flags, key, code };
}

describe("keys that are pressed", () => {
  test.each([
    ["ca", "d", "KeyD", "Control+Alt+D"],
    ["cs", "D", "KeyD", "Control+Shift+D"],
    ["m", "d", "KeyD", "Super+D"],
    ["ca", " ", "Space", "Control+Alt+Space"],
    ["c", "ArrowUp", "ArrowUp", "Control+Up"],
    ["c", "Enter", "Enter", "Control+Return"],
    ["c", "Backspace", "Backspace", "Control+Backspace"],
    ["a", "PageDown", "PageDown", "Alt+PageDown"],
    ["", "F9", "F9", "F9"],
    ["s", "F9", "F9", "Shift+F9"],
    ["", "MediaTrackNext", "MediaTrackNext", "MediaNextTrack"],
    ["cs", "!", "Digit1", "Control+Shift+1"],
    // A French keyboard has its digits behind Shift, and A where others have Q.
    ["c", "&", "Digit1", "Control+1"],
    ["ca", "a", "KeyQ", "Control+Alt+A"],
    // Option types other letters, Russian keyboards other alphabets.
    ["ca", "∂", "KeyD", "Control+Alt+D"],
    ["ca", "в", "KeyD", "Control+Alt+D"],
    ["ca", "Dead", "KeyE", "Control+Alt+E"],
    ["c", "/", "Slash", "Control+/"],
    ["cs", "?", "Slash", "Control+Shift+/"],
    ["cs", "+", "Equal", "Control+Shift+="],
  ])("%s %s (%s) are %s", (modifiers, key, code, accelerator) => {
    expect(readPress(press(modifiers, key, code), false)).toEqual({ kind: "keys", accelerator });
  });

  test.each([
    ["", "d", "KeyD", "needs-modifier"],
    ["s", "D", "KeyD", "needs-modifier"],
    ["", "Enter", "Enter", "needs-modifier"],
    ["s", "Backspace", "Backspace", "needs-modifier"],
    ["c", "1", "Numpad1", "unknown-key"],
    ["c", "Enter", "NumpadEnter", "unknown-key"],
    ["c", "ö", "Semicolon", "unknown-key"],
    ["c", "#", "Backslash", "unknown-key"],
    ["c", "CapsLock", "CapsLock", "unknown-key"],
    ["c", "AudioVolumeUp", "AudioVolumeUp", "unknown-key"],
    ["c", "Dead", "Quote", "unknown-key"],
    ["c", "Unidentified", "", "unknown-key"],
    ["g", "@", "KeyQ", "unknown-key"],
  ])("%s %s (%s) are none: %s", (modifiers, key, code, problem) => {
    expect(readPress(press(modifiers, key, code), false)).toEqual({ kind: "refused", problem });
  });

  test("a Mac's Command is not Super", () => {
    expect(readPress(press("m", "d", "KeyD"), true)).toEqual({ kind: "keys", accelerator: "Command+D" });
  });

  test("modifiers alone are not yet a choice", () => {
    expect(readPress(press("ca", "Alt", "AltLeft"), false)).toEqual({
      kind: "unfinished",
      modifiers: ["Control", "Alt"],
    });
    expect(readPress(press("g", "AltGraph", "AltRight"), false)).toEqual({
      kind: "unfinished",
      modifiers: [],
    });
  });

  test("Tab moves on, in both directions; Escape, Backspace and Delete clear", () => {
    expect(readPress(press("", "Tab", "Tab"), false).kind).toBe("leave");
    expect(readPress(press("s", "Tab", "Tab"), false).kind).toBe("leave");
    for (const key of ["Escape", "Backspace", "Delete"]) {
      expect(readPress(press("", key, key), false).kind).toBe("clear");
    }
  });

  test("whatever is pressed, what comes out is a shortcut as it is kept, or none", () => {
    const some = fc.record({
      key: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("a", "F5", "+", "Tab", "Enter", "ArrowUp")),
      code: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("KeyA", "Digit5", "Equal", "Slash")),
      ctrlKey: fc.boolean(),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
      metaKey: fc.boolean(),
      altGraph: fc.boolean(),
    });
    fc.assert(
      fc.property(some, fc.boolean(), (pressed, isMac) => {
        const reading = readPress(pressed, isMac);
        if (reading.kind !== "keys") return;
        const { accelerator } = reading;
        expect(parseAccelerator(accelerator)).toEqual({ ok: true, accelerator });
      }),
    );
  });
});
