import { expect, test } from "@playwright/test";
import { loadBrand } from "../../build/brand-file.ts";
import { builderConfig } from "./builder-config.ts";

const { brand } = loadBrand();

test("electron-builder.yml is valid by electron-builder's own schema, and has the brand", async () => {
  const config = await builderConfig();
  expect(config.appId).toBe(brand.appId);
  expect(config.productName).toBe(brand.name);
  expect(config.linux?.executableName).toBe(brand.shortName);
  expect(config.nsis?.include).toContain("installer.nsh");
});

test("it asks for every installer on both architectures", async () => {
  const { win, mac, linux } = await builderConfig();
  const made = [win?.target, mac?.target, linux?.target].flatMap((of) => (Array.isArray(of) ? of : []));
  const names = ["nsis", "msi", "dmg", "zip", "AppImage", "deb", "rpm"];
  expect(made).toEqual(names.map((target) => ({ target, arch: ["x64", "arm64"] })));
});
