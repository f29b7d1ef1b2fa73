import type { IncomingMessage } from "node:http";
import type { Server } from "node:https";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { connectGateway, type GatewayConnection } from "../calls/gateway.ts";
import { connectLine, type LineOptions } from "../calls/line.ts";
import { connectSipRegistrar } from "../calls/sip-registrar.ts";
import type { Tickets } from "../calls/tickets.ts";
import type { Clock } from "../types.ts";
import { parseTarget } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";

export interface SocketOptions {
  readonly now: Clock;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly tickets: Tickets;
  readonly line: LineOptions;
}

export interface Sockets {
  /** Number of telephone lines of stand-in widgets that are open now. */
  lines(): number;
  dropAll(): void;
  /** The other end of every open SIP connection, or line, is gone without a word: nothing is heard on it any more. */
  silenceLines(): void;
}

/** Accepts WebSockets: the gateway and the stand-in's line on `ws-api`, the web phone on `sip-ws`. */
export function acceptSockets(server: Server, options: SocketOptions): Sockets {
  const all = new WebSocketServer({
    noServer: true,
    // The web phone insists on its "sip" subprotocol.
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  const lines = new Set<WebSocket>();
  const gateways = new Map<WebSocket, GatewayConnection>();
  pushToGateways(gateways, options);

  server.on("upgrade", (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on("error", () => raw.destroy());
    const connect = route(request, options);
    if (connect === null) {
      raw.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
      return;
    }
    all.handleUpgrade(request, raw, head, (socket) => {
      const gateway = connect(socket);
      if (gateway === "line") {
        lines.add(socket);
        socket.on("close", () => lines.delete(socket));
      } else if (gateway !== undefined) {
        gateways.set(socket, gateway);
        socket.on("close", () => gateways.delete(socket));
      }
    });
  });
  return {
    lines: () => lines.size,
    silenceLines() {
      for (const socket of all.clients) {
        if (socket.protocol === "sip") socket.pause();
      }
      lines.clear();
    },
    dropAll() {
      for (const socket of all.clients) socket.terminate();
    },
  };
}

type Connect = (socket: WebSocket) => GatewayConnection | "line" | undefined;

function route(request: IncomingMessage, options: SocketOptions): Connect | null {
  const target = parseTarget(request);
  if (target === null) return null;
  const connect =
    options.faults.suffer({ method: "GET", ...target }).outcome === "pass" ? choose(target, options) : null;
  options.log.add({
    at: options.now(),
    method: "GET",
    ...target,
    form: null,
    json: null,
    status: connect === null ? 401 : 101,
    authorization: "none",
    origin: request.headers.origin ?? null,
  });
  return connect;
}

function choose(
  { host, path, query }: { host: string; path: string; query: Readonly<Record<string, string>> },
  options: SocketOptions,
): Connect | null {
  if (host.startsWith("sip")) return (socket) => void connectSipRegistrar(socket);
  const user = options.tickets.check(query.access_token ?? "");
  if (!user) return null;
  if (path === "/stand-in/line") {
    return (socket) => {
      connectLine(socket, user, options.line);
      return "line";
    };
  }
  return (socket) =>
    connectGateway(socket, {
      now: options.now,
      recovers: query.wsc !== undefined,
    });
}

function pushToGateways(gateways: Map<WebSocket, GatewayConnection>, { line }: SocketOptions): void {
  const push = (path: string, body: unknown) => {
    for (const gateway of gateways.values()) gateway.notify(path, body);
  };
  line.messages.onMessage((message) =>
    push("/message-store", {
      changes: [{ type: "SMS", newCount: 1, updatedCount: 0 }],
      lastUpdated: message.lastModifiedTime,
    }),
  );
  line.presence.onChange((state) =>
    push("/presence", {
      ...state,
      presenceStatus: state.userStatus,
      telephonyStatus: "NoCall",
      sequence: Date.now(),
    }),
  );
}
