import { inflateSync } from "node:zlib";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha from 0 to 255; clear outside of the picture. */
  at(x: number, y: number): readonly [number, number, number, number];
}

/** Reads a PNG file of 8-bit RGBA without interlace, as Chromium writes them (PNG specification, sections 9 and 11). */
export function readPng(file: Buffer): Picture {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    if (file.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * 4, height);
  return {
    width,
    height,
    at(x, y) {
      if (x < 0 || y < 0 || x >= width || y >= height) return [0, 0, 0, 0];
      const [red = 0, green = 0, blue = 0, alpha = 0] = rows.subarray((y * width + x) * 4);
      return [red, green, blue, alpha];
    },
  };
}

function unfiltered(filtered: Buffer, length: number, height: number): Buffer {
  const rows = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const left = x < 4 ? 0 : (rows[y * length + x - 4] ?? 0);
      const above = y === 0 ? 0 : (rows[(y - 1) * length + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (rows[(y - 1) * length + x - 4] ?? 0);
      const expected = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      rows[y * length + x] = (filtered[y * (length + 1) + 1 + x] ?? 0) + expected;
    }
  }
  return rows;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (a === undefined || b === undefined || c === undefined) return 0;
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
