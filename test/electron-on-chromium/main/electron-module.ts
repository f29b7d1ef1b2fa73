import { join } from "node:path";
import { strict } from "../renderer/strict.ts";
import type { App } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { clipboard, powerSaveBlocker, shell } from "./desktop.ts";
import { createGlobalShortcut } from "./global-shortcut.ts";
import type { IpcMain } from "./ipc-main.ts";
import { Menu } from "./menu.ts";
import { nativeImage } from "./native-image.ts";
import { nativeTheme } from "./native-theme.ts";
import { createNetFetch } from "./net-fetch.ts";
import { createNetRequest } from "./net-request.ts";
import { Notification } from "./notification.ts";
import { PowerMonitor } from "./power-monitor.ts";
import { createSafeStorage } from "./safe-storage.ts";
import type { SchemeUrls } from "./scheme-urls.ts";
import type { Screen } from "./screen.ts";
import type { Session } from "./session.ts";
import { setTrayHost, Tray } from "./tray.ts";
import { WebContents } from "./web-contents.ts";

interface Parts {
  readonly app: App;
  /** Whose key `safeStorage` uses. */
  readonly appName: string;
  readonly ipcMain: IpcMain;
  readonly urls: SchemeUrls;
  readonly switches: ReadonlyMap<string, string>;
  readonly sessionOf: (partition: string) => Session;
  readonly screen: Screen;
  /** Folder of the compiled stand-in. */
  readonly compiledFolder: string;
}

/** What `require("electron")` gives in the main process. */
export function createElectron(parts: Parts): object {
  const { app, appName, ipcMain, urls, switches, sessionOf, screen, compiledFolder } = parts;
  const isReady = (): boolean => app.isReadyNow;
  const protocol: Pick<Electron.Protocol, "registerSchemesAsPrivileged"> = {
    registerSchemesAsPrivileged(schemes) {
      for (const { scheme } of schemes) urls.register(scheme);
    },
  };
  const fetching: Pick<Electron.Net, "fetch"> = { fetch: createNetFetch(switches) };
  // Checked in its own file: Electron declares a class of which only a part is there.
  const net = { ...fetching, request: createNetRequest(switches) };
  setTrayHost(app);
  const electron = {
    app,
    BrowserWindow,
    clipboard,
    globalShortcut: createGlobalShortcut(join(compiledFolder, "grab-worker.cjs"), isReady),
    ipcMain,
    Menu: strict("Menu", Menu),
    nativeImage,
    nativeTheme,
    net: strict("net", net),
    Notification,
    powerMonitor: new PowerMonitor(join(compiledFolder, "idle-worker.cjs")),
    powerSaveBlocker,
    protocol: strict("protocol", protocol),
    safeStorage: createSafeStorage(appName, isReady),
    screen,
    session: strict("session", { fromPartition: sessionOf }),
    shell,
    Tray,
    webContents: strict("webContents", { fromDevToolsTargetId: WebContents.fromDevToolsTargetId }),
  };
  return new Proxy(electron, {
    get(target, name) {
      const isMissing = typeof name === "string" && !(name in target) && !/^(then|default|__.*)$/.test(name);
      return isMissing ? missingExport(name) : Reflect.get(target, name);
    },
  });
}

/** Stands for a whole export of Electron that is not there; it may be destructured but not used. */
function missingExport(name: string): unknown {
  const complain = function unavailable(): never {
    throw new Error(`electron-on-chromium: ${name} is not implemented`);
  };
  return new Proxy(complain, { apply: complain, construct: complain, get: complain });
}
