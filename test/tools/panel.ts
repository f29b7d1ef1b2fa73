import { Variant } from "@jellybrick/dbus-next";
import { type Bus, type BusObject, connectBus, invalid, theBus } from "../electron-on-chromium/main/bus.ts";
import { readTrayItem, type TrayItem } from "./tray-item.ts";

/** The part of a desktop that shows tray icons. */
export interface Panel {
  /** The icons, in order of arrival. */
  items(): readonly TrayItem[];
  /** The one icon, as soon as there is one; waits up to 10 s. */
  item(): Promise<TrayItem>;
  /** Takes the panel off the desktop: programs then find none. */
  close(): Promise<void>;
}

const watcherName = "org.kde.StatusNotifierWatcher";
const itemLimitMs = 10_000;

/**
 * Opens a panel: the watcher with which programs register their icons, and its host in one.
 * @param env of the desktop: its session bus
 * @see https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
export async function openPanel(env: Readonly<NodeJS.ProcessEnv>): Promise<Panel> {
  const bus = await connectBus(env.DBUS_SESSION_BUS_ADDRESS ?? "");
  /** Null while it is being read. */
  const services = new Map<string, TrayItem | null>();
  const watcher: BusObject = {
    path: "/StatusNotifierWatcher",
    interface: watcherName,
    properties: () => ({
      RegisteredStatusNotifierItems: new Variant("as", [...services.keys()]),
      IsStatusNotifierHostRegistered: new Variant("b", true),
      ProtocolVersion: new Variant("i", 0),
    }),
    methods: {
      RegisterStatusNotifierItem: {
        signature: "",
        run([service]) {
          // Chromium and Qt give their name on the bus; the other form is an object path.
          if (typeof service !== "string" || service.startsWith("/")) throw invalid("not a name on the bus");
          void add(service);
          return [];
        },
      },
      RegisterStatusNotifierHost: { signature: "", run: () => [] },
    },
  };

  async function add(service: string): Promise<void> {
    if (services.has(service)) return;
    services.set(service, null);
    try {
      const item = await readTrayItem(bus, service, await ownerOf(bus, service));
      if (!services.has(service)) return;
      services.set(service, item);
      bus.signal(watcher, "StatusNotifierItemRegistered", "s", [service]);
    } catch {
      services.delete(service); // its program has ended in between
    }
  }

  await bus.follow({ sender: theBus.name, member: "NameOwnerChanged" }, ([name, , owner]) => {
    if (owner !== "" || !services.delete(String(name))) return;
    bus.signal(watcher, "StatusNotifierItemUnregistered", "s", [name]);
  });
  bus.serve(watcher);
  await bus.own(watcherName);
  const items = (): readonly TrayItem[] => [...services.values()].filter((item) => item !== null);
  return {
    items,
    async item() {
      const end = performance.now() + itemLimitMs;
      for (;;) {
        const [only, ...others] = items();
        if (only && others.length === 0) return only;
        if (performance.now() > end) {
          throw new Error(`waited ${itemLimitMs / 1000} s for one tray icon; there are ${items().length}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    async close() {
      bus.close();
    },
  };
}

async function ownerOf(bus: Bus, service: string): Promise<string> {
  const [owner] = await bus.call(theBus, "GetNameOwner", "s", [service]);
  return String(owner);
}
