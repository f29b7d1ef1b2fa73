import { decode, encode, type Passage, type Wire } from "./wire.ts";

type Callable = (...args: unknown[]) => unknown;

/** What one world asks of the other. */
export type Request =
  | readonly [kind: "call", functionId: number, args: Wire]
  | readonly [kind: "expose", name: string, value: Wire]
  | readonly [kind: "execute", source: string, args: Wire];

type Reply = readonly [ok: boolean, value: Wire];

export interface WorldBridge extends Passage {
  /** Synchronous call into the other world. @throws what the other world threw, as an Error */
  request(request: Request): unknown;
}

/**
 * One end of the passage between the main world and the preload's world of a page. The two share the document
 * but no JavaScript object; what crosses is text, in events on a node that is in no tree and that only the two
 * ends hold. Event dispatch is synchronous across worlds.
 * @param port the shared node
 * @param side name of this end
 * @param answer handles the requests other than calls
 */
export function createWorldBridge(
  port: EventTarget,
  side: "main" | "isolated",
  answer: (request: Exclude<Request, readonly ["call", ...unknown[]]>, bridge: WorldBridge) => unknown,
): WorldBridge {
  const other = side === "main" ? "isolated" : "main";
  const functions: Callable[] = [];
  let requestCount = 0;

  const bridge: WorldBridge = {
    request(request) {
      const id = `${side}-${++requestCount}`;
      let reply: Reply | undefined;
      const take = (event: Event): void => {
        reply = JSON.parse((event as CustomEvent<string>).detail) as Reply;
      };
      port.addEventListener(`reply:${id}`, take, { once: true });
      port.dispatchEvent(new CustomEvent(`to:${other}`, { detail: JSON.stringify([id, request]) }));
      if (!reply) throw new Error("The other world of this page does not answer");
      const value = decode(reply[1], bridge);
      if (!reply[0]) throw value;
      return value;
    },
    sendFunction: (of) => functions.push(of) - 1,
    receiveFunction:
      (id) =>
      (...args) =>
        bridge.request(["call", id, encode(args, bridge)]),
  };

  function handle(request: Request): unknown {
    return request[0] === "call"
      ? functions[request[1]]?.(...(decode(request[2], bridge) as unknown[]))
      : answer(request, bridge);
  }

  port.addEventListener(`to:${side}`, (event) => {
    const [id, request] = JSON.parse((event as CustomEvent<string>).detail) as [string, Request];
    let reply: Reply;
    try {
      reply = [true, encode(handle(request), bridge)];
    } catch (error) {
      reply = [false, encode(error, bridge)];
    }
    port.dispatchEvent(new CustomEvent(`reply:${id}`, { detail: JSON.stringify(reply) }));
  });
  return bridge;
}
