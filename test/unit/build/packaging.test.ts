import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FuseV1Options } from "@electron/fuses";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadBrand } from "../../../build/brand-file.ts";
import { metainfo } from "../../../build/metainfo.ts";
import { parseDistArguments, productManifest } from "../../../build/pack.ts";
import { fuseStates, packagingOf } from "../../../build/packaging.ts";
import { root } from "../../tools/repository.ts";

const handset = loadBrand(join(root, "build/brand.json"));
const second = loadBrand(join(root, "test/second-brand/brand.json"));
const yamlText = readFileSync(join(root, "electron-builder.yml"), "utf8");

describe("electron-builder's configuration", () => {
  test("repeats nothing of the brand in electron-builder.yml", () => {
    const literals = (value: unknown): readonly unknown[] =>
      typeof value === "object" && value !== null ? Object.values(value).flatMap(literals) : [value];
    const values = literals(parse(yamlText)).filter((each) => typeof each === "string");
    expect(values.filter((each) => /handset|ringcentral/i.test(each))).toEqual([]);
  });

  test("another brand leaves nothing of the first", () => {
    const text = JSON.stringify(packagingOf(second, "/resources"));
    expect(text).not.toMatch(/handset(?![/\\]test)/i);
    expect(text).toContain("com.parley-phones.desktop");
  });
});

describe("the update server", () => {
  test("is the brand's, and a brand without one publishes nowhere", () => {
    expect(packagingOf(handset, "/resources").publish).toEqual({
      provider: "generic",
      url: "https://updates.handset.example/stable/",
      useMultipleRangeRequest: false,
    });
    expect(packagingOf(second, "/resources").publish).toBeNull();
    expect(yamlText).not.toMatch(/^publish:/m);
  });
});

describe("fuses", () => {
  const { electronFuses } = parse(yamlText);

  test("are as Electron's hardening list wants them", () => {
    expect(fuseStates(electronFuses)).toEqual({
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    });
  });

  test("one that is not written out stops the build by its name", () => {
    const { runAsNode: _, ...rest } = electronFuses;
    expect(() => fuseStates(rest)).toThrow("runAsNode");
  });

  test("each has a line that says why", () => {
    const lines = (/electronFuses:\n([\s\S]*?)\n\n/.exec(yamlText)?.[1] ?? "").split("\n");
    const fuses = lines.flatMap((line, index) => (/^ {2}\w/.test(line) ? [index] : []));
    expect(fuses).toHaveLength(9);
    for (const index of fuses) expect(lines[index - 1], lines[index]).toMatch(/^ {2}# /);
  });
});

test("macOS gets the microphone and the right to compile at run time, nothing else", () => {
  const plist = readFileSync(join(root, "build/entitlements.mac.plist"), "utf8");
  expect([...plist.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(([, key]) => key)).toEqual([
    "com.apple.security.cs.allow-jit",
    "com.apple.security.device.audio-input",
  ]);
  expect(plist.match(/<key>/g)).toHaveLength(2);
  const { mac } = packagingOf(handset, "/resources");
  expect(mac?.extendInfo).toMatchObject({ NSMicrophoneUsageDescription: expect.stringContaining("Handset") });
});

describe("what is written for a package", () => {
  test("package.json has nothing that only the repository needs", () => {
    expect(Object.keys(productManifest(second, "1.2.3")).sort()).toEqual([
      "author",
      "description",
      "desktopName",
      "homepage",
      "license",
      "main",
      "name",
      "productName",
      "version",
    ]);
    expect(JSON.stringify(productManifest(second, "1.2.3"))).not.toMatch(/handset/i);
  });

  test("the licence is the brand's, in the package and in software centres", () => {
    expect(productManifest(second, "1.2.3").license).toBe("LicenseRef-proprietary");
    expect(metainfo(second, "1.2.3", "2026-01-02")).toContain(
      "<project_license>LicenseRef-proprietary</project_license>",
    );
    expect(productManifest(handset, "1.2.3").license).toBe("MIT");
  });

  test("AppStream metadata escapes what the brand says", () => {
    const odd = { ...second, brand: { ...second.brand, summary: "Calls & <messages>" } };
    const text = metainfo(odd, "1.2.3", "2026-01-02");
    expect(text).toContain("<summary>Calls &amp; &lt;messages&gt;</summary>");
    expect(text).toContain('<release version="1.2.3" date="2026-01-02"/>');
    expect(text).not.toMatch(/handset/i);
  });
});

test("npm run dist keeps its own options and passes the others on", () => {
  expect(
    parseDistArguments([
      "--dir",
      "--testable",
      "--brand=/b.json",
      "--dist=/d",
      "-c.electronDist=/e",
      "--arm64",
    ]),
  ).toEqual({
    options: { brandFile: "/b.json", dist: "/d", testable: true },
    rest: ["--dir", "-c.electronDist=/e", "--arm64"],
  });
});
