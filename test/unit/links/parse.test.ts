import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLink, knownSchemes, type LinkContext, parseLink } from "../../../src/links/parse.ts";
import { dialString } from "../../../src/links/phone-number.ts";
import { anyText } from "../support/text.ts";

const context: LinkContext = {
  redirectScheme: "app.handset.desktop",
  linkScheme: "handset",
  region: "US",
  areaCode: "",
};

/** The link in one line: what it leads to, or why not. */
function read(link: string): string {
  const intent = parseLink(link, context);
  switch (intent.kind) {
    case "call":
      return `call ${dialString(intent.number)}`;
    case "message":
      return `message ${[intent.number, ...intent.others].map(dialString).join(" ")}${intent.text === null ? "" : `: ${intent.text}`}`;
    case "open":
      return `open ${intent.page}`;
    case "redirect":
      return "redirect";
    case "rejected":
      return `rejected: ${intent.reason}`;
  }
}

describe("links that are understood", () => {
  test.each([
    ["tel:+14155550123", "call +14155550123"],
    ["TEL:+1-415-555-0123", "call +14155550123"],
    ["tel://+14155550123", "call +14155550123"],
    ["tel:%2B1%20(415)%20555-0123", "call +14155550123"],
    ["tel:4155550123", "call +14155550123"],
    ["tel:+14155550123;ext=42", "call +14155550123*42"],
    ["tel:+14155550123;EXT=4-2", "call +14155550123*42"],
    ["tel:+14155550123;isub=12345;x-unknown=1", "call +14155550123"],
    ["tel:5550123;phone-context=+1415", "call +14155550123"],
    ["tel:+442079460018;phone-context=+1", "call +442079460018"],
    ["tel:+14155550123?subject=x", "call +14155550123"],
    ["tel:102", "call 102"],
    ["tel:*67", "call *67"],
    ["callto:+14155550123", "call +14155550123"],
    ["callto://4155550123", "call +14155550123"],
    ["sms:+14155550123", "message +14155550123"],
    ["sms:+14155550123?body=On%20my%20way", "message +14155550123: On my way"],
    ["smsto:4155550123?body=a+b", "message +14155550123: a b"],
    ["handset://call?number=%2B14155550123", "call +14155550123"],
    ["handset://call?number=+14155550123", "call +14155550123"],
    ["handset:call?number=4155550123", "call +14155550123"],
    ["handset://sms?number=4155550123&text=Hi", "message +14155550123: Hi"],
    ["handset://dialer", "open dialer"],
    ["handset://", "open dialer"],
    ["handset://open?page=settings", "open settings"],
    ["handset:open?page=diagnostics", "open diagnostics"],
    ["handset://history/", "open history"],
    ["rcmobile://call?number=4155550123", "call +14155550123"],
    ["rcmobile://sms?number=4155550123", "message +14155550123"],
    ["rcmobile://contacts", "open contacts"],
    ["rcmobile://voicemail", "open messages"],
    ["rcmobile://history", "open history"],
    ["rcapp://r/call?number=4155550123", "call +14155550123"],
    ["rcapp://r/dialer?number=4155550123", "call +14155550123"],
    ["rcapp://r/sms?type=new&number=4155550123&content=Hello", "message +14155550123: Hello"],
    ["app.handset.desktop:/oauth/callback?code=a&state=b", "redirect"],
    ["App.Handset.Desktop:/somewhere/else", "redirect"],
  ])("%s -> %s", (link, expected) => {
    expect(read(link)).toBe(expected);
  });

  test("the source names the scheme, in lower case", () => {
    expect(parseLink("CALLTO:+14155550123", context)).toMatchObject({
      source: { kind: "link", scheme: "callto", program: null },
    });
  });

  test("a number without a country code is understood by the account's region", () => {
    const intent = parseLink("tel:02079460018", { ...context, region: "GB" });
    expect(intent).toMatchObject({ kind: "call", number: { e164: "+442079460018" } });
  });
});

describe("links that are refused", () => {
  test.each([
    ["tel: with letters", "tel:1-800-FLOWERS", "has-letters"],
    ["letters behind an escape", "tel:%2B1415555%4F123", "has-letters"],
    ["an address instead of a number", "callto:ann@example.com", "has-letters"],
    ["a USSD code", "tel:*100%23", "service-code"],
    ["a USSD code with a bare hash", "tel:*#06#", "service-code"],
    ["a call-forwarding code", "tel:*21*14155550123%23", "service-code"],
    ["a USSD code in the product's own link", "handset://call?number=*100%23", "service-code"],
    ["an escape that is escaped again", "tel:100%2523", "not-a-number"],
    ["100 digits", `tel:${"1".repeat(100)}`, "too-many-digits"],
    ["1 MB of digits", `tel:${"1".repeat(1024 * 1024)}`, "too-long"],
    [
      "1 MB of junk behind the redirect scheme",
      `app.handset.desktop:/${"x".repeat(1024 * 1024)}`,
      "too-long",
    ],
    ["nothing", "tel:", "no-number"],
    ["no number parameter", "handset://call", "no-number"],
    ["tones", "tel:+14155550123;postd=42", "tones-after-number"],
    ["a damaged escape", "tel:%zz", "malformed"],
    ["a damaged escape in a parameter", "tel:+14155550123;ext=%E0%A4%A", "malformed"],
    ["letters in the extension", "tel:+14155550123;ext=12a", "malformed"],
    ["a line break", "tel:+1415\n5550123", "malformed"],
    ["an escaped line break in the number", "tel:+1415%005550123", "not-a-number"],
    ["a message to an emergency number", "sms:911", "not-writable"],
    [
      "a message to more than ten",
      `sms:${Array.from({ length: 11 }, (_, i) => 100 + i)}`,
      "too-many-recipients",
    ],
    ["an unknown action", "handset://format-disk", "unknown-action"],
    ["an unknown page", "handset://open?page=../../etc", "unknown-action"],
    ["the redirect's path on the wrong scheme", "handset:/oauth/callback?code=a&state=b", "unknown-action"],
    ["a web address", "https://example.com/", "malformed"],
    ["a script", "javascript:alert(1)", "malformed"],
    ["no scheme", "+14155550123", "malformed"],
    ["nothing at all", "", "malformed"],
  ])("%s", (_, link, reason) => {
    expect(read(link)).toBe(`rejected: ${reason}`);
  });

  test("what is shown of it is short and cannot fool the eye", () => {
    const shown = (link: string): string => {
      const intent = parseLink(link, context);
      return intent.kind === "rejected" ? intent.shown : "";
    };
    expect(shown("tel:CALL-ME")).toBe("tel:CALL-ME");
    expect(shown(`tel:${"1".repeat(100)}`)).toBe(`tel:${"1".repeat(76)}…`);
    // U+202E turns the reading direction around.
    expect(shown("tel:abc\u202e321")).toBe("tel:abc\ufffd321");
    expect(shown("tel:a\u0000\u001b[2J")).toBe("tel:a\ufffd\ufffd[2J");
  });
});

/** Text that has a fair chance of getting far into the parser. */
const hostileLink = fc.oneof(
  anyText(200),
  fc
    .tuple(
      fc.constantFrom(...knownSchemes(context), "Tel", "http", ""),
      fc.constantFrom(":", "://", ":///", ":/", ""),
      fc.constantFrom("", "call", "call?number=", "r/sms?number=", "open?page=", "+1415", "5550123"),
      fc.string({
        unit: fc.constantFrom(..."0123456789+*#%;=&?,/ -()aZé\u0000\u202e\ud800", "%23", ";ext=", "%4f"),
        maxLength: 40,
      }),
    )
    .map((parts) => parts.join("")),
);

describe("hostile input", () => {
  test("never throws, and what it shows is always short and plain", () => {
    fc.assert(
      fc.property(hostileLink, fc.constantFrom("US", "DE", "", "toString"), (link, region) => {
        const intent = parseLink(link, { ...context, region });
        if (intent.kind !== "rejected") return;
        expect(intent.shown.length).toBeLessThanOrEqual(81);
        expect(intent.shown.replaceAll("\ufffd", "")).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}/u);
      }),
      { numRuns: 1000 },
    );
  });

  test("nothing with a letter or # in the number becomes a call or a message", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 0, maxLength: 12 });
    // What ends a number in a tel: URI is no part of it, so it is not among the intruders.
    const intruder = fc.oneof(
      fc.constantFrom("#", "%23", "*#", "A", "z", "%41", "é", "%C3%A9", "我", "ａ"),
      fc.integer({ min: 0x41, max: 0x5a }).map((code) => String.fromCharCode(code)),
    );
    const door = fc.constantFrom(
      "tel:",
      "tel://",
      "callto:",
      "sms:",
      "handset://call?number=",
      "rcmobile://sms?number=",
      "rcapp://r/dialer?number=",
    );
    fc.assert(
      fc.property(door, fc.constantFrom("", "+", "*"), digits, intruder, digits, (start, sign, a, bad, b) => {
        expect(parseLink(`${start}${sign}${a}${bad}${b}`, context).kind).toBe("rejected");
      }),
      { numRuns: 500 },
    );
  });

  test("only the redirect scheme leads to the sign-in", () => {
    fc.assert(
      fc.property(hostileLink, (link) => {
        const isRedirect = parseLink(link, context).kind === "redirect";
        expect(isRedirect).toBe(link.toLowerCase().startsWith("app.handset.desktop:"));
      }),
      { numRuns: 500 },
    );
  });
});

describe("findLink", () => {
  const schemes = knownSchemes(context);

  test("finds the link wherever Chromium has put it", () => {
    expect(findLink(["handset", "--flag", "tel:102", "--other"], schemes)).toBe("tel:102");
    expect(findLink(["tel:102", "tel:103"], schemes)).toBe("tel:102");
    expect(findLink(["APP.handset.desktop:/oauth/callback"], schemes)).toBe(
      "APP.handset.desktop:/oauth/callback",
    );
  });

  test("takes nothing else for one", () => {
    expect(findLink(["C:\\Handset\\handset.exe", "/usr/bin/handset", "--tel:102", " tel:102"], schemes)).toBe(
      null,
    );
    expect(findLink(["https://example.com", "file:///etc/passwd"], schemes)).toBeNull();
    expect(findLink([], schemes)).toBeNull();
  });
});
