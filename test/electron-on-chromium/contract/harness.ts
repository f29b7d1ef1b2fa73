import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, test as base, type ElectronApplication } from "@playwright/test";

const here = import.meta.dirname;
export const appFolder = join(here, "app");
export const electronPath = resolve(process.env.HANDSET_ELECTRON ?? join(here, "../electron"));
export const isStandIn = electronPath === resolve(here, "../electron");

/** What the fixture app keeps for the tests, as `globalThis.contract` in its main process. */
export interface Contract {
  readonly log: readonly unknown[];
  readonly requests: readonly string[];
  readonly navigations: readonly string[];
  readonly denied: readonly string[];
  readonly windows: Electron.BrowserWindow[];
  open(options?: object, preferences?: object): Electron.BrowserWindow;
}

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Fixtures {
  /** A folder for `userData`; removed afterwards. */
  readonly userData: string;
  /** Starts the fixture app; ended afterwards. */
  readonly launch: (options?: LaunchOptions) => Promise<ElectronApplication>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  userData: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "contract-"));
    await use(folder);
    // Chromium may write while it ends. Node's rmSync would then only try again to remove the folder that is not empty.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  },
  launch: async ({ userData }, use) => {
    const apps: ElectronApplication[] = [];
    await use(async ({ args = [], env = {} } = {}) => {
      const app = await _electron.launch({
        executablePath: electronPath,
        args: [appFolder, ...args],
        // Playwright would tell every page otherwise that its user prefers light colours.
        colorScheme: null,
        env: environment({ CONTRACT_USER_DATA: userData, ...env }),
      });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
  },
});

export function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(inherited), ...more };
}

/** Starts the fixture app without Playwright, for what Playwright's connection would change. */
export function spawnApp(env: Readonly<Record<string, string>>, args: readonly string[] = []): ChildProcess {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return spawn(electronPath, [...root, appFolder, ...args], {
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** @returns exit code and signal */
export function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
}

/** Processes whose command line holds the text: what an app left behind. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      const path = `/proc/${name}/cmdline`;
      try {
        return existsSync(path) && readFileSync(path, "utf8").includes(text);
      } catch {
        return false; // it ended in between
      }
    })
    .map(Number);
}
