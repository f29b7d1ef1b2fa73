import { readFileSync } from "node:fs";
import Module from "node:module";
import { dirname, join, resolve } from "node:path";
import { App, type Manifest } from "./app.ts";
import { extractedArchive } from "./asar.ts";
import { BrowserWindow, closeAllWindows, destroyAllWindows, setWindowHost } from "./browser-window.ts";
import { type Chromium, startChromium } from "./chromium.ts";
import { createElectron } from "./electron-module.ts";
import { IpcMain } from "./ipc-main.ts";
import { setNotificationHost } from "./notification.ts";
import { SchemeUrls } from "./scheme-urls.ts";
import { createScreen } from "./screen.ts";
import { createSessions } from "./session.ts";
import { Targets } from "./targets.ts";

export interface StartOptions {
  /** Absolute path of the `electron` script; the app sees it as `process.execPath`. */
  readonly executable: string;
  /** Folder of the compiled stand-in. */
  readonly compiledFolder: string;
  /** The executable has its app in `resources/app.asar` beside it and takes none from the command line. */
  readonly isPacked: boolean;
  /** The command line without the executable. */
  readonly args: readonly string[];
}

/** The version of Electron that this stands in for. */
const electronVersion = "45.4.1";
/** How long Chromium may take to write its profile at the end, in milliseconds. */
const closeLimit = 3_000;

/** Runs the app named on the command line. @throws Error when there is no such app */
export function start({ executable, isPacked, compiledFolder, args }: StartOptions): void {
  const { switches, appPath } = parseCommandLine(args);
  const archive = join(dirname(executable), "resources", "app.asar");
  const manifest = readManifest(
    isPacked ? extractedArchive(archive, dirname(compiledFolder)) : resolve(appPath),
    isPacked,
  );
  becomeElectron(executable, args, isPacked);
  // Node loads these on first use, and Playwright's evaluations may come in the middle of that.
  for (const name of ["Request", "Response", "Headers"]) Reflect.get(globalThis, name);

  let chromium: Promise<Chromium> | null = null;
  const app = new App(manifest, {
    closeWindows: closeAllWindows,
    hasWindows: () => BrowserWindow.getAllWindows().length > 0,
    destroyWindows: destroyAllWindows,
    stopBrowser: async () => (await chromium)?.close(closeLimit),
  });
  let watching: Promise<Targets> | null = null;
  const targets = (): Promise<Targets> => {
    chromium ??= launch(app, switches);
    watching ??= chromium.then((started) => Targets.watch(started));
    return watching;
  };
  const urls = new SchemeUrls();
  const sessionOf = createSessions({ targets, urls });
  const ipcMain = new IpcMain();
  const appName = manifest.name;
  const { screen, prepare: prepareScreen } = createScreen(
    join(compiledFolder, "screen-worker.cjs"),
    () => app.isReadyNow,
  );
  provideElectron(
    createElectron({ app, appName, ipcMain, urls, switches, sessionOf, screen, compiledFolder }),
  );
  // The first signal quits as the app decides; a second one ends it at once, and Chromium with it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => app.quit());

  require(manifest.main);
  setImmediate(() => {
    if (app.quitting || app.lockDenied) return;
    prepareScreen();
    const allWindowsClosed = (): void => app.allWindowsClosed();
    setWindowHost({
      ipcMain,
      urls,
      rendererFolder: compiledFolder,
      targets,
      sessionOf,
      allWindowsClosed,
      screen,
    });
    setNotificationHost({ appName: manifest.name, desktopName: app.desktopName });
    targets().catch((error: unknown) => {
      if (app.quitting) return; // an app that has only just begun closes its browser at any point of this
      process.stderr.write(`electron-on-chromium: ${String(error)}\n`);
      process.exit(1);
    });
    app.becomeReady();
  });
}

async function launch(app: App, switches: ReadonlyMap<string, string>): Promise<Chromium> {
  const dataFolder = join(app.getPath("userData"), "Chromium");
  const chromium = await startChromium(dataFolder, switches);
  process.once("exit", () => chromium.kill());
  const { product } = await chromium.browser.send("Browser.getVersion");
  const value = product.replace(/^.*\//, "");
  Object.defineProperty(process.versions, "chrome", { value, enumerable: true });
  void chromium.ended.then((how) => {
    if (app.quitting) return;
    process.stderr.write(`electron-on-chromium: Chromium ended: ${how}\n`);
    process.exit(1);
  });
  return chromium;
}

interface CommandLine {
  readonly switches: ReadonlyMap<string, string>;
  readonly appPath: string;
}

/** As Electron: the first argument that is no switch is the app; Chromium reads the switches behind it, too. */
function parseCommandLine(args: readonly string[]): CommandLine {
  const switches = new Map<string, string>();
  for (const argument of args) {
    const [, name, value = ""] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name !== undefined && !name.startsWith("inspect")) switches.set(name, value);
  }
  return { switches, appPath: args.find((argument) => !argument.startsWith("-")) ?? "." };
}

function readManifest(folder: string, isPackaged: boolean): Manifest {
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const name = String(manifest.productName ?? manifest.name);
  return {
    folder,
    main: join(folder, String(manifest.main ?? "index.js")),
    name,
    version: String(manifest.version),
    desktopName: String(manifest.desktopName ?? `${name}.desktop`),
    isPackaged,
  };
}

function becomeElectron(executable: string, args: readonly string[], isPacked: boolean): void {
  Object.defineProperty(process.versions, "electron", { value: electronVersion, enumerable: true });
  Object.defineProperty(process, "type", { value: "browser", enumerable: true });
  if (!isPacked) Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
  // Where packers put what belongs to an app; without one Electron's own.
  Object.defineProperty(process, "resourcesPath", { value: join(dirname(executable), "resources") });
  process.execPath = executable;
  process.argv = [executable, ...args];
}

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;

/** Makes `require("electron")` mean this. */
function provideElectron(electron: object): void {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = (request, parent, isMain) =>
    request === "electron" ? electron : load(request, parent, isMain);
}
