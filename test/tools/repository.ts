import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository's root folder. */
export const root = resolve(import.meta.dirname, "../..");

/** Where reports and screenshots of a run go; not under version control. */
export const resultsFolder = join(root, "test/results");

/**
 * The script behind a package's command, to be run with `process.execPath`. The links in node_modules/.bin are
 * shell scripts on Windows and would put one more process between us and the tool.
 */
export function scriptOf(packageName: string, command: string): string {
  const folder = join(root, "node_modules", packageName);
  const manifest: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const script = typeof manifest.bin === "string" ? manifest.bin : manifest.bin?.[command];
  if (script === undefined) throw new Error(`${packageName} brings no command "${command}"`);
  return join(folder, script);
}
