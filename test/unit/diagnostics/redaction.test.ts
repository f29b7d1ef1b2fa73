import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "../../../src/diagnostics/redaction.ts";
import { anyText } from "../support/text.ts";

describe("what may be logged", () => {
  test.each([
    "signed-out",
    "session/expired",
    "link/has-letters",
    "net::ERR_CONNECTION_REFUSED (-102)",
    "ENOENT: no such file or directory, open '/home/ann/.config/Handset/config.json'",
    "OAU-108",
    "0.1.0",
    "linux",
    "Zugriff verweigert: Schlüsselbund gesperrt",
    "https://apps.ringcentral.com/integration/app.html",
  ])("%s stays as it is", (text) => {
    expect(redact(text)).toBe(text);
  });

  test("plain values stay, everything else becomes its type", () => {
    expect([true, 0, 404, null, undefined].map(redact)).toEqual([true, 0, 404, null, null]);
    expect([{ token: "x" }, ["x"], () => "x", Symbol("x"), 5n].map(redact)).toEqual([
      "[object]",
      "[object]",
      "[function]",
      "[symbol]",
      "[bigint]",
    ]);
  });

  test("an error gives its name and message, redacted, and no stack", () => {
    const error = new TypeError("cannot load https://x.example/app.html?authorizationCode=abc#secret");
    expect(redact(error)).toBe("TypeError: cannot load https://x.example/app.html[…]");
  });

  test("long text is cut", () => {
    expect(String(redact("word ".repeat(1000))).length).toBeLessThan(300);
  });
});

describe("what may not", () => {
  test.each([
    ["an access token", "Bearer U0pDMTFQMDFQQVMwMHxBQUFCMnJk", "U0pDMTFQ"],
    [
      "a JWT",
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r",
      "JSUzI1NiJ9",
    ],
    ["a UUID, such as a state", "state 6f1c8a52-3d5e-4f5c-9d8f-0c6f4b1f2a77 is wrong", "3d5e"],
    ["a query", "app.handset.desktop:/oauth/callback?code=abc&state=def", "abc"],
    ["a fragment", "https://x.example/app.html#authorizationCode=abc", "abc"],
    ["a fragment behind a port", "https://127.0.0.1:8443/app.html#jwt=abc", "abc"],
    ["a query behind other text", "failed: 'https://x.example/?token=abc'", "abc"],
    ["a number", "+14155550123", "5550123"],
    ["a number with separators", "call to (415) 555-0123 failed", "555"],
    ["a number with dots", "415.555.0123", "555"],
    ["a number in a link", "tel:+1-415-555-0123", "555"],
    ["a number in JSON", '{"phoneNumber":"+14155550123"}', "5550123"],
    ["an account", "16505550100*101", "5550100"],
    ["a UUID at the end of long text", `${"word ".repeat(36)}6f1c8a52-3d5e-4f5c-9d8f-0c6f4b1f2a77`, "3d5e"],
    // Its only digit lies behind the cut, so that what is left looks like a word.
    ["a token across the cut", `${"word ".repeat(34)}${"A".repeat(35)}7${"A".repeat(20)}`, "A".repeat(20)],
    ["a number across the cut", `${"word ".repeat(39)}+14155550123`, "1415"],
    ["control characters", "a\u001b[31mb\nc", "\u001b"],
    ["a second line of the log", 'x"}\n{"level":"error"}', "\n"],
  ])("%s", (_, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
  });

  const surroundings = fc.constantFrom("", "token ", "(", "a=", "Error: ", "word ".repeat(34), "x: '", ", ");

  /** Whether any piece of the secret that is of use got through. */
  const leaks = (secret: string, pieceLength: number, output: unknown): boolean =>
    Array.from({ length: secret.length - pieceLength + 1 }, (_, at) =>
      secret.slice(at, at + pieceLength),
    ).some((piece) => String(output).includes(piece));

  test("no token of 20 mixed characters or more gets through, wherever it stands", () => {
    const token = fc
      .string({
        unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        minLength: 20,
        maxLength: 300,
      })
      .filter((text) => /\d/.test(text) && /[A-Za-z]/.test(text));
    fc.assert(
      fc.property(surroundings, token, surroundings, (before, secret, behind) => {
        expect(leaks(secret, 16, redact(before + secret + behind))).toBe(false);
        expect(leaks(secret, 16, redact(new Error(before + secret + behind)))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("no phone number gets through, however it is written", () => {
    const number = fc
      .tuple(
        fc.constantFrom("+1", "1", "+44", "0", ""),
        fc.array(fc.constantFrom("", " ", "-", ".", ") ", " (", "\u00a0", "\u2011"), {
          minLength: 9,
          maxLength: 9,
        }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 }),
      )
      .map(
        ([prefix, gaps, digits]) => prefix + digits.map((digit, at) => `${digit}${gaps[at] ?? ""}`).join(""),
      );
    const digitsOf = (text: unknown) => String(text).replace(/\D/g, "");
    fc.assert(
      fc.property(surroundings, number, surroundings, (before, written, behind) => {
        expect(leaks(digitsOf(written), 7, digitsOf(redact(before + written + behind)))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("never throws, never gives more than a line of printable text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.anything()), (value) => {
        const output = redact(value);
        expect(String(output)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u);
        expect(String(output).length).toBeLessThan(300);
      }),
      { numRuns: 500 },
    );
  });
});
