/** Asks the X server for screen.ts, in a thread of its own, while the main thread stands still. */
import { parentPort, workerData } from "node:worker_threads";
import type { XDisplay } from "x11";
import { field } from "./screen.ts";
import { openDisplay } from "./x-client.ts";

export interface ScreenWorkerData {
  readonly display: string;
  /** The answer, as `field` says. */
  readonly numbers: Int32Array;
}

const { display, numbers }: ScreenWorkerData = workerData;
const opened = openDisplay(display);

parentPort?.on("message", () => {
  opened
    .then(look)
    .catch(() => undefined) // no X server: the numbers stay
    .then(() => Atomics.store(numbers, field.done, 1));
});

async function look({ client, screen: [screen] }: XDisplay): Promise<void> {
  if (screen === undefined) return;
  const { root, pixel_width: width, pixel_height: height } = screen;
  const pointer = await new Promise<{ rootX: number; rootY: number }>((resolve, reject) => {
    client.QueryPointer(root, (error, found) => (error ? reject(error) : resolve(found)));
  });
  numbers.set([pointer.rootX, pointer.rootY, 0, 0, width, height], field.cursorX);
  numbers.set((await workAreaOf(client, root)) ?? [0, 0, width, height], field.workArea);
}

/** As the window manager says it, or null (Extended Window Manager Hints, `_NET_WORKAREA`). */
async function workAreaOf(client: XDisplay["client"], root: number): Promise<number[] | null> {
  const name = await new Promise<number>((resolve, reject) => {
    client.InternAtom(true, "_NET_WORKAREA", (error, atom) => (error ? reject(error) : resolve(atom)));
  });
  if (name === 0) return null;
  const data = await new Promise<Buffer>((resolve, reject) => {
    client.GetProperty(0, root, name, 0, 0, 4, (error, property) =>
      error ? reject(error) : resolve(property.data),
    );
  });
  if (data.length < 16) return null;
  return [0, 4, 8, 12].map((offset) => data.readUInt32LE(offset));
}
