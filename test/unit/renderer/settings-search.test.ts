import { describe, expect, it } from "vitest";
import { foundSections } from "../../../renderer/settings/search.ts";
import { sourceInWords } from "../../../renderer/settings/texts.ts";

const sections = [
  { title: "Links", items: [{ words: "What opens tel callto" }, { words: "Country of numbers" }] },
  { title: "Window", items: [{ words: "Closing keeps running in the tray" }] },
];

const found = (query: string) =>
  foundSections(sections, query).map(({ title, items }) => [title, ...items.map(({ words }) => words)]);

describe("the search", () => {
  it.each(["", "   "])("keeps everything for %j", (query) => {
    expect(foundSections(sections, query)).toEqual(sections);
  });

  it.each([
    ["one word", "tray", [["Window", "Closing keeps running in the tray"]]],
    ["words of any order and case", "TRAY closing", [["Window", "Closing keeps running in the tray"]]],
    ["the beginning of a word", "count", [["Links", "Country of numbers"]]],
    ["a word of the section and one of the item", "links country", [["Links", "Country of numbers"]]],
    ["accents that nobody has typed", "cóuntry", [["Links", "Country of numbers"]]],
    [
      "a section's title, with all of it",
      "links",
      [["Links", "What opens tel callto", "Country of numbers"]],
    ],
    ["words of two items, which is none", "tel country", []],
    ["nothing", "spaceship", []],
  ])("finds by %s", (_, query, expected) => {
    expect(found(query)).toEqual(expected);
  });
});

describe("a source in words", () => {
  it.each([
    ["link:tel", "tel: links from anywhere"],
    ["link:tel:chromium", "tel: links from chromium"],
    ["command-line", "The command line"],
    ["shortcut", "The keyboard shortcut"],
    ["clipboard", "The clipboard"],
    ["something:new", "something:new"],
  ])("%s", (key, expected) => {
    expect(sourceInWords(key)).toBe(expected);
  });
});
