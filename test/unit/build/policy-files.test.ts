import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { loadBrand } from "../../../build/brand-file.ts";
import { policyFiles, templatesFolder, withPolicyTable } from "../../../build/policy-files.ts";
import { policies } from "../../../src/settings/policy-schema.ts";
import { parsePolicies } from "../../../src/settings/policy-values.ts";
import { defaultSettings } from "../../../src/settings/settings.ts";
import { root } from "../../tools/repository.ts";
import { type Element, elementsOf, parseXml } from "./xml.ts";

const files = policyFiles(loadBrand(join(root, "build/brand.json")));
const file = (name: string): string => files.get(name) ?? "";
const names = policies.map(({ name }) => name);

test("what is committed is what policy-schema.ts gives; otherwise run `npm run policy`", () => {
  for (const [name, content] of files) {
    expect(readFileSync(join(root, templatesFolder, name), "utf8"), name).toBe(content);
  }
  const document = readFileSync(join(root, "docs/deployment.md"), "utf8");
  expect(withPolicyTable(document)).toBe(document);
  expect(policies.every(({ about }) => document.includes(about))).toBe(true);
});

test("another brand has its own", () => {
  const second = policyFiles(loadBrand(join(root, "test/second-brand/brand.json")));
  expect([...second.keys()]).toContain("parley.admx");
  expect([...second.values()].join("\n")).not.toMatch(/handset/i);
});

describe("the JSON Schema", () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(file("policy.schema.json")));

  test("takes every default that a policy could hold, and the example of the documentation", () => {
    const { calledCountries: _, clientId: __, secretsOf: ___, ...held } = defaultSettings;
    expect([validate({ $schema: "x", ...held, telemetry: false }), validate.errors]).toEqual([true, null]);
    const document = readFileSync(join(root, "docs/deployment.md"), "utf8");
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(document)?.[1] ?? "");
    expect(validate(example)).toBe(true);
    expect(parsePolicies(example as Record<string, unknown>).refused).toEqual([]);
  });

  test("refuses what the product refuses", () => {
    for (const wrong of [{ colour: "red" }, { theme: "pink" }, { clientId: "" }, { closeToTray: 1 }]) {
      expect(validate(wrong), JSON.stringify(wrong)).toBe(false);
      expect(parsePolicies(wrong).refused).toHaveLength(1);
    }
  });
});

describe("the administrative templates", () => {
  const admx = parseXml(file("handset.admx"));
  const adml = parseXml(file("en-US/handset.adml"));
  const ids = (name: string) => elementsOf(adml, name).map(({ attributes }) => attributes.id ?? "");

  test("have every string and presentation that is asked for, each once, and none besides", () => {
    const asked = [...file("handset.admx").matchAll(/\$\((string|presentation)\.(\w+)\)/g)];
    for (const kind of ["string", "presentation"]) {
      const wanted = new Set(asked.filter(([, each]) => each === kind).map(([, , id = ""]) => id));
      expect(ids(kind).sort()).toEqual([...wanted].sort());
    }
    for (const string of elementsOf(adml, "string")) expect(string.text.trim()).not.toBe("");
  });

  test("map every policy to one value of the registry, of the type that is read again", () => {
    const found = elementsOf(admx, "policy");
    expect(found.map(({ attributes }) => attributes.name)).toEqual(names);
    for (const [index, element] of found.entries()) {
      const { name, rule } = policies[index] ?? { name: "", rule: { type: "string" } };
      expect(element.attributes).toMatchObject({
        class: "Both",
        key: "Software\\Policies\\The Handset developers\\Handset",
      });
      const values = elementsOf(element, "elements").flatMap(({ children }) => children);
      if (rule.type === "boolean") {
        expect(element.attributes.valueName).toBe(name);
        expect(values).toEqual([]);
        expect(elementsOf(element, "decimal").map(({ attributes }) => attributes.value)).toEqual(["1", "0"]);
        continue;
      }
      expect(values.map(({ attributes }) => [attributes.id, attributes.valueName])).toEqual([[name, name]]);
      const isEnum = "enum" in rule && rule.enum !== undefined;
      expect(values[0]?.name, name).toBe(rule.type === "array" ? "multiText" : isEnum ? "enum" : "text");
      if (isEnum) expect(elementsOf(element, "string").map(({ text }) => text)).toEqual(rule.enum);
      const control = elementsOf(adml, "presentation").find(({ attributes }) => attributes.id === name);
      expect(control?.children.map(({ attributes }) => attributes.refId)).toEqual([name]);
    }
  });

  test("have categories and versions that exist", () => {
    const defined = (name: string) => elementsOf(admx, name).map(({ attributes }) => attributes.name);
    for (const { attributes } of elementsOf(admx, "parentCategory"))
      expect(defined("category")).toContain(attributes.ref);
    for (const { attributes } of elementsOf(admx, "supportedOn")) {
      if (attributes.ref !== undefined) expect(defined("definition")).toContain(attributes.ref);
    }
  });
});

test("the sample profile is a property list whose settings are good policies", () => {
  const value = plistValue(parseXml(file("handset.mobileconfig")).children[0]) as {
    PayloadContent: Record<string, unknown>[];
  };
  expect(value).toMatchObject({ PayloadType: "Configuration", PayloadVersion: 1, PayloadScope: "System" });
  const [settings = {}] = value.PayloadContent;
  expect(settings.PayloadType).toBe("app.handset.desktop");
  expect(settings.PayloadUUID).toMatch(
    /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
  );
  const { policies: held, refused } = parsePolicies(settings);
  expect(refused).toEqual([]);
  expect(held).toMatchObject({
    managedBy: "Example IT",
    settings: { trustedSources: [], startAtLogin: true },
  });
});

/** What plutil makes of an element. */
function plistValue(element: Element | undefined): unknown {
  switch (element?.name) {
    case "string":
      return element.text;
    case "integer":
      return Number(element.text);
    case "true":
    case "false":
      return element.name === "true";
    case "array":
      return element.children.map(plistValue);
    case "dict": {
      const { children } = element;
      const pairs = children.flatMap((child, at) =>
        at % 2 === 0 ? [[child, children[at + 1]] as const] : [],
      );
      for (const [key] of pairs) expect(key.name).toBe("key");
      return Object.fromEntries(pairs.map(([key, value]) => [key.text, plistValue(value)]));
    }
    default:
      throw new Error(`no property list: ${element?.name}`);
  }
}

test.each(["<a>", "<a><b></a></b>", "<a/><b/>", '<a b="1" b="2"/>', "<a>&x;</a>", "<a>&</a>", "<a b=1/>"])(
  "the tests' own reader of XML refuses %s",
  (text) => {
    expect(() => parseXml(text)).toThrow();
  },
);
