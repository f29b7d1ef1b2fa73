import type { Installer } from "./update-engine.ts";

/** What is used of electron-updater's MacUpdater. */
interface MacUpdater {
  autoRunAppAfterInstall: boolean;
  quitAndInstall(): void;
}

/**
 * Squirrel, which installs on macOS. It installs whenever the app ends from the moment on at which it has taken a
 * version over, and nothing takes that back: so it is given one only when the app ends and may be replaced.
 *
 * MacUpdater gives Squirrel what was downloaded in `quitAndInstall`, when `autoInstallOnAppQuit` is off; with
 * `autoRunAppAfterInstall` off as well it then only asks the app to quit, which its adapter does not do.
 *
 * @see https://www.electronjs.org/docs/latest/api/auto-updater
 */
export function squirrelInstaller(
  updater: MacUpdater,
  squirrel: Pick<Electron.AutoUpdater, "once" | "quitAndInstall">,
): Installer {
  return {
    by: "the system",
    handOver: () =>
      new Promise((resolve, reject) => {
        squirrel.once("update-downloaded", () => resolve());
        squirrel.once("error", reject);
        updater.autoRunAppAfterInstall = false;
        updater.quitAndInstall();
      }),
    quitAndInstall: () => squirrel.quitAndInstall(),
  };
}
