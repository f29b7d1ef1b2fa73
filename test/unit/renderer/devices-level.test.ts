import fc from "fast-check";
import { expect, test } from "vitest";
import { fallingLevel, levelOf, levelWord } from "../../../renderer/devices/level.ts";

const wave = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 2048 }, (_, index) => amplitude * Math.sin(index / 5));

test.each([
  [0, "silent"],
  [0.001, "silent"],
  [0.01, "quiet"],
  [0.1, "good"],
  [0.4, "good"],
  [1, "loud"],
])("a wave of %s is %s", (amplitude, word) => {
  expect(levelWord(levelOf(wave(amplitude)))).toBe(word);
});

test("whatever a device gives, the level is between 0 and 1", () => {
  fc.assert(
    fc.property(fc.float32Array(), (samples) => {
      const level = levelOf(samples);
      expect(level).toBeGreaterThanOrEqual(0);
      expect(level).toBeLessThanOrEqual(1);
    }),
  );
});

test("what is shown rises at once and falls slowly", () => {
  expect(fallingLevel(0.2, 0.9)).toBe(0.9);
  expect(fallingLevel(0.9, 0.2)).toBeCloseTo(0.87);
  expect(fallingLevel(0.21, 0.2)).toBe(0.2);
});
