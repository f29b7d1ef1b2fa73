import { expect, test } from "vitest";
import { keysInWords, partsInWords } from "../../../src/shortcuts/keys-in-words.ts";

test.each([
  ["Control+Alt+D", "linux", "Ctrl+Alt+D"],
  ["Super+PageUp", "linux", "Super+Page Up"],
  ["Super+Return", "win32", "Win+Enter"],
  ["CommandOrControl+Alt+1", "darwin", "Cmd+Option+1"],
  ["CommandOrControl+1", "win32", "Ctrl+1"],
  ["MediaPlayPause", "linux", "Play/Pause"],
  ["Control+Plus", "linux", "Ctrl++"],
  ["no keys", "linux", "no keys"],
  ["", "linux", ""],
] as const)("%s on %s is %s", (accelerator, platform, words) => {
  expect(keysInWords(accelerator, platform)).toBe(words);
});

test("modifiers alone have names as well", () => {
  expect(partsInWords(["Control", "Alt"], "darwin")).toBe("Ctrl+Option");
});
