import fc from "fast-check";

const codePoint = (min: number, max: number) =>
  fc.integer({ min, max }).map((code) => String.fromCodePoint(code));

/**
 * Text of any code points, lone surrogates included, with enough ASCII in it to get past a first look.
 * (`fc.string({ unit: "binary" })` does the same, but spends a second on a table of all code points.)
 */
export function anyText(maxLength = 20): fc.Arbitrary<string> {
  return fc.string({ unit: fc.oneof(codePoint(0, 0x7f), codePoint(0, 0x10ffff)), maxLength });
}
