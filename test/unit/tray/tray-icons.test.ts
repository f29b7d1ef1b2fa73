import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadBrand } from "../../../build/brand-file.ts";
import { trayDrawings, traySource } from "../../../build/tray-drawings.ts";
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
        expect(colours).toContain(own.source.colours.accent.light);
        expect(colours).not.toContain(other.source.colours.accent.light);
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
