import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { icns, ico } from "../../../build/icon-containers.ts";
import { ICON_SIZES, iconFileName, iconSource } from "../../../build/icon-files.ts";
import { root } from "../../tools/repository.ts";

const folder = join(root, "build/icons");
const images = new Map(ICON_SIZES.map((size) => [size, readFileSync(join(folder, iconFileName(size)))]));

describe("the committed icons", () => {
  test("are PNG of the size in their name, with transparency", () => {
    for (const [size, png] of images) {
      expect(png.subarray(0, 8).toString("latin1"), String(size)).toBe("\x89PNG\r\n\x1a\n");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
      expect(png.readUInt8(25), "colour type RGBA").toBe(6);
    }
  });

  test("are rendered from the icon that is there", () => {
    const svg = readFileSync(join(root, "build/icon.svg"), "utf8");
    expect(readFileSync(join(folder, "source"), "utf8")).toBe(iconSource(svg));
  });

  test("are the ones in the containers", () => {
    expect(readFileSync(join(folder, "icon.ico")).equals(ico(images))).toBe(true);
    expect(readFileSync(join(folder, "icon.icns")).equals(icns(images))).toBe(true);
  });
});

test("an .ico leads to each image", () => {
  const file = ico(images);
  expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
  const count = file.readUInt16LE(4);
  const sizes = Array.from({ length: count }, (_, index) => {
    const entry = 6 + index * 16;
    const size = file.readUInt8(entry) || 256;
    const [length, offset] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)];
    expect(file.subarray(offset, offset + length).equals(images.get(size) ?? Buffer.alloc(0))).toBe(true);
    return size;
  });
  expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
});

test("an .icns is a row of blocks that fill it", () => {
  const file = icns(images);
  expect(file.toString("latin1", 0, 4)).toBe("icns");
  expect(file.readUInt32BE(4)).toBe(file.length);
  const types: string[] = [];
  let at = 8;
  while (at < file.length) {
    types.push(file.toString("latin1", at, at + 4));
    expect(file.toString("latin1", at + 9, at + 12)).toBe("PNG");
    at += file.readUInt32BE(at + 4);
  }
  expect(at).toBe(file.length);
  expect(types).toEqual(["icp4", "ic11", "icp5", "ic12", "ic07", "ic13", "ic08", "ic14", "ic09", "ic10"]);
});

test("a missing size is named", () => {
  expect(() => ico(new Map())).toThrow("no image of 16 pixels");
  expect(() => icns(new Map())).toThrow("no image of 16 pixels");
});
