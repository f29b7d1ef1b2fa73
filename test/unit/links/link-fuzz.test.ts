import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersOf, checkLink, hostileLink, nationalNumber, spellingsOf } from "./hostile-links.ts";
import { isSms, isTel, isTelephoneSip } from "./reference-grammar.ts";

/** test/bench/links-fuzz.ts runs a million new ones. */
const INPUTS = 20_000;

describe("every parser, on hostile input", () => {
  test("never throws, and makes no intent of what the reference grammar refuses", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(hostileLink, (link) => {
        const verdict = checkLink(link);
        seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      }),
      { numRuns: INPUTS },
    );
    // Inputs that never get through would prove nothing.
    for (const kind of ["call", "message", "open", "rejected"]) {
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20);
    }
  });

  test("thirty spellings of a number and more have one answer", () => {
    expect(spellingsOf("4155550123").length).toBeGreaterThanOrEqual(30);
    fc.assert(
      fc.property(nationalNumber, (national) => {
        expect(answersOf(national)).toEqual([`+1${national}`]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the reference grammar itself", () => {
  test.each([
    "+1-201-555-0123",
    "7042;phone-context=+1415555",
    "+358-555-1234567;isub=1411;ext=5",
    "911",
    "*67",
    "//+14155550123",
  ])("takes tel:%s", (rest) => expect(isTel(rest)).toBe(true));

  test.each([
    "",
    "+",
    "abc",
    "*21*5550123#",
    "+1415555;postd=1",
    "+1415555;m-x",
    "5550123;phone-context=example.com",
    "+1415555;ext=",
    "+1415555,1",
    "+1415555;ext=1;ext=2",
    "１２３",
    "+1\u202e415",
  ])("refuses tel:%s", (rest) => expect(isTel(rest)).toBe(false));

  test("knows recipients and telephone user parts", () => {
    expect(isSms("+15105550101,+15105550102?body=hello")).toBe(true);
    expect(isSms("+15105550101,ann")).toBe(false);
    expect(isSms("?body=x")).toBe(false);
    expect(isTelephoneSip("+1-212-555-0112:1234@gateway.com;user=phone")).toBe(true);
    expect(isTelephoneSip("alice@atlanta.com")).toBe(false);
  });
});
