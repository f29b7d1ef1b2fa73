import { Worker } from "node:worker_threads";
import { strict } from "../renderer/strict.ts";
import { type Accelerator, keyOf, parseAccelerator } from "./accelerator.ts";
import type { Declared } from "./declared.ts";
import type { GrabWorkerData, Order } from "./grab-worker.ts";
import { standStill } from "./stand-still.ts";

/** How long the X server may take, in milliseconds. */
const answerLimit = 5_000;

/**
 * `globalShortcut` as under X11: a grab of the key on the root window. `register` says at once whether the X server
 * granted it, so a worker asks while this thread waits.
 * @param workerFile compiled grab-worker.ts
 * @see https://www.electronjs.org/docs/latest/api/global-shortcut
 */
export function createGlobalShortcut(workerFile: string, isReady: () => boolean) {
  const callbacks = new Map<string, { readonly accelerator: Accelerator; readonly callback: () => void }>();
  const answer = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | null = null;

  function start(display: string): Worker {
    const workerData: GrabWorkerData = { display, answer };
    const started = new Worker(workerFile, { workerData, execArgv: [] });
    started.unref();
    started.on("error", (error) => {
      process.stderr.write(`electron-on-chromium: global shortcuts: ${String(error)}\n`);
    });
    started.on("message", (pressed: Accelerator) => callbacks.get(keyOf(pressed))?.callback());
    return started;
  }

  function carryOut(order: Order): boolean {
    if (!process.env.DISPLAY) return false;
    worker ??= start(process.env.DISPLAY);
    Atomics.store(answer, 0, 0);
    worker.postMessage(order);
    standStill(answer, 0, answerLimit);
    return Atomics.load(answer, 0) === 1;
  }

  /** @throws Error before `ready`, TypeError for what is no accelerator, both in Electron's words */
  function read(text: string): Accelerator {
    if (!isReady()) throw new Error("globalShortcut cannot be used before the app is ready");
    const accelerator = parseAccelerator(text);
    if (accelerator) return accelerator;
    throw new TypeError(`Error processing argument at index 0, conversion failure from ${text}`);
  }

  function unregister(text: string): void {
    const accelerator = read(text);
    if (!callbacks.delete(keyOf(accelerator))) return;
    carryOut({ kind: "ungrab", accelerator });
  }

  const globalShortcut = {
    register(text: string, callback: () => void): boolean {
      const accelerator = read(text);
      const key = keyOf(accelerator);
      if (callbacks.has(key) || !carryOut({ kind: "grab", accelerator })) return false;
      callbacks.set(key, { accelerator, callback });
      return true;
    },
    isRegistered: (text: string): boolean => callbacks.has(keyOf(read(text))),
    unregister,
    unregisterAll(): void {
      for (const { accelerator } of callbacks.values()) carryOut({ kind: "ungrab", accelerator });
      callbacks.clear();
    },
  };
  return strict(
    "globalShortcut",
    globalShortcut satisfies Declared<Electron.GlobalShortcut, typeof globalShortcut>,
  );
}
