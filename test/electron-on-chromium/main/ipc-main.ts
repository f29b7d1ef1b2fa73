import { decode, encode, type Wire } from "../renderer/wire.ts";
import type { Declared } from "./declared.ts";
import { createEvent, strictEmitter } from "./events.ts";

type Handler = Parameters<Electron.IpcMain["handle"]>[1];

export interface Sender {
  readonly sender: object;
  readonly senderFrame: Pick<Electron.WebFrameMain, "parent" | "url">;
}

export interface Outcome {
  readonly ok: boolean;
  readonly value: Wire;
}

/** @see https://www.electronjs.org/docs/latest/api/ipc-main */
export class IpcMain extends strictEmitter("ipcMain", null) implements Declared<Electron.IpcMain, IpcMain> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  receive(from: Sender, channel: string, args: Wire): void {
    this.emit(channel, createEvent({ ...from }), ...(decode(args) as unknown[]));
  }

  /** Settles when a listener has set `event.returnValue`; the page waits that long, as in Electron. */
  receiveSync(from: Sender, channel: string, args: Wire): Promise<Wire> {
    return new Promise((resolve) => {
      const fields = {
        ...from,
        set returnValue(value: unknown) {
          resolve(encode(value));
        },
      };
      const heard = this.emit(channel, createEvent(fields), ...(decode(args) as unknown[]));
      if (!heard) resolve(encode(undefined));
    });
  }

  async invoke(from: Sender, channel: string, args: Wire): Promise<Outcome> {
    try {
      const handler = this.#handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const event = createEvent({ ...from }) as unknown as Parameters<Handler>[0];
      return { ok: true, value: encode(await handler(event, ...(decode(args) as unknown[]))) };
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`);
      // The wording that Electron's renderer gives the error.
      const message = `Error invoking remote method '${channel}': ${String(error)}`;
      return { ok: false, value: encode(new Error(message)) };
    }
  }
}
