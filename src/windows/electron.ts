import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "atomically";
import { app, BrowserWindow, type ContextMenuParams, Menu, type Session, screen } from "electron";
import { assertNever } from "../app/assert-never.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import { type AppMenuFacts, appMenu, type MenuAction } from "./app-menu.ts";
import { type ContextAction, contextMenu } from "./context-menu.ts";
import { contextItem, menuItems } from "./menu-template.ts";
import { narrow, type Widened, widen, withoutDrawer } from "./side-drawer.ts";
import { spellingLanguages } from "./spelling.ts";
import {
  createWindowMemory,
  type KeptWindowMemory,
  WINDOWS_FILE,
  type WindowMemory,
} from "./window-memory.ts";
import { placeOnDisplays, type Size } from "./window-place.ts";
import { changedLevel, limitedLevel, type ZoomChange, zoomFactor } from "./zoom.ts";

/** The shell's own pages have one origin, and Chromium keeps the zoom by origin: they have it in common. */
export const PAGES_ZOOM = "pages";

/** Opens `{userData}/windows.json`. What is not on the disk at the end of the process is written then. */
export function openWindowMemory(scheduler: Scheduler, log: Log): KeptWindowMemory {
  const path = join(app.getPath("userData"), WINDOWS_FILE);
  const memory = createWindowMemory({
    file: {
      read() {
        try {
          return readFileSync(path, "utf8");
        } catch (cause) {
          if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
          throw cause;
        }
      },
      write: (text) => writeFileSync(path, text),
    },
    scheduler,
    log,
  });
  process.once("exit", memory.flush);
  return memory;
}

export interface WindowCareOptions {
  readonly memory: WindowMemory;
  readonly menu: Omit<AppMenuFacts, "platform" | "isDeveloping">;
  /** The number in the form people read, where the text is one that can be called; else null. */
  readonly numberIn: (text: string) => string | null;
  readonly effects: {
    readonly call: (written: string) => void;
    readonly copy: (text: string) => void;
    readonly showSettings: () => void;
    readonly showPhone: () => void;
    /** Asks first where a call would be lost. */
    readonly reloadPhone: () => void;
    readonly openAddress: (url: string) => void;
    readonly quit: () => void;
  };
}

export interface CaredWindow {
  /** Under this name its place is remembered. */
  readonly name: string;
  /** Under this name its zoom is remembered. */
  readonly zoomName: string;
  /** The smallest that a remembered one may be; null for windows that have a size of their own and no memory. */
  readonly remembers: Size | null;
}

/** What all windows have in common: a remembered place and zoom, keys, a context menu. */
export interface WindowCare {
  /** For a window's `webPreferences`, so that the page is zoomed from its first paint: 1 is 100 %. */
  zoomFactorOf(zoomName: string): number;
  /** Puts the window where it was, and remembers from then on. To be called before it is shown. */
  adopt(window: BrowserWindow, as: CaredWindow): void;
  /** The page in the window wants room for its drawer, or gives it back. */
  setSideDrawer(window: BrowserWindow, open: boolean): void;
}

interface Adopted extends CaredWindow {
  readonly window: BrowserWindow;
  /** It is to be maximised when it is shown, which it is not yet. */
  maximizes: boolean;
  wantsDrawer: boolean;
  widened: Widened | null;
}

/** Sets the application's menu and takes windows into care. To be called after `ready`. */
export function createWindowCare(options: WindowCareOptions): WindowCare {
  const { memory, effects } = options;
  const adopted = new Map<BrowserWindow, Adopted>();

  const levelOf = (zoomName: string): number => limitedLevel(memory.get(zoomName)?.zoomLevel ?? 0);

  const remember = ({ window, name, zoomName, remembers, maximizes, widened }: Adopted): void => {
    if (remembers === null || window.isMinimized() || window.isFullScreen()) return;
    memory.set(name, {
      ...withoutDrawer(widened, window.getNormalBounds()),
      maximized: maximizes || window.isMaximized(),
      zoomLevel: levelOf(zoomName),
    });
  };

  const restore = (each: Adopted): void => {
    const place = each.remembers === null ? null : memory.get(each.name);
    if (place === null || each.remembers === null) return;
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const bounds = placeOnDisplays(place, workAreas, each.remembers);
    if (bounds !== null) each.window.setBounds(bounds);
    if (!place.maximized) return;
    // Electron shows a window that is maximised.
    each.maximizes = true;
    each.window.once("show", () => {
      each.maximizes = false;
      each.window.maximize();
    });
  };

  const zoom = (of: Adopted, change: ZoomChange): void => {
    const before = levelOf(of.zoomName);
    const level = changedLevel(before, change);
    const bounds = of.window.getNormalBounds();
    memory.set(of.zoomName, { ...bounds, maximized: false, ...memory.get(of.zoomName), zoomLevel: level });
    const ratio = zoomFactor(level) / zoomFactor(before);
    for (const each of adopted.values()) {
      if (each.zoomName !== of.zoomName) continue;
      each.window.webContents.setZoomLevel(level);
      if (each.remembers !== null) continue;
      const [width = 0, height = 0] = each.window.getContentSize();
      each.window.setContentSize(Math.round(width * ratio), Math.round(height * ratio));
    }
  };

  const settleDrawer = (each: Adopted): void => {
    const { window, widened } = each;
    // Asked again once it is none of these.
    if (window.isMaximized() || window.isFullScreen() || window.isMinimized()) return;
    const bounds = window.getBounds();
    const { workArea } = screen.getDisplayMatching(bounds);
    const at = { bounds, workArea, zoom: zoomFactor(levelOf(each.zoomName)) };
    if (each.wantsDrawer && widened === null) {
      const wider = widen(at);
      if (wider === null) return;
      each.widened = wider.widened;
      window.setBounds(wider.bounds);
    } else if (!each.wantsDrawer && widened !== null) {
      const narrower = narrow(widened, at);
      each.widened = null;
      if (narrower !== null) window.setBounds(narrower);
    }
  };

  const perform = (action: MenuAction): void => {
    const window = BrowserWindow.getFocusedWindow();
    const focused = window === null ? undefined : adopted.get(window);
    switch (action.do) {
      case "settings":
        effects.showSettings();
        return;
      case "show-phone":
        effects.showPhone();
        return;
      case "reload":
        effects.reloadPhone();
        return;
      case "quit":
        effects.quit();
        return;
      case "open-address":
        effects.openAddress(action.url);
        return;
      case "close":
        window?.close();
        return;
      case "dev-tools":
        window?.webContents.toggleDevTools();
        return;
      case "zoom":
        if (focused !== undefined) zoom(focused, action.change);
        return;
      default:
        assertNever(action);
    }
  };

  const setDrawer = (each: Adopted, open: boolean): void => {
    each.wantsDrawer = open;
    settleDrawer(each);
  };

  const menu = appMenu({ ...options.menu, platform: process.platform, isDeveloping: !app.isPackaged });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu.flatMap((entry) => menuItems(entry, perform))));

  return {
    zoomFactorOf: (zoomName) => zoomFactor(levelOf(zoomName)),
    adopt(window, as) {
      const each: Adopted = { ...as, window, maximizes: false, wantsDrawer: false, widened: null };
      adopted.set(window, each);
      window.on("closed", () => adopted.delete(window));
      // The menu holds keys; only macOS shows it.
      if (process.platform !== "darwin") window.setMenuBarVisibility(false);
      restore(each);
      const changed = (): void => remember(each);
      window.on("resize", changed);
      window.on("move", changed);
      window.on("maximize", changed);
      window.on("unmaximize", () => {
        settleDrawer(each);
        remember(each);
      });
      window.on("leave-full-screen", () => settleDrawer(each));
      window.on("restore", () => settleDrawer(each));

      const { webContents } = window;
      webContents.on("did-navigate", () => {
        webContents.setZoomLevel(levelOf(as.zoomName));
        // The drawer was the page's before.
        setDrawer(each, false);
      });
      webContents.on("zoom-changed", (_event, direction) => zoom(each, direction));
      webContents.on("context-menu", (_event, place) => showContextMenu(window, place, options));
    },
    setSideDrawer(window, open) {
      const each = adopted.get(window);
      if (each !== undefined) setDrawer(each, open);
    },
  };
}

/**
 * Lets the session check spelling in the languages of the system. On macOS the system's own checker chooses them; on
 * Linux, and on Windows where the system has none, Chromium fetches a dictionary at its first use.
 */
export function checkSpelling(session: Session, log: Log): void {
  if (process.platform === "darwin") return;
  const languages = spellingLanguages(
    app.getPreferredSystemLanguages(),
    session.availableSpellCheckerLanguages,
  );
  session.setSpellCheckerLanguages([...languages]);
  log.info("windows.spelling", { languages: languages.join(" ") });
}

function showContextMenu(
  window: BrowserWindow,
  place: ContextMenuParams,
  { numberIn, effects }: WindowCareOptions,
): void {
  const contents = window.webContents;
  const act = (action: ContextAction): void => {
    switch (action.do) {
      case "cut":
        contents.cut();
        return;
      case "copy":
        contents.copy();
        return;
      case "paste":
        contents.paste();
        return;
      case "paste-plain":
        contents.pasteAndMatchStyle();
        return;
      case "select-all":
        contents.selectAll();
        return;
      case "replace-word":
        contents.replaceMisspelling(action.word);
        return;
      case "learn-word":
        contents.session.addWordToSpellCheckerDictionary(action.word);
        return;
      case "copy-text":
        effects.copy(action.text);
        return;
      case "call":
        effects.call(action.written);
        return;
      default:
        assertNever(action);
    }
  };
  const entries = contextMenu(place, { numberIn });
  if (entries.length === 0) return;
  Menu.buildFromTemplate(entries.map((entry) => contextItem(entry, act))).popup({ window });
}
