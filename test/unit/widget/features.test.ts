import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { isOlder } from "../../../src/about/about.ts";
import { refusedSetting } from "../../../src/settings/check.ts";
import { appUrl } from "../../../src/widget/app-url.ts";
import {
  featureParameters,
  featureValue,
  shellParameters,
  type WidgetFeature,
  type WidgetFeatures,
  widgetFeatures,
  withFeature,
} from "../../../src/widget/features.ts";

const addressWith = (features: WidgetFeatures): URL =>
  new URL(
    appUrl({
      productName: "Acme Phone",
      widgetUrl: "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/app.html",
      clientId: "client-1",
      server: "https://platform.ringcentral.com",
      clientSecret: null,
      discovery: null,
      redirectUri: "app.handset.desktop:/oauth/callback",
      credentials: { kind: "stored-token" },
      credentialsIn: "fragment",
      appVersion: "1.0.0",
      features,
    }),
  );

/** Every value that is not the default. */
function otherValues({ form }: WidgetFeature): readonly (string | boolean)[] {
  switch (form.kind) {
    case "switch":
      return [!form.default];
    case "choice":
      return form.options.map(({ value }) => value).filter((value) => value !== form.default);
    case "address":
      return ["https://styles.test/phone.css?a=1&b=2#c"];
  }
}

describe("features of the widget", () => {
  test.each(widgetFeatures.map((feature) => [feature.name, feature] as const))(
    "%s ends in the address once it is not the default, and nothing else changes there",
    (name, feature) => {
      const plain = addressWith({}).searchParams;
      expect(plain.has(name)).toBe(false);
      for (const value of otherValues(feature)) {
        const features = withFeature({}, name, value);
        expect(refusedSetting({ widgetFeatures: features })).toBeNull();
        const { searchParams } = addressWith(features);
        const written = feature.form.kind === "switch" ? feature.form.given : value;
        expect(searchParams.get(name)).toBe(written);
        searchParams.delete(name);
        expect([...searchParams].sort()).toEqual([...plain].sort());
        expect(withFeature(features, name, featureValue(feature, {}))).toEqual({});
      }
    },
  );

  test("a default that somebody wrote into the file changes nothing", () => {
    const defaults = Object.fromEntries(widgetFeatures.map((each) => [each.name, featureValue(each, {})]));
    expect(refusedSetting({ widgetFeatures: defaults })).toBeNull();
    expect(featureParameters(defaults)).toEqual({});
  });

  test.each([
    [{ prefix: "other" }],
    [{ enablePopup: true }],
    [{ enableSMSTemplate: "1" }],
    [{ enableSMSTemplate: null }],
    [{ defaultCallWith: "pigeon" }],
    [{ defaultCallWith: true }],
    [{ stylesUri: "http://styles.test/phone.css" }],
    [{ stylesUri: "https://styles.test/a b.css" }],
    [{ stylesUri: `https://${"a".repeat(500)}` }],
    [{ stylesUri: "data:text/css,a{}" }],
    [JSON.parse('{"__proto__": true}')],
    [[]],
    ["enableSMSTemplate"],
    [null],
  ])("%j is refused", (value) => {
    expect(refusedSetting({ widgetFeatures: value })).toBe("widgetFeatures");
  });

  test("what the shell sets stays as it is, whatever gets in", () => {
    for (const { name } of shellParameters)
      expect(
        widgetFeatures.map((feature) => feature.name),
        name,
      ).not.toContain(name);
    const names = [...widgetFeatures, ...shellParameters].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const { searchParams } = addressWith({ clientId: "mine", userAgent: "x", prefix: "y" });
    expect(searchParams.get("clientId")).toBe("client-1");
    expect(searchParams.get("userAgent")).toBe("AcmePhone/1.0.0");
    expect(searchParams.has("prefix")).toBe(false);
  });

  test("each is one sentence", () => {
    for (const { name, label, sentence } of widgetFeatures) {
      expect(sentence, name).toMatch(/^[A-Z][^.]+(\d\.\d[^.]+)?\.$/);
      expect(label.endsWith("."), name).toBe(false);
    }
    for (const { name, because } of shellParameters) expect(because, name).toMatch(/^[A-Z].+\.$/);
  });

  test.each([
    ["2.x", "3.0.0", true],
    ["2.x", "2.3.0", false],
    ["3.x", "3.0.0", false],
    ["2.2.0", "2.3.0", true],
    ["2.3.1", "2.3.0", false],
    ["1.9.3", "1.10.0", true],
    ["latest", "3.0.0", false],
    [null, "3.0.0", false],
  ])("the release %s is before %s: %s", (release, since, older) => {
    expect(isOlder(release, since)).toBe(older);
  });
});

test("docs/widget-features.md has each parameter once, with what the table says of it", () => {
  const text = readFileSync(resolve(import.meta.dirname, "../../../docs/widget-features.md"), "utf8");
  const valuesOf = ({ form }: WidgetFeature): string => {
    if (form.kind === "switch") return "`true`, `false`";
    return form.kind === "address"
      ? "an `https:` address"
      : form.options.map(({ value }) => `\`${value}\``).join(", ");
  };
  const rows = widgetFeatures.map((each) => {
    const value = JSON.stringify(featureValue(each, {}));
    return `| \`${each.name}\` | \`${value}\` | ${valuesOf(each)} | ${each.since ?? ""} | ${each.label} | ${each.sentence} |`;
  });
  const others = shellParameters.map(({ name, because }) => `| \`${name}\` | ${because} |`);
  const written = text.split("\n").filter((line) => line.startsWith("| `"));
  expect(written).toEqual([...rows, ...others]);
});
