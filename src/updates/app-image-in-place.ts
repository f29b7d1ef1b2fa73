import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { AppAdapter } from "electron-updater/out/AppAdapter.js";
import { AppImageUpdater } from "electron-updater/out/AppImageUpdater.js";
import type { InstallOptions } from "electron-updater/out/BaseUpdater.js";

/**
 * electron-updater's updater for Linux, with three differences.
 *
 * It also looks for versions where it can install none, so that they can be told of. The AppImage is replaced in one
 * step, where the original first deletes it: a full disk leaves the old one in place. And it keeps its name, whatever
 * the new version's file is called, since links of the desktop and of the user lead to it.
 */
export class AppImageInPlace extends AppImageUpdater {
  readonly #image: string | null;

  /** @param image the AppImage that this program runs from; `APPIMAGE` may be that of another program */
  constructor(app: AppAdapter, image: string | null) {
    super(null, app);
    this.#image = image;
  }

  override isUpdaterActive(): boolean {
    return this.app.isPackaged;
  }

  protected override doInstall({ isForceRunAfter }: InstallOptions): boolean {
    if (this.#image === null || this.installerPath === null) {
      this.dispatchError(new Error("There is no AppImage to replace, or nothing to replace it with."));
      return false;
    }
    replaceProgram(this.installerPath, this.#image);
    // A helper waits until this process, which has the lock of the one instance, is gone.
    if (isForceRunAfter) this.app.relaunch();
    return true;
  }
}

/** Puts a copy of `from` in place of the program `to`, or throws and leaves that as it was. */
function replaceProgram(from: string, to: string): void {
  const beside = join(dirname(to), `.${basename(to)}.new`);
  try {
    copyFileSync(from, beside, constants.COPYFILE_FICLONE);
    chmodSync(beside, 0o755);
    const file = openSync(beside, "r+");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, to);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  }
  // It has done its work; a newer one is downloaded anew.
  rmSync(from, { force: true });
}
