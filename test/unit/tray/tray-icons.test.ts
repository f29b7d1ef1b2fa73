import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missedIcon, trayIconFile, trayIcons } from "../../../src/tray/tray-icons.ts";
import { contrast, over } from "../support/contrast.ts";
import { readPng } from "../support/png.ts";

const folder = join(import.meta.dirname, "../../../renderer/public/tray");

/** Width, height, bit depth and colour type of a PNG file (PNG specification, section 11.2.1). */
function header(name: string) {
  const file = readFileSync(join(folder, name));
  expect(file.subarray(1, 4).toString()).toBe("PNG");
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), depth: file[24], colour: file[25] };
}

describe.each(["linux", "win32", "darwin"] as const)("the icons of %s", (platform) => {
  test.each(trayIcons)("%s is there at 1x and 2x, with transparency", (icon) => {
    const { name, size } = trayIconFile(icon, platform);
    const rgba = { depth: 8, colour: 6 };
    expect(header(name)).toEqual({ width: size, height: size, ...rgba });
    const twice = name.replace(/\.png$/, "@2x.png");
    expect(header(twice)).toEqual({ width: 2 * size, height: 2 * size, ...rgba });
  });

  test("differ from each other", () => {
    const states = trayIcons.filter((icon) => !icon.startsWith("missed-"));
    const drawings = states.map((icon) =>
      readFileSync(join(folder, trayIconFile(icon, platform).name), "base64"),
    );
    expect(new Set(drawings).size).toBe(states.length);
  });
});

test("missed calls are counted up to nine", () => {
  expect([1, 9, 10, 200].map(missedIcon)).toEqual(["missed-1", "missed-9", "missed-more", "missed-more"]);
});

/** Of the usual panels those that are nearest to each other: Breeze Light and Dark of KDE. */
const panels = { light: [0xef, 0xf0, 0xf1], dark: [0x31, 0x36, 0x3b] } as const;
/** What tells something to people has to stand out so far from what is beside it (WCAG 1.4.11). */
const LEAST = 3;
const white = [255, 255, 255] as const;

function pixelsOf(name: string) {
  const picture = readPng(readFileSync(join(folder, name)));
  const places = Array.from({ length: picture.width * picture.height }, (_, index) => ({
    x: index % picture.width,
    y: Math.floor(index / picture.width),
  }));
  return places.map(({ x, y }) => {
    const [red, green, blue, alpha] = picture.at(x, y);
    const beside = [picture.at(x - 1, y), picture.at(x + 1, y), picture.at(x, y - 1), picture.at(x, y + 1)];
    const isEdge = alpha === 255 && beside.some(([, , , other]) => other < 255);
    return { colour: [red, green, blue] as const, alpha, isEdge };
  });
}

describe.each(["linux", "win32"] as const)("the icons of %s can be told", (platform) => {
  test.each(trayIcons.flatMap((icon) => [icon, `${icon}@2x` as const]))("%s", (icon) => {
    const base = trayIcons.find((each) => icon === each || icon === `${each}@2x`) ?? "available";
    const { name } = trayIconFile(base, platform);
    const pixels = pixelsOf(icon.endsWith("@2x") ? name.replace(/\.png$/, "@2x.png") : name);
    const edge = pixels.filter(({ isEdge }) => isEdge);
    expect(edge.length).toBeGreaterThan(20);
    for (const panel of Object.values(panels)) {
      const told = edge.filter(({ colour }) => contrast(colour, panel) >= LEAST);
      expect(told.length / edge.length).toBeGreaterThan(0.8);
    }
    const full = pixels.filter(({ alpha }) => alpha === 255).map(({ colour }) => colour);
    const isWhite = (colour: (typeof full)[number]): boolean => Math.min(...colour) > 200;
    const told = full.filter((colour) => contrast(colour, white) >= LEAST);
    expect(full.filter(isWhite).length).toBeGreaterThan(5);
    // The rest is where the two meet.
    expect((told.length + full.filter(isWhite).length) / full.length).toBeGreaterThan(0.6);
  });
});

test.each(trayIcons)("%s can be told in the menu bar of macOS, which paints it black or white", (icon) => {
  const drawn = pixelsOf(trayIconFile(icon, "darwin").name).filter(({ alpha }) => alpha > 0);
  for (const [ink, bar] of [
    [[0, 0, 0], panels.light],
    [white, panels.dark],
  ] as const) {
    const told = drawn.filter(({ alpha }) => contrast(over(ink, alpha / 255, bar), bar) >= LEAST);
    expect(told.length / drawn.length).toBeGreaterThan(0.5);
  }
});
