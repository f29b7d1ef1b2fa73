import { keyOf, parseAccelerator } from "./accelerator.ts";
import type { Declared } from "./declared.ts";
import { createEvent, strictBase, strictEmitter } from "./events.ts";

type Template = Parameters<typeof Electron.Menu.buildFromTemplate>[0];
type Click = NonNullable<Electron.MenuItemConstructorOptions["click"]>;
type ItemType = "normal" | "separator" | "submenu" | "checkbox" | "radio";

const knownTypes: readonly string[] = ["normal", "separator", "submenu", "checkbox", "radio"];
const knownOptions = [
  "label",
  "id",
  "type",
  "enabled",
  "visible",
  "checked",
  "submenu",
  "click",
  "accelerator",
];

/** @see https://www.electronjs.org/docs/latest/api/menu-item */
export class MenuItem
  extends strictBase("MenuItem")
  implements Declared<Electron.MenuItem, MenuItem, "submenu" | "accelerator">
{
  readonly id: string;
  readonly type: ItemType;
  readonly submenu: Menu | undefined;
  readonly accelerator: string | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  /** The radio items of a menu between two separators, this one included; its menu sets it. */
  group: readonly MenuItem[] = [];
  readonly #click: Click | undefined;
  #checked: boolean;

  constructor(options: Electron.MenuItemConstructorOptions) {
    super();
    const unknown = Object.keys(options).find((name) => !knownOptions.includes(name));
    if (unknown)
      throw new Error(`electron-on-chromium: the option "${unknown}" of MenuItem is not implemented`);
    const { submenu } = options;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as Menu | undefined);
    const type = options.type ?? (this.submenu ? "submenu" : "normal");
    if (type === "submenu" && !this.submenu) throw new Error("Invalid submenu");
    if (!isKnown(type)) throw new Error(`Unknown menu item type: ${type}`);
    this.type = type;
    this.id = options.id as string; // undefined where none was given, as in Electron
    this.accelerator = options.accelerator ?? undefined;
    this.label = options.label ?? "";
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.#checked = options.checked ?? false;
    this.#click = options.click;
  }

  get checked(): boolean {
    return this.#checked;
  }
  /** A radio item is checked by any assignment, and unchecks the others of its group (lib/browser/api/menu.ts). */
  set checked(value: boolean) {
    for (const other of this.group) other.#checked = false;
    this.#checked = this.type === "radio" || value;
  }

  /** As when a person chooses the item: flips the mark first. */
  click = (): void => {
    if (this.type === "checkbox" || this.type === "radio") this.checked = !this.checked;
    const event = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    this.#click?.(this as unknown as Electron.MenuItem, undefined, event);
  };
}

function isKnown(type: string): type is ItemType {
  return knownTypes.includes(type);
}

/** The application's menu; no window shows it, but its keys act. */
let applicationMenu: Menu | null = null;
let pagesKnowIt = false;

/** The keys of the application's menu, as `keyOf` writes them. A page is told once, so they must not change later. */
export function applicationAccelerators(): readonly string[] {
  pagesKnowIt = true;
  return acceleratorItems(applicationMenu).map(([key]) => key);
}

/** Does what the application's menu has for these keys, as `keyOf` writes them. */
export function pressAccelerator(pressed: string): void {
  const [, item] = acceleratorItems(applicationMenu).find(([key]) => key === pressed) ?? [];
  if (item?.enabled) item.click();
}

function acceleratorItems(menu: Menu | null): readonly (readonly [key: string, item: MenuItem])[] {
  return (menu?.items ?? []).flatMap((item) => {
    const accelerator = item.accelerator === undefined ? null : parseAccelerator(item.accelerator);
    const own = accelerator === null ? [] : [[keyOf(accelerator), item] as const];
    return [...own, ...acceleratorItems(item.submenu ?? null)];
  });
}

/** Only a tray shows its menu here. @see https://www.electronjs.org/docs/latest/api/menu */
export class Menu
  extends strictEmitter("Menu", ["menu-will-show"])
  implements Declared<Electron.Menu, Menu, "items" | "getMenuItemById">
{
  readonly items: MenuItem[] = [];
  #group: MenuItem[] = [];

  static buildFromTemplate(template: Template): Menu {
    if (!Array.isArray(template)) {
      throw new TypeError("Invalid template for Menu: Menu template must be an array");
    }
    if (!template.every((each) => Object.hasOwn(each, "label") || each.type === "separator")) {
      throw new TypeError("Invalid template for MenuItem: must have at least one of label, role or type");
    }
    const menu = new Menu();
    for (const options of withoutExtraSeparators(template)) {
      menu.#append(new MenuItem(options as Electron.MenuItemConstructorOptions));
    }
    return menu;
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    if (pagesKnowIt)
      throw new Error("electron-on-chromium: another menu after the first page is not implemented");
    applicationMenu = menu as Menu | null;
  }
  static getApplicationMenu = (): Electron.Menu | null => applicationMenu as Electron.Menu | null;

  /** Nobody sees it; tests look at the menu instead. */
  popup(): void {
    this.emit("menu-will-show", createEvent({}));
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  #append(item: MenuItem): void {
    this.items.push(item);
    if (item.type === "separator") this.#group = [];
    if (item.type !== "radio") return;
    item.group = this.#group;
    this.#group.push(item);
  }
}

/** No separator at an edge or next to another one (removeExtraSeparators in lib/browser/api/menu.ts). */
function withoutExtraSeparators(template: Template): Template {
  const folded = template.filter(
    (each, index) =>
      each.visible === false ||
      each.type !== "separator" ||
      index === 0 ||
      template[index - 1]?.type !== "separator",
  );
  return folded.filter(
    (each, index) =>
      each.visible === false || each.type !== "separator" || (index !== 0 && index !== folded.length - 1),
  );
}
