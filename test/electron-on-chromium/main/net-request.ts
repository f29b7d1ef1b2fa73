import type { IncomingMessage } from "node:http";
import { PassThrough, Writable } from "node:stream";
import { netError, type Switches, send } from "./connection.ts";
import type { Declared } from "./declared.ts";

type Options = Electron.ClientRequestConstructorOptions;

/** Options of Electron's that are followed here; `session` and `cache` are accepted, since nothing is ever kept. */
const known = new Set([
  ...["method", "url", "session", "protocol", "host", "hostname", "port", "path", "headers", "redirect"],
  ...["cache", "timeout"],
]);

/** `net.request` for https. @see https://www.electronjs.org/docs/latest/api/client-request */
export function createNetRequest(switches: Switches) {
  return (options: Options | string): ClientRequest => new ClientRequest(options, switches);
}

/** Behaves as Electron's lib/common/api/net-client-request.ts: its errors, and the order of its events. */
export class ClientRequest
  extends Writable
  implements Declared<Electron.ClientRequest, ClientRequest, "write" | "end">
{
  readonly #switches: Switches;
  readonly #method: string;
  readonly #url: string;
  readonly #redirect: "follow" | "error" | "manual";
  readonly #headers = new Map<string, string>();
  readonly #chunks: Buffer[] = [];
  readonly #abort = new AbortController();
  #started = false;
  #aborted = false;
  #follow: (() => void) | null = null;
  #response: PassThrough | null = null;

  constructor(options: Options | string, switches: Switches) {
    super({ autoDestroy: true });
    const given: Options = typeof options === "string" ? { url: options } : options;
    const unknown = Object.keys(given).find((name) => !known.has(name));
    if (unknown !== undefined)
      throw new Error(`electron-on-chromium: net.request with ${unknown} is not implemented`);
    this.#switches = switches;
    this.#method = (given.method ?? "GET").toUpperCase();
    this.#url = addressOf(given);
    this.#redirect = redirectOf(given);
    for (const [name, value] of Object.entries(given.headers ?? {})) this.setHeader(name, String(value));
  }

  setHeader = (name: string, value: string): void => {
    if (this.#started) throw new Error("Can't set headers after they are sent");
    this.#headers.set(name.toLowerCase(), value);
  };
  getHeader = (name: string): string => this.#headers.get(name.toLowerCase()) ?? "";
  removeHeader = (name: string): void => {
    if (this.#started) throw new Error("Can't remove headers after they are sent");
    this.#headers.delete(name.toLowerCase());
  };

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.#chunks.push(chunk);
    callback();
  }

  override _final(callback: () => void): void {
    this.#started = true;
    void this.#send(this.#method, this.#url, this.#chunks.length === 0 ? null : Buffer.concat(this.#chunks));
    callback();
  }

  followRedirect = (): void => {
    if (this.#follow === null) throw new Error("followRedirect() called, but was not waiting for a redirect");
    this.#follow();
  };

  abort = (): void => {
    if (!this.#aborted) process.nextTick(() => this.emit("abort"));
    this.#aborted = true;
    this.#die();
  };

  async #send(method: string, url: string, body: Buffer | null): Promise<void> {
    const { signal } = this.#abort;
    const headers = Object.fromEntries(this.#headers);
    try {
      const message = await send({ method, url, headers, body, signal }, this.#switches);
      if (this.#aborted) message.destroy();
      else this.#receive(message, method, url, body);
    } catch (error) {
      if (!this.#aborted) this.#die(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #receive(message: IncomingMessage, method: string, url: string, body: Buffer | null): void {
    const { statusCode = 0, headers } = message;
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) {
      message.destroy();
      // As browsers do it, a redirected POST becomes a GET (Fetch standard, "HTTP-redirect fetch").
      const isPlain = statusCode === 303 || (statusCode < 303 && method === "POST");
      const next = { method: isPlain ? "GET" : method, url: new URL(headers.location, url).href };
      this.#redirected(statusCode, next, isPlain ? null : body, headersOf(message));
      return;
    }
    const response = Object.assign(new PassThrough(), {
      statusCode,
      statusMessage: message.statusMessage ?? "",
      headers: Object.fromEntries(
        Object.entries(headersOf(message)).map(([name, values]) => [name, values.join(", ")]),
      ),
      rawHeaders: message.rawHeaders,
      httpVersion: message.httpVersion,
      httpVersionMajor: message.httpVersionMajor,
      httpVersionMinor: message.httpVersionMinor,
    });
    this.#response = response;
    message.on("error", (error) => {
      if (!this.#aborted) this.#die(netError(error));
    });
    message.pipe(response);
    this.emit("response", response);
  }

  #redirected(
    statusCode: number,
    next: { readonly method: string; readonly url: string },
    body: Buffer | null,
    headers: Record<string, string[]>,
  ): void {
    if (this.#redirect === "error") {
      this.#die(new Error("Attempted to redirect, but redirect policy was 'error'"));
      return;
    }
    let follows = this.#redirect === "follow";
    this.#follow = () => {
      follows = true;
    };
    this.emit("redirect", statusCode, next.method, next.url, headers);
    this.#follow = null;
    if (this.#aborted) return;
    if (follows) void this.#send(next.method, next.url, body);
    else this.#die(new Error("Redirect was cancelled"));
  }

  #die(error?: Error): void {
    // A stream that has ended emits no errors any more, but a request that was sent may still fail.
    if (this.destroyed && error !== undefined) this.emit("error", error);
    this.destroy(error);
    this.#abort.abort();
    this.#response?.destroy(error);
  }
}

function headersOf(message: IncomingMessage): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []]),
  );
}

function addressOf({ url, protocol, host, hostname, port, path }: Options): string {
  if (url !== undefined) return new URL(url).href;
  const place = host ?? `${hostname ?? "localhost"}${port === undefined ? "" : `:${port}`}`;
  return new URL(path ?? "/", `${protocol ?? "http:"}//${place}`).href;
}

function redirectOf({ redirect = "follow" }: Options): "follow" | "error" | "manual" {
  if (redirect === "follow" || redirect === "error" || redirect === "manual") return redirect;
  throw new Error("redirect mode should be one of follow, error or manual");
}
