import { inflateSync } from "node:zlib";

/** Pixels in rows from the top, four bytes each: red, green, blue, alpha (not premultiplied). */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rgba: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Decodes the one kind of PNG that icons here have (PNG specification, third edition).
 * @returns null when the bytes are no PNG, as Electron then has an empty image
 * @throws Error naming what another kind of PNG has
 */
export function decodePng(bytes: Buffer): Bitmap | null {
  if (!bytes.subarray(0, 8).equals(signature)) return null;
  const parts: Buffer[] = [];
  let header: Buffer | null = null;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const content = bytes.subarray(at + 8, at + 8 + length);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") header = content;
    if (type === "IDAT") parts.push(content);
    at += length + 12;
  }
  if (header === null) return null;
  const [depth, color, , , interlaced] = header.subarray(8);
  if (depth !== 8 || color !== 6 || interlaced !== 0) {
    const kind = `bit depth ${depth}, color type ${color}, interlace ${interlaced}`;
    throw new Error(`electron-on-chromium: a PNG with ${kind} is not implemented, only 8-bit RGBA`);
  }
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(parts)), width * 4, height) };
}

/** Undoes the filter of each row (section 9): a row is a filter type and differences to neighbours. */
function unfilter(filtered: Buffer, rowLength: number, height: number): Buffer {
  const plain = Buffer.alloc(rowLength * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (rowLength + 1)];
    for (let x = 0; x < rowLength; x++) {
      const at = y * rowLength + x;
      const left = x >= 4 ? (plain[at - 4] ?? 0) : 0;
      const up = y > 0 ? (plain[at - rowLength] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (plain[at - rowLength - 4] ?? 0) : 0;
      const value = filtered[y * (rowLength + 1) + 1 + x] ?? 0;
      plain[at] = value + predict(filter, left, up, corner); // modulo 256, as a Buffer stores it
    }
  }
  return plain;
}

function predict(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(estimate - value));
      if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
    default:
      throw new Error(`not a PNG: filter ${filter}`);
  }
}
