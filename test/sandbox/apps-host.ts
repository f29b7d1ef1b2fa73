import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize, sep } from "node:path";
import { type Exchange, html, type Reply } from "./server/exchange.ts";

const here = import.meta.dirname;
const sdkFile = join(
  dirname(createRequire(import.meta.url).resolve("@ringcentral/sdk/package.json")),
  "dist/ringcentral.min.js",
);

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html;charset=utf-8",
  ".js": "text/javascript;charset=utf-8",
  ".ts": "text/javascript;charset=utf-8",
  ".css": "text/css;charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".ogg": "audio/ogg",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
  ".wasm": "application/wasm",
};

const widgetPath = /^\/integration\/ringcentral-embeddable\/(?:latest|2\.x|3\.x)\/(.*)$/;

export interface AppsHost {
  handle(exchange: Exchange): Promise<Reply>;
}

/**
 * `apps.ringcentral.com`: the widget and the page of links.
 *
 * @param widgetDir folder of a real Embeddable build; without it the stand-in widget is served.
 */
export function createAppsHost(widgetDir: string | undefined): AppsHost {
  const root = widgetDir ?? join(here, "widget");
  return {
    async handle(exchange) {
      if (exchange.method !== "GET" && exchange.method !== "HEAD") return html("Method not allowed", 405);
      if (exchange.path === "/demo/links.html") return serve(join(here, "demo/links.html"), exchange);
      const inside = widgetPath.exec(exchange.path)?.[1];
      if (inside === undefined) return html("<!doctype html><title>Not found</title><h1>Not found</h1>", 404);
      if (widgetDir === undefined && inside === "ringcentral-sdk.js") return serve(sdkFile, exchange);
      const file = join(root, normalize(`/${inside === "" ? "index.html" : inside}`));
      return file.startsWith(root + sep) || root === file ? serve(file, exchange) : html("Not found", 404);
    },
  };
}

/** Cacheable like on the real host: a shell must cope with a widget that comes from the cache. */
async function serve(file: string, exchange: Exchange): Promise<Reply> {
  const bytes = await readServable(file);
  if (bytes === null) return html("<!doctype html><title>Not found</title><h1>Not found</h1>", 404);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 20)}"`;
  const headers = {
    "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    "cache-control": "max-age=600",
    etag,
  };
  if (exchange.headers["if-none-match"] === etag) return { status: 304, headers, body: "" };
  return { status: 200, headers, body: bytes };
}

const compiled = new Map<string, { readonly at: number; readonly code: Buffer }>();

async function readServable(file: string): Promise<Buffer | null> {
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) return null;
  if (extname(file) !== ".ts") return readFile(file);
  const known = compiled.get(file);
  if (known?.at === info.mtimeMs) return known.code;
  // Loaded late: a run against a real build never needs it.
  const { transformWithOxc } = await import("vite");
  const { code } = await transformWithOxc(await readFile(file, "utf8"), file, {
    sourcemap: false,
  });
  const entry = { at: info.mtimeMs, code: Buffer.from(code) };
  compiled.set(file, entry);
  return entry.code;
}
