import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipboardNumber } from "../../../src/tray/clipboard-number.ts";

describe("what is on the clipboard", () => {
  test.each([
    ["+1 415 555 0123", "US", "+14155550123"],
    ["  (415) 555-0123\n", "US", "+14155550123"],
    ["030 901820", "DE", "+4930901820"],
    ["102", "US", null],
    ["911", "US", null],
    ["*67", "US", null],
    ["", "US", null],
    ["Call me at +1 415 555 0123", "US", null],
    ["4111 1111 1111 1111", "US", null],
    [`+1415555${" ".repeat(40)}0123`, "US", null],
  ])("%j in %s is %s", (text, region, e164) => {
    expect(clipboardNumber(text, region)?.e164 ?? null).toBe(e164);
  });

  test("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void clipboardNumber(text, "US")));
  });
});
