import { expect, test, vi } from "vitest";
import { contextItem, menuItems } from "../../../src/windows/menu-template.ts";

/** What Electron does when the item is chosen; what it hands over is of no use here. */
const choose = (item: object | undefined): unknown => {
  const click: unknown = item === undefined ? null : Reflect.get(item, "click");
  if (typeof click !== "function") throw new Error("not to be chosen");
  return click();
};

test("an entry with other keys has an invisible twin for each, which does the same", () => {
  const perform = vi.fn();
  const action = { do: "zoom", change: "in" } as const;
  const items = menuItems(
    {
      kind: "action",
      label: "Zoom In",
      keys: "CommandOrControl+Plus",
      action,
      alsoKeys: ["CommandOrControl+="],
    },
    perform,
  );
  expect(items).toMatchObject([
    { label: "Zoom In", accelerator: "CommandOrControl+Plus" },
    { label: "Zoom In", accelerator: "CommandOrControl+=", visible: false },
  ]);
  for (const item of items) choose(item);
  expect(perform.mock.calls).toEqual([[action], [action]]);
});

test("an entry without keys has none, a role keeps its label, a menu its role", () => {
  const about = { kind: "role", role: "about", label: "About Acme" } as const;
  const help = { kind: "action", label: "Help", keys: null, action: { do: "quit" } } as const;
  const [menu] = menuItems({ kind: "menu", label: "R&D", role: "help", entries: [about, help] }, () => {});
  expect(menu).toMatchObject({
    label: "R&&D",
    role: "help",
    submenu: [{ role: "about", label: "About Acme" }, { label: "Help" }],
  });
  expect(JSON.stringify(menu)).not.toContain("accelerator");
});

test("what cannot be done cannot be chosen, and no name marks a mnemonic", () => {
  const act = vi.fn();
  expect(contextItem({ kind: "text", label: "A & B" }, act)).toEqual({ label: "A && B", enabled: false });
  expect(contextItem({ kind: "separator" }, act)).toEqual({ type: "separator" });
  const action = { do: "copy" } as const;
  const item = contextItem({ kind: "action", label: "Copy", enabled: false, action }, act);
  expect(item).toMatchObject({ label: "Copy", enabled: false });
  choose(item);
  expect(act).toHaveBeenCalledWith(action);
});
