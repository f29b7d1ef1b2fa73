import { posix } from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface PageFile {
  /** Relative to the folder of built pages, with forward slashes, and never outside of it. */
  readonly path: string;
  readonly contentType: string;
}

/** The file that a request to the page scheme asks for; null for anything that is not one of the pages' own. */
export function pageFile(url: string, pageScheme: string): PageFile | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== `${pageScheme}:` || host !== PAGE_HOST) return null;
  if (!/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(pathname)) return null;
  const contentType = CONTENT_TYPES[posix.extname(pathname)];
  return contentType === undefined ? null : { path: pathname.slice(1), contentType };
}

/** A standard scheme needs a host; all pages share this one. */
export const PAGE_HOST = "shell";
