import { Variant } from "@jellybrick/dbus-next";
import {
  type Bus,
  type BusObject,
  connectBus,
  type Method,
  propertiesInterface,
  type Target,
  theBus,
} from "./bus.ts";
import { DbusMenu } from "./dbus-menu.ts";
import type { Menu } from "./menu.ts";
import type { Bitmap } from "./png.ts";

/** What an icon shows. */
export interface TrayState {
  readonly bitmap: Bitmap | null;
  readonly toolTip: string;
  readonly menu: Menu | null;
}

const watcherName = "org.kde.StatusNotifierWatcher";
const watcher: Target = { name: watcherName, path: "/StatusNotifierWatcher", interface: watcherName };

let lastId = 0;

/**
 * @returns the session bus if there is a panel on it: a watcher with a host. Otherwise null; Electron then tries the
 *   older protocol of XEmbed
 */
export async function findPanel(): Promise<Bus | null> {
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  const bus = address ? await connectBus(address).catch(notShown) : null;
  if (!bus) return null;
  if (await hasHost(bus).catch(notShown)) return bus;
  bus.close();
  return null;
}

/**
 * An icon in the panel, with the members and values that Chromium gives it (status_icon_linux_dbus.cc).
 * @see https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/
 */
export class StatusNotifier implements BusObject {
  readonly path = "/StatusNotifierItem";
  readonly interface = "org.kde.StatusNotifierItem";
  readonly methods: Readonly<Record<string, Method>>;
  readonly #bus: Bus;
  readonly #id = ++lastId;
  readonly #menu: DbusMenu;
  #state: TrayState;

  /** @param bus its own connection, since every icon is at the same path */
  constructor(bus: Bus, state: TrayState, activated: () => void) {
    this.#bus = bus;
    this.#state = state;
    this.#menu = new DbusMenu(`/org/chromium/DbusMenu/${this.#id}`);
    this.#menu.setMenu(state.menu);
    const ignore: Method = { signature: "", run: () => [] };
    const activate: Method = {
      signature: "",
      run: () => {
        setImmediate(activated); // the answer does not wait for what the app does
        return [];
      },
    };
    // Panels show the menu themselves: none that calls ContextMenu is known to have no dbusmenu.
    this.methods = { Activate: activate, SecondaryActivate: activate, ContextMenu: ignore, Scroll: ignore };
    bus.serve(this);
    bus.serve(this.#menu);
    this.#appear().catch(notShown);
  }

  /** Takes its name, and is listed by this panel and every later one. */
  async #appear(): Promise<void> {
    const name = `org.freedesktop.StatusNotifierItem-${process.pid}-${this.#id}`;
    const register = () => this.#bus.call(watcher, "RegisterStatusNotifierItem", "s", [name]);
    await this.#bus.own(name);
    const newOwner = { sender: theBus.name, member: "NameOwnerChanged", arg0: watcherName };
    await this.#bus.follow(newOwner, ([, , owner]) => {
      if (owner !== "") register().catch(notShown);
    });
    await register();
  }

  properties(): Readonly<Record<string, Variant>> {
    const { bitmap, toolTip } = this.#state;
    const pixmaps = bitmap ? [[bitmap.width, bitmap.height, toArgb(bitmap.rgba)]] : [];
    return {
      Category: new Variant("s", "ApplicationStatus"),
      Id: new Variant("s", `chrome_status_icon_${this.#id}`),
      Title: new Variant("s", ""),
      Status: new Variant("s", "Active"),
      WindowId: new Variant("i", 0),
      ItemIsMenu: new Variant("b", false),
      Menu: new Variant("o", this.#menu.path),
      IconName: new Variant("s", ""),
      IconPixmap: new Variant("a(iiay)", pixmaps),
      ToolTip: new Variant("(sa(iiay)ss)", ["", [], toolTip, ""]),
    };
  }

  setBitmap(bitmap: Bitmap | null): void {
    this.#state = { ...this.#state, bitmap };
    this.#bus.signal(this, "NewIcon");
  }
  setToolTip(toolTip: string): void {
    this.#state = { ...this.#state, toolTip };
    this.#bus.signal(this, "NewToolTip");
  }
  setMenu(menu: Menu | null): void {
    this.#bus.signal(this.#menu, "LayoutUpdated", "ui", this.#menu.setMenu(menu));
  }

  /** The bus takes the name back, and the panel the icon away. */
  close(): void {
    this.#bus.close();
  }
}

async function hasHost(bus: Bus): Promise<boolean> {
  const [owned] = await bus.call(theBus, "NameHasOwner", "s", [watcherName]);
  if (owned !== true) return false;
  const asked = [watcherName, "IsStatusNotifierHostRegistered"];
  const [registered] = await bus.call({ ...watcher, interface: propertiesInterface }, "Get", "ss", asked);
  return registered instanceof Variant && registered.value === true;
}

/** The pixels as the specification wants them: alpha, red, green, blue. */
function toArgb(rgba: Buffer): Buffer {
  const argb = Buffer.alloc(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    rgba.copy(argb, at + 1, at, at + 3);
    rgba.copy(argb, at, at + 3, at + 4);
  }
  return argb;
}

function notShown(error: unknown): null {
  process.stderr.write(`electron-on-chromium: no tray icon: ${String(error)}\n`);
  return null;
}
