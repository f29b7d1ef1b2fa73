import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadBrand } from "../../../build/brand-file.ts";
import { contrast, hex, luminance, over } from "../../../build/contrast.ts";
import { standingOut, trayDrawings, traySource } from "../../../build/tray-drawings.ts";
import { missedIcon, type TrayIcon, trayIconFile, trayIcons } from "../../../src/tray/tray-icons.ts";
import { decodePng } from "../../electron-on-chromium/main/png.ts";
import { root } from "../../tools/repository.ts";

const folder = join(import.meta.dirname, "../../../build/tray");

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
const panels = { light: "#eff0f1", dark: "#31363b" } as const;
/** What tells something to people has to stand out so far from what is beside it (WCAG 1.4.11). */
const LEAST = 3;
const white = "#ffffff";

function pixelsOf(name: string) {
  const picture = decodePng(readFileSync(join(folder, name)));
  if (picture === null) throw new Error(`${name} is no PNG`);
  const { width, height, rgba } = picture;
  const alphaAt = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (rgba[(y * width + x) * 4 + 3] ?? 0);
  return Array.from({ length: width * height }, (_, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    const beside = [alphaAt(x - 1, y), alphaAt(x + 1, y), alphaAt(x, y - 1), alphaAt(x, y + 1)];
    const alpha = alphaAt(x, y);
    const colour = hex(rgba.subarray(index * 4, index * 4 + 3));
    return { colour, alpha, isEdge: alpha === 255 && beside.some((other) => other < 255) };
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
    const isWhite = (colour: string): boolean => luminance(colour) > 0.6;
    const told = full.filter((colour) => contrast(colour, white) >= LEAST);
    expect(full.filter(isWhite).length).toBeGreaterThan(5);
    // The rest is where the two meet.
    expect((told.length + full.filter(isWhite).length) / full.length).toBeGreaterThan(0.6);
  });
});

test.each(trayIcons)("%s can be told in the menu bar of macOS, which paints it black or white", (icon) => {
  const drawn = pixelsOf(trayIconFile(icon, "darwin").name).filter(({ alpha }) => alpha > 0);
  for (const [ink, bar] of [
    ["#000000", panels.light],
    [white, panels.dark],
  ] as const) {
    const told = drawn.filter(({ alpha }) => contrast(over(ink, alpha / 255, bar), bar) >= LEAST);
    expect(told.length / drawn.length).toBeGreaterThan(0.5);
  }
});

describe("the icons of a brand", () => {
  const first = loadBrand(join(root, "build/brand.json"));
  const second = loadBrand(join(root, "test/second-brand/brand.json"));
  /** The colours of an icon's opaque pixels. */
  const coloursOf = (folder: string, icon: TrayIcon): ReadonlySet<string> => {
    const name = trayIconFile(icon, "linux").name.replace(/\.png$/, "@2x.png");
    const rgba = decodePng(readFileSync(join(folder, name)))?.rgba ?? Buffer.alloc(0);
    const colours = new Set<string>();
    for (let at = 0; at < rgba.length; at += 4)
      if (rgba[at + 3] === 255) colours.add(`#${rgba.subarray(at, at + 3).toString("hex")}`);
    return colours;
  };

  test.each([first, second])("are rendered from the brand that is there: $brand.name", (loaded) => {
    expect(readFileSync(join(loaded.tray, "source"), "utf8")).toBe(traySource(loaded.source));
    expect(readdirSync(loaded.tray).sort()).toEqual(
      [...trayDrawings(loaded.source).map(({ name }) => name), "source"].sort(),
    );
  });

  test("have the brand's colour while it rings and on a call, and no other's", () => {
    for (const icon of ["ringing", "on-call"] as const) {
      for (const [own, other] of [[first, second] as const, [second, first] as const]) {
        const colours = coloursOf(own.tray, icon);
        expect(colours).toContain(standingOut(own.source.colours.accent.light));
        expect(colours).not.toContain(standingOut(other.source.colours.accent.light));
      }
    }
  });

  test("show the brand's glyph, or a handset where it has none", () => {
    for (const icon of trayIcons) {
      // A bar on a red disc says the same in every brand.
      if (icon === "do-not-disturb") continue;
      const { name } = trayIconFile(icon, "linux");
      expect(readFileSync(join(first.tray, name)).equals(readFileSync(join(second.tray, name))), icon).toBe(
        false,
      );
    }
    const svg = (look: typeof first.source): string =>
      trayDrawings(look)
        .map((each) => each.svg)
        .join("");
    expect(svg(second.source)).toContain(second.source.trayGlyph);
    expect(svg(second.source)).not.toContain("M-168 56");
    expect(svg(first.source)).toContain("M-168 56");
  });
});
