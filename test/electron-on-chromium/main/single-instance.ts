import { createHash } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { Worker } from "node:worker_threads";

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** How long a second start waits for the first one to take its message, in milliseconds. */
const handOverLimit = 10_000;

/**
 * Takes the lock of a `userData` folder, or hands the message to the process that has it and waits until it is
 * received. The lock is an abstract Unix socket: taking it is atomic, and the kernel gives it up with the
 * process, so there is nothing stale to clean up after SIGKILL (unix(7)).
 * @returns whether this process has the lock
 */
export function requestSingleInstanceLock(
  userData: string,
  message: SecondInstance,
  onSecond: (message: SecondInstance) => void,
): boolean {
  const path = socketPath(userData);
  const deadline = Date.now() + handOverLimit;
  do {
    if (listen(path, onSecond)) return true;
    if (handOver(path, JSON.stringify(message), deadline - Date.now())) return false;
    // The holder ended in between: the lock may be free now.
  } while (Date.now() < deadline);
  process.stderr.write("electron-on-chromium: the running instance does not answer\n");
  return false;
}

function socketPath(userData: string): string {
  mkdirSync(userData, { recursive: true });
  const hash = createHash("sha256").update(realpathSync(userData)).digest("hex").slice(0, 32);
  return `\0electron-on-chromium-${process.getuid?.()}-${hash}`;
}

function listen(path: string, onSecond: (message: SecondInstance) => void): boolean {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    const chunks: Buffer[] = [];
    connection.on("data", (chunk: Buffer) => chunks.push(chunk));
    connection.on("error", () => connection.destroy());
    connection.on("end", () => {
      connection.end("received");
      onSecond(JSON.parse(Buffer.concat(chunks).toString("utf8")) as SecondInstance);
    });
  });
  server.on("error", () => undefined); // EADDRINUSE, reported below
  server.listen({ path });
  server.unref();
  return server.listening; // Node binds at once and only reports it later
}

/** requestSingleInstanceLock is synchronous: a worker talks to the other process while this thread waits. */
function handOver(path: string, message: string, limitMs: number): boolean {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const source = `
    const { workerData: { path, message, state } } = require("node:worker_threads");
    const finish = (value) => { Atomics.compareExchange(state, 0, 0, value); Atomics.notify(state, 0); };
    const connection = require("node:net").connect({ path, allowHalfOpen: true }, () => connection.end(message));
    connection.on("data", () => finish(1)).on("error", () => finish(2)).on("close", () => finish(2));
  `;
  const worker = new Worker(source, { eval: true, workerData: { path, message, state }, execArgv: [] });
  worker.unref();
  worker.on("error", () => undefined); // shows as silence, which the time limit handles
  Atomics.wait(state, 0, 0, Math.max(limitMs, 1));
  return Atomics.load(state, 0) === 1;
}
