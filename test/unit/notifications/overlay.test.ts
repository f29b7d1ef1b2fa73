import { expect, test } from "vitest";
import { overlayDot } from "../../../src/notifications/overlay.ts";

test("a red dot with clear corners", () => {
  const { width, height, pixels } = overlayDot();
  expect([width, height, pixels.length]).toEqual([16, 16, 16 * 16 * 4]);
  const at = (x: number, y: number) => [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
  expect(at(0, 0)).toEqual([0, 0, 0, 0]);
  expect(at(15, 15)).toEqual([0, 0, 0, 0]);
  const [blue = 0, , red = 0, alpha] = at(8, 8);
  expect(alpha).toBe(255);
  expect(red).toBeGreaterThan(blue);
});
