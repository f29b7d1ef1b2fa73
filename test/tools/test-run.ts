import { stripVTControlCharacters } from "node:util";
import { hasDisplay, startDisplay } from "./display.ts";
import { chooseHost, hostLine } from "./host.ts";
import type { Processes } from "./processes.ts";
import { addTotals, noTotals, type Totals, totalsLine } from "./totals.ts";

/** What the suites of one run share: a display and the choice of the host, made once. */
export async function suiteEnvironment(processes: Processes): Promise<NodeJS.ProcessEnv> {
  const host = await chooseHost({ processes });
  console.log(hostLine(host));
  const env: NodeJS.ProcessEnv = { HANDSET_HOST: host.kind };
  if (!hasDisplay()) {
    env.DISPLAY = (await startDisplay(processes)).name;
    console.log(`Display: Xvfb ${env.DISPLAY}, because there is none.`);
  }
  return env;
}

/** One named part of a run, with a line about how it went. */
export async function part(name: string, run: () => Promise<Totals>): Promise<Totals> {
  const start = performance.now();
  const totals = await run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${totals.failures.length === 0 ? "ok  " : "FAIL"} ${name}: ${totalsLine(totals)} (${seconds} s)`,
  );
  return totals;
}

/**
 * Ends a run: everything is stopped, what was left behind becomes a failure, and the totals are the last line.
 * @returns the exit code
 */
export async function conclude(parts: readonly Totals[], processes: Processes): Promise<number> {
  const left = await processes.finish();
  const detail = left.map(({ pid, command }) => `${pid} ${command}`).join("\n");
  const leftovers = left.length === 0 ? [] : [{ title: "processes left behind", detail }];
  const totals = addTotals([...parts, { ...noTotals, failures: leftovers }]);
  for (const failure of totals.failures) console.log(`\nFAILED ${failure.title}\n${indent(failure.detail)}`);
  if (totals.skipped.length > 0) {
    console.log(`\n${totals.skipped.length} skipped:`);
    for (const { title, reason } of totals.skipped) console.log(`  ${title}: ${reason}`);
  }
  console.log(`\n${totalsLine(totals)}`);
  return totals.failures.length === 0 ? 0 : 1;
}

/** A tool that fails on everything must not bury the last line; a log file is no terminal. */
function indent(detail: string): string {
  const text = process.stdout.isTTY ? detail : stripVTControlCharacters(detail);
  const lines = text.trim().split("\n");
  const shown = lines.length > 120 ? [...lines.slice(0, 100), `... ${lines.length - 100} more lines`] : lines;
  return shown.map((line) => `  ${line}`).join("\n");
}
