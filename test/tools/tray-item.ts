import { Variant } from "@jellybrick/dbus-next";
import { type Bus, propertiesInterface, type Target } from "../electron-on-chromium/main/bus.ts";
import { encodePng } from "./png.ts";

/** The largest picture of an icon. */
export interface TrayIcon {
  readonly width: number;
  readonly height: number;
  /** Rows from the top, four bytes each: alpha, red, green, blue; as it came over the bus. */
  readonly argb: Buffer;
  /** The same as a file. */
  readonly png: Buffer;
}

export interface MenuEntry {
  /** Without the mark of its mnemonic; "" for a separator. */
  readonly label: string;
  readonly kind: "normal" | "separator" | "checkbox" | "radio" | "submenu";
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly children: readonly MenuEntry[];
}

/** An icon as the panel shows it: what its program last announced, so that a change without a signal stays unseen. */
export interface TrayItem {
  /** Its name on the bus. */
  readonly service: string;
  status(): string;
  title(): string;
  /** "" while there is none. */
  tooltip(): string;
  /** Null while the program gives no picture. */
  icon(): TrayIcon | null;
  /** The visible entries. */
  menu(): readonly MenuEntry[];
  /** As a click on the icon. */
  activate(): Promise<void>;
  /**
   * As a click on a menu entry, given by the labels on the way to it: `press("Presence", "Busy")`. Waits up to 10 s for
   * the entry to be there and enabled; rejects with what is there instead.
   */
  press(...labels: readonly string[]): Promise<void>;
}

interface MenuNode extends MenuEntry {
  readonly id: number;
  readonly children: readonly MenuNode[];
}

const pressLimitMs = 10_000;
const itemInterface = "org.kde.StatusNotifierItem";
const menuInterface = "com.canonical.dbusmenu";

/** @param owner the unique name behind `service` */
export async function readTrayItem(bus: Bus, service: string, owner: string): Promise<TrayItem> {
  const item: Target = { name: service, path: "/StatusNotifierItem", interface: itemInterface };
  const properties: Target = { ...item, interface: propertiesInterface };
  let shown = new Map<string, unknown>();
  let menu: readonly MenuNode[] = [];

  async function refresh(): Promise<void> {
    const [all] = await bus.call(properties, "GetAll", "s", [itemInterface]);
    shown = new Map(Object.entries(plain(all) as object));
  }
  const menuTarget = (): Target => ({
    name: service,
    path: String(shown.get("Menu")),
    interface: menuInterface,
  });
  async function refreshMenu(): Promise<void> {
    await bus.call(menuTarget(), "AboutToShow", "i", [0]).catch(() => undefined); // an empty menu refuses it
    const [, layout] = await bus.call(menuTarget(), "GetLayout", "iias", [0, -1, []]);
    menu = readNode(plain(layout)).children;
  }

  const late = (): void => {}; // the program has ended in between
  await bus.follow({ sender: owner, interface: itemInterface }, () => void refresh().catch(late));
  await bus.follow({ sender: owner, interface: menuInterface }, () => void refreshMenu().catch(late));
  await refresh();
  await refreshMenu();

  const textOf = (name: string): string => String(shown.get(name) ?? "");
  return {
    service,
    status: () => textOf("Status"),
    title: () => textOf("Title"),
    tooltip: () => String((shown.get("ToolTip") as readonly unknown[] | undefined)?.[2] ?? ""),
    icon: () => largest(shown.get("IconPixmap")),
    menu: () => menu,
    async activate() {
      await bus.call(item, "Activate", "ii", [0, 0]);
    },
    async press(...labels) {
      const end = performance.now() + pressLimitMs;
      for (;;) {
        const entry = find(menu, labels);
        // An entry of a menu that was replaced just now is refused: look again.
        const pressed = entry?.enabled && (await click(entry.id));
        if (pressed) return;
        if (performance.now() > end)
          throw new Error(`no entry "${labels.join(" > ")}" to press in\n${outline(menu)}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };

  async function click(id: number): Promise<boolean> {
    const time = Math.floor(Date.now() / 1000) >>> 0;
    const event = [id, "clicked", new Variant("i", 0), time];
    return bus.call(menuTarget(), "Event", "isvu", event).then(
      () => true,
      () => false,
    );
  }
}

/** Values without the types that D-Bus gives them. */
function plain(value: unknown): unknown {
  if (value instanceof Variant) return plain(value.value);
  if (Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

function readNode(layout: unknown): MenuNode {
  const [id, properties, children] = layout as [
    number,
    Readonly<Record<string, unknown>>,
    readonly unknown[],
  ];
  const toggle = properties["toggle-type"];
  const nodes = children.map(readNode);
  return {
    id,
    label: String(properties.label ?? "").replace(/_(.?)/gs, (_all, next: string) => next),
    kind: properties.type === "separator" ? "separator" : kindOf(toggle, properties["children-display"]),
    enabled: properties.enabled !== false,
    checked: properties["toggle-state"] === 1,
    children: nodes.filter((_node, index) => isVisible(children[index])),
  };
}

function kindOf(toggle: unknown, children: unknown): MenuEntry["kind"] {
  if (toggle === "radio") return "radio";
  if (toggle === "checkmark") return "checkbox";
  return children === "submenu" ? "submenu" : "normal";
}

function isVisible(layout: unknown): boolean {
  return (layout as [number, Readonly<Record<string, unknown>>])[1].visible !== false;
}

function find(menu: readonly MenuNode[], [label, ...rest]: readonly string[]): MenuNode | undefined {
  const entry = menu.find((each) => each.label === label);
  return rest.length === 0 || !entry ? entry : find(entry.children, rest);
}

function outline(menu: readonly MenuEntry[], indent = "  "): string {
  const lines = menu.map(
    ({ label, kind, enabled, children }) =>
      `${indent}${kind === "separator" ? "---" : label}${enabled ? "" : " (disabled)"}\n${outline(children, `${indent}  `)}`,
  );
  return lines.join("");
}

function largest(pixmaps: unknown): TrayIcon | null {
  const sorted = [...((pixmaps ?? []) as [number, number, Uint8Array][])].sort(([a], [b]) => b - a);
  const [first] = sorted;
  if (!first) return null;
  const [width, height, bytes] = first;
  const argb = Buffer.from(bytes);
  const rgba = Buffer.alloc(argb.length);
  for (let at = 0; at < argb.length; at += 4) {
    argb.copy(rgba, at, at + 1, at + 4);
    argb.copy(rgba, at + 3, at, at + 1);
  }
  return { width, height, argb, png: encodePng(width, height, rgba) };
}
