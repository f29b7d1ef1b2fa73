import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  app,
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  protocol,
  type Rectangle,
  session,
} from "electron";
import type { Scheduler } from "../app/scheduler.ts";
import type { Brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notices } from "../ipc/channels.ts";
import { pageContentPolicy } from "../security/content-policy.ts";
import { permitAudio, restrictNavigation, restrictPermissions } from "../security/electron.ts";
import { isSameArea } from "../windows/corner.ts";
import { PAGES_ZOOM, type WindowCare } from "../windows/electron.ts";
import { createCrashPause } from "./crash-pause.ts";
import { PAGE_HOST, pageFile } from "./page-files.ts";

export type PageName =
  | "sign-in"
  | "confirm-call"
  | "call-popup"
  | "call-window"
  | "settings"
  | "devices"
  | "diagnostics"
  | "question";

/** The pages keep nothing, so their session is in memory. The one that uses the microphone has one of its own. */
const PARTITION = "shell";
const MICROPHONE_PARTITION = "shell-devices";

/** Small windows beside whatever the user is doing, full-screen programs included. */
const OVER_EVERYTHING: BrowserWindowConstructorOptions = {
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  // The page draws its own edge and can be dragged.
  frame: false,
  alwaysOnTop: true,
  skipTaskbar: true,
  // On macOS a panel gets clicks without its app coming forward, and stands over full-screen apps on every space
  // (Electron's BaseWindowConstructorOptions, `type`).
  ...(process.platform === "darwin" ? { type: "panel" } : {}),
};

const WINDOWS: Readonly<Record<PageName, BrowserWindowConstructorOptions>> = {
  "sign-in": {
    width: 440,
    height: 690,
    resizable: true,
    minWidth: 360,
    minHeight: 480,
  },
  "confirm-call": {
    width: 440,
    height: 300,
    minimizable: false,
    maximizable: false,
    alwaysOnTop: true,
  },
  settings: {
    width: 760,
    height: 680,
    resizable: true,
    minWidth: 340,
    minHeight: 400,
  },
  devices: {
    width: 460,
    height: 700,
    resizable: true,
    minWidth: 340,
    minHeight: 400,
  },
  diagnostics: {
    width: 560,
    height: 740,
    resizable: true,
    minWidth: 340,
    minHeight: 400,
  },
  "call-popup": { width: 360, height: 170, ...OVER_EVERYTHING },
  "call-window": { width: 300, height: 190, ...OVER_EVERYTHING },
  question: {
    width: 520,
    height: 190,
    minimizable: false,
    maximizable: false,
    alwaysOnTop: true,
  },
};

export interface Pages {
  /** Shows the page, in a new window or the one that is there. */
  show(page: PageName): void;
  /** The same where the window should stand, and without taking the focus. */
  showQuietly(page: PageName, bounds: Rectangle): void;
  /** Out of sight, to come back; does nothing while it is closed. */
  hide(page: PageName): void;
  /** Called when the page's window is somewhere else or has another size, whoever moved it. */
  onMoved(page: PageName, listener: (bounds: Rectangle) => void): void;
  /** Makes the page's window so high, in CSS pixels before the page's zoom; does nothing while it is closed. */
  setHeight(page: PageName, height: number): void;
  close(page: PageName): void;
  isOpen(page: PageName): boolean;
  /** Open and not hidden. */
  isVisible(page: PageName): boolean;
  notify<C extends keyof Notices>(page: PageName, channel: C, payload: Notices[C]): void;
  /** Called when the user closed the page's window, not when `close` did. */
  onClosedByUser(page: PageName, listener: () => void): void;
  /** Which page a frame is; null for every frame that is not the main frame of one of these windows. */
  pageOf(contents: Electron.WebContents, frame: Electron.WebFrameMain | null): PageName | null;
}

/** Must run before `ready`: makes the page scheme a secure one with an origin of its own. */
export function registerPageScheme(brand: Brand): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: brand.pageScheme, privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the shell's own pages and keeps one window for each. To be called after `ready`. */
export function createPages(brand: Brand, scheduler: Scheduler, log: Log, care: WindowCare): Pages {
  const origin = `${brand.pageScheme}://${PAGE_HOST}`;
  const windows = new Map<PageName, BrowserWindow>();
  const closedByUser = new Map<PageName, () => void>();
  const moved = new Map<PageName, (bounds: Rectangle) => void>();
  const pageSession = session.fromPartition(PARTITION);
  restrictPermissions(pageSession, "");
  const microphoneSession = session.fromPartition(MICROPHONE_PARTITION);
  permitAudio(microphoneSession, `${origin}/devices.html`);
  for (const each of [pageSession, microphoneSession])
    each.protocol.handle(brand.pageScheme, (request) => servePage(request.url, brand.pageScheme, log));

  const open = (page: PageName): BrowserWindow => {
    const usual = WINDOWS[page];
    const { resizable = false, width = 0, height = 0, minWidth = 0, minHeight = 0 } = usual;
    // What has one size only is as large as its zoomed page.
    const scale = resizable ? 1 : care.zoomFactorOf(PAGES_ZOOM);
    const window = new BrowserWindow({
      ...usual,
      width: Math.round(width * scale),
      height: Math.round(height * scale),
      // Sizes are the pages', whatever edge the system draws around them.
      useContentSize: true,
      show: false,
      title: brand.name,
      webPreferences: {
        preload: join(app.getAppPath(), "out", "preload", "shell.cjs"),
        zoomFactor: care.zoomFactorOf(PAGES_ZOOM),
        partition: page === "devices" ? MICROPHONE_PARTITION : PARTITION,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    });
    windows.set(page, window);
    care.adopt(window, {
      name: page,
      zoomName: PAGES_ZOOM,
      remembers: resizable ? { width: minWidth, height: minHeight } : null,
    });
    if (WINDOWS[page].skipTaskbar === true) raiseOverEverything(window);
    if (moved.has(page)) window.on("move", () => moved.get(page)?.(window.getBounds()));
    restrictNavigation(window.webContents, origin, [], () => {}, log);
    const crashPause = createCrashPause(scheduler.now);
    window.webContents.on("render-process-gone", (_, { reason }) => {
      log.error("page.crashed", { page, reason });
      scheduler.after(crashPause(), () => {
        if (windows.get(page) === window) window.webContents.reload();
      });
    });
    window.on("closed", () => {
      // `close` takes the window out of the map first, so whoever is still in it was closed by the user.
      if (windows.get(page) !== window) return;
      windows.delete(page);
      closedByUser.get(page)?.();
    });
    window
      .loadURL(`${origin}/${page}.html`)
      .catch((cause: unknown) => log.error("page.load-failed", { page, cause }));
    return window;
  };

  return {
    show(page) {
      const window = windows.get(page) ?? open(page);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    showQuietly(page, bounds) {
      const window = windows.get(page) ?? open(page);
      const there = window.getBounds();
      if (!isSameArea(there, bounds)) window.setBounds(bounds);
      if (!window.isVisible()) window.showInactive();
    },
    hide(page) {
      windows.get(page)?.hide();
    },
    onMoved(page, listener) {
      moved.set(page, listener);
    },
    setHeight(page, height) {
      const window = windows.get(page);
      const [width = 0] = window?.getContentSize() ?? [];
      window?.setContentSize(width, Math.round(height * care.zoomFactorOf(PAGES_ZOOM)));
    },
    close(page) {
      const window = windows.get(page);
      windows.delete(page);
      window?.destroy();
    },
    isOpen: (page) => windows.has(page),
    isVisible: (page) => windows.get(page)?.isVisible() ?? false,
    notify(page, channel, payload) {
      windows.get(page)?.webContents.send(channel, payload);
    },
    onClosedByUser(page, listener) {
      closedByUser.set(page, listener);
    },
    pageOf(contents, frame) {
      if (frame === null || frame.parent !== null) return null;
      for (const [page, window] of windows) {
        if (window.webContents === contents && frame.url.startsWith(`${origin}/${page}.html`)) return page;
      }
      return null;
    },
  };
}

/**
 * Above full-screen programs: Electron's manual names "screen-saver" for that on macOS; Windows and Linux know only
 * one level.
 */
function raiseOverEverything(window: BrowserWindow): void {
  window.setAlwaysOnTop(true, "screen-saver");
  if (process.platform === "linux") window.setVisibleOnAllWorkspaces(true);
  // A panel is on every space already; the transformation would take Handset out of the Dock for a moment.
  if (process.platform === "darwin") {
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  }
}

async function servePage(url: string, pageScheme: string, log: Log): Promise<Response> {
  const file = pageFile(url, pageScheme);
  if (file === null) return new Response("not found", { status: 404 });
  try {
    const body = await readFile(join(app.getAppPath(), "out", "renderer", file.path));
    return new Response(new Uint8Array(body), {
      headers: {
        "content-type": file.contentType,
        "content-security-policy": pageContentPolicy,
        "x-content-type-options": "nosniff",
      },
    });
  } catch (cause) {
    log.error("page.file-missing", { path: file.path, cause });
    return new Response("not found", { status: 404 });
  }
}
