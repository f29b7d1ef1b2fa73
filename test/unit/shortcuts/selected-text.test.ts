import { describe, expect, test } from "vitest";
import { createSelectedText, type HeldEntry } from "../../../src/shortcuts/selected-text.ts";
import { createRecordingLog } from "../support/recording-log.ts";

type Entry = HeldEntry<string>;

const before: readonly Entry[] = [
  { "image/png": "<image>", "text/plain": "old text" },
  { "text/html": "<b>" },
];

/**
 * A clipboard as Electron 45 has it: entries that were read are lazy and cannot be written, an empty list is refused. A
 * program in front copies `selected` after some looks.
 */
function desk({ selected = "+1 415 555 0123", afterWaits = 3, holds = before, lost = "", allowed = true }) {
  const world = { content: holds, waits: 0, presses: 0, refuses: false };
  const read = (entry: Entry, index: number) => ({
    types: Object.keys(entry),
    getType: async (type: string) => {
      const content = world.content[index]?.[type];
      if (content === undefined || type === lost) throw new Error(`no ${type}`);
      return content;
    },
  });
  const log = createRecordingLog();
  const selectedText = createSelectedText<string>({
    clipboard: {
      readText: async () => world.content.find((each) => each["text/plain"])?.["text/plain"] ?? "",
      read: async () => world.content.map(read),
      write: async (entries) => {
        const isOwn = entries.every((each) => !("getType" in each));
        if (entries.length === 0 || !isOwn || world.refuses) throw new TypeError("not writable");
        world.content = entries;
      },
      clear: () => {
        world.content = [];
      },
    },
    pressCopy: async () => {
      if (!allowed) throw new Error("not allowed");
      world.presses += 1;
    },
    wait: async () => {
      world.waits += 1;
      if (world.presses > 0 && world.waits === afterWaits && selected !== "")
        world.content = [{ "text/plain": selected }];
    },
    log,
  });
  return { world, log, selectedText };
}

describe("the selected text, where it has to be copied", () => {
  test("is what the program in front copies, and the clipboard gets back what it had", async () => {
    const { selectedText, world } = desk({});
    expect(await selectedText()).toBe("+1 415 555 0123");
    expect(world.content).toEqual(before);
  });

  test("is nothing where nothing is selected", async () => {
    const { selectedText, world } = desk({ selected: "" });
    expect(await selectedText()).toBe("");
    expect(world.content).toEqual(before);
  });

  test("is also read where the clipboard was empty", async () => {
    const { selectedText, world, log } = desk({ holds: [] });
    expect(await selectedText()).toBe("+1 415 555 0123");
    expect(world.content).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test("what the clipboard does not give does not come back, the rest does", async () => {
    const { selectedText, world } = desk({ lost: "image/png" });
    await selectedText();
    expect(world.content).toEqual([{ "text/plain": "old text" }, { "text/html": "<b>" }]);
  });

  test("counts also where the clipboard takes nothing back; the log says so", async () => {
    const { selectedText, world, log } = desk({});
    world.refuses = true;
    expect(await selectedText()).toBe("+1 415 555 0123");
    expect(log.text()).toContain("shortcuts.not-restored");
  });

  test("who asks again meanwhile gets the same text, and the clipboard what it had at first", async () => {
    const { selectedText, world } = desk({});
    const [one, other] = await Promise.all([selectedText(), selectedText()]);
    expect([one, other]).toEqual(["+1 415 555 0123", "+1 415 555 0123"]);
    expect(world.presses).toBe(1);
    expect(world.content).toEqual(before);
  });

  test("the clipboard comes back when the keys cannot be pressed", async () => {
    const { selectedText, world } = desk({ allowed: false });
    await expect(selectedText()).rejects.toThrow("not allowed");
    expect(world.content).toEqual(before);
  });
});
