import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { subscriptionInfo } from "../rest/routes.ts";
import { fieldsOf, stringField } from "../server/exchange.ts";
import type { Clock } from "../types.ts";

/** A connection of the WebSocket gateway on which the platform can push. */
export interface GatewayConnection {
  /** Sends the event to every subscription whose filter it matches. */
  notify(eventPath: string, body: unknown): void;
}

/**
 * The WebSocket gateway of RingCentral's WebSocket subscriptions
 * (https://developers.ringcentral.com/guide/notifications/websockets/quick-start): a greeting, heartbeats, and
 * requests of which only subscriptions are served. Frames are JSON arrays `[meta, body]`.
 */
export function connectGateway(
  socket: WebSocket,
  options: { readonly now: Clock; readonly recovers: boolean },
): GatewayConnection {
  const subscriptions = new Map<string, readonly string[]>();
  const send = (meta: object, body?: unknown) => {
    if (socket.readyState === socket.OPEN)
      socket.send(JSON.stringify(body === undefined ? [meta] : [meta, body]));
  };
  socket.on("error", () => socket.terminate());
  socket.on("message", (data) => {
    const [meta, body] = parseFrame(String(data));
    const messageId = stringField(meta, "messageId") ?? randomUUID();
    const type = stringField(meta, "type");
    if (type === "Heartbeat") return send({ type, messageId, status: 200 });
    if (type !== "ClientRequest") return;
    const path = stringField(meta, "path") ?? "";
    if (!path.includes("/subscription")) {
      return send(...unknownResource(messageId));
    }
    if (stringField(meta, "method") === "DELETE") {
      subscriptions.delete(path.split("/").at(-1) ?? "");
      return send({ type, messageId, status: 204, headers: {} });
    }
    const renewed = stringField(meta, "method") === "PUT" ? path.split("/").at(-1) : undefined;
    if (renewed !== undefined && !subscriptions.has(renewed)) return send(...unknownResource(messageId));
    const info = subscriptionInfo(body, options.now(), renewed);
    subscriptions.set(info.id, info.eventFilters);
    send(
      {
        type,
        messageId,
        status: 200,
        headers: { "content-type": "application/json" },
      },
      info,
    );
  });
  send(
    {
      type: "ConnectionDetails",
      messageId: randomUUID(),
      status: 200,
      wsc: { token: `wsc-${randomUUID()}`, sequence: 0 },
    },
    {
      creationTime: new Date(options.now()).toISOString(),
      maxConnectionsPerSession: 5,
      recoveryBufferSize: 10,
      recoveryTimeout: 180,
      idleTimeout: 600,
      absoluteTimeout: 86_400,
      maxActiveRequests: 10,
      ...(options.recovers ? { recoveryState: "Successful" } : {}),
    },
  );
  return {
    notify(eventPath, body) {
      for (const [subscriptionId, filters] of subscriptions) {
        const filter = filters.find((item) => item.replace(/\?.*$/, "").endsWith(eventPath));
        if (filter === undefined) continue;
        const timestamp = new Date(options.now()).toISOString();
        send(
          { type: "ServerNotification", messageId: randomUUID(), status: 200 },
          {
            uuid: randomUUID(),
            event: filter,
            timestamp,
            subscriptionId,
            body,
          },
        );
      }
    },
  };
}

/** The widget subscribes anew when it is told that its old subscription is gone. */
function unknownResource(messageId: string) {
  return [
    { type: "Error", messageId, status: 404, headers: {} },
    { errorCode: "CMN-102", message: "Resource not found" },
  ] as const;
}

function parseFrame(text: string): readonly [unknown, unknown] {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? [fieldsOf(frame[0]), frame[1]] : [{}, undefined];
  } catch {
    return [{}, undefined];
  }
}
