import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { CALLBACK_PATH, loopbackUri } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import { LOOPBACK_PAGE_HEADERS, type LoopbackPage, loopbackPage } from "./loopback-page.ts";

/** Waits on this machine for the browser to come back from RingCentral. */
export interface LoopbackReceiver {
  /** `http://127.0.0.1:{port}/oauth/callback`: goes into the authorization request as it is. */
  readonly redirectUri: string;
  /** Stops waiting and drops every connection; may be called again. */
  close(): void;
}

export interface LoopbackReceiverOptions {
  /** Tried in this order; RingCentral matches redirect URIs exactly, so each has to be registered. */
  readonly ports: readonly number[];
  readonly productName: string;
  /** Called once at most, with the address that the browser was sent to. It is not checked yet. */
  readonly received: (url: string) => void;
  /**
   * Whether a sign-in with this `state` is waited for. Without it the first answer ends the wait, whoever sent
   * it: a page that the user has open could make the browser do that.
   */
  readonly isAwaited?: (state: string) => boolean;
  readonly log?: Log;
}

const HOST = "127.0.0.1";
/** As `redirect.ts` takes it. */
const MAX_URL_LENGTH = 4096;
/** Cookies that other programs set for 127.0.0.1 come along whatever their port was, hence not less. */
const MAX_HEADER_BYTES = 16 * 1024;
const REQUEST_LIMIT_MS = 5_000;
/** So long the browser may take to read the last answer. */
const LAST_ANSWER_LIMIT_MS = 2_000;

/**
 * Listens for an OAuth redirect on the loopback interface (RFC 8252 sections 7.3 and 8.3): on the IP literal and
 * not on `localhost`, only while a sign-in is under way, and for one answer.
 *
 * @returns null when none of the ports is free
 */
export async function startLoopbackReceiver(
  options: LoopbackReceiverOptions,
): Promise<LoopbackReceiver | null> {
  for (const port of options.ports) {
    const server = createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: REQUEST_LIMIT_MS,
      requestTimeout: REQUEST_LIMIT_MS,
      connectionsCheckingInterval: 1_000,
      keepAlive: false,
    });
    server.maxConnections = 32;
    server.maxRequestsPerSocket = 1;
    if (await listens(server, port)) {
      options.log?.info("loopback.listening", { port });
      return receive(server, port, options);
    }
    options.log?.warn("loopback.port-taken", { port });
  }
  return null;
}

/** Resolves to false when the port is taken or may not be used. */
function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => {
      server.removeAllListeners("error");
      resolve(true);
    });
  });
}

function receive(server: Server, port: number, options: LoopbackReceiverOptions): LoopbackReceiver {
  const authority = `${HOST}:${port}`;
  const redirectUri = loopbackUri(port);
  let accepted = false;

  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const closeAfter = (response: ServerResponse): void => {
    // Nobody else is let in, while the browser still gets its page.
    server.close();
    const timer = setTimeout(close, LAST_ANSWER_LIMIT_MS);
    timer.unref();
    response.once("close", () => {
      clearTimeout(timer);
      close();
    });
  };

  server.on("error", (error) => options.log?.error("loopback.failed", { error }));
  server.on("request", (request, response) => {
    const verdict = accepted
      ? refuse(410, "already-answered")
      : judge(request, authority, options.isAwaited ?? (() => true));
    if (verdict.kind === "refused") {
      options.log?.warn("loopback.refused", { because: verdict.because, status: verdict.status });
      answer(response, verdict.status, options.productName, refusedPage(options.productName));
      return;
    }
    accepted = true;
    closeAfter(response);
    answer(
      response,
      200,
      options.productName,
      verdict.isError ? errorPage(options.productName) : donePage(options.productName),
    );
    options.log?.info("loopback.received", { port });
    options.received(verdict.url);
  });

  return { redirectUri, close };
}

type Verdict =
  | { readonly kind: "accepted"; readonly url: string; readonly isError: boolean }
  | { readonly kind: "refused"; readonly status: number; readonly because: string };

const refuse = (status: number, because: string): Verdict => ({ kind: "refused", status, because });

function judge(request: IncomingMessage, authority: string, isAwaited: (state: string) => boolean): Verdict {
  // A name that an attacker lets point to 127.0.0.1 (DNS rebinding) comes with its own Host.
  if (request.headers.host !== authority) return refuse(403, "wrong-host");
  const target = request.url ?? "";
  if (target.length > MAX_URL_LENGTH) return refuse(414, "too-long");
  if (target.split(/[?#]/, 1)[0] !== CALLBACK_PATH) return refuse(404, "wrong-path");
  if (request.method !== "GET") return refuse(405, "wrong-method");
  // The redirect is a navigation; an image or a frame of some page is not (W3C Fetch Metadata).
  const destination = request.headers["sec-fetch-dest"];
  if (destination !== undefined && destination !== "document") return refuse(403, "not-a-navigation");
  const url = `http://${authority}${target}`;
  if (!URL.canParse(url)) return refuse(400, "malformed");
  const query = new URL(url).searchParams;
  const isError = query.has("error");
  const state = query.get("state");
  if (state === null || state === "" || (!isError && !query.has("code"))) return refuse(400, "no-answer");
  return isAwaited(state) ? { kind: "accepted", url, isError } : refuse(403, "wrong-state");
}

function answer(response: ServerResponse, status: number, productName: string, page: LoopbackPage): void {
  const allow = status === 405 ? { allow: "GET" } : {};
  response.writeHead(status, { ...LOOPBACK_PAGE_HEADERS, ...allow });
  response.end(response.req.method === "HEAD" ? "" : loopbackPage(productName, page));
}

const donePage = (productName: string): LoopbackPage => ({
  heading: "Your browser's part is done",
  text: `You can close this tab. ${productName} goes on by itself.`,
});

const errorPage = (productName: string): LoopbackPage => ({
  heading: "The sign-in was not completed",
  text: `You can close this tab. What happened and what to do next: see ${productName}.`,
});

const refusedPage = (productName: string): LoopbackPage => ({
  heading: "Nothing to see here",
  text: `This address only takes the answer to a sign-in, once. To sign in, start from ${productName}.`,
});
