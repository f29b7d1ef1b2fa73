import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRetryAfter, retryDelay } from "../../../src/auth/retry.ts";

const half = () => 0.5;
const status = (code: number, retryAfterSeconds: number | null = null) => ({
  status: code,
  retryAfterSeconds,
});

describe("retryDelay", () => {
  test.each([429, 503])("%d is obeyed to the second, every time", (code) => {
    for (const failures of [1, 2, 50]) {
      expect(retryDelay(failures, status(code, 17), half)).toBe(17_000);
      expect(retryDelay(failures, status(code, 0), half)).toBe(0);
      expect(retryDelay(failures, status(code), half)).toBe(60_000);
    }
  });

  test.each([400, 401, 403, 404, 409, 501, 302])("%d is never repeated", (code) => {
    expect(retryDelay(1, status(code), half)).toBeNull();
    expect(retryDelay(1, status(code, 5), half)).toBeNull();
  });

  test.each([408, 500, 502, 504])("%d is repeated three times, ten seconds apart", (code) => {
    const delays = [1, 2, 3, 4, 5].map((failures) => retryDelay(failures, status(code), half));
    expect(delays).toEqual([10_000, 10_000, 10_000, null, null]);
  });

  test("network errors double from two seconds to a minute, with full jitter", () => {
    const delays = (random: () => number) =>
      [1, 2, 3, 4, 5, 6, 7, 500].map((failures) => retryDelay(failures, "network-error", random));
    expect(delays(half)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(delays(() => 0)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, at) => {
          const delay = retryDelay(failures, "network-error", () => at);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThan(60_000);
        },
      ),
    );
  });
});

test.each([
  ["0", 0],
  ["30", 30],
  [" 30 ", 30],
  ["", null],
  [null, null],
  ["-1", null],
  ["1.5", null],
  ["9999999", null],
  ["Wed, 21 Oct 2026 07:28:00 GMT", null],
])("Retry-After %j is %j seconds", (header, seconds) => {
  expect(parseRetryAfter(header)).toBe(seconds);
});
