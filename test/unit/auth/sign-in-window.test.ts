import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeSignInNavigation, signInWindowTitle } from "../../../src/auth/sign-in-window.ts";

const redirectUri = "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/redirect.html";
const production = { redirectUri, server: "https://platform.ringcentral.com" };
const judge = (url: string, request = production) => judgeSignInNavigation(url, request).kind;

describe("the sign-in window goes", () => {
  test.each([
    "https://platform.ringcentral.com/restapi/oauth/authorize?client_id=1",
    "https://login.ringcentral.com/",
    "https://service.ringcentral.com/login",
    "https://platform.devtest.ringcentral.com/restapi/oauth/authorize",
    "https://auth.ps.ringcentral.biz/x",
    "https://ringcentral.com/",
  ])("to RingCentral's %s", (url) => {
    expect(judge(url)).toBe("go");
  });

  test.each([
    ["https://ringcentral.com.evil.example/", "ringcentral.com.evil.example"],
    ["https://evilringcentral.com/", "evilringcentral.com"],
    ["https://login.ringcentral.com@evil.example/", "evil.example"],
    ["https://evil.example/login.ringcentral.com", "evil.example"],
    ["https://ringcentral.com.:443/", "ringcentral.com."],
    ["https://user:pass@login.ringcentral.com/", "login.ringcentral.com"],
    ["https://login.ringcentral.com:8443/", "login.ringcentral.com"],
    ["http://login.ringcentral.com/", "login.ringcentral.com"],
    ["https://rіngcentral.com/", "xn--rngcentral-p2h.com"],
    ["ftp://login.ringcentral.com/", "login.ringcentral.com"],
    ["data:text/html,<form>", null],
    ["javascript:alert(1)", null],
    ["blob:https://login.ringcentral.com/x", null],
    ["file:///etc/passwd", null],
    ["about:blank", null],
    ["tel:+14155550123", null],
    ["app.handset.desktop:/oauth/callback?code=1&state=1", null],
    ["no address", null],
  ])("not to %s", (url, host) => {
    expect(judgeSignInNavigation(url, production)).toMatchObject({ kind: "stop" });
    if (host === null) expect(judgeSignInNavigation(url, production)).toEqual({ kind: "stop", host: null });
    else if (!host.startsWith("xn--")) {
      expect(judgeSignInNavigation(url, production)).toEqual({ kind: "stop", host });
    }
  });

  test("on a custom server's own address only, where that is chosen", () => {
    const custom = { redirectUri, server: "https://phone.example:8443" };
    expect(judge("https://phone.example:8443/login", custom)).toBe("go");
    expect(judge("https://phone.example/login", custom)).toBe("stop");
    expect(judge("https://login.phone.example:8443/", custom)).toBe("stop");
    expect(judge("https://login.ringcentral.com/", custom)).toBe("stop");
  });

  test("nowhere but to https, the usual port and no user name, however an address is put together", () => {
    const parts = fc.tuple(
      fc.constantFrom("https:", "http:", "ftp:", "wss:", "file:", "blob:https:", "HTTPS:"),
      fc.constantFrom("", "user@", ":@", "ringcentral.com@", "@"),
      fc.constantFrom("login.", "", "a.b.", ".", "xn--", "%2e"),
      fc.constantFrom(
        "ringcentral.com",
        "ringcentral.biz",
        "RingCentral.com",
        "ringcentral.com.",
        "ringcentral.co",
      ),
      fc.constantFrom("", ":443", ":8443", ":"),
      fc.constantFrom("/", "", "?x", "#x", "\\x", "/.."),
    );
    let went = 0;
    fc.assert(
      fc.property(parts, ([scheme, user, below, domain, port, rest]) => {
        const url = `${scheme}//${user}${below}${domain}${port}${rest}`;
        if (judge(url) !== "go") return true;
        went += 1;
        const read = new URL(url);
        return (
          read.protocol === "https:" &&
          read.port === "" &&
          read.username === "" &&
          /(^|\.)ringcentral\.(com|biz)$/.test(read.hostname)
        );
      }),
      { numRuns: 500 },
    );
    expect(went).toBeGreaterThan(0);
  });

  test("to no host that only looks like RingCentral's", () => {
    const tricks = fc.constantFrom("ringcentral.com", "login.ringcentral.com", "ringcentral.biz");
    fc.assert(
      fc.property(
        fc.domain(),
        tricks,
        fc.constantFrom(".", "-", "", "@", "/", "?", "#", "\\", "%2e"),
        (domain, trick, between) => {
          fc.pre(!/(^|\.)ringcentral\.(com|biz)$/.test(domain));
          const url = `https://${trick}${between}${domain}/`;
          const verdict = judgeSignInNavigation(url, production);
          if (verdict.kind !== "go") return true;
          return /(^|\.)ringcentral\.(com|biz)$/.test(new URL(url).hostname);
        },
      ),
    );
  });

  test("never anywhere by an error: every text gets a verdict", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => ["go", "answer", "stop"].includes(judge(text))),
    );
  });
});

describe("the answer", () => {
  test.each([
    `${redirectUri}?code=1&state=2`,
    `${redirectUri}#code=1`,
    redirectUri,
    `${redirectUri}?error=access_denied`,
    redirectUri.replace("apps.ringcentral.com", "APPS.ringcentral.com:443"),
  ])("is at %s, which is not gone to", (url) => {
    expect(judge(url)).toBe("answer");
  });

  test.each([
    redirectUri.replace("2.x", "3.x"),
    `${redirectUri}/`,
    redirectUri.replace("https:", "http:"),
    "https://evil.example/integration/ringcentral-embeddable/2.x/redirect.html?code=1",
  ])("is not at %s", (url) => {
    expect(judge(url)).not.toBe("answer");
  });

  test("may be on a host of one's own, where nothing else may be gone to", () => {
    const own = { ...production, redirectUri: "https://phone.example/redirect.html" };
    expect(judge("https://phone.example/redirect.html?code=1", own)).toBe("answer");
    expect(judge("https://phone.example/", own)).toBe("stop");
  });
});

describe("the title", () => {
  test("is the origin, without what could be taken for it", () => {
    expect(signInWindowTitle("https://login.ringcentral.com/a?b#c")).toBe(
      "Sign in - https://login.ringcentral.com",
    );
    expect(signInWindowTitle("https://ringcentral.com@evil.example/")).toBe("Sign in - https://evil.example");
    expect(signInWindowTitle("no address")).toBe("Sign in - ");
  });
});
