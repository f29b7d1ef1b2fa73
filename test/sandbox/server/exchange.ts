import type { IncomingMessage } from "node:http";

/** A request with its body read and parsed: all that a handler may look at. */
export interface Exchange {
  readonly method: string;
  readonly host: string;
  /** Percent-decoded: clients write `~` both ways. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>> | null;
  readonly json: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a handler returns to have the connection cut without an answer. */
export const dropped: Reply = { status: 0, body: "" };

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json;charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function html(body: string, status = 200): Reply {
  return {
    status,
    headers: {
      "content-type": "text/html;charset=utf-8",
      "cache-control": "no-store",
    },
    body,
  };
}

export function redirect(location: string): Reply {
  return {
    status: 302,
    headers: { location, "cache-control": "no-store" },
    body: "",
  };
}

export const noContent: Reply = { status: 204, body: "" };

const maxBodyBytes = 20 * 1024 * 1024;

/** Reads the whole request. Returns null when it is malformed or larger than 20 MB. */
export async function readExchange(request: IncomingMessage): Promise<Exchange | null> {
  const target = parseTarget(request);
  if (target === null) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBodyBytes) return null;
    chunks.push(bytes);
  }
  const type = request.headers["content-type"] ?? "";
  const body = Buffer.concat(chunks).toString("utf8");
  return {
    method: request.method ?? "GET",
    ...target,
    headers: flattenHeaders(request),
    form: type.includes("application/x-www-form-urlencoded")
      ? Object.fromEntries(new URLSearchParams(body))
      : null,
    json: type.includes("json") ? parseJson(body) : null,
  };
}

/** Splits host, path and query off the request line, or returns null when they make no sense. */
export function parseTarget(request: IncomingMessage): Pick<Exchange, "host" | "path" | "query"> | null {
  try {
    const url = new URL(request.url ?? "/", `https://${request.headers.host ?? "unknown"}`);
    return {
      host: url.hostname,
      path: decodeURIComponent(url.pathname),
      query: Object.fromEntries(url.searchParams),
    };
  } catch {
    return null;
  }
}

function flattenHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A JSON object's fields, or an empty object for anything else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The field as a string, or undefined when it is not one. */
export function stringField(value: unknown, name: string): string | undefined {
  const field = fieldsOf(value)[name];
  return typeof field === "string" ? field : undefined;
}
