import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseWayBack,
  hostedRedirectBeside,
  parseHostedRedirect,
  permittedRedirect,
} from "../../../src/auth/redirect-way.ts";

const hosted = "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/redirect.html";

test("the sign-in window needs a permission, nothing else does", () => {
  expect(permittedRedirect("window", { allowSignInWindow: false })).toBe("automatic");
  expect(permittedRedirect("window", { allowSignInWindow: true })).toBe("window");
  for (const way of ["automatic", "scheme", "loopback"] as const) {
    expect(permittedRedirect(way, { allowSignInWindow: false })).toBe(way);
  }
});

test("the automatic way is the scheme where it arrives, else this machine, and never a window", () => {
  expect(chooseWayBack("automatic", true, hosted)).toEqual({ by: "scheme" });
  expect(chooseWayBack("automatic", false, hosted)).toEqual({ by: "loopback" });
  expect(chooseWayBack("scheme", false, hosted)).toEqual({ by: "scheme" });
  expect(chooseWayBack("loopback", true, hosted)).toEqual({ by: "loopback" });
  expect(chooseWayBack("window", true, hosted)).toEqual({ by: "window", redirectUri: hosted });
});

test("the redirect page is beside the widget's page", () => {
  expect(hostedRedirectBeside(hosted.replace("redirect", "app"))).toBe(hosted);
});

describe("a registered redirect page", () => {
  test.each([hosted, hosted.replace("2.x", "latest"), "https://phone.example:8443/redirect.html"])(
    "%s",
    (uri) => {
      expect(parseHostedRedirect(` ${uri}\n`)).toBe(uri);
    },
  );

  test.each([
    "",
    "http://apps.ringcentral.com/redirect.html",
    "https://apps.ringcentral.com",
    "https://apps.ringcentral.com/",
    "https://user@apps.ringcentral.com/redirect.html",
    "https://apps.ringcentral.com/redirect.html?x=1",
    "https://apps.ringcentral.com/redirect.html#",
    "https://APPS.ringcentral.com/redirect.html",
    "https://apps.ringcentral.com/a/../redirect.html",
    `https://apps.ringcentral.com/${"x".repeat(300)}`,
    "javascript:alert(1)",
    "app.handset.desktop:/oauth/callback",
  ])("is not %s, which would not match what is registered", (text) => {
    expect(parseHostedRedirect(text)).toBeNull();
  });

  test("is taken letter by letter or not at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (text) => {
        const uri = parseHostedRedirect(text);
        return uri === null || (uri === text.trim() && uri.startsWith("https://"));
      }),
    );
  });
});
