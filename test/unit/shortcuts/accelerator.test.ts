import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAccelerator } from "../../../src/shortcuts/accelerator.ts";

describe("a combination of keys", () => {
  test.each([
    ["Ctrl+Alt+D", "Control+Alt+D"],
    ["alt+ctrl+d", "Control+Alt+D"],
    ["CmdOrCtrl+Shift+F9", "CommandOrControl+Shift+F9"],
    ["Option+Cmd+1", "Command+Alt+1"],
    ["Meta+Space", "Super+Space"],
    ["Control++", "Control+Plus"],
    ["Control+plus", "Control+Plus"],
    ["Control+Enter", "Control+Return"],
    ["Alt+/", "Alt+/"],
    ["F8", "F8"],
    ["Shift+F8", "Shift+F8"],
    ["MediaPlayPause", "MediaPlayPause"],
  ])("%s is %s", (text, accelerator) => {
    expect(parseAccelerator(text)).toEqual({ ok: true, accelerator });
  });

  test.each([
    ["", "no-key"],
    ["Ctrl+", "no-key"],
    ["Ctrl+Alt", "no-key"],
    ["D", "needs-modifier"],
    ["Shift+D", "needs-modifier"],
    ["Space", "needs-modifier"],
    ["AltGr+Shift+D", "needs-modifier"],
    ["Ctrl+Foo", "unknown-key"],
    ["Hyper+D", "unknown-key"],
    ["Ctrl+F25", "unknown-key"],
    ["Ctrl+constructor", "unknown-key"],
    ["Ctrl+ü", "unknown-key"],
    ["Ctrl+A+B", "unknown-key"],
  ])("%j is none: %s", (text, problem) => {
    expect(parseAccelerator(text)).toEqual({ ok: false, problem });
  });

  test("never throws, and what it writes it reads the same", () => {
    const word = fc.constantFrom(
      "Ctrl",
      "cmd",
      "Shift",
      "Alt",
      "D",
      "+",
      "f5",
      "Plus",
      "",
      "x",
      "AltGr",
      " ",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 5 }).map((words) => words.join("+")),
    );
    fc.assert(
      fc.property(text, (written) => {
        const once = parseAccelerator(written);
        if (once.ok) expect(parseAccelerator(once.accelerator)).toEqual(once);
      }),
    );
  });
});
