import { expect, test } from "vitest";
import { productNames, withoutComments } from "./product-names.ts";

test.each(["src", "renderer"])("%s takes the product's name from the brand", (path) => {
  expect(productNames(path)).toEqual([]);
});

test("the check sees a name in a text, a template and markup, and none in a comment", () => {
  const code = [
    'const a = "Start Handset again."; // Handset',
    "const b = `https://Handset/`;",
    "/* Handset",
    " * Handset */ <p>Handset waits.</p>",
    "const d = 'no name'; // it's Handset",
  ].join("\n");
  const lines = withoutComments(code).split("\n");
  expect(lines.map((line) => line.includes("Handset"))).toEqual([true, true, false, true, false]);
});
