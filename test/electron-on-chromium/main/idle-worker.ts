/** Asks the X server for power-monitor.ts, in a thread of its own, while the main thread stands still. */
import { parentPort, workerData } from "node:worker_threads";
import type { ScreenSaver, ScreenSaverInfo, XClient } from "x11";
import { openDisplay } from "./x-client.ts";

export interface IdleWorkerData {
  readonly display: string;
  /** Three numbers: 1 once there is an answer, seconds without input, 1 while the screen saver is on. */
  readonly answer: Int32Array;
}

const { display, answer }: IdleWorkerData = workerData;
const connected = connect();

async function connect(): Promise<() => Promise<ScreenSaverInfo>> {
  const { client, screen } = await openDisplay(display);
  client.on("error", () => undefined); // the server is gone
  const saver = await screenSaver(client);
  return () =>
    new Promise((resolve, reject) => {
      saver.QueryInfo(screen[0]?.root ?? 0, (error, info) => (error ? reject(error) : resolve(info)));
    });
}

function screenSaver(client: XClient): Promise<ScreenSaver> {
  return new Promise((resolve, reject) => {
    client.require("screen-saver", (error, extension) => (error ? reject(error) : resolve(extension)));
  });
}

parentPort?.on("message", () => {
  connected
    .then((query) => query())
    .then(({ state, idle }) => {
      Atomics.store(answer, 1, Math.floor(idle / 1000));
      Atomics.store(answer, 2, state === 1 ? 1 : 0);
    })
    .catch(() => undefined) // no X server, or one without the extension: nobody is away
    .then(() => Atomics.store(answer, 0, 1));
});
