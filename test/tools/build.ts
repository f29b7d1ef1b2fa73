import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Processes } from "./processes.ts";
import { root, scriptOf } from "./repository.ts";

const sources = ["src", "renderer", "build", "package.json", "package-lock.json", "tsconfig.json"];
const outputs = ["out/main", "out/preload", "out/renderer"];

/** True where out/ is missing, incomplete or older than anything it is made from. */
export function isStale(folder: string = root): boolean {
  const newest = Math.max(...sources.map((each) => newestTime(join(folder, each))));
  // The three parts are built one after the other: a build that broke off left the later ones old.
  const built = Math.min(...outputs.map((each) => newestTime(join(folder, each))));
  return built < newest;
}

/** Builds the app. Resolves with the build's output; rejects with it when the build fails. */
export async function build(processes: Processes): Promise<string> {
  const args = [
    scriptOf("electron-vite", "electron-vite"),
    "build",
    "--config",
    "build/electron.vite.config.ts",
  ];
  const child = await processes.start(process.execPath, args, {
    name: "build",
    cwd: root,
    limitMs: 120_000,
  });
  const { code, timedOut } = await child.exited;
  if (code === 0) return child.output();
  throw new Error(`The build ${timedOut ? "took more than 2 minutes" : "failed"}:\n${child.output()}`);
}

export async function buildIfStale(processes: Processes): Promise<void> {
  if (!isStale()) return;
  console.log("Building...");
  await build(processes);
}

/** Newest modification below a path, in ms; folders count, since removing a file changes only them. 0: not there. */
function newestTime(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestTime(join(path, name))));
}
