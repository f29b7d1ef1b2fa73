import { expect, test } from "vitest";
import { brand } from "../../../src/brand.ts";
import { policedBrand, policyLayer, proxyConfig } from "../../../src/settings/policy-layer.ts";
import { noPolicies } from "../../../src/settings/policy-values.ts";

test("each setting that is held has its holder", () => {
  expect(
    policyLayer({ ...noPolicies, managedBy: "Acme IT", settings: { region: "DE", theme: "dark" } }),
  ).toEqual({
    values: { region: "DE", theme: "dark" },
    locked: { region: "Acme IT", theme: "Acme IT" },
  });
});

test("the widget's address is the brand's, or the organisation's", () => {
  expect(policedBrand(brand, noPolicies)).toBe(brand);
  const widgetUrl = "https://phone.example/app.html";
  expect(policedBrand(brand, { ...noPolicies, widgetUrl })).toEqual({ ...brand, widgetUrl });
});

test("a proxy as Electron takes it", () => {
  expect(proxyConfig({ mode: "system" })).toEqual({ mode: "system" });
  expect(proxyConfig({ mode: "direct" })).toEqual({ mode: "direct" });
  expect(proxyConfig({ mode: "fixed", server: "p.example:8080", bypass: "*.acme.example" })).toEqual({
    mode: "fixed_servers",
    proxyRules: "p.example:8080",
    proxyBypassRules: "*.acme.example",
  });
  expect(proxyConfig({ mode: "pac", url: "http://p.example/a.pac" })).toEqual({
    mode: "pac_script",
    pacScript: "http://p.example/a.pac",
  });
});
