import { expect, test } from "vitest";
import { beginWithSystemColours } from "../../../src/widget/system-colours.ts";

const key = "rc-widget-GlobalStorage-Theme-isAutoMode";
const storageOf = (entries: Map<string, string>) => ({
  getItem: (name: string) => entries.get(name) ?? null,
  setItem: (name: string, value: string) => void entries.set(name, value),
});

test("the phone begins with the colours of the system", () => {
  const entries = new Map<string, string>();
  beginWithSystemColours(storageOf(entries));
  expect([...entries.keys()]).toEqual([key]);
  expect(JSON.parse(entries.get(key) ?? "")).toEqual({ value: true, setter: "shell" });
});

test("what was chosen in the phone stays", () => {
  const chosen = '{"value":false,"setter":"f6699928"}';
  const entries = new Map([[key, chosen]]);
  beginWithSystemColours(storageOf(entries));
  expect(entries.get(key)).toBe(chosen);
});
