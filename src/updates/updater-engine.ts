import type { AppAdapter } from "electron-updater/out/AppAdapter.js";
import type { AppUpdater } from "electron-updater/out/AppUpdater.js";
import type { ElectronHttpExecutor } from "electron-updater/out/electronHttpExecutor.js";
import { MacUpdater } from "electron-updater/out/MacUpdater.js";
import { NsisUpdater } from "electron-updater/out/NsisUpdater.js";
import type { CancellationToken } from "electron-updater/out/types.js";
import type { Log } from "../diagnostics/log.ts";
import { AppImageInPlace } from "./app-image-in-place.ts";
import { releaseNotes } from "./release-notes.ts";
import { squirrelInstaller } from "./squirrel.ts";
import type { Installer, UpdateEngine } from "./update-engine.ts";

export interface UpdaterEngineOptions {
  readonly platform: NodeJS.Platform;
  /** What electron-updater has to know of the app. It quits and restarts nothing by itself. */
  readonly app: AppAdapter;
  /** Linux: the AppImage that is replaced, or null. */
  readonly appImage: string | null;
  /** macOS: Electron's `autoUpdater`. */
  readonly squirrel: () => Electron.AutoUpdater;
  /** Makes its requests. */
  readonly executor: ElectronHttpExecutor;
  readonly log: Log;
}

/**
 * electron-updater as an engine. It reads the server's address from `app-update.yml`, checks every file's SHA-512, on
 * Windows the publisher's signature, and leaves macOS to Squirrel, which checks the signature, too.
 *
 * @see https://www.electron.build/auto-update
 */
export function createUpdaterEngine(options: UpdaterEngineOptions): UpdateEngine {
  const { executor, log } = options;
  const { updater, installer } = createUpdater(options);
  // It would make its own for an app that is Electron's.
  Reflect.set(updater, "httpExecutor", executor);
  updater.logger = libraryLog(log);
  updater.autoDownload = false;
  // The controller says when. On macOS Squirrel would take the file over at once and install it at any end.
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  let progress = (_percent: number): void => {};
  /** Good for one cancelling; each check makes a new one. */
  let token: CancellationToken | undefined;
  /** The download under way, or the last one. */
  let last: Promise<unknown> = Promise.resolve();
  updater.on("download-progress", ({ percent }) => progress(percent));

  return {
    async check() {
      const result = await updater.checkForUpdates();
      if (result === null) throw new Error("electron-updater finds no way to update this installation.");
      const { updateInfo, cancellationToken } = result;
      token = cancellationToken;
      return {
        version: String(updateInfo.version),
        notes: releaseNotes(updateInfo.releaseNotes),
        offered: result.isUpdateAvailable,
      };
    },
    async download(report) {
      // electron-updater would hand out one that is being cancelled once more.
      await last;
      progress = report;
      const download = updater.downloadUpdate(token);
      last = download.catch(() => undefined);
      await download;
    },
    cancel: () => token?.cancel(),
    installer,
  };
}

function createUpdater({ platform, app, appImage, squirrel }: UpdaterEngineOptions): {
  readonly updater: AppUpdater;
  readonly installer: Installer;
} {
  if (platform === "darwin") {
    const updater = new MacUpdater(undefined, app);
    return { updater, installer: squirrelInstaller(updater, squirrel()) };
  }
  const updater = platform === "win32" ? new NsisUpdater(null, app) : new AppImageInPlace(app, appImage);
  return { updater, installer: { by: "itself", install: (restart) => updater.install(true, restart) } };
}

/** Its first lines only: what follows are stacks, headers and whole answers. */
function libraryLog(log: Log): AppUpdater["logger"] {
  const firstLine = (message: unknown): string => String(message).split("\n")[0] ?? "";
  return {
    info: (message) => log.info("updates.library", { message: firstLine(message) }),
    warn: (message) => log.warn("updates.library", { message: firstLine(message) }),
    error: (message) => log.warn("updates.library", { message: firstLine(message) }),
  };
}
