import { askElectronHost, type Delivery, type Post } from "./host.ts";
import { strict } from "./strict.ts";
import { decode, encode, type Wire } from "./wire.ts";

type Listener = (event: object, ...args: unknown[]) => void;

/**
 * `ipcRenderer` of a sandboxed preload.
 * @param post takes messages to the host
 * @returns the object, and the function that takes what the host sends
 * @see https://www.electronjs.org/docs/latest/api/ipc-renderer
 */
export function createIpcRenderer(post: (message: Post) => void) {
  const listeners = new Map<string, Listener[]>();
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let lastCall = 0;

  const ipcRenderer = strict("ipcRenderer", {
    send(channel: string, ...args: unknown[]): void {
      post({ kind: "send", channel, args: encode(args), url: location.href });
    },
    sendSync(channel: string, ...args: unknown[]): unknown {
      const question = { kind: "send-sync", channel, args: encode(args), url: location.href } as const;
      return decode(askElectronHost(question) as Wire);
    },
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const id = ++lastCall;
        const message: Post = { kind: "invoke", id, channel, args: encode(args), url: location.href };
        calls.set(id, { resolve, reject });
        post(message);
      });
    },
    on(channel: string, listener: Listener): void {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel: string, listener: Listener): void {
      const kept = (listeners.get(channel) ?? []).filter((other) => other !== listener);
      listeners.set(channel, kept);
    },
  });

  function deliver(delivery: Delivery): void {
    switch (delivery.kind) {
      case "message": {
        const args = decode(delivery.args) as unknown[];
        for (const listener of listeners.get(delivery.channel) ?? []) listener(strict("event", {}), ...args);
        return;
      }
      case "reply": {
        const call = calls.get(delivery.id);
        calls.delete(delivery.id);
        const value = decode(delivery.value);
        if (delivery.ok) call?.resolve(value);
        else call?.reject(value);
      }
    }
  }
  return { ipcRenderer, deliver };
}
