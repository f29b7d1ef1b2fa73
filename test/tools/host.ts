import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { createProcesses, type Processes } from "./processes.ts";
import { root } from "./repository.ts";

/** What runs the built app: Electron itself, or the stand-in of test/electron-on-chromium. */
export interface Host {
  readonly kind: "electron" | "chromium";
  readonly executablePath: string;
  /** The executable is the product as it is installed and takes no app from the command line. */
  readonly packed: boolean;
  /** Completes "... because ..." for the person who reads it. */
  readonly reason: string;
}

export interface HostFacts {
  /** HANDSET_HOST. */
  readonly forced: string | undefined;
  /** HANDSET_APP: the program of an unpacked or installed product, and what kind it is; null without it. */
  readonly product: Pick<Host, "kind" | "executablePath"> | null;
  /** Where a usable Electron binary is, or null. */
  readonly installed: string | null;
  /** What asking the download host gave; only looked at where nothing is installed or forced. */
  readonly download: { readonly ok: boolean; readonly detail: string };
  readonly standIn: string;
}

export type HostDecision =
  | { readonly kind: "use"; readonly host: Host }
  | { readonly kind: "download"; readonly reason: string }
  | { readonly kind: "refuse"; readonly reason: string };

/** The choice itself. `download` says: try to, and fall back to the stand-in unless Electron was forced. */
export function decideHost({ forced, product, installed, download, standIn }: HostFacts): HostDecision {
  const use = (kind: Host["kind"], executablePath: string, reason: string): HostDecision => ({
    kind: "use",
    host: { kind, executablePath, packed: false, reason },
  });
  if (product !== null) {
    const reason = `HANDSET_APP names the product ${product.executablePath}`;
    return { kind: "use", host: { ...product, packed: true, reason } };
  }
  switch (forced) {
    case "chromium":
      return use("chromium", standIn, "HANDSET_HOST=chromium asks for it");
    case "electron":
      if (installed === null)
        return {
          kind: "download",
          reason: "HANDSET_HOST=electron asks for it",
        };
      return use("electron", installed, "HANDSET_HOST=electron asks for it");
    case "":
    case undefined:
      if (installed !== null) return use("electron", installed, "its binary is installed");
      if (download.ok) return { kind: "download", reason: download.detail };
      return use("chromium", standIn, `there is no Electron binary and ${download.detail}`);
    default:
      return {
        kind: "refuse",
        reason: `HANDSET_HOST is "${forced}"; it may be "electron" or "chromium"`,
      };
  }
}

/**
 * What the host has to be given in front of everything else. Chromium's sandbox does not run as root; the stand-in
 * sees to that by itself.
 */
export function hostArgs({ kind }: Host): readonly string[] {
  const isRoot = process.platform === "linux" && process.getuid?.() === 0;
  return kind === "electron" && isRoot ? ["--no-sandbox"] : [];
}

/** The app that the host is told to run, in front of `hostArgs`: none for a packed product, which has its own. */
export function hostApp({ packed }: Host): readonly string[] {
  return packed ? [] : [root];
}

/** A product that is packed with the stand-in starts with a script, one with Electron with a program. */
function productHost(executablePath: string): Pick<Host, "kind" | "executablePath"> {
  const program = openSync(executablePath, "r");
  try {
    const start = Buffer.alloc(2);
    readSync(program, start, 0, 2, 0);
    return { kind: start.toString("latin1") === "#!" ? "chromium" : "electron", executablePath };
  } finally {
    closeSync(program);
  }
}

/** The one line that says what runs the app and why. */
export function hostLine({ kind, reason }: Host): string {
  const name = kind === "electron" ? "Electron" : "the stand-in for Electron on Chromium";
  return `Host: ${name}, because ${reason}.`;
}

export interface ChooseHostOptions {
  /** Tracks the download; a tracker of its own by default. */
  readonly processes?: Processes;
  readonly env?: NodeJS.ProcessEnv;
}

const electronFolder = join(root, "node_modules/electron");
const standIn = join(root, "test/electron-on-chromium/electron");
const downloadLimitMs = 5 * 60_000;

/**
 * Chooses what runs the app. Deciding takes at most 3 s; only a download that was decided on, and says so, takes
 * longer. A failed download leads to the stand-in, except where HANDSET_HOST=electron rules that out.
 */
export async function chooseHost(options: ChooseHostOptions = {}): Promise<Host> {
  const env = options.env ?? process.env;
  const forced = env.HANDSET_HOST;
  const installed = installedElectron(electronFolder, env);
  const product = env.HANDSET_APP ? productHost(env.HANDSET_APP) : null;
  const askNetwork = !forced && installed === null && product === null;
  const download = askNetwork
    ? await askDownloadHost(env)
    : { ok: false, detail: "nobody asked for a download" };
  const decision = decideHost({ forced, product, installed, download, standIn });
  switch (decision.kind) {
    case "use":
      return decision.host;
    case "refuse":
      throw new Error(decision.reason);
    case "download": {
      const problem = await downloadElectron(options.processes ?? createProcesses(), env);
      const path = installedElectron(electronFolder, env);
      if (path !== null)
        return {
          kind: "electron",
          executablePath: path,
          packed: false,
          reason: "it was just downloaded",
        };
      const failed = `the download of Electron failed: ${problem ?? "it left no binary"}`;
      if (forced) throw new Error(failed);
      return { kind: "chromium", executablePath: standIn, packed: false, reason: failed };
    }
  }
}

/** Where node_modules/electron/index.js finds its binary; null where it would start a download. */
export function installedElectron(folder: string, env: NodeJS.ProcessEnv): string | null {
  const pathFile = join(folder, "path.txt");
  const relative = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : null;
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return existing(join(override, relative ?? "electron"));
  return relative === null ? null : existing(join(folder, "dist", relative));
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}

/**
 * The address that node_modules/electron/install.js downloads from, with the mirror settings that its `@electron/get`
 * honours (dist/artifact-utils.js).
 */
export function electronUrl(env: NodeJS.ProcessEnv, version: string, platform: string, arch: string): string {
  const setting = (camel: string, snake: string): string | undefined =>
    env[`npm_config_electron_${camel.toLowerCase()}`] ||
    env[`NPM_CONFIG_ELECTRON_${snake.toUpperCase()}`] ||
    env[`npm_config_electron_${snake}`] ||
    env[`npm_package_config_electron_${camel}`] ||
    env[`npm_package_config_electron_${snake}`] ||
    env[`ELECTRON_${snake.toUpperCase()}`];
  const base = setting("mirror", "mirror") || "https://github.com/electron/electron/releases/download/";
  const folder = (setting("customDir", "custom_dir") || `v${version}`).replace("{{ version }}", version);
  const file = setting("customFilename", "custom_filename") || `electron-v${version}-${platform}-${arch}.zip`;
  return `${base}${folder}/${file}`;
}

/** Asks for the very file, since a network may let github.com through but not the host it redirects to. */
async function askDownloadHost(env: NodeJS.ProcessEnv): Promise<{ ok: boolean; detail: string }> {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(electronFolder, "package.json"), "utf8"),
  );
  const url = electronUrl(env, version, process.platform, process.arch);
  const limit = AbortSignal.timeout(3000);
  try {
    const { host } = new URL(url);
    try {
      const answer = await fetch(url, {
        signal: limit,
        headers: { range: "bytes=0-0" },
      });
      await answer.body?.cancel();
      if (answer.ok) return { ok: true, detail: `${host} has it` };
      return {
        ok: false,
        detail: `${host} answers ${answer.status} to a download`,
      };
    } catch (error) {
      return {
        ok: false,
        detail: `${host} cannot be reached (${limit.aborted ? "no answer in 3 s" : cause(error)})`,
      };
    }
  } catch {
    return { ok: false, detail: `the mirror address "${url}" is not a URL` };
  }
}

/** `fetch` hides what happened in `cause`. */
function cause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner: unknown = error.cause;
  if (!(inner instanceof Error)) return error.message;
  return "code" in inner ? String(inner.code) : inner.message;
}

/** Runs Electron's own installer. Returns what went wrong, or null. */
async function downloadElectron(processes: Processes, env: NodeJS.ProcessEnv): Promise<string | null> {
  console.log("Downloading Electron (about 120 MB, at most 5 minutes)...");
  const child = await processes.start(process.execPath, [join(electronFolder, "install.js")], {
    name: "electron's installer",
    env,
    limitMs: downloadLimitMs,
  });
  const { code, timedOut } = await child.exited;
  if (timedOut) return "it took more than 5 minutes";
  return code === 0 ? null : (child.output().trim().split("\n")[0] ?? `the installer ended with ${code}`);
}
