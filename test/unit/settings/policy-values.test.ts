import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusedSetting } from "../../../src/settings/check.ts";
import { policies } from "../../../src/settings/policy-schema.ts";
import { noPolicies, onlyHarmless, parsePolicies } from "../../../src/settings/policy-values.ts";
import { settingsSchema } from "../../../src/settings/settings.ts";

const read = (set: Record<string, unknown>) => parsePolicies(set);

describe("the list of policies", () => {
  test("has one for every setting but what the app keeps for itself, each in words and once", () => {
    const names = policies.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const setting of Object.keys(settingsSchema)) {
      expect(names.includes(setting), setting).toBe(!["calledCountries", "secretsOf"].includes(setting));
    }
    for (const { name, about } of policies) {
      expect(about, name).toMatch(/^[A-Z].{10,}\.$/);
      expect(about, `${name} has a sentence of its own`).not.toMatch(/^The setting /);
    }
  });
});

describe("what an administrator has set", () => {
  test("nothing", () => {
    expect(read({})).toEqual({ policies: noPolicies, refused: [] });
    expect(
      read({ $schema: "policy.schema.json", $comment: "Ask Ann.", PayloadUUID: "1AC8" }).refused,
    ).toEqual([]);
  });

  test("holds settings by their names, for who it says", () => {
    const { policies: found, refused } = read({
      managedBy: " Acme IT ",
      clientId: "acme-1",
      region: "DE",
      updates: "off",
      telemetry: false,
    });
    expect(refused).toEqual([]);
    expect(found.managedBy).toBe("Acme IT");
    expect(found.settings).toEqual({ clientId: "acme-1", region: "DE", updates: "off" });
  });

  test("is refused one by one, and the rest stays", () => {
    const { policies: found, refused } = read({
      region: "Germany",
      clientId: "",
      theme: 1,
      closeToTray: true,
      calledCountries: ["US"],
      colour: "red",
      "new\nline": 1,
      widgetUrl: "http://apps.example.com/app.html",
      serverUrl: "https://platform.example.com/path",
      signInWays: [],
      managedBy: "  ",
    });
    expect(found).toEqual({ ...noPolicies, settings: { closeToTray: true } });
    expect(refused).toEqual([
      { name: "region", because: "value" },
      { name: "clientId", because: "value" },
      { name: "theme", because: "value" },
      { name: "calledCountries", because: "unknown" },
      { name: "colour", because: "unknown" },
      { name: "new?line", because: "unknown" },
      { name: "widgetUrl", because: "value" },
      { name: "serverUrl", because: "value" },
      { name: "signInWays", because: "value" },
      { name: "managedBy", because: "value" },
    ]);
  });

  test("a server holds its address too, and a custom one needs it", () => {
    expect(read({ server: "sandbox" }).policies.settings).toEqual({ server: "sandbox", serverUrl: "" });
    const custom = { server: "custom", serverUrl: "https://platform.example.com" };
    expect(read(custom).policies.settings).toEqual(custom);
    const missing = read({ server: "custom" });
    expect(missing.policies.settings).toEqual({});
    expect(missing.refused).toEqual([{ name: "server", because: "conflict" }]);
  });

  test("to ask about every link takes trust from all sources", () => {
    expect(read({ alwaysConfirmLinks: true, trustedSources: ["link:tel"] }).policies.settings).toEqual({
      trustedSources: [],
    });
    expect(read({ alwaysConfirmLinks: false }).policies.settings).toEqual({});
    expect(read({ trustedSources: ["link:tel"] }).policies.settings).toEqual({
      trustedSources: ["link:tel"],
    });
  });

  test.each([
    [["scheme", "loopback", "window", "jwt"], { allowSignInWindow: true }],
    [["scheme", "loopback"], { allowSignInWindow: false, method: "browser" }],
    [["loopback"], { allowSignInWindow: false, method: "browser", redirect: "loopback" }],
    [["window"], { allowSignInWindow: true, method: "browser", redirect: "window" }],
    [["jwt"], { allowSignInWindow: false, method: "jwt" }],
  ])("the ways to sign in %j hold what cannot be chosen any more", (signInWays, settings) => {
    const { policies: found, refused } = read({ signInWays });
    expect(refused).toEqual([]);
    expect(found.signInWays).toEqual(signInWays);
    expect(found.settings).toEqual(settings);
  });

  test("that contradicts the ways to sign in gives way to them and is said", () => {
    const found = read({ signInWays: ["scheme", "loopback"], redirect: "window", allowSignInWindow: true });
    expect(found.policies.settings).toEqual({ allowSignInWindow: false, method: "browser" });
    expect(found.refused).toEqual([
      { name: "allowSignInWindow", because: "conflict" },
      { name: "redirect", because: "conflict" },
    ]);
  });

  test.each([
    [{ proxyMode: "direct" }, { mode: "direct" }],
    [{ proxyMode: "system", proxyServer: "proxy:1" }, { mode: "system" }],
    [
      { proxyMode: "fixed", proxyServer: "p.example:8080" },
      { mode: "fixed", server: "p.example:8080", bypass: "" },
    ],
    [
      { proxyMode: "pac", proxyPac: "http://p.example/a.pac" },
      { mode: "pac", url: "http://p.example/a.pac" },
    ],
    [{ proxyServer: "p.example:8080" }, null],
  ])("proxy %j", (set, proxy) => {
    expect(read(set)).toEqual({ policies: { ...noPolicies, proxy }, refused: [] });
  });

  test("a proxy without its address, or with a password in it, is none", () => {
    for (const set of [{ proxyMode: "fixed" }, { proxyMode: "pac" }]) {
      expect(read(set)).toEqual({
        policies: noPolicies,
        refused: [{ name: "proxyMode", because: "conflict" }],
      });
    }
    expect(read({ proxyServer: "ann:secret@proxy:1" }).refused).toEqual([
      { name: "proxyServer", because: "value" },
    ]);
    expect(read({ proxyPac: "http://ann:secret@proxy/a.pac" }).refused).toHaveLength(1);
  });

  test("whatever it is, nothing gets into the settings that their schema refuses", () => {
    const names = fc.oneof(fc.constantFrom(...policies.map(({ name }) => name)), fc.string());
    const texts = fc.constantFrom(
      "custom",
      "window",
      "https://a.example",
      "https://a.example/app.html",
      "fixed",
    );
    const ways = fc.array(fc.constantFrom("scheme", "loopback", "window", "jwt", "other"));
    const values = fc.oneof(fc.jsonValue(), texts, ways, fc.boolean());
    fc.assert(
      fc.property(fc.dictionary(names, values), (set) => {
        const { policies: found, refused } = parsePolicies(set);
        expect(refusedSetting(found.settings)).toBeNull();
        expect(found.settings).not.toHaveProperty("calledCountries");
        for (const { name } of refused) expect(name).toMatch(/^[\w.$?-]{0,60}$/);
        if (found.widgetUrl !== null) expect(new URL(found.widgetUrl).protocol).toBe("https:");
        if (found.settings.server === "custom") expect(found.settings.serverUrl).toMatch(/^https:/);
        expect(found.signInWays).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

test("what decides where tokens, calls and data go is nobody's but an administrator's", () => {
  const guarded = [
    ["widgetUrl", "proxyMode", "proxyServer", "proxyBypass", "proxyPac", "server", "serverUrl"],
    ["clientId", "discovery", "discoveryServer", "hostedRedirectUri", "redirect", "signInWays", "method"],
    ["allowSignInWindow", "credentialsIn", "screenPopUrl", "eventStream", "trustedSources", "region"],
    ["updates"],
  ].flat();
  const { counts, refused } = onlyHarmless(Object.fromEntries(guarded.map((name) => [name, true])));
  expect(counts).toEqual({});
  expect(refused.map(({ name }) => name)).toEqual(guarded);
});
