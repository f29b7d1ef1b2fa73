import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { followReplacement } from "../../../src/widget/page-replacement.ts";

function followedPage() {
  const page = new EventEmitter();
  const seen: string[] = [];
  followReplacement(page, () => seen.push("replaced"));
  const fail = (code: number, isMainFrame: boolean) =>
    page.emit("did-fail-load", {}, code, "", "https://phone.test/", isMainFrame);
  return { page, seen, fail };
}

test("a page is replaced when another document has arrived in its place", () => {
  const { page, seen } = followedPage();
  page.emit("did-navigate", {}, "https://phone.test/");
  expect(seen).toEqual(["replaced"]);
});

test("and when the address that it went to cannot be had", () => {
  const { seen, fail } = followedPage();
  fail(-105, true);
  expect(seen).toEqual(["replaced"]);
});

test("a navigation that has only begun, was stopped, or is that of a frame inside replaces nothing", () => {
  const { page, seen, fail } = followedPage();
  page.emit("did-start-navigation", { url: "tel:+14155550123", isMainFrame: true, isSameDocument: false });
  fail(-3, true);
  fail(-105, false);
  expect(seen).toEqual([]);
});
