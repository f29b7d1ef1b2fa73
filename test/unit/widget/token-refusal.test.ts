import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFinalRefusal, tokenErrorCode } from "../../../src/widget/token-refusal.ts";

describe("tokenErrorCode", () => {
  test("is RingCentral's code in the answer of the token endpoint", () => {
    const body = {
      error: "invalid_grant",
      errors: [{ errorCode: "OAU-108", message: "Authorization code is expired" }],
      error_description: "Authorization code is expired",
    };
    expect(tokenErrorCode(JSON.stringify(body))).toBe("OAU-108");
  });

  test.each([
    "",
    "not found",
    "null",
    "[]",
    '{"error":"invalid_grant"}',
    '{"errors":{}}',
    '{"errors":[]}',
    '{"errors":[null]}',
    '{"errors":["OAU-108"]}',
    '{"errors":[{"errorCode":108}]}',
    '{"errors":[{"errorCode":"<b>OAU-108</b>"}]}',
    '{"errors":[{"errorCode":"Call +1 900 555 0123"}]}',
  ])("is null for %j", (body) => {
    expect(tokenErrorCode(body)).toBeNull();
  });

  test("never throws and never gives anything but a code", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (body, errorCode) => {
        for (const text of [body, JSON.stringify({ errors: [{ errorCode }] })]) {
          expect(tokenErrorCode(text) ?? "AB-1").toMatch(/^[A-Z]{2,4}-\d{1,4}$/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  [200, false],
  [302, false],
  [400, true],
  [401, true],
  [403, true],
  [408, false],
  [429, false],
  [500, false],
  [503, false],
])("status %i is a refusal for good: %s", (status, isFinal) => {
  expect(isFinalRefusal(status)).toBe(isFinal);
});
