import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Sandbox, startSandbox } from "./index.ts";

const usage = "Usage: npm run sandbox -- [--port N] [--widget-dir DIR]";

/** Starts the sandbox, prints one JSON line about it and runs until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      "widget-dir": { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port wants a port number. ${usage}`);
  const widgetDir = values["widget-dir"];
  const folder = mkdtempSync(join(tmpdir(), "ringcentral-sandbox-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const starting = startSandbox({ port, ...(widgetDir === undefined ? {} : { widgetDir }) });
  stopOnSignal(starting);
  const sandbox = await starting;
  const { hosts, chromiumArgs, controlUrl, demoUser, clients } = sandbox;
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, sandbox.certificate);
  process.stdout.write(
    `${JSON.stringify({
      hosts,
      port: sandbox.port,
      chromiumArgs,
      caFile,
      controlUrl,
      demoUser: {
        username: demoUser.username,
        password: demoUser.password,
        name: demoUser.name,
        extension: demoUser.extension,
      },
      clientId: clients.public.clientId,
    })}\n`,
  );
}

/** Armed before the start is through: a hasty Ctrl-C ends it as well. */
function stopOnSignal(starting: Promise<Sandbox>): void {
  let stopping = false;
  const stop = () => {
    // Ctrl-C arrives twice under npm: from the terminal and from npm.
    if (stopping) return;
    stopping = true;
    starting
      .then((sandbox) => sandbox.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
