/**
 * `npm run demo`: Handset against the sandbox, on a desktop of its own.
 *
 *   --unattended --out DIR   plays the journeys without a person; screenshots and report.json go to DIR
 *   --widget-dir DIR         serves a real Embeddable build instead of the stand-in widget
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startSandbox } from "../sandbox/index.ts";
import { buildIfStale } from "./build.ts";
import { runCommand } from "./command.ts";
import { playAttended } from "./demo-attended.ts";
import { playUnattended } from "./demo-unattended.ts";
import { openDesktop } from "./desktop.ts";
import { chooseHost, hostLine } from "./host.ts";

const usage = "npm run demo -- [--unattended --out DIR] [--widget-dir DIR]";

await runCommand(async (processes) => {
  const { values } = parseArgs({
    options: {
      unattended: { type: "boolean", default: false },
      out: { type: "string" },
      "widget-dir": { type: "string" },
    },
  });
  if (values.unattended !== (values.out !== undefined)) {
    console.error(`--unattended and --out DIR go together. Usage: ${usage}`);
    return 2;
  }
  const host = await chooseHost({ processes });
  console.log(hostLine(host));
  await buildIfStale(processes);
  const widgetDir = values["widget-dir"] === undefined ? undefined : resolve(values["widget-dir"]);
  const sandbox = await startSandbox(widgetDir === undefined ? {} : { widgetDir });
  const desktop = await openDesktop({ keyring: "unlocked", processes });
  try {
    const demo = { host, sandbox, desktop, processes, realWidget: widgetDir !== undefined };
    return values.out === undefined
      ? await playAttended(demo)
      : await playUnattended(demo, resolve(values.out));
  } finally {
    await desktop.dispose();
    await sandbox.close();
  }
});
