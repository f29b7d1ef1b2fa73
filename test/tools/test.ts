/** `npm test`: everything there is, in the order in which a mistake is cheapest to find. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.ts";
import { runCommand } from "./command.ts";
import type { Processes } from "./processes.ts";
import { root } from "./repository.ts";
import {
  checks,
  contractSuite,
  e2eSuite,
  packageSuite,
  runCheck,
  runSuite,
  type Suite,
  unitSuite,
} from "./suites.ts";
import { conclude, part, suiteEnvironment } from "./test-run.ts";
import { noTotals, type Totals } from "./totals.ts";

await runCommand(async (processes) => {
  const env = await suiteEnvironment(processes);
  const parts: Totals[] = [];
  for (const check of checks) parts.push(await part(check.name, () => runCheck(check, processes)));
  const built = await part("build", () => buildAsTest(processes));
  parts.push(built);
  for (const suite of suites())
    parts.push(
      await part(suite.name, async () => {
        if (suite.built && built.failures.length > 0) return notRun(suite);
        return runSuite(suite, processes, env);
      }),
    );
  return conclude(parts, processes);
});

function suites(): readonly Suite[] {
  const contract = existsSync(join(root, contractSuite.config)) ? [contractSuite] : [];
  const packing = process.platform === "linux" ? [packageSuite] : [];
  return [unitSuite, ...contract, ...packing, e2eSuite];
}

async function buildAsTest(processes: Processes): Promise<Totals> {
  try {
    await build(processes);
    return { ...noTotals, passed: 1 };
  } catch (error) {
    return {
      ...noTotals,
      failures: [{ title: "build", detail: String(error) }],
    };
  }
}

function notRun({ name }: Suite): Totals {
  return {
    ...noTotals,
    failures: [{ title: name, detail: "Not run, because the build failed." }],
  };
}
