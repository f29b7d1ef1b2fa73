import { expect, test } from "vitest";
import { loadAnew } from "../../../src/widget/load-anew.ts";
import { createRecordingLog } from "../support/recording-log.ts";

/** A page as Chromium has it: an address with a fragment is no new document where the rest is the same. */
function pageAt(address: string) {
  let url = address;
  const documents: string[] = [];
  const withoutFragment = (each: string) => each.split("#")[0];
  return {
    documents,
    getURL: () => url,
    httpStatus: () => 200,
    async loadURL(next: string) {
      const isSame = next.includes("#") && withoutFragment(next) === withoutFragment(url);
      url = next;
      if (!isSame) documents.push(next);
    },
  };
}

const options = {
  isLatest: () => true,
  limitMs: 1_000,
  fetch: async () => new Response(null),
  log: createRecordingLog(),
};

test("the same address, and one that differs in its fragment only, is loaded as a new document", async () => {
  const address = "https://phone.test/app.html?a=1#clientSecret=x";
  const page = pageAt("https://phone.test/app.html?a=1#/dialer");
  expect(await loadAnew({ ...options, page, url: address })).toBe("loaded");
  expect(await loadAnew({ ...options, page, url: address })).toBe("loaded");
  expect(page.documents).toEqual(["about:blank", address, "about:blank", address]);
});

test("another address is loaded at once", async () => {
  const page = pageAt("https://phone.test/app.html?a=1");
  expect(await loadAnew({ ...options, page, url: "https://phone.test/app.html?a=2#b" })).toBe("loaded");
  expect(page.documents).toEqual(["https://phone.test/app.html?a=2#b"]);
});

test("what a later load has overtaken stays away", async () => {
  const page = pageAt("https://phone.test/app.html");
  const overtaken = { ...options, isLatest: () => false };
  expect(await loadAnew({ ...overtaken, page, url: "https://phone.test/app.html#late" })).toBe("loaded");
  expect(page.documents).toEqual(["about:blank"]);
});

test("a page that does not come in time has not been loaded", async () => {
  const page = { getURL: () => "", httpStatus: () => 0, loadURL: () => new Promise<void>(() => {}) };
  const late = { ...options, page, url: "https://phone.test/", limitMs: 5 };
  expect(await loadAnew(late)).toBe("network-error");
});
