import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { app, autoUpdater } from "electron";
import { ownAppImage } from "../app/app-image.ts";
import type { Parts } from "../app/parts.ts";
import { systemScheduler } from "../app/scheduler.ts";
import type { Brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import type { SettingsStore } from "../settings/store.ts";
import { type InstallFacts, installPlace } from "./install-place.ts";
import { createMemoryFile, UPDATES_FILE } from "./memory-file.ts";
import { createUpdateController, type UpdateController, type UpdateGuard } from "./update-controller.ts";
import type { UpdateEngine } from "./update-engine.ts";
import { updateNotification } from "./update-notification.ts";
import type { OfferedUpdate } from "./update-state.ts";

interface UpdatesOptions {
  readonly brand: Brand;
  readonly settings: SettingsStore;
  readonly guard: UpdateGuard;
  readonly log: Log;
  /** The command line of a restart: without a link, which would be opened again. */
  readonly restartArgs: readonly string[];
  readonly changed: () => void;
  readonly progress: (fraction: number | null) => void;
  readonly tell: (update: OfferedUpdate) => void;
  /** Quits without a question: the guard has asked. */
  readonly quit: () => void;
  readonly isSystemEnding: () => boolean;
}

/** Updates as settings page, tray, task bar and notifications show them. */
export function wireUpdates(
  parts: Pick<
    Parts,
    | "brand"
    | "settings"
    | "guard"
    | "log"
    | "restartArgs"
    | "settingsPage"
    | "tray"
    | "softphone"
    | "notifier"
    | "departure"
  >,
): UpdateController {
  const { brand, settings, guard, log, restartArgs } = parts;
  return createUpdates({
    brand,
    settings,
    guard,
    log,
    restartArgs,
    changed: () => {
      parts.settingsPage.changed();
      parts.tray.changed();
    },
    progress: (fraction) => parts.softphone.setProgress(fraction),
    tell: (update) => parts.notifier.show(updateNotification(brand.name, update)),
    quit: () => parts.departure.quitNow(),
    isSystemEnding: () => parts.departure.isSystemEnding(),
  });
}

/** Updates of this installation by electron-updater, which is loaded when it is first needed. */
function createUpdates(options: UpdatesOptions): UpdateController {
  const { brand, log } = options;
  const controller = createUpdateController({
    productName: brand.name,
    website: brand.support.website,
    version: app.getVersion(),
    place: installPlace(installFacts(brand)),
    settings: options.settings,
    guard: options.guard,
    memory: createMemoryFile(join(app.getPath("userData"), UPDATES_FILE), log),
    isSystemEnding: options.isSystemEnding,
    engine: () => loadEngine(options),
    scheduler: systemScheduler,
    random: Math.random,
    log,
    effects: {
      changed: options.changed,
      progress: options.progress,
      tell: options.tell,
      quit: options.quit,
      hide: () => app.hide(),
      restart: () => restartAs(options),
    },
  });
  app.on("before-quit", controller.beforeQuit);
  // The last event there is: https://www.electronjs.org/docs/latest/api/app#event-quit
  app.once("quit", (_event, exitCode) => {
    if (exitCode === 0) controller.atQuit();
  });
  return controller;
}

async function loadEngine(options: UpdatesOptions): Promise<UpdateEngine> {
  const [{ createUpdaterEngine }, { PatientExecutor }, { getAppCacheDir }] = await Promise.all([
    import("./updater-engine.ts"),
    import("./patient-executor.ts"),
    import("electron-updater/out/AppAdapter.js"),
  ]);
  return createUpdaterEngine({
    platform: process.platform,
    executor: new PatientExecutor(systemScheduler),
    log: options.log,
    appImage: appImage(),
    squirrel: () => autoUpdater,
    app: {
      version: app.getVersion(),
      name: options.brand.shortName,
      isPackaged: app.isPackaged,
      appUpdateConfigPath: updateConfigPath(),
      userDataPath: app.getPath("userData"),
      baseCachePath: getAppCacheDir(),
      whenReady: () => app.whenReady(),
      relaunch: () => restartAs(options),
      // The controller says when.
      quit: () => {},
      onQuit: () => {},
    },
  });
}

/** AppImage: Electron's own program is gone with the mount; the file that the user starts is not. */
function restartAs({ restartArgs }: Pick<UpdatesOptions, "restartArgs">): void {
  app.relaunch({ execPath: appImage() ?? process.execPath, args: [...restartArgs] });
}

function appImage(): string | null {
  const { APPIMAGE, APPDIR } = process.env;
  return ownAppImage({ APPIMAGE, APPDIR }, process.execPath);
}

function updateConfigPath(): string {
  return join(process.resourcesPath, "app-update.yml");
}

function installFacts(brand: Brand): InstallFacts {
  const { platform, env, execPath } = process;
  const image = appImage();
  const folder = dirname(execPath);
  return {
    platform,
    isPackaged: app.isPackaged,
    updateConfig: textOf(updateConfigPath()),
    packageType: textOf(join(process.resourcesPath, "package-type"))?.trim() ?? null,
    appImage: image === null ? null : { replaceable: canWrite(image) && canWrite(dirname(image)) },
    fromStore: env.SNAP !== undefined || env.FLATPAK_ID !== undefined,
    hasUninstaller: platform === "win32" && existsSync(join(folder, `Uninstall ${brand.name}.exe`)),
    forEverybody: [env.ProgramFiles, env["ProgramFiles(x86)"]].some(
      (programs) => programs !== undefined && folder.toLowerCase().startsWith(programs.toLowerCase()),
    ),
    inApplications: platform === "darwin" && app.isInApplicationsFolder(),
  };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Which files there are is what it is about.
    return null;
  }
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
