import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryName, dialString, displayNumber, parsePhoneNumber } from "../../../src/links/phone-number.ts";
import { anyText } from "../support/text.ts";

/** What is dialled for the text, or the reason why nothing is. */
function dialled(text: string, region = "US", extension: string | null = null): string {
  const result = parsePhoneNumber(text, region, extension);
  return result.ok ? dialString(result.number) : `refused: ${result.reason}`;
}

describe("numbers as people write them", () => {
  test.each([
    ["+1 (415) 555-0123", "US", "+14155550123"],
    ["(415) 555-0123", "US", "+14155550123"],
    ["415.555.0123", "US", "+14155550123"],
    ["1-415-555-0123", "US", "+14155550123"],
    ["+1\u00a0415\u2011555\u20110123", "US", "+14155550123"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["+44 20 7946 0018", "US", "+442079460018"],
    ["030 123456", "DE", "+4930123456"],
    ["+800 1234 5678", "US", "+80012345678"],
  ])("%s in %s is dialled as %s", (text, region, expected) => {
    expect(dialled(text, region)).toBe(expected);
  });

  test("a short number without a country code is an extension of the account", () => {
    const result = parsePhoneNumber("102", "US");
    expect(result).toEqual({ ok: true, number: { kind: "extension", digits: "102" } });
    expect(dialled("102")).toBe("102");
    expect(result.ok && displayNumber(result.number)).toBe("Extension 102");
    expect(result.ok && countryName(result.number)).toBeNull();
  });

  test("a star code stays one", () => {
    const result = parsePhoneNumber("*67", "US");
    expect(result).toEqual({ ok: true, number: { kind: "star-code", code: "*67" } });
    expect(result.ok && displayNumber(result.number)).toBe("*67");
    expect(dialled("*67")).toBe("*67");
  });

  test("an extension behind a number is dialled behind a star and shown in words", () => {
    const result = parsePhoneNumber("+14155550123", "US", "42");
    expect(result.ok && dialString(result.number)).toBe("+14155550123*42");
    expect(result.ok && displayNumber(result.number)).toBe("+1 415 555 0123 ext. 42");
  });

  test("the country is named where the number tells it", () => {
    const number = (text: string) => {
      const result = parsePhoneNumber(text, "US");
      return result.ok ? countryName(result.number) : result.reason;
    };
    expect(number("+442079460018")).toBe("United Kingdom");
    expect(number("+493012345678")).toBe("Germany");
    // Universal International Freephone belongs to no country.
    expect(number("+80012345678")).toBeNull();
  });

  test("a region that the library does not know only costs the national form", () => {
    expect(dialled("+14155550123", "XX")).toBe("+14155550123");
    expect(dialled("4155550123", "XX")).toBe("refused: not-a-number");
  });
});

describe("what is refused", () => {
  test.each([
    ["", "no-number"],
    ["  - ( ) ", "no-number"],
    ["1-800-FLOWERS", "has-letters"],
    ["+1415555O123", "has-letters"],
    ["+1415555О123", "has-letters"], // a Cyrillic О
    ["+1415日5550123", "has-letters"],
    ["+٤١٥5550123", "not-a-number"],
    ["＋14155550123", "not-a-number"],
    ["*#06#", "service-code"],
    ["*21*+14155550123#", "service-code"],
    ["##002#", "service-code"],
    ["*100#", "service-code"],
    ["14155550123#", "service-code"],
    ["1".repeat(100), "too-many-digits"],
    ["+1234567890123456", "too-many-digits"],
    ["+1", "not-a-number"],
    ["+", "not-a-number"],
    ["1+4155550123", "not-a-number"],
    ["++14155550123", "not-a-number"],
    ["4155550123,,42", "tones-after-number"],
    ["+999999999999999", "not-a-number"],
  ])("%j: %s", (text, reason) => {
    expect(dialled(text)).toBe(`refused: ${reason}`);
  });

  test("nothing that is dialled has anything but digits, one plus in front, a star code, or an extension", () => {
    const written = fc.oneof(
      anyText(40),
      fc.string({ unit: fc.constantFrom(..."0123456789+*# -().,;/abc"), maxLength: 30 }),
    );
    const region = fc.constantFrom("US", "GB", "DE", "XX", "");
    fc.assert(
      fc.property(written, region, (text, where) => {
        const result = parsePhoneNumber(text, where);
        if (!result.ok) return;
        expect(dialString(result.number)).toMatch(/^(\+\d{5,15}|\d{1,6}|\*\d{2,3})$/);
        expect(text).not.toMatch(/\p{L}|#/u);
      }),
      { numRuns: 300 },
    );
  });

  test("every way of writing an emergency number is known for one", () => {
    const separators = fc.string({ unit: fc.constantFrom(..." -.()\u00a0\u2010"), maxLength: 3 });
    fc.assert(
      fc.property(
        fc.constantFrom("911", "112", "999", "000"),
        fc.constantFrom("", "+"),
        fc.array(separators, { minLength: 4, maxLength: 4 }),
        (number, plus, gaps) => {
          const written = [...number].map((digit, index) => `${gaps[index]}${digit}`).join("") + gaps[3];
          expect(parsePhoneNumber(plus + written, "AU")).toEqual({
            ok: true,
            number: { kind: "emergency", digits: number },
          });
        },
      ),
      { numRuns: 100 },
    );
  });
});
