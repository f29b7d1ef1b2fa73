/// <reference types="electron" />
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ElectronApplication } from "@playwright/test";
import { expect } from "@playwright/test";
import { test } from "./harness.ts";
import { argsFor, type SecureSite, withSecureSite } from "./secure-site.ts";

const megabyte = 1_000_000;
const seen: string[] = [];

/** A site with redirects, a large file, and a download that breaks off. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  seen.push(`${request.method} ${request.headers.host}${request.url} ${request.headers.range ?? ""}`.trim());
  if (request.url === "/moved") response.writeHead(302, { location: "/landed?a=1" }).end();
  else if (request.url === "/large") {
    response
      .writeHead(200, { "content-length": megabyte, "x-kind": "large" })
      .end(Buffer.alloc(megabyte, "x"));
  } else if (request.url === "/broken") {
    response.writeHead(200, { "content-length": megabyte });
    response.write(Buffer.alloc(1000, "x"), () => setTimeout(() => response.destroy(), 50));
  } else if (request.url === "/silent") response.writeHead(200, { "content-length": 10 }).flushHeaders();
  else response.writeHead(206, { "content-type": "text/plain" }).end("part");
}

interface Wish {
  readonly path: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly redirect?: "follow" | "error" | "manual";
  /** Aborts when this event of the request comes. */
  readonly abortOn?: "response" | "redirect";
}

/** Makes a request in the app and returns every event of it, in order, without the chunks of its body. */
function ask(app: ElectronApplication, wish: Wish): Promise<readonly string[]> {
  return app.evaluate(
    ({ net, session }, { path, host = "www.contract.test", headers, redirect, abortOn }) => {
      const events: string[] = [];
      return new Promise<string[]>((resolve) => {
        const request = net.request({
          protocol: "https:",
          hostname: host,
          path,
          ...(headers === undefined ? {} : { headers }),
          ...(redirect === undefined ? {} : { redirect }),
          session: session.fromPartition("asking", { cache: false }),
        });
        const done = (event: string): void => {
          events.push(event);
          // What would still come has a moment to do so.
          setTimeout(() => resolve(events), 100);
        };
        request.on("redirect", (status, method, url) => {
          events.push(`redirect ${status} ${method} ${url}`);
          if (abortOn === "redirect") request.abort();
        });
        request.on("response", (response) => {
          events.push(`response ${response.statusCode}`);
          let length = 0;
          response.on("data", (chunk) => {
            length += chunk.length;
          });
          response.on("end", () => done(`end ${length} ${response.headers["x-kind"] ?? ""}`.trim()));
          response.on("error", (error: unknown) => events.push(`response error ${String(error)}`));
          if (abortOn === "response") request.abort();
        });
        request.on("error", (error) => done(`error ${error.message}`));
        request.on("abort", () => done("abort"));
        request.end();
      });
    },
    wish,
  );
}

async function withApp(
  launch: (options: { env: Record<string, string>; args: readonly string[] }) => Promise<ElectronApplication>,
  use: (app: ElectronApplication, site: SecureSite) => Promise<void>,
): Promise<void> {
  seen.length = 0;
  await withSecureSite(answer, async (site) => {
    await use(await launch({ env: { CONTRACT_NO_WINDOW: "1" }, args: argsFor(site) }), site);
  });
}

test("net.request gets a large body whole, and sends its headers", async ({ launch }) => {
  await withApp(launch, async (app) => {
    expect(await ask(app, { path: "/large" })).toEqual(["response 200", `end ${megabyte} large`]);
    expect(await ask(app, { path: "/part", headers: { Range: "bytes=0-3" } })).toEqual([
      "response 206",
      "end 4",
    ]);
    expect(seen).toEqual(["GET www.contract.test/large", "GET www.contract.test/part bytes=0-3"]);
  });
});

test("a redirect is followed, refused, or left to the app, as the request says", async ({ launch }) => {
  await withApp(launch, async (app) => {
    const redirected = "redirect 302 GET https://www.contract.test/landed?a=1";
    expect(await ask(app, { path: "/moved" })).toEqual([redirected, "response 206", "end 4"]);
    expect(await ask(app, { path: "/moved", redirect: "error" })).toEqual([
      "error Attempted to redirect, but redirect policy was 'error'",
    ]);
    expect(await ask(app, { path: "/moved", redirect: "manual" })).toEqual([
      redirected,
      "error Redirect was cancelled",
    ]);
    expect(await ask(app, { path: "/moved", redirect: "manual", abortOn: "redirect" })).toEqual([
      redirected,
      "abort",
    ]);
    expect(seen.filter((line) => line.includes("landed"))).toHaveLength(1);
  });
});

test("a download that breaks off is an error of request and response, an aborted one is none", async ({
  launch,
}) => {
  await withApp(launch, async (app) => {
    const broken = await ask(app, { path: "/broken" });
    expect(broken[0]).toBe("response 200");
    expect(broken.filter((event) => event.startsWith("error net::ERR_"))).toHaveLength(1);
    expect(broken.filter((event) => event.startsWith("response error Error: net::ERR_"))).toHaveLength(1);
    expect(broken.join()).not.toContain("end");
    expect(await ask(app, { path: "/silent", abortOn: "response" })).toEqual(["response 200", "abort"]);
  });
});

test("where nobody listens there is an error with Chromium's name for it", async ({ launch }) => {
  await withApp(launch, async (app) => {
    const [event, ...more] = await ask(app, { path: "/", host: "other.test" });
    expect(event).toMatch(/^error net::ERR_(CONNECTION_REFUSED|UNSAFE_PORT)/);
    expect(more).toEqual([]);
  });
});
