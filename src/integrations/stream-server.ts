import { createServer, type IncomingMessage, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Log } from "../diagnostics/log.ts";
import { judgeUpgrade, STREAM_PROTOCOL } from "./stream-door.ts";
import { MAX_CLIENTS, MAX_MESSAGE, type StreamHub } from "./stream-hub.ts";

/** Of this machine only; nobody on the network can reach it. */
const HOST = "127.0.0.1";
const HEADERS_LIMIT_MS = 5_000;
const MAX_HEADERS = 8 * 1024;

export interface StreamServer {
  readonly port: number;
  /** Stops listening; the connections that are open are the hub's. */
  close(): void;
}

/**
 * Listens for WebSockets on this machine and hands those that may be opened to the hub.
 *
 * @param port 0 for any that is free
 * @returns why it cannot listen: "port-taken" (another program has it) or "failed", with the cause in the log
 */
export function startStreamServer(options: {
  readonly port: number;
  readonly hub: StreamHub;
  readonly isToken: (presented: string) => boolean;
  readonly log: Log;
}): Promise<StreamServer | "port-taken" | "failed"> {
  const { hub, isToken, log } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE,
    // Compression costs memory for each client, and a frame can grow a thousandfold.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(STREAM_PROTOCOL) ? STREAM_PROTOCOL : false),
  });
  const server = createServer({ maxHeaderSize: MAX_HEADERS }, (_request, response) => {
    response.writeHead(426, { connection: "close", upgrade: "websocket" }).end();
  });
  server.headersTimeout = HEADERS_LIMIT_MS;
  server.requestTimeout = HEADERS_LIMIT_MS;
  server.keepAliveTimeout = HEADERS_LIMIT_MS;
  server.maxConnections = MAX_CLIENTS * 2;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const verdict = judgeUpgrade(askedFor(request), portOf(server), isToken);
    if (!verdict.open) {
      log.warn("event-stream.refused", { because: verdict.because });
      socket.end(
        `HTTP/1.1 ${verdict.status} ${STATUS_CODES[verdict.status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // What breaks the protocol is closed by ws itself.
      client.on("error", (cause) => log.warn("event-stream.client-failed", { cause }));
      const member = hub.join(client, verdict.identified);
      if (member === null) return;
      client.on("message", (data, isBinary) => {
        if (isBinary) member.binaryReceived();
        else member.received(data.toString());
      });
      client.on("pong", member.ponged);
      client.on("close", member.closed);
    });
  });
  return new Promise((resolve) => {
    server.once("error", (cause) => {
      log.warn("event-stream.failed", { cause });
      resolve(Reflect.get(cause, "code") === "EADDRINUSE" ? "port-taken" : "failed");
    });
    server.listen(options.port, HOST, () => {
      server.removeAllListeners("error");
      server.on("error", (cause) => log.warn("event-stream.failed", { cause }));
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ port: portOf(server), close });
    });
  });
}

function askedFor({ url, headers }: IncomingMessage) {
  const { host, origin, authorization } = headers;
  return { url, host, origin, authorization, protocols: headers["sec-websocket-protocol"] };
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
