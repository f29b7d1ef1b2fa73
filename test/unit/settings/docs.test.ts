import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { defaultSettings, pageSettings, settingsSchema } from "../../../src/settings/settings.ts";

const text = readFileSync(resolve(import.meta.dirname, "../../../docs/settings.md"), "utf8");
const rows = [...text.matchAll(/^\| `(\w+)` \| `(.+?)` \| (.+?) \| (.+) \| (.+) \|$/gm)].map(
  ([, name = "", value = "", values = "", meaning = "", where = ""]) => ({
    name,
    value,
    values,
    meaning,
    where,
  }),
);

function valuesOf(rule: (typeof settingsSchema)[keyof typeof settingsSchema]): string {
  if ("enum" in rule) return rule.enum.map((value) => `\`${value}\``).join(", ");
  return { boolean: "on or off", array: "list", string: "text", object: "object" }[rule.type];
}

test("docs/settings.md has each setting once, with its default, its values and what it does", () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(settingsSchema).sort());
  expect(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]))).toEqual(
    defaultSettings,
  );
  expect(Object.fromEntries(rows.map(({ name, values }) => [name, values]))).toEqual(
    Object.fromEntries(Object.entries(settingsSchema).map(([name, rule]) => [name, valuesOf(rule)])),
  );
  for (const { name, meaning } of rows) expect(meaning.length, name).toBeGreaterThan(10);
});

test("docs/settings.md says of each setting where it is made", () => {
  const madeIn = (place: string) => rows.filter(({ where }) => where === place).map(({ name }) => name);
  const listsOfThePage = ["trustedSources", "blockedSources", "claimedSchemes", "widgetFeatures"];
  expect(madeIn("settings page").sort()).toEqual([...pageSettings, ...listsOfThePage].sort());
  expect(madeIn("file")).toEqual(["calledCountries", "secretsOf", "credentialsIn"]);
  expect(madeIn("sign-in page").length).toBe(rows.length - pageSettings.length - listsOfThePage.length - 3);
});
