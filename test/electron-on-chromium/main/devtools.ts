import { EventEmitter } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { CDPSession } from "@playwright/test";

/** One session of the DevTools protocol, typed by Playwright's copy of it. */
export interface DevToolsSession {
  readonly send: CDPSession["send"];
  readonly on: CDPSession["on"];
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

interface Call {
  readonly sessionId: string;
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * The DevTools protocol over Chromium's `--remote-debugging-pipe`: JSON ended by a zero byte, all sessions on
 * one connection. When this process ends, however it ends, Chromium sees the pipe close and ends too.
 */
export class DevToolsConnection {
  readonly #output: Writable;
  readonly #sessions = new Map<string, EventEmitter>();
  readonly #calls = new Map<number, Call>();
  #lastId = 0;
  #rest: Buffer[] = [];

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    const close = (): void => {
      for (const id of [...this.#sessions.keys()]) this.endSession(id);
    };
    output.on("error", close);
    input.on("error", close);
    input.on("close", close);
    input.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  /** @param sessionId from `Target.attachedToTarget`, or "" for the browser itself; once for each */
  session(sessionId: string): DevToolsSession {
    const emitter = new EventEmitter();
    this.#sessions.set(sessionId, emitter);
    const send = (method: string, params: object = {}): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = ++this.#lastId;
        this.#calls.set(id, { sessionId, method, resolve, reject });
        if (!this.#sessions.has(sessionId)) this.endSession(sessionId);
        else {
          const message = { id, method, params, ...(sessionId === "" ? {} : { sessionId }) };
          this.#output.write(`${JSON.stringify(message)}\0`);
        }
      });
    return {
      send: send as CDPSession["send"],
      on: emitter.on.bind(emitter) as unknown as CDPSession["on"],
    };
  }

  /** The browser or the page is gone, and with it the answers to what was asked of it. */
  endSession(sessionId: string): void {
    this.#sessions.delete(sessionId);
    for (const [id, call] of this.#calls) {
      if (call.sessionId !== sessionId) continue;
      this.#calls.delete(id);
      call.reject(new Error(`${call.method}: window or browser gone`));
    }
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.#rest.push(chunk.subarray(start, end));
      start = end + 1;
      const text = Buffer.concat(this.#rest).toString("utf8");
      this.#rest = [];
      this.#dispatch(JSON.parse(text) as Incoming);
    }
    this.#rest.push(chunk.subarray(start));
  }

  #dispatch({ id, method = "", params, result, error, sessionId = "" }: Incoming): void {
    if (id === undefined) {
      this.#sessions.get(sessionId)?.emit(method, params);
      return;
    }
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(new Error(`${call.method}: ${error.message}`));
    else call?.resolve(result);
  }
}
