import { describe, expect, test } from "vitest";
import { type ClickedPlace, type ContextEntry, contextMenu } from "../../../src/windows/context-menu.ts";

const nowhere: ClickedPlace = {
  isEditable: false,
  selectionText: "",
  linkURL: "",
  misspelledWord: "",
  dictionarySuggestions: [],
  editFlags: { canCut: false, canCopy: false, canPaste: false, canSelectAll: true, canEditRichly: false },
};
const field: ClickedPlace = {
  ...nowhere,
  isEditable: true,
  editFlags: { ...nowhere.editFlags, canPaste: true },
};
const selected = (selectionText: string): Partial<ClickedPlace> => ({
  selectionText,
  editFlags: { ...nowhere.editFlags, canCopy: true },
});

const menuOf = (place: ClickedPlace): readonly ContextEntry[] =>
  contextMenu(place, { numberIn: (text) => (/^\+?[\d ()-]{7,}$/.test(text) ? "+1 415 555 0123" : null) });
/** "-" is a separator; what cannot be chosen stands in brackets. */
const shown = (place: ClickedPlace): readonly string[] =>
  menuOf(place).map((entry) => {
    if (entry.kind === "separator") return "-";
    return entry.kind === "text" || !entry.enabled ? `(${entry.label})` : entry.label;
  });
const actionOf = (place: ClickedPlace, label: string) =>
  menuOf(place).find((entry) => entry.kind === "action" && entry.label === label);

describe("what is clicked and what the menu has", () => {
  test.each<[string, ClickedPlace, readonly string[]]>([
    ["nothing", nowhere, []],
    ["an empty field", field, ["(Cut)", "(Copy)", "Paste", "-", "Select all"]],
    [
      "a selection in a field",
      {
        ...field,
        selectionText: "some words",
        editFlags: { ...field.editFlags, canCut: true, canCopy: true },
      },
      ["Cut", "Copy", "Paste", "-", "Select all"],
    ],
    [
      "a field with fonts",
      { ...field, editFlags: { ...field.editFlags, canEditRichly: true } },
      ["(Cut)", "(Copy)", "Paste", "Paste as plain text", "-", "Select all"],
    ],
    ["selected text", { ...nowhere, ...selected("some words") }, ["Copy"]],
    ["selected white space", { ...nowhere, ...selected(" \n ") }, []],
    [
      "a selected number",
      { ...nowhere, ...selected(" (415) 555-0123 ") },
      ["Call +1 415 555 0123", "-", "Copy"],
    ],
    ["a link", { ...nowhere, linkURL: "https://example.com/a?b=1" }, ["Copy link"]],
    [
      "a link to a number",
      { ...nowhere, linkURL: "tel:+14155550123" },
      ["Call +1 415 555 0123", "-", "Copy number"],
    ],
    [
      "a link to a mailbox",
      { ...nowhere, linkURL: "mailto:ada@example.com?subject=x" },
      ["Copy email address"],
    ],
    ["a link that runs a script", { ...nowhere, linkURL: "javascript:alert(1)" }, []],
    ["a link that is none", { ...nowhere, linkURL: "::" }, []],
    [
      "a misspelt word",
      { ...field, misspelledWord: "helo", dictionarySuggestions: ["hello", "help"] },
      ["hello", "help", "Add to dictionary", "-", "(Cut)", "(Copy)", "Paste", "-", "Select all"],
    ],
    [
      "a word that nobody can guess",
      { ...field, misspelledWord: "qwzx" },
      ["(No suggestions)", "Add to dictionary", "-", "(Cut)", "(Copy)", "Paste", "-", "Select all"],
    ],
    ["a misspelt word that cannot be changed", { ...nowhere, misspelledWord: "helo" }, []],
  ])("%s", (_, place, expected) => {
    expect(shown(place)).toEqual(expected);
  });
});

test("no more than five suggestions", () => {
  const dictionarySuggestions = ["a", "b", "c", "d", "e", "f"];
  const labels = shown({ ...field, misspelledWord: "x", dictionarySuggestions });
  expect(labels.slice(0, 6)).toEqual(["a", "b", "c", "d", "e", "Add to dictionary"]);
});

test("each entry does what it says", () => {
  const link = { ...nowhere, linkURL: "https://example.com/a?b=1" };
  expect(actionOf(link, "Copy link")).toMatchObject({ action: { do: "copy-text", text: link.linkURL } });
  expect(actionOf({ ...nowhere, linkURL: "tel:+1%20415" }, "Copy number")).toMatchObject({
    action: { do: "copy-text", text: "+1 415" },
  });
  expect(actionOf({ ...nowhere, linkURL: "mailto:%zz" }, "Copy email address")).toMatchObject({
    action: { do: "copy-text", text: "%zz" },
  });
  const number = { ...nowhere, ...selected(" 415 555 0123 ") };
  expect(actionOf(number, "Call +1 415 555 0123")).toMatchObject({
    action: { do: "call", written: "415 555 0123" },
  });
  const misspelt = { ...field, misspelledWord: "helo", dictionarySuggestions: ["hello"] };
  expect(actionOf(misspelt, "hello")).toMatchObject({ action: { do: "replace-word", word: "hello" } });
  expect(actionOf(misspelt, "Add to dictionary")).toMatchObject({
    action: { do: "learn-word", word: "helo" },
  });
});

test("a number under a link comes before one that is selected", () => {
  const both = { ...nowhere, ...selected("650 555 0100"), linkURL: "tel:4155550123" };
  expect(actionOf(both, "Call +1 415 555 0123")).toMatchObject({ action: { written: "4155550123" } });
});
