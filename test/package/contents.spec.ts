import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "@playwright/test";
import { loadBrand } from "../../build/brand-file.ts";
import { fuseStates } from "../../build/packaging.ts";
import { parseLicences } from "../../src/about/licences.ts";
import { brand } from "../../src/brand.ts";
import { root } from "../tools/repository.ts";
import { builderConfig } from "./builder-config.ts";
import { dist, secondDist, unpacked, unpackedIn } from "./places.ts";

const archive = join(unpacked, "resources/app.asar");
const megabyte = 1_000_000;

test("the archive holds package.json and the built files, and nothing else", () => {
  const files = listPackage(archive, { isPack: false }).filter((path) => !isFolder(path));
  const built = filesBelow(join(dist, "app/out")).map((path) => `/out/${path}`);
  expect([...files].sort()).toEqual([...built, "/package.json"].sort());
  // What the build may make at all: a new kind of file is looked at by a person first.
  const known =
    /^\/(package\.json|out\/(main\/[\w-]+\.cjs|(main|renderer)\/licences\.json|preload\/(shell|widget)\.cjs|renderer\/([\w-]+\.html|assets\/[\w-]+\.(js|css|svg|png)|tray\/[\w-]+(@2x)?\.png)))$/;
  expect(files.filter((path) => !known.test(path))).toEqual([]);
});

test("no file of the archive is a source map, points to one, or is a test", () => {
  const files = listPackage(archive, { isPack: false }).filter((path) => !isFolder(path));
  for (const path of files) {
    const text = extractFile(archive, path.slice(1)).toString("latin1");
    expect(text, path).not.toMatch(/\/\/[#@] sourceMappingURL=|from ["']vitest["']|require\(["']@playwright/);
    expect(path).not.toMatch(/\.map$|\.(test|spec)\./);
  }
});

test("the licences of everything that is bundled are along", () => {
  const licences = ["main", "renderer"].flatMap((part) =>
    parseLicences(extractFile(archive, `out/${part}/licences.json`).toString("utf8")),
  );
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  for (const [name, version] of Object.entries(dependencies))
    expect(licences).toContainEqual(expect.objectContaining({ name, version }));
  for (const { name, text } of licences) expect(text.length, name).toBeGreaterThan(200);
});

test("the archive stays under 3 MB", () => {
  const { size } = statSync(archive);
  console.log(`app.asar: ${(size / megabyte).toFixed(2)} MB`);
  expect(size).toBeLessThan(3 * megabyte);
  // Far less would mean that something is missing.
  expect(size).toBeGreaterThan(0.5 * megabyte);
});

test("where new versions are looked for is beside the archive, and nothing of a brand without a server", () => {
  const config = readFileSync(join(unpacked, "resources/app-update.yml"), "utf8");
  expect(
    config
      .split("\n")
      .filter((line) => line !== "")
      .sort(),
  ).toEqual([
    "provider: generic",
    `updaterCacheDirName: ${brand.shortName}-updater`,
    `url: ${loadBrand().source.updateUrl}`,
    "useMultipleRangeRequest: false",
  ]);
  expect(existsSync(join(unpackedIn(secondDist), "resources/app-update.yml"))).toBe(false);
});

test("what a start does not need is in files of its own", () => {
  // A sentence of electron-updater's.
  const library = "Generated new staging user ID";
  const main = extractFile(archive, "out/main/main.cjs").toString("utf8");
  expect(main).not.toContain(library);
  const others = listPackage(archive, { isPack: false }).filter((path) =>
    /^\/out\/main\/[\w-]+\.cjs$/.test(path),
  );
  const texts = others.map((path) => extractFile(archive, path.slice(1)).toString("utf8"));
  expect(texts.some((text) => text.includes(library))).toBe(true);
});

test("its package.json names the product and depends on nothing", () => {
  const manifest: unknown = JSON.parse(extractFile(archive, "package.json").toString("utf8"));
  expect(manifest).toEqual({
    name: brand.shortName,
    productName: brand.name,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    description: brand.summary,
    author: expect.objectContaining({ name: expect.any(String) }),
    homepage: brand.support.website,
    license: "MIT",
    main: "out/main/main.cjs",
    desktopName: `${brand.shortName}.desktop`,
  });
});

test("every fuse is as electron-builder.yml has it", async () => {
  const { electronFuses } = await builderConfig();
  const wanted = fuseStates(electronFuses);
  const wire = await getCurrentFuseWire(join(unpacked, brand.shortName));
  const fuses = Object.values(FuseV1Options).filter(
    (each): each is FuseV1Options => typeof each === "number",
  );
  expect(fuses.length).toBeGreaterThanOrEqual(9);
  for (const fuse of fuses)
    expect(wire[fuse], FuseV1Options[fuse]).toBe(wanted[fuse] ? FuseState.ENABLE : FuseState.DISABLE);
});

test("only the widget's languages are shipped", () => {
  expect(readdirSync(join(unpacked, "locales")).sort()).toEqual(
    ["de", "en-GB", "en-US", "es", "es-419", "fr", "it", "ja", "pt-BR", "zh-CN", "zh-TW"]
      .map((language) => `${language}.pak`)
      .sort(),
  );
});

test("nothing of the build's machine is in the package's generated files", () => {
  const places = [root, `${homedir()}/`];
  for (const folder of [join(dist, "app"), join(unpacked, "resources")]) {
    for (const path of filesBelow(folder)) {
      const content = readFileSync(join(folder, path), "latin1");
      expect(
        places.filter((place) => content.includes(place)),
        path,
      ).toEqual([]);
    }
  }
});

function isFolder(path: string): boolean {
  return statSync(join(dist, "app", path)).isDirectory();
}

/** With forward slashes, sorted. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
