/** `npm run test:e2e [-- Playwright's arguments]`: the e2e suite alone. */
import { buildIfStale } from "./build.ts";
import { runCommand } from "./command.ts";
import { e2eSuite, runSuite } from "./suites.ts";
import { conclude, part, suiteEnvironment } from "./test-run.ts";

await runCommand(async (processes) => {
  const env = await suiteEnvironment(processes);
  await buildIfStale(processes);
  const args = process.argv.slice(2);
  const totals = await part(e2eSuite.name, () => runSuite(e2eSuite, processes, env, args));
  return conclude([totals], processes);
});
