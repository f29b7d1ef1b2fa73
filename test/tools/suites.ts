import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExitResult, Processes } from "./processes.ts";
import { resultsFolder, root, scriptOf } from "./repository.ts";
import { judgeSuite, noTotals, parsePlaywrightReport, parseVitestReport, type Totals } from "./totals.ts";

const minute = 60_000;

/** A check that counts as one test: it passes or it fails. */
export interface Check {
  readonly name: string;
  /** Script and arguments for Node. */
  readonly args: readonly string[];
}

export const checks: readonly Check[] = [
  { name: "types", args: [scriptOf("typescript", "tsc"), "--noEmit"] },
  { name: "lint", args: [scriptOf("@biomejs/biome", "biome"), "check", "."] },
  { name: "dead code", args: [scriptOf("knip", "knip")] },
];

/** A suite that writes a report. */
export interface Suite {
  readonly name: string;
  readonly config: string;
  readonly runner: "vitest" | "playwright";
  /** Needs the built app. */
  readonly built: boolean;
  readonly limitMs: number;
}

export const unitSuite: Suite = {
  name: "unit",
  config: "test/unit/vitest.config.ts",
  runner: "vitest",
  built: false,
  limitMs: 3 * minute,
};

export const contractSuite: Suite = {
  name: "electron-on-chromium",
  config: "test/electron-on-chromium/contract/playwright.config.ts",
  runner: "playwright",
  built: false,
  limitMs: 4 * minute,
};

export const e2eSuite: Suite = {
  name: "e2e",
  config: "test/e2e/playwright.config.ts",
  runner: "playwright",
  built: true,
  // With variants and pictures it takes half as long again on two cores.
  limitMs: (process.env.HANDSET_THOROUGH === "1" ? 20 : 8) * minute,
};

/** Packs the product by itself, on Linux only: elsewhere the release builds do so. */
export const packageSuite: Suite = {
  name: "package",
  config: "test/package/playwright.config.ts",
  runner: "playwright",
  built: false,
  limitMs: 4 * minute,
};

/** Runs a check; its output is shown only when it fails. */
export async function runCheck({ name, args }: Check, processes: Processes): Promise<Totals> {
  const child = await processes.start(process.execPath, args, {
    name,
    cwd: root,
    limitMs: 3 * minute,
  });
  const ending = endingInWords(await child.exited, 3 * minute);
  if (ending === null) return { ...noTotals, passed: 1 };
  return {
    ...noTotals,
    failures: [{ title: name, detail: `${child.output().trim()}\n(${ending})` }],
  };
}

/**
 * Runs a suite, showing its own output as it comes.
 * @param env added to the environment: the host, the display
 * @param args passed on to the runner
 */
export async function runSuite(
  suite: Suite,
  processes: Processes,
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<Totals> {
  const { name, config, runner, limitMs } = suite;
  if (!existsSync(join(root, config))) return judgeSuite(name, null, `${config} does not exist`);
  await mkdir(resultsFolder, { recursive: true });
  const report = join(resultsFolder, `${name}.json`);
  // The one of an earlier run must not be taken for this one's.
  await rm(report, { force: true });
  const child = await processes.start(process.execPath, [...runnerArgs(runner, config, report), ...args], {
    name,
    cwd: root,
    env: {
      ...process.env,
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PLAYWRIGHT_HTML_OPEN: "never",
    },
    output: "inherit",
    limitMs,
  });
  const ending = endingInWords(await child.exited, limitMs);
  return judgeSuite(name, await readReport(runner, report), ending);
}

function runnerArgs(runner: Suite["runner"], config: string, report: string): readonly string[] {
  switch (runner) {
    case "vitest": {
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      return [scriptOf("vitest", "vitest"), "run", "--config", config, ...reporters];
    }
    case "playwright":
      return [scriptOf("@playwright/test", "playwright"), "test", "--config", config, "--reporter=list,json"];
  }
}

async function readReport(runner: Suite["runner"], file: string): Promise<Totals | null> {
  try {
    const text = await readFile(file, "utf8");
    return runner === "vitest" ? parseVitestReport(text) : parsePlaywrightReport(text);
  } catch {
    // Missing, cut short or of another form: all the same to judgeSuite, which makes it a failure.
    return null;
  }
}

function endingInWords({ code, signal, timedOut }: ExitResult, limitMs: number): string | null {
  if (timedOut) return `it was stopped after ${limitMs / minute} minutes`;
  if (code === 0) return null;
  return code === null ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
}
