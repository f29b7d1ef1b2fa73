/** Talks to the X server for global-shortcut.ts, in a thread of its own, while the main thread stands still. */
import { parentPort, workerData } from "node:worker_threads";
import type { Accelerator } from "./accelerator.ts";
import { connectX, type XKeys } from "./x-client.ts";

/** What the main thread wants; the answer goes into `answer`. */
export interface Order {
  readonly kind: "grab" | "ungrab";
  readonly accelerator: Accelerator;
}

export interface GrabWorkerData {
  readonly display: string;
  /** One number: 0 until there is an answer, then 1 for yes or 2 for no. */
  readonly answer: Int32Array;
}

const { display, answer }: GrabWorkerData = workerData;
const connected = connectX(display, (accelerator) => parentPort?.postMessage(accelerator));

async function carryOut(keys: XKeys, { kind, accelerator }: Order): Promise<boolean> {
  if (kind === "grab") return keys.grab(accelerator);
  await keys.ungrab(accelerator);
  return true;
}

parentPort?.on("message", (order: Order) => {
  connected
    .then((keys) => carryOut(keys, order))
    .catch(() => false) // no X server
    .then((done) => Atomics.store(answer, 0, done ? 1 : 2));
});
