import { expect, test } from "vitest";
import { spellingLanguages } from "../../../src/windows/spelling.ts";

const available = ["de", "en-AU", "en-GB", "en-US", "fr", "pt-BR", "pt-PT"];

test.each([
  ["the region's own", ["en-GB", "fr-FR"], ["en-GB", "fr"]],
  ["the language where the region has none", ["de-AT"], ["de"]],
  ["another region's where the language has none of its own", ["en-ZA", "pt"], ["en-AU", "pt-BR"]],
  ["each once", ["de-AT", "de-DE", "de"], ["de"]],
  ["none for what nobody checks", ["tlh", ""], []],
  ["whatever the case", ["EN-us"], ["en-US"]],
])("%s", (_, preferred, expected) => {
  expect(spellingLanguages(preferred, available)).toEqual(expected);
});
