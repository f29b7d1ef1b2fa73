import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodePng } from "../../electron-on-chromium/main/png.ts";
import { encodePng } from "../../tools/png.ts";

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 5 }), height: fc.integer({ min: 1, max: 5 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      rgba: fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }),
      filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }),
    }),
  );

/** What the filter subtracts from a byte (PNG specification, section 9.2). */
function predicted(filter: number, left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const nearest = [left, up, corner].toSorted((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0];
  return [0, left, up, Math.floor((left + up) / 2), nearest ?? 0][filter] ?? 0;
}

/** Rows with a filter each, as programs that want small files write them. */
function filtered(rgba: Uint8Array, width: number, filters: readonly number[]): Buffer {
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (rgba[y * width * 4 + x] ?? 0));
  const rows = filters.map((filter, y) => [
    filter,
    ...Array.from(
      { length: width * 4 },
      (_, x) => (at(x, y) - predicted(filter, at(x - 4, y), at(x, y - 1), at(x - 4, y - 1))) & 255,
    ),
  ]);
  return Buffer.from(rows.flat());
}

/** Puts other content into the chunk of that type; check sums are not looked at. */
function withChunk(png: Buffer, type: string, content: Buffer): Buffer {
  const at = png.indexOf(type, 0, "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const behind = png.subarray(at + 4 + png.readUInt32BE(at - 4));
  return Buffer.concat([png.subarray(0, at - 4), length, Buffer.from(type, "latin1"), content, behind]);
}

describe("decoding a PNG", () => {
  test("gives back the pixels, whatever filter each row has", () => {
    fc.assert(
      fc.property(picture, ({ width, height, rgba, filters }) => {
        const plain = encodePng(width, height, Buffer.from(rgba));
        const small = withChunk(plain, "IDAT", deflateSync(filtered(rgba, width, filters)));
        for (const png of [plain, small]) {
          expect(decodePng(png)).toEqual({ width, height, rgba: Buffer.from(rgba) });
        }
      }),
    );
  });

  test("names a kind that is not known here", () => {
    const png = encodePng(1, 1, Buffer.alloc(4));
    const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 3, 0, 0, 1]);
    expect(() => decodePng(withChunk(png, "IHDR", header))).toThrow("bit depth 8, color type 3, interlace 1");
  });

  test("is null for what is no PNG", () => {
    expect(decodePng(Buffer.from("GIF89a"))).toBeNull();
  });
});
