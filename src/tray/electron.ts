import { join } from "node:path";
import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from "electron";
import { assertNever } from "../app/assert-never.ts";
import type { Parts } from "../app/parts.ts";
import { callNow } from "../links/call-now.ts";
import { trayUpdate } from "../updates/updates-view.ts";
import { createTrayController, type TrayController, type TrayControllerOptions } from "./tray-controller.ts";
import { type TrayIcon, trayIconFile } from "./tray-icons.ts";
import type { TrayAction, TrayEntry, TrayView } from "./tray-model.ts";

interface TrayListeners {
  readonly act: (action: TrayAction) => void;
  /** The icon was clicked, where the system tells clicks from opening the menu. */
  readonly clicked: () => void;
  /** The pointer is over the icon, so the menu may be opened next. Windows and macOS only. */
  readonly approached: () => void;
}

/** The tray: what it shows, and what becomes of a choice in its menu. */
export function wireTray(
  parts: TrayEffectParts &
    Pick<Parts, "brand" | "profile" | "reachability" | "settings" | "scheduler" | "tray">,
): TrayController {
  const { brand, profile, reachability, settings, scheduler, departure, updates, softphone, system } = parts;
  return createTrayController({
    productName: brand.name,
    profile,
    session: () => parts.session.status(),
    reachability: reachability.now,
    canReconnect: reachability.canReconnect,
    isPhoneVisible: () => softphone.isVisible,
    planned: departure.planned,
    region: () => settings.get().region,
    update: () => trayUpdate(updates.view()),
    scheduler,
    readClipboard: system.readClipboard,
    effects: {
      show: createTray({
        act: (action) => parts.tray.act(action),
        clicked: () => parts.session.bringForward(),
        approached: () => parts.tray.watchClipboard(false),
      }),
      ...trayEffects(parts),
      reconnect: reachability.reconnect,
    },
  });
}

type TrayEffectParts = Pick<
  Parts,
  "session" | "softphone" | "calls" | "presence" | "links" | "pages" | "updates" | "departure" | "system"
>;

function trayEffects(parts: TrayEffectParts): Omit<TrayControllerOptions["effects"], "show" | "reconnect"> {
  const { softphone, calls, presence, pages, updates, departure, system } = parts;
  return {
    showPhone: () => parts.session.bringForward(),
    hidePhone: softphone.hide,
    control: (verb, id) => void calls.control(verb, id),
    setPresence: presence.choose,
    call: (number) => void callNow(parts, number),
    showDevices: () => pages.show("devices"),
    showSettings: () => pages.show("settings"),
    update: (action) => {
      pages.show("settings");
      updates.act(action);
    },
    signOut: () => void departure.signOut({ clearData: false }),
    quit: system.quit,
    cancelPlanned: departure.cancelPlanned,
  };
}

/** Puts the icon into the tray and gives the function that brings it up to date. */
function createTray(listeners: TrayListeners): (view: TrayView) => void {
  let tray: Tray | null = null;
  let shown: TrayView | null = null;

  const open = (icon: TrayIcon): Tray => {
    const opened = new Tray(image(icon));
    opened.on("click", listeners.clicked);
    if (process.platform !== "linux") opened.on("mouse-enter", listeners.approached);
    return opened;
  };

  return (view) => {
    // An open menu closes when it is given anew, so only a change is passed on.
    if (shown !== null && JSON.stringify(view) === JSON.stringify(shown)) return;
    tray ??= open(view.icon);
    if (shown?.icon !== view.icon) tray.setImage(image(view.icon));
    tray.setToolTip(view.tooltip);
    if (process.platform === "darwin") tray.setTitle(view.title);
    tray.setContextMenu(Menu.buildFromTemplate(view.menu.map((entry) => menuItem(entry, listeners.act))));
    shown = view;
  };
}

function image(icon: TrayIcon): Electron.NativeImage {
  const { name } = trayIconFile(icon, process.platform);
  return nativeImage.createFromPath(join(app.getAppPath(), "out", "renderer", "tray", name));
}

function menuItem(entry: TrayEntry, act: TrayListeners["act"]): MenuItemConstructorOptions {
  switch (entry.kind) {
    case "separator":
      return { type: "separator" };
    case "text":
      return { label: literal(entry.label), enabled: false };
    case "action":
      return { label: literal(entry.label), click: () => act(entry.action) };
    case "choice":
      return {
        label: literal(entry.label),
        type: "radio",
        checked: entry.chosen,
        click: () => act(entry.action),
      };
    case "menu":
      return { label: literal(entry.label), submenu: entry.entries.map((inner) => menuItem(inner, act)) };
    default:
      return assertNever(entry);
  }
}

/** An ampersand in a name would mark a mnemonic. */
function literal(label: string): string {
  return label.replaceAll("&", "&&");
}
