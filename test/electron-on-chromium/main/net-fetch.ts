import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { type Switches, send } from "./connection.ts";

/**
 * `net.fetch` for https. It follows no redirect.
 * @throws TypeError "net::ERR_..." when no response comes, DOMException "AbortError" when aborted
 */
export function createNetFetch(switches: Switches) {
  return async function fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const { method, url, signal } = request;
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    const headers = Object.fromEntries(request.headers);
    const message = await send({ method, url, headers, body, signal }, switches).catch((error: Error) => {
      throw signal.aborted ? signal.reason : new TypeError(error.message, { cause: error });
    });
    if (message.headers.location !== undefined) {
      message.destroy();
      throw new Error("electron-on-chromium: a redirect in net.fetch is not implemented");
    }
    return toResponse(message);
  };
}

function toResponse(message: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const status = message.statusCode ?? 0;
  if (status === 204 || status === 304) message.resume();
  const body =
    status === 204 || status === 304 ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status, statusText: message.statusMessage ?? "", headers });
}
