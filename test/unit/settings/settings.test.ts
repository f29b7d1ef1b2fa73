import { describe, expect, test } from "vitest";
import { registrationProblem } from "../../../src/auth/app-registration.ts";
import { SERVERS } from "../../../src/auth/ringcentral-host.ts";
import { brand } from "../../../src/brand.ts";
import { knownSchemes } from "../../../src/links/parse.ts";
import { refusedSetting } from "../../../src/settings/check.ts";
import { defaultSettings, settingsSchema } from "../../../src/settings/settings.ts";
import { parseWidgetMessage } from "../../../src/widget/messages.ts";

const accepts = (name: keyof typeof settingsSchema, value: unknown) =>
  refusedSetting({ [name]: value }) === null;

describe("the settings' schema", () => {
  test("has a rule for each setting, and the defaults keep them", () => {
    expect(Object.keys(settingsSchema).sort()).toEqual(Object.keys(defaultSettings).sort());
    for (const [name, value] of Object.entries(defaultSettings)) {
      expect(accepts(name as keyof typeof settingsSchema, value), name).toBe(true);
    }
  });

  test("knows the servers that sign-in knows", () => {
    for (const server of Object.keys(SERVERS)) expect(accepts("server", server)).toBe(true);
    for (const server of ["", "devtest", "https://evil.example", null]) {
      expect(accepts("server", server)).toBe(false);
    }
  });

  test.each(["client-1", "x".repeat(200), "", "a b", "x".repeat(201), "é", "a/b", "<script>"])(
    "takes every client ID that the sign-in page may send and no other: %j",
    (clientId) => {
      // The page's empty client ID is refused at sign-in, while "" in the file means none yet.
      const signsIn = clientId === "" || registrationProblem(clientId, SERVERS.production) === null;
      expect(accepts("clientId", clientId)).toBe(signsIn);
    },
  );

  test.each(["US", "GB", "us", "USA", "U", "", "U1", "ÄÖ"])(
    "takes every country that the widget may report and no other: %j",
    (code) => {
      const message = parseWidgetMessage({ type: "rc-login-status-notify", contractedCountryCode: code });
      const isReported = message?.type === "login-status" && message.country !== null;
      expect(accepts("region", code)).toBe(isReported);
    },
  );

  test("takes a trusted source for every scheme of a link", () => {
    const schemes = knownSchemes({ redirectScheme: brand.appId, linkScheme: brand.linkScheme });
    expect(
      accepts(
        "trustedSources",
        schemes.map((scheme) => `link:${scheme}`),
      ),
    ).toBe(true);
    expect(accepts("trustedSources", "link:tel")).toBe(false);
    expect(accepts("trustedSources", [1])).toBe(false);
    expect(accepts("trustedSources", Array(101).fill("link:tel"))).toBe(false);
  });
});

test("takes the schemes that Handset can claim, written as schemes are", () => {
  expect(accepts("claimedSchemes", ["tel", "rcapp"])).toBe(true);
  for (const value of [["TEL"], ["tel:"], ["x/../y"], [""], "tel", [null]]) {
    expect(accepts("claimedSchemes", value), JSON.stringify(value)).toBe(false);
  }
});

test.each(["toString", "__proto__", "settingsVersion", ""])("knows no setting named %j", (name) => {
  expect(refusedSetting({ [name]: "x" })).toBe(name);
});

test("out of the box no link dials without a question, and no secret travels in a query", () => {
  expect(defaultSettings.trustedSources).toEqual(["command-line"]);
  expect(defaultSettings.credentialsIn).toBe("fragment");
});
