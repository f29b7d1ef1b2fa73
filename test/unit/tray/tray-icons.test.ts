import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missedIcon, trayIconFile, trayIcons } from "../../../src/tray/tray-icons.ts";

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
