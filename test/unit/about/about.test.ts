import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type AboutView, detailsText, widgetRelease } from "../../../src/about/about.ts";
import { parseLicences, sortedLicences } from "../../../src/about/licences.ts";
import { numberExample } from "../../../src/settings/region-example.ts";

const about: AboutView = {
  electron: "45.4.1",
  chromium: "156.0.1",
  node: "24.1.0",
  system: "linux 6.1.0 x64",
  widget: "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/app.html",
  support: { website: "https://acme.test/", help: "https://acme.test/help" },
};

test("the details to be copied name versions and system", () => {
  expect(detailsText("Acme", "1.2.3", about).split("\n")).toEqual([
    "Acme 1.2.3",
    "Electron 45.4.1",
    "Chromium 156.0.1",
    "Node.js 24.1.0",
    "System linux 6.1.0 x64",
    `Phone ${about.widget}`,
  ]);
});

test.each([
  [about.widget, "2.x"],
  ["https://apps.ringcentral.com/integration/ringcentral-embeddable/latest/app.html", "latest"],
  ["https://apps.ringcentral.com/integration/ringcentral-embeddable/1.9.3/app.html", "1.9.3"],
  ["https://ringcentral.github.io/ringcentral-embeddable/app.html", null],
  ["https://phone.acme.test/app.html", null],
  ["https://phone.acme.test/2.x/", "2.x"],
])("the release of %s is %s", (address, release) => {
  expect(widgetRelease(address)).toBe(release);
});

describe("licences", () => {
  const text = "A licence text that says what may be done.";

  test("are read one by one; what is none is left out", () => {
    const json = JSON.stringify([
      { name: "b", version: "1.0.0", identifier: "ISC", text: ` ${text}\n` },
      { name: "c", version: "2.0.0", identifier: "MIT", text: "" },
      { name: "d", identifier: null },
      { version: "1.0.0" },
      null,
      "e",
    ]);
    const [b, c, d, ...others] = parseLicences(json);
    expect(b).toEqual({ name: "b", version: "1.0.0", licence: "ISC", text });
    expect(c?.text).toMatch(
      /^MIT License\n\nCopyright \(c\) the authors of c\n\nPermission is hereby granted/,
    );
    expect(d).toEqual({ name: "d", version: "", licence: "", text: "" });
    expect(others).toEqual([]);
    expect(parseLicences("{}")).toEqual([]);
  });

  test("are sorted by name, each once", () => {
    const licence = (name: string, version: string) => ({ name, version, licence: "MIT", text });
    const [main, renderer] = [
      [licence("zeta", "1.0.0"), licence("@acme/a", "1.0.0")],
      [licence("preact", "1.0.0"), licence("zeta", "1.0.0"), licence("zeta", "2.0.0")],
    ];
    expect(sortedLicences(main, renderer).map(({ name, version }) => `${name} ${version}`)).toEqual([
      "@acme/a 1.0.0",
      "preact 1.0.0",
      "zeta 1.0.0",
      "zeta 2.0.0",
    ]);
  });

  test("Handset's own is the one of the repository", () => {
    expect(readFileSync(resolve(import.meta.dirname, "../../../LICENSE"), "utf8")).toContain(
      "Permission is hereby granted",
    );
  });
});

test.each([
  ["US", "(201) 555-0123", "+1 201 555 0123"],
  ["DE", "01512 3456789", "+49 1512 3456789"],
])("a number of %s is written %s and understood as %s", (region, national, international) => {
  expect(numberExample(region)).toEqual({ national, international });
});

test.each(["XX", "", "us"])("%j has no numbers", (region) => {
  expect(numberExample(region)).toBeNull();
});
