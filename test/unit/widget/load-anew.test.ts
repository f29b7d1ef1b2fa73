import { expect, test } from "vitest";
import type { Log } from "../../../src/diagnostics/log.ts";
import { loadAnew } from "../../../src/widget/load-anew.ts";

const log: Log = { info() {}, warn() {}, error() {} };

/** A page as Chromium has it: an address with a fragment is no new document where the rest is the same. */
function pageAt(address: string) {
  let url = address;
  const documents: string[] = [];
  const withoutFragment = (each: string) => each.split("#")[0];
  return {
    documents,
    getURL: () => url,
    async loadURL(next: string) {
      const isSame = next.includes("#") && withoutFragment(next) === withoutFragment(url);
      url = next;
      if (!isSame) documents.push(next);
    },
  };
}

const options = { isLatest: () => true, limitMs: 1_000, log };

test("the same address, and one that differs in its fragment only, is loaded as a new document", async () => {
  const address = "https://phone.test/app.html?a=1#clientSecret=x";
  const page = pageAt("https://phone.test/app.html?a=1#/dialer");
  expect(await loadAnew(page, address, options)).toBe(true);
  expect(await loadAnew(page, address, options)).toBe(true);
  expect(page.documents).toEqual(["about:blank", address, "about:blank", address]);
});

test("another address is loaded at once", async () => {
  const page = pageAt("https://phone.test/app.html?a=1");
  expect(await loadAnew(page, "https://phone.test/app.html?a=2#b", options)).toBe(true);
  expect(page.documents).toEqual(["https://phone.test/app.html?a=2#b"]);
});

test("what a later load has overtaken stays away", async () => {
  const page = pageAt("https://phone.test/app.html");
  const overtaken = { ...options, isLatest: () => false };
  expect(await loadAnew(page, "https://phone.test/app.html#late", overtaken)).toBe(true);
  expect(page.documents).toEqual(["about:blank"]);
});

test("a page that does not come in time has not been loaded", async () => {
  const page = { getURL: () => "", loadURL: () => new Promise<void>(() => {}) };
  expect(await loadAnew(page, "https://phone.test/", { ...options, limitMs: 5 })).toBe(false);
});
