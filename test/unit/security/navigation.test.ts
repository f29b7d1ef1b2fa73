import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeNavigation } from "../../../src/security/navigation.ts";
import { anyText } from "../support/text.ts";

const ORIGIN = "https://apps.ringcentral.com";
const SCHEMES = ["tel", "sms", "handset", "app.handset.desktop"];
const judge = (url: string, origin = ORIGIN) => judgeNavigation(url, origin, SCHEMES);

describe("where a page may go", () => {
  test.each([
    ["https://apps.ringcentral.com/integration/app.html#/dialer", "stay"],
    ["https://APPS.ringcentral.com:443/x", "stay"],
    ["https://ringcentral.com/", "open-in-browser"],
    ["https://apps.ringcentral.com.evil.example/", "open-in-browser"],
    ["https://apps.ringcentral.com:8443/", "open-in-browser"],
    ["http://apps.ringcentral.com/", "refuse"],
    ["http://example.com/", "refuse"],
    ["https://apps.ringcentral.com@evil.example/", "refuse"],
    ["https://user:password@example.com/", "refuse"],
    ["tel:+14155550123", "link"],
    ["TEL:+14155550123", "link"],
    ["handset://call?number=102", "link"],
    ["app.handset.desktop:/oauth/callback?code=a", "link"],
    ["javascript:alert(1)", "refuse"],
    ["data:text/html,<script>1</script>", "refuse"],
    ["blob:https://evil.example/1", "refuse"],
    ["file:///etc/passwd", "refuse"],
    ["about:blank", "refuse"],
    ["ms-msdt:/id", "refuse"],
    ["smb://example.com/share", "refuse"],
    ["handset-page://shell/sign-in.html", "refuse"],
    ["", "refuse"],
    ["/relative", "refuse"],
  ])("%s: %s", (url, expected) => {
    expect(judge(url)).toBe(expected);
  });

  const media = "https://media.ringcentral.com/restapi/v1.0/account/1/extension/2/message-store/3/content/4";
  test.each([
    [`${media}?access_token=abc`, "save"],
    [`${media}?contentDisposition=Attachment&ACCESS_TOKEN=abc`, "save"],
    [`${media}?access%5Ftoken=abc`, "save"],
    ["https://media.devtest.ringcentral.com/a?access_token=abc", "save"],
    ["https://media.ringcentral.com:8443/a?access_token=abc", "refuse"],
    ["https://media.ringcentral.com.evil.example/a?access_token=abc", "refuse"],
    ["https://evil.example/?access_token=abc", "refuse"],
    ["https://evil.example/#access_token=abc", "refuse"],
    ["https://evil.example/#/route?refresh_token=abc", "refuse"],
    ["https://evil.example/?id_token=abc", "refuse"],
    // What others call a token is theirs: a link in a text to set a new password.
    ["https://example.com/reset?token=abc", "open-in-browser"],
    [media, "open-in-browser"],
  ])("with a token: %s: %s", (url, expected) => {
    expect(judge(url)).toBe(expected);
  });

  test("an opaque origin is nobody's own", () => {
    expect(judge("data:text/html,x", "null")).toBe("refuse");
    expect(judge("file:///etc/passwd", "null")).toBe("refuse");
  });

  test("only https leaves for the browser, only known schemes for the links, whatever comes", () => {
    const url = fc.oneof(
      fc.webUrl({ validSchemes: ["http", "https", "ftp", "tel"] }),
      anyText(),
      fc
        .tuple(fc.constantFrom("tel:", "file:", "https:", "x:", " HTTPS:"), fc.string())
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(url, (text) => {
        switch (judge(text)) {
          case "stay":
            expect(new URL(text).origin).toBe(ORIGIN);
            return;
          case "open-in-browser":
            expect(new URL(text).protocol).toBe("https:");
            expect(text).not.toContain("access_token=");
            return;
          case "save":
            expect(new URL(text).hostname).toMatch(/ringcentral\.(com|biz)$/);
            return;
          case "link":
            expect(SCHEMES).toContain(new URL(text).protocol.slice(0, -1));
            return;
          case "refuse":
            expect(text.startsWith("tel:1")).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});
