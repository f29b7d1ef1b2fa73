import { workerData } from "node:worker_threads";
import { exchange } from "./client.ts";
import type { ThreadData } from "./electron.ts";

/**
 * The command line's own thread. The main one waits in `Atomics.wait`, so that the process can end before Chromium
 * has started: no window, no display needed, no noise.
 */
const { options, port, done }: ThreadData = workerData;
void exchange(options)
  .catch(() => ({ kind: "no-answer" }) as const)
  .then((result) => {
    port.postMessage(result);
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
  });
