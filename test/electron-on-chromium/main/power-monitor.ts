import { Worker } from "node:worker_threads";
import type { Declared } from "./declared.ts";
import { strictEmitter } from "./events.ts";
import type { IdleWorkerData } from "./idle-worker.ts";
import { standStill } from "./stand-still.ts";

/** How long the X server may take, in milliseconds. */
const answerLimit = 5_000;
const events = ["suspend", "resume", "lock-screen", "unlock-screen", "shutdown"];

/**
 * What X11 knows of its user: Chromium asks the same extension (`ui/base/x/x11_idle_query.cc`), and takes a screen
 * saver that is on for a locked screen. It is asked while this thread waits, as in global-shortcut.ts. No event comes
 * here; an app may emit them itself.
 *
 * @see https://www.electronjs.org/docs/latest/api/power-monitor
 */
export class PowerMonitor
  extends strictEmitter("powerMonitor", events)
  implements Declared<Electron.PowerMonitor, PowerMonitor>
{
  readonly #workerFile: string;
  readonly #answer = new Int32Array(new SharedArrayBuffer(12));
  #worker: Worker | null = null;

  /** @param workerFile compiled idle-worker.ts */
  constructor(workerFile: string) {
    super();
    this.#workerFile = workerFile;
  }

  getSystemIdleTime(): number {
    return this.#ask().idleSeconds;
  }

  /** @throws TypeError in Electron's words */
  getSystemIdleState(idleThreshold: number): "active" | "idle" | "locked" | "unknown" {
    if (!(idleThreshold > 0)) throw new TypeError("Invalid idle threshold, must be greater than 0");
    const { idleSeconds, isScreenSaverOn } = this.#ask();
    if (isScreenSaverOn) return "locked";
    return idleSeconds >= idleThreshold ? "idle" : "active";
  }

  #ask(): { readonly idleSeconds: number; readonly isScreenSaverOn: boolean } {
    const display = process.env.DISPLAY;
    if (!display) return { idleSeconds: 0, isScreenSaverOn: false };
    this.#worker ??= this.#start(display);
    Atomics.store(this.#answer, 0, 0);
    this.#worker.postMessage(null);
    standStill(this.#answer, 0, answerLimit);
    return {
      idleSeconds: Atomics.load(this.#answer, 1),
      isScreenSaverOn: Atomics.load(this.#answer, 2) === 1,
    };
  }

  #start(display: string): Worker {
    const workerData: IdleWorkerData = { display, answer: this.#answer };
    const started = new Worker(this.#workerFile, { workerData, execArgv: [] });
    started.unref();
    started.on("error", (error) => {
      process.stderr.write(`electron-on-chromium: powerMonitor: ${String(error)}\n`);
    });
    return started;
  }
}
