import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageFile } from "../../../src/pages/page-files.ts";

const file = (url: string) => pageFile(url, "handset-page")?.path ?? null;

describe("the shell's own pages", () => {
  test.each([
    ["handset-page://shell/sign-in.html", "sign-in.html", "text/html; charset=utf-8"],
    ["handset-page://shell/sign-in.html?theme=dark#top", "sign-in.html", "text/html; charset=utf-8"],
    [
      "handset-page://shell/assets/sign-in-D4_x.js",
      "assets/sign-in-D4_x.js",
      "text/javascript; charset=utf-8",
    ],
    ["handset-page://shell/assets/shell.min.css", "assets/shell.min.css", "text/css; charset=utf-8"],
    ["handset-page://shell/assets/icon.svg", "assets/icon.svg", "image/svg+xml"],
  ])("%s", (url, path, contentType) => {
    expect(pageFile(url, "handset-page")).toEqual({ path, contentType });
  });

  test.each([
    ["another scheme", "https://shell/sign-in.html"],
    ["another host", "handset-page://other/sign-in.html"],
    ["no host", "handset-page:/sign-in.html"],
    ["no file", "handset-page://shell/"],
    ["a folder", "handset-page://shell/assets/"],
    ["no ending", "handset-page://shell/sign-in"],
    ["an ending that is not served", "handset-page://shell/secrets.json"],
    ["a hidden file", "handset-page://shell/.env.js"],
    ["a hidden folder", "handset-page://shell/.git/x.js"],
    ["an escaped slash", "handset-page://shell/..%2f..%2fmain.js"],
    ["an escaped dot", "handset-page://shell/%2e%2e%2fmain.js"],
    ["a backslash", "handset-page://shell/..\\..\\main.js"],
    ["a drive", "handset-page://shell/C:/x.js"],
    ["two slashes", "handset-page://shell//etc/x.js"],
    ["a NUL", "handset-page://shell/x.js%00.html"],
    ["no address", "sign-in.html"],
  ])("%s is not served: %s", (_, url) => {
    expect(file(url)).toBeNull();
  });

  test("no address leads out of the folder", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "..",
        "/",
        "\\",
        "%2e",
        "%2f",
        "%5c",
        ".",
        "a",
        "assets",
        ".js",
        ".html",
        "C:",
        "%00",
        "?",
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const path = file(`handset-page://shell/${parts.join("")}`);
        if (path === null) return;
        const resolved = posix.resolve("/out/renderer", path);
        expect(resolved).toBe(`/out/renderer/${path}`);
        expect(path).toMatch(/\.(html|js|css|svg)$/);
        expect(path).not.toMatch(/[\\:%\0]/);
      }),
      { numRuns: 1000 },
    );
  });
});
