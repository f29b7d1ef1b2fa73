import { expect, test } from "vitest";
import { startsByEntry } from "../../../src/start-at-login/login-entry.ts";

const entries = [
  { name: "app.handset.desktop", enabled: true },
  { name: "app.handset.desktop.work", enabled: true },
  { name: "app.handset.desktop.off", enabled: false },
];

test.each([
  ["app.handset.desktop", true],
  ["app.handset.desktop.work", true],
  ["App.Handset.Desktop.Work", true],
  ["app.handset.desktop.off", false],
  ["app.handset.desktop.other", false],
  ["app.handset", false],
])("the entry of each profile is looked at by its own name: %s: %s", (name, expected) => {
  expect(startsByEntry(name, entries)).toBe(expected);
});

test("without entries nothing starts", () => {
  expect(startsByEntry("app.handset.desktop", [])).toBe(false);
});
