import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { DevToolsConnection, type DevToolsSession } from "./devtools.ts";

export interface Chromium {
  readonly connection: DevToolsConnection;
  /** Session of the browser itself. */
  readonly browser: DevToolsSession;
  /** Settles when the process has ended, with how it did and what it has complained about last. */
  readonly ended: Promise<string>;
  /** Lets Chromium write its profile and end; after `limitMs` it is killed. */
  close(limitMs: number): Promise<void>;
  kill(): void;
}

/** What Chromium has and Electron has not, or what would keep a test machine's network busy. */
const absentFeatures = [
  "AutofillServerCommunication",
  // Chromium 155 aborts preflighted cross-origin redirects while requests are intercepted
  // (https://github.com/microsoft/playwright/issues/43242).
  "AvoidCorsURLLoaderRestartOnRedirect",
  "GlobalMediaControls",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "LocalNetworkAccessChecks",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "SidePanelPinning",
  "SpareRendererForSitePerProcess",
  "Translate",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

const ownSwitches: readonly string[] = [
  "--no-startup-window",
  "--remote-debugging-pipe",
  "--remote-debugging-port=0",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-component-extensions-with-background-pages",
  "--disable-component-update",
  "--disable-crash-reporter",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-field-trial-config",
  "--disable-gpu",
  "--disable-ipc-flooding-protection",
  "--disable-quic",
  "--disable-renderer-backgrounding",
  "--disable-search-engine-choice-screen",
  "--disable-sync",
  "--hide-crash-restore-bubble",
  "--metrics-recording-only",
  "--password-store=basic", // cookies; safeStorage has its own way to the keyring
  "--test-type", // no bar about unusual switches
];

/** Switches that this module sets itself, so that the command line may not. */
const reservedSwitches = new Set([
  "disable-features",
  "password-store",
  "remote-debugging-pipe",
  "remote-debugging-port",
  "user-data-dir",
]);

/**
 * Starts Debian's Chromium without a window. One that ends at once is started once more: on a busy machine
 * the X server or the data folder may need another moment.
 * @param dataFolder Chromium's own, below the app's `userData`
 * @param switches those of the command line, without leading dashes
 * @throws Error when there is no Chromium, or when it does not answer
 */
export async function startChromium(
  dataFolder: string,
  switches: ReadonlyMap<string, string>,
): Promise<Chromium> {
  try {
    return await tryStart(dataFolder, switches);
  } catch (error) {
    process.stderr.write(`electron-on-chromium: ${String(error)}\n`);
    await sleep(500);
    return tryStart(dataFolder, switches);
  }
}

async function tryStart(dataFolder: string, switches: ReadonlyMap<string, string>): Promise<Chromium> {
  await waitForFreeDataFolder(dataFolder);
  prepareProfile(dataFolder);
  // Dumps of crashed pages hold their memory. They cannot be switched off, so they are kept here and removed.
  const dumps = join(dataFolder, "Crash Reports");
  rmSync(dumps, { recursive: true, force: true });
  // Chromium ends with the pipe, but only once it has started; setpriv(1) makes the kernel see to it.
  const command = [findChromium(), ...chromiumArguments(dataFolder, switches)];
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", ...command], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    detached: true, // Ctrl-C in a terminal is for the app, which ends Chromium in its own time
    env: { ...process.env, BREAKPAD_DUMP_LOCATION: dumps },
  });
  const complaints = forwardErrors(child);
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, by) => resolve([`${code ?? by}`, ...complaints].join("\n")));
    child.once("error", () => resolve(complaints.join("\n")));
  });
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  };
  const connection = new DevToolsConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const browser = connection.session("");
  await firstAnswer(browser, ended).catch((error: unknown) => {
    kill();
    throw error;
  });
  const close = async (limitMs: number): Promise<void> => {
    browser.send("Browser.close").catch(() => undefined); // it may be gone before it answers
    await Promise.race([ended, sleep(limitMs)]);
    kill();
    await ended;
    rmSync(dumps, { recursive: true, force: true });
  };
  return { connection, browser, ended, close, kill };
}

async function firstAnswer(browser: DevToolsSession, ended: Promise<string>): Promise<void> {
  const failure = ended.then((how) => {
    throw new Error(`Chromium ended at once: ${how}`);
  });
  const silence = sleep(30_000, undefined, { ref: false }).then(() => {
    throw new Error("Chromium does not answer");
  });
  failure.catch(() => undefined); // it ends some day
  silence.catch(() => undefined);
  await Promise.race([browser.send("Browser.getVersion").catch(() => failure), silence]);
}

function findChromium(): string {
  // The wrapper in /usr/bin adds switches of its own and takes longer to start.
  const found = ["/usr/lib/chromium/chromium", "/usr/bin/chromium"].find((path) => existsSync(path));
  if (!found) throw new Error("No Chromium here: apt-get install chromium");
  return found;
}

function chromiumArguments(dataFolder: string, switches: ReadonlyMap<string, string>): string[] {
  const given = [...switches].filter(([name]) => !reservedSwitches.has(name));
  const sharedMemory = statfsSync("/dev/shm");
  return [
    ...ownSwitches,
    `--user-data-dir=${dataFolder}`,
    `--disable-features=${absentFeatures.join(",")}`,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(sharedMemory.bavail * sharedMemory.bsize < 1e9 ? ["--disable-dev-shm-usage"] : []),
    ...given.map(([name, value]) => (value === "" ? `--${name}` : `--${name}=${value}`)),
  ];
}

/** Playwright waits for the DevTools line on standard error; the rest is noise unless something goes wrong. */
function forwardErrors(child: ChildProcess): readonly string[] {
  const lines: string[] = [];
  child.on("error", (error) => lines.push(error.message));
  if (!child.stderr) return lines;
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    if (lines.length > 20) lines.shift();
    if (line.startsWith("DevTools listening on ") || process.env.ELECTRON_ENABLE_LOGGING) {
      process.stderr.write(`${line}\n`);
    }
  });
  return lines;
}

/** Electron keeps no history, no session to restore and no spelling, password or autofill data. */
function prepareProfile(dataFolder: string): void {
  const profile = join(dataFolder, "Default");
  mkdirSync(profile, { recursive: true });
  // A file where Chromium wants a folder: it goes on without session files, which would hold every URL.
  for (const name of ["Sessions", "Sessions_Encrypted"]) {
    if (!existsSync(join(profile, name))) writeFileSync(join(profile, name), "");
  }
  // And a folder where it wants a database of icons by page address; one that is not empty is not cleaned away.
  mkdirSync(join(profile, "Favicons", "kept-out"), { recursive: true });
  const preferences = join(profile, "Preferences");
  if (existsSync(preferences)) return;
  const values = {
    history: { saving_disabled: true },
    browser: { has_seen_welcome_page: true, check_default_browser: false },
    credentials_enable_service: false,
    autofill: { profile_enabled: false, credit_card_enabled: false },
    search: { suggest_enabled: false },
    translate: { enabled: false },
    alternate_error_pages: { enabled: false },
    profile: { exit_type: "Normal", password_manager_enabled: false },
  };
  writeFileSync(preferences, JSON.stringify(values));
}

/** After SIGKILL of an app its Chromium needs a moment to notice; two must never share one data folder. */
async function waitForFreeDataFolder(dataFolder: string): Promise<void> {
  const lock = join(dataFolder, "SingletonLock");
  const deadline = Date.now() + 5_000;
  for (;;) {
    const owner = lockOwner(lock, dataFolder);
    if (owner === null) break;
    if (Date.now() > deadline) process.kill(owner, "SIGKILL");
    await sleep(20);
  }
  rmSync(lock, { force: true });
}

/** @returns the process that holds Chromium's lock on the folder, or null when it is gone */
function lockOwner(lock: string, dataFolder: string): number | null {
  try {
    const pid = Number(/-(\d+)$/.exec(readlinkSync(lock))?.[1]);
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`--user-data-dir=${dataFolder}\0`)
      ? pid
      : null;
  } catch {
    return null; // no lock, or no such process
  }
}
