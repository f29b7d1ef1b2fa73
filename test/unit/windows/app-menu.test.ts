import { describe, expect, test } from "vitest";
import { type AppMenuEntry, type AppMenuFacts, appMenu } from "../../../src/windows/app-menu.ts";
import { parseAccelerator } from "../../electron-on-chromium/main/accelerator.ts";

const facts: AppMenuFacts = {
  productName: "Handset",
  platform: "linux",
  isDeveloping: false,
  support: { website: "https://handset.example", help: "https://handset.example/help" },
};

const all = (entries: readonly AppMenuEntry[]): readonly AppMenuEntry[] =>
  entries.flatMap((entry) => (entry.kind === "menu" ? [entry, ...all(entry.entries)] : [entry]));
const keysOf = (menu: readonly AppMenuEntry[]): Record<string, string> =>
  Object.fromEntries(
    all(menu).flatMap((entry) =>
      entry.kind === "action" && entry.keys !== null ? [[entry.label, entry.keys]] : [],
    ),
  );

test.each(["linux", "win32"] as const)("on %s the menu holds the keys", (platform) => {
  const menu = appMenu({ ...facts, platform });
  expect(menu).toHaveLength(1);
  expect(keysOf(menu)).toEqual({
    "Settings…": "CommandOrControl+,",
    "Reload Phone": "CommandOrControl+R",
    "Actual Size": "CommandOrControl+0",
    "Zoom In": "CommandOrControl+Plus",
    "Zoom Out": "CommandOrControl+-",
    "Close Window": "CommandOrControl+W",
    Quit: "CommandOrControl+Q",
  });
});

describe("on macOS", () => {
  const menu = appMenu({ ...facts, platform: "darwin" });
  test("it is a full menu in the brand's name", () => {
    expect(menu.map((entry) => (entry.kind === "menu" ? entry.label : entry.kind))).toEqual([
      "Handset",
      "Edit",
      "View",
      "Window",
      "Help",
    ]);
    const other = appMenu({ ...facts, platform: "darwin", productName: "Acme Phone" });
    expect(JSON.stringify(other)).toContain("Quit Acme Phone");
    expect(JSON.stringify(other)).not.toContain("Handset ");
  });
  test("editing works through the system's roles", () => {
    const roles = all(menu).flatMap((entry) => (entry.kind === "role" ? [entry.role] : []));
    for (const role of ["undo", "redo", "cut", "copy", "paste", "pasteAndMatchStyle", "selectAll"])
      expect(roles).toContain(role);
  });
});

test.each(["darwin", "linux"] as const)("on %s no keys mean two things, and all are keys", (platform) => {
  const used = all(appMenu({ ...facts, platform, isDeveloping: true })).flatMap((entry) =>
    entry.kind === "action" ? [...(entry.keys === null ? [] : [entry.keys]), ...(entry.alsoKeys ?? [])] : [],
  );
  const read = used.map((keys) => JSON.stringify(parseAccelerator(keys)));
  expect(read).not.toContain("null");
  expect(new Set(read).size).toBe(used.length);
});

test("the developer tools are there in development only", () => {
  expect(JSON.stringify(appMenu(facts))).not.toContain("Developer Tools");
  expect(JSON.stringify(appMenu({ ...facts, isDeveloping: true }))).toContain("F12");
});
