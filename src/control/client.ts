import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { keyFile } from "./places.ts";
import {
  type ControlReply,
  type ControlRequest,
  helloLine,
  MAX_REPLY,
  parseAddress,
  parseReply,
} from "./protocol.ts";

export interface ExchangeOptions {
  readonly folder: string;
  readonly request: ControlRequest;
  /** How long to wait for a Handset that is just starting, in milliseconds; 0 tries once. */
  readonly startLimitMs: number;
  /** How long to wait for the answer, in milliseconds. */
  readonly replyLimitMs: number;
}

export type ExchangeResult =
  | { readonly kind: "reply"; readonly reply: ControlReply }
  | { readonly kind: "not-running" }
  /** It runs, but has said nothing, or nothing that can be understood. What was asked may still have been done. */
  | { readonly kind: "no-answer" };

const RETRY_MS = 100;

/** Asks a running Handset one thing. What was sent once is never sent again: a call must not be made twice. */
export async function exchange(options: ExchangeOptions): Promise<ExchangeResult> {
  const end = performance.now() + options.startLimitMs;
  for (;;) {
    const found = await reach(options.folder);
    if (found !== null) return ask(found.socket, found.key, options);
    if (performance.now() >= end) return { kind: "not-running" };
    await pause(RETRY_MS);
  }
}

/** Connects to the Handset whose address is in the folder; null when there is none, or one that has ended. */
async function reach(folder: string): Promise<{ readonly socket: Socket; readonly key: string } | null> {
  const content = await readFile(keyFile(folder), "utf8").catch(() => null);
  const address = content === null ? null : parseAddress(content);
  if (address === null) return null;
  return new Promise((resolve) => {
    const socket = connect(address.path);
    socket.once("connect", () => resolve({ socket, key: address.key }));
    socket.once("error", () => resolve(null));
  });
}

function ask(
  socket: Socket,
  key: string,
  { request, replyLimitMs }: ExchangeOptions,
): Promise<ExchangeResult> {
  return new Promise((resolve) => {
    let received = "";
    const finish = (result: ExchangeResult): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: "no-answer" }), replyLimitMs);
    socket.setEncoding("utf8");
    socket.on("error", () => finish({ kind: "no-answer" }));
    socket.on("close", () => finish({ kind: "no-answer" }));
    socket.on("data", (chunk: string) => {
      received += chunk;
      const end = received.indexOf("\n");
      if (end === -1 && received.length < MAX_REPLY) return;
      const reply = end === -1 ? null : parseReply(received.slice(0, end));
      finish(reply === null ? { kind: "no-answer" } : { kind: "reply", reply });
    });
    socket.write(`${helloLine(key)}${JSON.stringify(request)}\n`);
  });
}
