import { constants } from "node:os";
import { createProcesses, type Processes } from "./processes.ts";
import { SetupError } from "./setup.mjs";
import { removeTemporaryFolders } from "./temporary.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a command of these tools to its end: `main` gets the processes it may start and returns the exit code.
 * A signal, a parent or a reader of the output that is gone, or an uncaught error stops everything that was started before this process ends.
 * Processes that are left at the normal end are stopped, named, and make the command fail.
 */
export async function runCommand(main: (processes: Processes) => Promise<number>): Promise<void> {
  const processes = createProcesses();
  let ending = false;
  // Once only: a terminal's Ctrl-C arrives from the terminal and again from the parent, which passes it on.
  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    const left = await processes.finish();
    for (const each of left)
      console.error(`A process was left behind: ${each.pid} ${each.command.slice(0, 200)}`);
    await removeTemporaryFolders(processes.run);
    process.exit(code === 0 && left.length > 0 ? 1 : code);
  }
  /** Processes that are still at work when a run is cut short are no leftovers: nothing is reported. */
  async function interrupt(name: NodeJS.Signals): Promise<void> {
    if (ending) return;
    ending = true;
    console.error(`\nInterrupted (${name}); stopping what was started.`);
    await processes.cutShort();
    await removeTemporaryFolders(processes.run);
    process.exit(128 + constants.signals[name]);
  }
  function fail(error: unknown): void {
    console.error(error instanceof SetupError ? error.message : error);
    void end(1);
  }

  process.on("exit", processes.killAll);
  for (const name of signals) process.on(name, () => void interrupt(name));
  process.on("disconnect", () => void interrupt("SIGHUP"));
  process.channel?.unref();
  // Whoever read the output is gone, as `head` is when it has enough; there is nobody to tell that, either.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => void interrupt("SIGPIPE"));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  try {
    await end(await main(processes));
  } catch (error) {
    fail(error);
  }
}
