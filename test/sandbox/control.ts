import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Controlled } from "./index.ts";
import {
  type Exchange,
  fieldsOf,
  json,
  noContent,
  type Reply,
  readExchange,
  stringField,
} from "./server/exchange.ts";
import { parseFault } from "./server/faults.ts";

type Handler = (exchange: Exchange, sandbox: Controlled) => Reply;

const bad = (message: string) => json({ error: message }, 400);
const done = json({ ok: true });

/** The control interface, by method and path; README.md says what each takes and gives. */
const handlers: Readonly<Record<string, Handler>> = {
  "GET /": (_, sandbox) =>
    json({
      hosts: sandbox.hosts,
      port: sandbox.port,
      lines: sandbox.lines(),
      endpoints: Object.keys(handlers),
    }),
  "GET /requests": ({ query }, sandbox) => json(sandbox.redactedRequests(filterOf(query))),
  "DELETE /requests": (_, sandbox) => then(sandbox.clearRequests),
  "GET /calls": (_, sandbox) => json(sandbox.calls()),
  "POST /ring": ring,
  "POST /calls/answer": (exchange, sandbox) => withCall(exchange, sandbox.remoteAnswer),
  "POST /calls/hangup": (exchange, sandbox) => withCall(exchange, sandbox.remoteHangup),
  "POST /messages": receiveMessage,
  "POST /voicemails": receiveVoicemail,
  "GET /presence": (_, sandbox) => json(sandbox.presence()),
  "POST /faults": setFault,
  "DELETE /faults": (_, sandbox) => then(sandbox.clearFaults),
  "POST /expire": expire,
  "POST /revoke": (_, sandbox) => then(sandbox.revokeTokens),
  "POST /drop": (_, sandbox) => then(sandbox.dropConnections),
};

/**
 * The plain-HTTP control interface for people, scripts and the demo. Loopback only, and it refuses browsers: a
 * web page must not be able to steer the sandbox.
 */
export function createControl(sandbox: Controlled): Server {
  return createServer((request, response) => {
    respond(request, sandbox)
      .catch((cause: unknown) => json({ error: cause instanceof Error ? cause.message : String(cause) }, 500))
      .then(({ status, headers, body }) => response.writeHead(status, { ...headers }).end(body));
  });
}

async function respond(request: IncomingMessage, sandbox: Controlled): Promise<Reply> {
  if (request.headers.origin !== undefined) return json({ error: "Not for web pages" }, 403);
  const exchange = await readExchange(request);
  if (exchange === null) return bad("The request is malformed");
  const handler = handlers[`${exchange.method} ${exchange.path}`];
  return handler
    ? handler(exchange, sandbox)
    : json({ error: "Not found", endpoints: Object.keys(handlers) }, 404);
}

function then(effect: () => void): Reply {
  effect();
  return noContent;
}

function filterOf({ method, host, path }: Readonly<Record<string, string>>) {
  return {
    ...(method === undefined ? {} : { method }),
    ...(host === undefined ? {} : { host }),
    ...(path === undefined ? {} : { path }),
  };
}

function ring({ json: body }: Exchange, sandbox: Controlled): Reply {
  const from = stringField(body, "from");
  if (from === undefined) return bad("from is missing: the caller's number");
  if (sandbox.lines() === 0) return json({ error: "No stand-in widget is connected" }, 409);
  const name = stringField(body, "name");
  const queue = stringField(body, "queue");
  const contact = stringField(body, "contact");
  return json(
    sandbox.ring({
      from,
      ...(name === undefined ? {} : { name }),
      ...(queue === undefined ? {} : { queue }),
      ...(contact === undefined ? {} : { contact }),
    }),
  );
}

function withCall({ json: body }: Exchange, act: (callId: string) => boolean): Reply {
  const callId = stringField(body, "callId");
  if (callId === undefined) return bad("callId is missing");
  return act(callId) ? done : json({ error: "No such call in a state that allows it" }, 409);
}

function receiveMessage({ json: body }: Exchange, sandbox: Controlled): Reply {
  const from = stringField(body, "from");
  const text = stringField(body, "text");
  if (from === undefined || text === undefined) return bad("from and text are needed");
  const name = stringField(body, "name");
  sandbox.receiveMessage({ from, text, ...(name === undefined ? {} : { name }) });
  return done;
}

function receiveVoicemail({ json: body }: Exchange, sandbox: Controlled): Reply {
  const from = stringField(body, "from");
  if (from === undefined) return bad("from is missing: the caller's number");
  const name = stringField(body, "name");
  const { seconds } = fieldsOf(body);
  sandbox.receiveVoicemail({
    from,
    ...(name === undefined ? {} : { name }),
    ...(typeof seconds === "number" ? { seconds } : {}),
  });
  return done;
}

function setFault({ json: body }: Exchange, sandbox: Controlled): Reply {
  const fault = parseFault(body);
  if ("invalid" in fault) return bad(fault.invalid);
  sandbox.setFault(fault);
  return done;
}

function expire({ json: body }: Exchange, sandbox: Controlled): Reply {
  const which = fieldsOf(body).which ?? "access";
  if (which === "codes") return then(sandbox.expireCodes);
  if (which !== "access" && which !== "refresh" && which !== "all") {
    return bad("which must be access, refresh, all or codes");
  }
  return then(() => sandbox.expireTokens(which));
}
