import { Worker } from "node:worker_threads";
import type { Declared } from "./declared.ts";
import { strictEmitter } from "./events.ts";
import type { ScreenWorkerData } from "./screen-worker.ts";
import { standStill } from "./stand-still.ts";

/** How long the X server may take, in milliseconds. */
const answerLimit = 5_000;

/** Places in the shared numbers. */
export const field = { done: 0, cursorX: 1, cursorY: 2, bounds: 3, workArea: 7, count: 11 } as const;

/**
 * The X screen as the one display: its size, its `_NET_WORKAREA` where a window manager sets one, and the pointer. The
 * app is answered at once, so a worker asks while this thread waits.
 * @param workerFile compiled screen-worker.ts
 * @see https://www.electronjs.org/docs/latest/api/screen
 */
export function createScreen(workerFile: string, isReady: () => boolean) {
  const numbers = new Int32Array(new SharedArrayBuffer(4 * field.count));
  let worker: Worker | null = null;

  function start(display: string): Worker {
    const workerData: ScreenWorkerData = { display, numbers };
    const started = new Worker(workerFile, { workerData, execArgv: [] });
    started.unref();
    started.on("error", (error) => {
      process.stderr.write(`electron-on-chromium: screen: ${String(error)}\n`);
    });
    return started;
  }
  /** The thread needs longer to start than to answer, which the app would wait for. */
  const prepare = (): void => {
    if (process.env.DISPLAY) worker ??= start(process.env.DISPLAY);
  };
  function look(): Int32Array {
    if (!isReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event");
    if (!process.env.DISPLAY) throw new Error("electron-on-chromium: screen needs an X display");
    prepare();
    Atomics.store(numbers, field.done, 0);
    worker?.postMessage(null);
    standStill(numbers, field.done, answerLimit);
    return numbers;
  }
  const area = (from: number): Electron.Rectangle => {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(from, from + 4);
    return { x, y, width, height };
  };
  const display = (): Electron.Display => {
    look();
    const [bounds, workArea] = [area(field.bounds), area(field.workArea)];
    const size = ({ width, height }: Electron.Rectangle) => ({ width, height });
    return {
      id: 1,
      label: "X",
      bounds,
      workArea,
      size: size(bounds),
      workAreaSize: size(workArea),
      nativeOrigin: { x: bounds.x, y: bounds.y },
      scaleFactor: 1,
      rotation: 0,
      internal: false,
      detected: true,
      monochrome: false,
      colorDepth: 24,
      colorSpace: "",
      depthPerComponent: 8,
      displayFrequency: 0,
      maximumCursorSize: { width: 0, height: 0 },
      accelerometerSupport: "unknown",
      touchSupport: "unknown",
    };
  };

  class Screen
    // The one display never changes here, so that these are never emitted.
    extends strictEmitter("screen", ["display-added", "display-removed", "display-metrics-changed"])
    implements Declared<Electron.Screen, Screen>
  {
    getAllDisplays = (): Electron.Display[] => [display()];
    getPrimaryDisplay = display;
    getDisplayNearestPoint = (): Electron.Display => display();
    getDisplayMatching = (): Electron.Display => display();
    getCursorScreenPoint(): Electron.Point {
      look();
      return { x: numbers[field.cursorX] ?? 0, y: numbers[field.cursorY] ?? 0 };
    }
  }
  return { screen: new Screen(), prepare };
}

export type Screen = ReturnType<typeof createScreen>["screen"];
