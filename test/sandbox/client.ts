import { request } from "node:https";

interface MappedRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

/** A minimal `fetch` for Node that sends every `*.ringcentral.com` address to the sandbox; never follows redirects. */
export type MappedFetch = (url: string | URL, init?: MappedRequest) => Promise<Response>;

const timeoutMs = 30_000;

/** The same mapping that Chromium gets through `--host-resolver-rules`, certificate check included. */
export function createMappedFetch(port: number, ca: string): MappedFetch {
  return (target, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(target);
      if (!/(^|\.)ringcentral\.com$/.test(url.hostname)) {
        reject(new Error(`The sandbox does not serve ${url.hostname}.`));
        return;
      }
      const form = init.body instanceof URLSearchParams;
      const outgoing = request(
        {
          host: "127.0.0.1",
          port,
          ca,
          servername: url.hostname,
          method: init.method ?? "GET",
          path: url.pathname + url.search,
          headers: {
            host: url.host,
            ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
            ...init.headers,
          },
          agent: false,
          timeout: timeoutMs,
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", reject);
          incoming.on("end", () => {
            const status = incoming.statusCode ?? 500;
            const headers = new Headers();
            for (const [name, value] of Object.entries(incoming.headers)) {
              if (value !== undefined) headers.set(name, String(value));
            }
            const body = [204, 304].includes(status) ? null : Buffer.concat(chunks);
            resolve(new Response(body, { status, headers }));
          });
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`No answer within ${timeoutMs} ms`)));
      outgoing.on("error", reject);
      outgoing.end(init.body?.toString());
    });
}

export interface ApproveOptions {
  readonly username: string;
  readonly password: string;
  readonly decision?: "authorize" | "cancel";
}

/**
 * Plays the person in the browser: opens the authorization request, signs in, decides, and returns the redirect
 * as the browser would hand it to the system. Throws with the page's own words when a page shows an error.
 */
export async function approve(
  fetch: MappedFetch,
  authorizeUrl: string | URL,
  { username, password, decision = "authorize" }: ApproveOptions,
): Promise<string> {
  const origin = new URL(authorizeUrl).origin;
  const opened = await fetch(authorizeUrl);
  const early = opened.headers.get("location");
  if (early !== null) return early;
  const transaction = transactionOf(await opened.text());
  const post = (step: string, fields: Record<string, string>) =>
    fetch(`${origin}/restapi/oauth/authorize/${step}`, {
      method: "POST",
      body: new URLSearchParams({ transaction, ...fields }),
    });
  const consent = await (await post("login", { username, password })).text();
  if (!consent.includes('id="authorize"')) throw new Error(problemOf(consent));
  const decided = await post("consent", { decision });
  const location = decided.headers.get("location");
  if (location === null) throw new Error(problemOf(await decided.text()));
  return location;
}

function transactionOf(page: string): string {
  const id = /name="transaction" value="([\w-]+)"/.exec(page)?.[1];
  if (id === undefined) throw new Error(problemOf(page));
  return id;
}

function problemOf(page: string): string {
  const text = /role="alert"[^>]*>([^<]*)</.exec(page)?.[1] ?? "The page is not the expected one.";
  const code = /id="error-code">([^<]*)</.exec(page)?.[1];
  return code === undefined ? text : `${text} (${code})`;
}
