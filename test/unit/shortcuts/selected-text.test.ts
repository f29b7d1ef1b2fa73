import { describe, expect, test } from "vitest";
import { copySelection } from "../../../src/shortcuts/selected-text.ts";

/** A clipboard that holds an image and text, and a program in front that copies `selected` after a while. */
function desk(selected: string, afterWaits: number) {
  const before = ["<image>", "old text"];
  let content = before;
  let waits = 0;
  let isPressed = false;
  return {
    before,
    content: () => content,
    options: {
      clipboard: {
        readText: async () => content.at(-1) ?? "",
        keep: async () => content,
        restore: async (kept: string[]) => {
          content = kept;
        },
        clear: () => {
          content = [];
        },
      },
      pressCopy: async () => {
        isPressed = true;
      },
      wait: async () => {
        waits += 1;
        if (isPressed && waits === afterWaits && selected !== "") content = [selected];
      },
    },
  };
}

describe("the selected text, where it has to be copied", () => {
  test("is what the program in front copies, and the clipboard gets back what it had", async () => {
    const { options, content, before } = desk("+1 415 555 0123", 3);
    expect(await copySelection(options)).toBe("+1 415 555 0123");
    expect(content()).toBe(before);
  });

  test("is nothing where nothing is selected", async () => {
    const { options, content, before } = desk("", 0);
    expect(await copySelection(options)).toBe("");
    expect(content()).toBe(before);
  });

  test("the clipboard comes back when the keys cannot be pressed", async () => {
    const { options, content, before } = desk("x", 1);
    const pressCopy = () => Promise.reject(new Error("not allowed"));
    await expect(copySelection({ ...options, pressCopy })).rejects.toThrow("not allowed");
    expect(content()).toBe(before);
  });
});
