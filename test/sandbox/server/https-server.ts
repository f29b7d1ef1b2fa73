import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { Server as NetServer } from "node:net";
import type { SandboxCertificate } from "../certificate.ts";
import type { Clock } from "../types.ts";
import { dropped, type Exchange, html, noContent, type Reply, readExchange } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { errorReply } from "./platform-error.ts";
import type { RequestLog } from "./request-log.ts";

export interface HttpsServerOptions {
  readonly certificate: SandboxCertificate;
  readonly now: Clock;
  readonly faults: Faults;
  readonly log: RequestLog;
  handle(exchange: Exchange): Reply | Promise<Reply>;
  headersFor(exchange: Exchange): Record<string, string>;
}

/** One server for all hosts: logs, lets faults happen, then asks the handler. Not yet listening. */
export function createHttpsServer(options: HttpsServerOptions): Server {
  const { certificate } = options;
  return createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    // We write our own Date header: the clock may be skewed on purpose.
    response.sendDate = false;
    readExchange(request)
      .then((exchange) => (exchange === null ? refuse(response) : answer(exchange, response, options)))
      .catch((cause: unknown) => {
        process.stderr.write(`sandbox: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
        response.destroy();
      });
  });
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, { connection: "close" }).end("Bad request");
}

async function answer(
  exchange: Exchange,
  response: ServerResponse,
  options: HttpsServerOptions,
): Promise<void> {
  const at = options.now();
  const reply = await decide(exchange, options);
  options.log.add({
    at,
    method: exchange.method,
    host: exchange.host,
    path: exchange.path,
    query: exchange.query,
    form: exchange.form,
    json: exchange.json,
    status: reply.status,
    authorization: authorizationKind(exchange.headers.authorization),
    origin: exchange.headers.origin ?? null,
  });
  if (reply.status === 0) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, {
    date: new Date(options.now()).toUTCString(),
    ...options.headersFor(exchange),
    ...reply.headers,
  });
  response.end(exchange.method === "HEAD" ? "" : reply.body);
}

async function decide(exchange: Exchange, options: HttpsServerOptions): Promise<Reply> {
  // A preflight is no request of its own: a fault aimed at a request must hit that one.
  if (exchange.method === "OPTIONS") return noContent;
  if (!/(^|\.)ringcentral\.com$/.test(exchange.host)) {
    return html(`The sandbox answers for *.ringcentral.com only, not for this host.`, 421);
  }
  const { delayMs, outcome } = options.faults.suffer(exchange);
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (outcome === "drop") return dropped;
  return outcome === "pass" ? options.handle(exchange) : errorReply(outcome);
}

function authorizationKind(header: string | undefined): "none" | "basic" | "bearer" {
  if (header === undefined) return "none";
  return /^basic /i.test(header) ? "basic" : "bearer";
}

/** Starts listening on the loopback interface and returns the port. */
export async function listen(server: NetServer, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
