import { assertNever } from "../app/assert-never.ts";
import type { AppMenuEntry, MenuAction } from "./app-menu.ts";
import type { ContextAction, ContextEntry } from "./context-menu.ts";

/** An entry of a context menu, for Electron. */
export function contextItem(
  entry: ContextEntry,
  act: (action: ContextAction) => void,
): Electron.MenuItemConstructorOptions {
  switch (entry.kind) {
    case "separator":
      return { type: "separator" };
    case "text":
      return { label: literal(entry.label), enabled: false };
    case "action":
      return { label: literal(entry.label), enabled: entry.enabled, click: () => act(entry.action) };
    default:
      return assertNever(entry);
  }
}

/** An entry of the application's menu, for Electron: with an invisible one for each of its other keys. */
export function menuItems(
  entry: AppMenuEntry,
  perform: (action: MenuAction) => void,
): readonly Electron.MenuItemConstructorOptions[] {
  switch (entry.kind) {
    case "separator":
      return [{ type: "separator" }];
    case "role":
      return [{ role: entry.role, ...(entry.label === undefined ? {} : { label: entry.label }) }];
    case "menu":
      return [
        {
          label: literal(entry.label),
          ...(entry.role === undefined ? {} : { role: entry.role }),
          submenu: entry.entries.flatMap((inner) => menuItems(inner, perform)),
        },
      ];
    case "action": {
      const item = { label: literal(entry.label), click: () => perform(entry.action) };
      const more = (entry.alsoKeys ?? []).map((accelerator) => ({ ...item, accelerator, visible: false }));
      return [entry.keys === null ? item : { ...item, accelerator: entry.keys }, ...more];
    }
    default:
      return assertNever(entry);
  }
}

/** An ampersand in a name would mark a mnemonic. */
function literal(label: string): string {
  return label.replaceAll("&", "&&");
}
