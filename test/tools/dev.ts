/**
 * `npm run dev`: runs the app, and after each change to its sources builds and starts it again. electron-vite's own
 * dev server is not used: the shell pages come from the app's own scheme under its content security policy, and
 * should do so while they are being worked on.
 */
import { EventEmitter, once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareHost, startApp } from "./app.ts";
import { build, buildIfStale } from "./build.ts";
import { runCommand } from "./command.ts";
import { root } from "./repository.ts";

/** Editors write a file in several steps. */
const settleMs = 200;

await runCommand(async (processes) => {
  const host = await prepareHost(processes);
  await buildIfStale(processes);
  const changes = new EventEmitter();
  // Not build/: electron-vite writes a copy of its configuration there with each build.
  for (const folder of ["src", "renderer"])
    watch(join(root, folder), { recursive: true }, () => changes.emit("change"));
  let changed = once(changes, "change");

  for (;;) {
    const app = await startApp(host, processes, process.argv.slice(2));
    const ended = await Promise.race([changed.then(() => null), app.exited]);
    if (ended !== null) return ended.code ?? 1;
    await app.stop();
    for (let built = false; !built; ) {
      await changed;
      await sleep(settleMs);
      changed = once(changes, "change");
      console.log("Changed; building...");
      built = await build(processes).then(
        () => true,
        (error: unknown) => {
          console.error(error instanceof Error ? error.message : error);
          return false;
        },
      );
    }
  }
});
