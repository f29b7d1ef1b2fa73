import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import file from "../../../build/brand.json" with { type: "json" };
import { windowsRegistration } from "../../../build/windows/registration.ts";
import { brandOf } from "../../../src/brand.ts";

const text = readFileSync(new URL("../../../docs/registration.md", import.meta.url), "utf8");

test("docs/registration.md names the keys that the installer writes, and the schemes in them", () => {
  const { values } = windowsRegistration({ brand: brandOf(file) });
  const isOwnScheme = (key: string): boolean => /Classes\\(handset|app\.handset\.desktop)(\\|$)/.test(key);
  const isIcon = (key: string): boolean => key.endsWith("DefaultIcon");
  const keys = new Set(values.map(({ key }) => key).filter((key) => !isOwnScheme(key) && !isIcon(key)));
  expect([...keys].filter((key) => !text.includes(`${key} `))).toEqual([]);
  const schemes = values.filter(({ key }) => key.endsWith("URLAssociations")).map(({ name }) => name);
  const listed = /URLAssociations +([^=]*) =/.exec(text)?.[1]?.split(/[,\s]+/) ?? [];
  expect([...listed].sort()).toEqual([...schemes].sort());
});
