import { homedir } from "node:os";
import { join } from "node:path";
import { showBadge } from "./badge.ts";
import type { Declared } from "./declared.ts";
import { createEvent, strictEmitter } from "./events.ts";
import { startAfter } from "./relaunch.ts";
import { requestSingleInstanceLock, type SecondInstance } from "./single-instance.ts";

/** What the app's package.json says. */
export interface Manifest {
  readonly folder: string;
  /** The app's script, absolute. */
  readonly main: string;
  readonly name: string;
  readonly version: string;
  /** File name of its `.desktop` file. */
  readonly desktopName: string;
  /** It came out of an archive beside the executable. */
  readonly isPackaged: boolean;
}

/** What ending the app has to take down. */
export interface Lifecycle {
  /** Asks every window to close; false when one of them stays. */
  closeWindows(): boolean;
  hasWindows(): boolean;
  destroyWindows(): void;
  stopBrowser(): Promise<void>;
}

/** The last two come on macOS only. */
const events = ["second-instance", "window-all-closed", "before-quit", "quit", "activate", "open-url"];

/** @see https://www.electronjs.org/docs/latest/api/app */
export class App extends strictEmitter("app", events) implements Declared<Electron.App, App> {
  readonly isPackaged: boolean;
  readonly #manifest: Manifest;
  readonly #lifecycle: Lifecycle;
  #userData: string;
  /** Below: known to the stand-in only. */
  isReadyNow = false;
  quitting = false;
  /** After a lost single-instance lock: the profile belongs to another process. */
  lockDenied = false;
  #resolveReady: () => void = () => undefined;
  readonly #readyPromise = new Promise<void>((resolve) => {
    this.#resolveReady = resolve;
  });
  #early: SecondInstance[] = [];
  #ending = false;
  #badgeCount = 0;

  constructor(manifest: Manifest, lifecycle: Lifecycle) {
    super();
    this.#manifest = manifest;
    this.isPackaged = manifest.isPackaged;
    this.#lifecycle = lifecycle;
    this.#userData = join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), manifest.name);
  }

  getVersion = (): string => this.#manifest.version;
  getAppPath = (): string => this.#manifest.folder;
  getPreferredSystemLanguages = (): string[] => systemLanguages(process.env);
  enableSandbox(): void {} // every page is sandboxed here
  setAppUserModelId(): void {} // Windows only
  /** Its icon in docks is that of the `.desktop` file with this name. */
  get desktopName(): string {
    return this.#manifest.desktopName;
  }
  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count;
    void showBadge(this.desktopName, count);
    return true;
  }
  get badgeCount(): number {
    return this.#badgeCount;
  }
  set badgeCount(count: number) {
    this.setBadgeCount(count);
  }
  whenReady = (): Promise<void> => this.#readyPromise;

  getPath(name: string): string {
    if (name !== "userData") throw new Error(`electron-on-chromium: getPath("${name}") is not implemented`);
    return this.#userData;
  }
  setPath(name: string, path: string): void {
    if (name !== "userData") throw new Error(`electron-on-chromium: setPath("${name}") is not implemented`);
    this.#userData = path;
  }

  /** Called once the app's own script has run. */
  becomeReady(): void {
    this.isReadyNow = true;
    this.#resolveReady();
    for (const message of this.#early.splice(0)) this.#secondInstance(message);
  }

  /** Ends the app unless a listener of "before-quit" or the "close" of a window prevents it (browser.cc). */
  quit(): void {
    if (this.quitting) return;
    const event = createEvent({});
    this.emit("before-quit", event);
    if (event.defaultPrevented) return;
    this.quitting = true;
    if (!this.#lifecycle.hasWindows()) this.#end(0);
    else if (!this.#lifecycle.closeWindows()) this.quitting = false;
  }

  /** Ends the app without asking. */
  exit(code = 0): void {
    this.quitting = true;
    this.#lifecycle.destroyWindows();
    this.#end(code);
  }

  #end(code: number): void {
    if (this.#ending) return;
    this.#ending = true;
    void this.#lifecycle.stopBrowser().finally(() => {
      this.emit("quit", createEvent({}), code);
      process.exit(code);
    });
  }

  /** A helper waits for the end of this process, as Electron's does, and starts the program then. */
  relaunch({
    args = process.argv.slice(1),
    execPath = process.execPath,
  }: Electron.RelaunchOptions = {}): void {
    startAfter(process.pid, execPath, args);
  }

  allWindowsClosed(): void {
    if (this.quitting) this.#end(0);
    else if (this.listenerCount("window-all-closed") === 0) this.quit();
    else this.emit("window-all-closed");
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    const message = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    const held = requestSingleInstanceLock(this.#userData, message, (second) => this.#secondInstance(second));
    this.lockDenied = !held;
    return held;
  }

  #secondInstance(message: SecondInstance): void {
    if (!this.isReadyNow) this.#early.push(message);
    else {
      const { argv, workingDirectory, additionalData } = message;
      this.emit("second-instance", createEvent({}), [...argv], workingDirectory, additionalData ?? null);
    }
  }
}

/** As GLib reads them (g_get_language_names): "de_AT.UTF-8" is de-AT, "C" is none. */
function systemLanguages({ LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string[] {
  const names = [...(LANGUAGE ?? "").split(":"), LC_ALL || LC_MESSAGES || LANG || ""];
  return names
    .map((name) => name.replace(/[.@].*$/, "").replaceAll("_", "-"))
    .filter((tag) => /^[a-z]{2,3}(-|$)/.test(tag));
}
