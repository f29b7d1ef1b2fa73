import { Variant } from "@jellybrick/dbus-next";
import { type BusObject, invalid, type Method } from "./bus.ts";
import type { Menu, MenuItem } from "./menu.ts";

type Properties = Readonly<Record<string, Variant>>;
/** Id, properties and children, as `GetLayout` gives them. */
type Layout = [number, Properties, Variant<Layout>[]];

interface Entry {
  readonly properties: Properties;
  readonly children: readonly number[];
  readonly item: MenuItem | null;
}

/**
 * A menu on the bus, `com.canonical.dbusmenu` version 3, as Chromium has it (components/dbus/menu/menu.cc): it shows
 * what the menu was when it was set, with new ids each time, and says only that the layout changed.
 */
export class DbusMenu implements BusObject {
  readonly interface = "com.canonical.dbusmenu";
  readonly path: string;
  #entries = new Map<number, Entry>();
  #lastId = 0;
  #revision = 0;

  constructor(path: string) {
    this.path = path;
    this.setMenu(null);
  }

  /** @returns the body of the signal that tells of it */
  setMenu(menu: Menu | null): [revision: number, parent: number] {
    this.#entries = new Map();
    const children = this.#addAll(menu);
    this.#entries.set(0, { properties: submenuMark(menu), children, item: null });
    return [++this.#revision, 0];
  }

  #addAll(menu: Menu | null | undefined): readonly number[] {
    return (menu?.items ?? []).map((item) => {
      const id = ++this.#lastId;
      this.#entries.set(id, { properties: propertiesOf(item), children: this.#addAll(item.submenu), item });
      return id;
    });
  }

  properties = (): Properties => ({
    Version: new Variant("u", 3),
    Status: new Variant("s", "normal"),
    TextDirection: new Variant("s", "ltr"),
    IconThemePath: new Variant("as", []),
  });

  readonly methods: Readonly<Record<string, Method>> = {
    GetLayout: {
      signature: "u(ia{sv}av)",
      run: ([id, depth, names]) => [
        this.#revision,
        this.#layout(id as number, depth as number, names as string[]),
      ],
    },
    GetGroupProperties: {
      signature: "a(ia{sv})",
      run: ([ids, names]) => [this.#properties(ids as number[], names as string[])],
    },
    GetProperty: { signature: "v", run: ([id, name]) => [this.#property(id as number, name as string)] },
    Event: {
      signature: "",
      run: ([id, type]) => {
        this.#event(this.#entry(id as number), type as string);
        return [];
      },
    },
    EventGroup: { signature: "ai", run: ([events]) => [this.#events(events as [number, string][])] },
    AboutToShow: { signature: "b", run: ([id]) => [!this.#entry(id as number)] },
    AboutToShowGroup: {
      signature: "aiai",
      run: ([ids]) => [[], (ids as number[]).filter((id) => !this.#entries.has(id))],
    },
  };

  #entry(id: number): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw invalid(`no menu entry ${id}`);
    return entry;
  }

  /** @param depth of children; -1 for all */
  #layout(id: number, depth: number, names: readonly string[]): Layout {
    const { properties, children } = this.#entry(id);
    const shown = depth === 0 ? [] : children.map((child) => this.#layout(child, depth - 1, names));
    return [id, only(properties, names), shown.map((child) => new Variant("(ia{sv}av)", child))];
  }

  #properties(ids: readonly number[], names: readonly string[]): unknown[] {
    const wanted = ids.length === 0 ? [...this.#entries.keys()] : ids.filter((id) => this.#entries.has(id));
    return wanted.map((id) => [id, only(this.#entry(id).properties, names)]);
  }

  #property(id: number, name: string): Variant {
    const value = this.#entry(id).properties[name];
    if (!value) throw invalid(`menu entry ${id} has no ${name}`);
    return value;
  }

  #event({ item }: Entry, type: string): void {
    if (type === "clicked" && item) setImmediate(item.click); // the answer does not wait for what the app does
  }

  /** @returns the ids that are not there */
  #events(events: readonly [number, string][]): number[] {
    for (const [id, type] of events) {
      const entry = this.#entries.get(id);
      if (entry) this.#event(entry, type);
    }
    return events.map(([id]) => id).filter((id) => !this.#entries.has(id));
  }
}

function only(properties: Properties, names: readonly string[]): Properties {
  if (names.length === 0) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

function submenuMark(menu: Menu | null | undefined): Properties {
  return menu ? { "children-display": new Variant("s", "submenu") } : {};
}

/** Only what differs from the default, as the protocol wants it. */
function propertiesOf(item: MenuItem): Properties {
  const properties: Record<string, Variant> = { ...submenuMark(item.submenu) };
  if (item.type === "separator") properties.type = new Variant("s", "separator");
  if (item.label !== "") properties.label = new Variant("s", withUnderscore(item.label));
  if (!item.enabled) properties.enabled = new Variant("b", false);
  if (!item.visible) properties.visible = new Variant("b", false);
  if (item.type === "checkbox" || item.type === "radio") {
    properties["toggle-type"] = new Variant("s", item.type === "radio" ? "radio" : "checkmark");
    properties["toggle-state"] = new Variant("i", item.checked ? 1 : 0);
  }
  return properties;
}

/** Electron marks the mnemonic with `&`, the protocol with `_`; either is doubled to stand for itself. */
function withUnderscore(label: string): string {
  const mark = (_all: string, next: string): string => (next === "&" ? "&" : `_${next}`);
  return label.replaceAll("_", "__").replace(/&(.?)/gs, mark);
}
