/** The two containers of icons. Both take PNG as it is, so packing them is arithmetic. */

type Images = ReadonlyMap<number, Buffer>;

/** What Windows draws at 100 to 400 %; larger ones do not fit the format. */
const ICO_SIZES: readonly number[] = [16, 20, 24, 32, 40, 48, 64, 128, 256];

/** Type of each image: https://en.wikipedia.org/wiki/Apple_Icon_Image_format; @2x ones are the retina versions. */
const ICNS_TYPES: readonly (readonly [string, number])[] = [
  ["icp4", 16],
  ["ic11", 32], // 16@2x
  ["icp5", 32],
  ["ic12", 64], // 32@2x
  ["ic07", 128],
  ["ic13", 256], // 128@2x
  ["ic08", 256],
  ["ic14", 512], // 256@2x
  ["ic09", 512],
  ["ic10", 1024], // 512@2x
];

/**
 * An .ico file with PNG images, which Windows reads since Vista: a header, an entry of 16 bytes for each image, the
 * images. Source: https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10).
 *
 * @throws Error when an image is missing
 */
export function ico(images: Images): Buffer {
  const parts = ICO_SIZES.map((size) => ({ size, png: imageOf(images, size) }));
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(parts.length, 4);
  let offset = header.length + parts.length * 16;
  const entries = parts.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0); // 256 is written as 0
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4); // colour planes
    entry.writeUInt16LE(32, 6); // bits a pixel
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...parts.map(({ png }) => png)]);
}

/**
 * An .icns file: "icns", its length, then for each image a type, the length of that block, and the PNG.
 *
 * @throws Error when an image is missing
 */
export function icns(images: Images): Buffer {
  const blocks = ICNS_TYPES.map(([type, size]) => block(type, imageOf(images, size)));
  return block("icns", Buffer.concat(blocks));
}

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}

function imageOf(images: Images, size: number): Buffer {
  const png = images.get(size);
  if (png === undefined) throw new Error(`There is no image of ${size} pixels.`);
  return png;
}
