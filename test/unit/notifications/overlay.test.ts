import { describe, expect, test } from "vitest";
import { contrast, hex } from "../../../build/contrast.ts";
import { overlayCount } from "../../../src/notifications/overlay.ts";

const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The pixels as letters: "." for clear, "#" for white, "o" for red. */
function drawn(count: number): readonly string[] {
  const { width, height, pixels } = overlayCount(count);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const [blue = 0, green = 0, red = 0, alpha = 0] = pixels.subarray((y * width + x) * 4);
      if (alpha < 255) return ".";
      return blue === 255 && green === 255 && red === 255 ? "#" : "o";
    }).join(""),
  );
}

describe("the count over a task bar entry", () => {
  test.each(counts)("%d is white on a red disc with clear corners", (count) => {
    const { width, height, pixels } = overlayCount(count);
    expect([width, height, pixels.length]).toEqual([16, 16, 16 * 16 * 4]);
    const rows = drawn(count);
    for (const corner of [rows[0]?.[0], rows[0]?.[15], rows[15]?.[0], rows[15]?.[15]])
      expect(corner).toBe(".");
    // Red all around: nothing of the count is cut off.
    for (const row of rows.filter((each) => each.includes("#"))) expect(row).toMatch(/^\.*o+[#o]*o+\.*$/);
    expect(rows.join("").split("#").length - 1).toBeGreaterThan(25);
  });

  test("is another picture for each count up to nine, and one for all above", () => {
    expect(new Set(counts.map((count) => drawn(count).join())).size).toBe(counts.length);
    expect(drawn(99)).toEqual(drawn(10));
  });

  test("is read as what it is", () => {
    const ink = (count: number) =>
      drawn(count)
        .map((row) => row.replace(/[.o]/g, " ").trimEnd())
        .filter((row) => row !== "");
    expect(ink(4).filter((_, index) => index % 2 === 0)).toEqual([
      "     ##  ##",
      "     ##  ##",
      "     ######",
      "         ##",
      "         ##",
    ]);
    expect(ink(12)).toEqual([
      "   #####",
      "   ## ##",
      "   ## ##  #",
      "   ##### ###",
      "      ##  #",
      "      ##",
      "   #####",
    ]);
  });

  test("stands out from the disc (WCAG 1.4.3, 4.5 to 1)", () => {
    const { pixels, width } = overlayCount(1);
    const [blue = 0, green = 0, red = 0] = pixels.subarray((2 * width + 8) * 4);
    expect(contrast("#ffffff", hex([red, green, blue]))).toBeGreaterThan(4.5);
  });
});
