import { readFileSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  BrandError,
  type BrandSource,
  brandFilePath,
  installedSchemes,
  loadBrand,
  parseBrand,
} from "../../../build/brand-file.ts";
import { brandFindings } from "../../../build/brand-findings.ts";
import { brandPlugin, brandStyle } from "../../../build/brand-plugin.ts";
import { contrast } from "../../../build/contrast.ts";
import { brand } from "../../../src/brand.ts";
import { parseLink } from "../../../src/links/parse.ts";
import { root } from "../../tools/repository.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const handset = loadBrand(join(root, "build/brand.json"));

/** The brand's file with changes, as text. */
function changed(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...handset.source, ...change });
}

describe("a brand file", () => {
  test("is what the product is built from", () => {
    expect(handset.brand).toEqual(brand);
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>, RegExp]>([
    ["a name with a slash", { name: "Hand/set" }, /name must match pattern/],
    ["a name that ends with a blank", { name: "Handset " }, /name must match pattern/],
    ["a short name in capitals", { shortName: "Handset" }, /shortName must match pattern/],
    ["an application id without a dot", { appId: "handset" }, /appId must match pattern/],
    ["a link scheme that all phones share", { linkScheme: "tel" }, /linkScheme must NOT be valid/],
    ["a widget over http", { widgetUrl: "http://apps.example.com/app.html" }, /widgetUrl must match pattern/],
    [
      "a widget that is no app.html",
      { widgetUrl: "https://apps.example.com/" },
      /widgetUrl must match pattern/,
    ],
    ["a port below 1024", { loopbackPorts: [80] }, /loopbackPorts.0 must be >= 1024/],
    ["no port", { loopbackPorts: [] }, /loopbackPorts must NOT have fewer than 1/],
    [
      "a glyph that is no path",
      { trayGlyph: 'M0 0"/><image href="https://x.example"/>' },
      /trayGlyph must match pattern/,
    ],
    ["a licence in words", { licence: "Ask us, please!" }, /licence must match pattern/],
    ["an unknown field", { clientSecret: "s" }, /additional properties: clientSecret/],
    [
      "an icon outside of its folder by an absolute path",
      { icon: "/etc/icon.svg" },
      /icon must match pattern/,
    ],
    [
      "a colour by name",
      { colours: { ...handset.source.colours, accent: "blue" } },
      /colours.accent must be object/,
    ],
  ])("with %s is refused by the field's name", (_, change, expected) => {
    expect(() => parseBrand(changed(change), "brand.json")).toThrow(expected);
  });

  test("every problem is named at once", () => {
    expect(() => parseBrand(changed({ name: "", appId: "x" }), "brand.json")).toThrow(
      /name must[\s\S]*appId must/,
    );
  });

  test("that is no JSON or not there is refused in words", () => {
    expect(() => parseBrand("{", "b.json")).toThrow(BrandError);
    expect(() => loadBrand("/nowhere/brand.json")).toThrow("/nowhere/brand.json cannot be read");
  });

  test("HANDSET_BRAND chooses another one", () => {
    expect(brandFilePath({})).toBe(handset.file);
    expect(brandFilePath({ HANDSET_BRAND: "/b/brand.json" })).toBe("/b/brand.json");
  });
});

test("every scheme that is installed is one that is understood", () => {
  const context = { redirectScheme: brand.appId, linkScheme: brand.linkScheme, region: "US", areaCode: "" };
  for (const scheme of installedSchemes(brand)) {
    const link =
      scheme === brand.linkScheme ? `${scheme}://call?number=%2B14155550123` : `${scheme}:+14155550123`;
    expect(parseLink(link, context).kind, scheme).not.toBe("rejected");
  }
});

describe("the brand in the pages' style sheet", () => {
  test("gives the tokens that shell.css uses and does not set", () => {
    const css = readFileSync(join(root, "renderer/shared/shell.css"), "utf8");
    const tokens = [...brandStyle(handset.source.colours).matchAll(/--[a-z-]+(?=:)/g)].map(([name]) => name);
    expect(tokens).toEqual(["--accent", "--accent-over", "--focus", "--info-text"]);
    for (const token of tokens) {
      expect(css).toContain(`var(${token})`);
      expect(css).not.toMatch(new RegExp(`${token}:`));
    }
  });

  test("is added to that file only", () => {
    const { transform } = brandPlugin(handset);
    const run = (id: string): unknown =>
      typeof transform === "function" ? Reflect.apply(transform, undefined, ["body {}", id]) : "no function";
    expect(run(join(root, "renderer/shared/shell.css"))).toContain("light-dark(#2456d6, #3d6ae6)");
    expect(run(join(root, "renderer/sign-in/sign-in.css"))).toBeNull();
  });
});

describe("what a brand lacks", () => {
  const missing = (source: Partial<BrandSource>, places: Partial<typeof handset> = {}): readonly string[] =>
    brandFindings({ ...handset, ...places, source: { ...handset.source, ...source } })
      .filter((each) => each.missing)
      .map((each) => each.what);
  const contacts = {
    publisher: { name: "Acme", email: "it@acme-phones.com" },
    support: { website: "https://acme-phones.com/", help: "https://acme-phones.com/help" },
    updateUrl: "https://updates.acme-phones.com/stable/",
  };

  test("nothing, with icons rendered and real contacts", () => {
    expect(missing(contacts)).toEqual([]);
  });

  test.each([
    ["https://handset.example/", true],
    ["https://www.example.com/help", true],
    ["https://example.org", true],
    ["https://phones.invalid:8080/", true],
    ["https://example.community/", false],
    ["https://counterexample.com/", false],
    ["https://acme-phones.com/example/", false],
  ])("the address %s is a placeholder: %s", (help, expected) => {
    const support = { ...contacts.support, help };
    expect(missing({ ...contacts, support }).length > 0).toBe(expected);
    expect(missing({ ...contacts, updateUrl: help }).length > 0).toBe(expected);
  });

  test("icons of the tray that are not rendered, or of another colour or glyph", async () => {
    const folder = await createTempFolder();
    expect(missing(contacts, { tray: join(folder, "none") })).toEqual([
      expect.stringContaining("Not rendered for the tray: signed-out-24.png"),
    ]);
    const stale = "The tray’s icons were rendered with another colour or glyph.";
    const { accent, ...others } = handset.source.colours;
    const colours = { ...others, accent: { ...accent, light: "#1c47b8" } };
    expect(missing({ ...contacts, colours })).toEqual([stale]);
    expect(missing({ ...contacts, trayGlyph: "M5 5h14v14H5Z" })).toEqual([stale]);
  });

  test("icons that are not rendered, or older than the SVG", async () => {
    const folder = await createTempFolder();
    expect(missing(contacts, { icons: join(folder, "none") })).toEqual([
      expect.stringContaining("Not rendered from the icon: 16x16.png"),
    ]);
    await mkdir(join(folder, "icons"));
    await cp(handset.icons, join(folder, "icons"), { recursive: true });
    await writeFile(join(folder, "icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    expect(missing(contacts, { icons: join(folder, "icons"), icon: join(folder, "icon.svg") })).toEqual([
      "The icon has changed since it was rendered.",
    ]);
    expect(missing(contacts, { icon: join(folder, "gone.svg") })).toEqual([
      expect.stringContaining("does not exist"),
    ]);
  });

  test("colours that cannot be read", () => {
    const pale = { light: "#ffd84d", dark: "#3d6ae6" };
    expect(missing({ ...contacts, colours: { ...handset.source.colours, accentOver: pale } })).toEqual([
      "White text on colours.accentOver has a contrast of 1.4 to 1 in the light appearance.",
    ]);
  });

  test("a client ID is no must", () => {
    expect(brandFindings(handset).find(({ what }) => what.includes("client ID"))?.missing).toBe(false);
  });
});

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#000000", 21],
  ["#777777", "#ffffff", 4.48],
  ["#2456d6", "#2456d6", 1],
])("the contrast of %s and %s is %d", (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 1);
});
