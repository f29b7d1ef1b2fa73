import { describe, expect, test } from "vitest";
import { parseAccelerator } from "../../electron-on-chromium/main/accelerator.ts";

const code = (character: string): number => character.charCodeAt(0);

describe("an accelerator", () => {
  test.each([
    ["D", code("d"), 0],
    ["CommandOrControl+Shift+D", code("d"), 4 | 1],
    [" ctrl + alt + 1 ", code("1"), 4 | 8],
    ["Super+Space", code(" "), 64],
    ["Meta+Plus", code("="), 64 | 1],
    ["Control+?", code("/"), 4 | 1],
    ["Control+/", code("/"), 4],
    ["F1", 0xffbe, 0],
    ["Shift+F24", 0xffd5, 1],
    ["num9", 0xffb9, 0],
    ["AltGr+Left", 0xff51, 128],
    ["VolumeMute", 0x1008ff12, 0],
  ])("%s", (text, keysym, modifiers) => {
    expect(parseAccelerator(text)).toEqual({ keysym, modifiers });
  });

  test.each(["", "+", "Control", "Control+Shift", "F0", "F25", "Control+é", "Hyper+D"])(
    "is not %j",
    (text) => {
      expect(parseAccelerator(text)).toBeNull();
    },
  );
});
