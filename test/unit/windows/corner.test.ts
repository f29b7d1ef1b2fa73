import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Area, boundsAt, type DisplayArea, nearestStanding } from "../../../src/windows/corner.ts";

const display = (x: number, y: number, width: number, height: number, panel = 40): DisplayArea => ({
  bounds: { x, y, width, height },
  workArea: { x, y: y + panel, width, height: height - panel },
});
const left = display(0, 0, 1920, 1080);
const right = display(1920, -200, 2560, 1440);
const size = { width: 360, height: 200 };

const isWithin = (inner: Area, outer: Area): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe("the corner that a place is nearest to", () => {
  test.each<[string, Area, DisplayArea, string]>([
    ["in the middle of a quarter", { x: 1300, y: 100, ...size }, left, "top-right"],
    ["down on the left", { x: 10, y: 900, ...size }, left, "bottom-left"],
    ["on the other monitor, above the first", { x: 2000, y: -180, ...size }, right, "top-left"],
    ["across the edge of two monitors", { x: 1800, y: 900, ...size }, right, "bottom-left"],
    ["where a monitor was", { x: -900, y: 1000, ...size }, left, "bottom-left"],
    ["far away", { x: 90_000, y: -90_000, ...size }, right, "top-right"],
  ])("%s", (_, place, on, corner) => {
    expect(nearestStanding(place, [left, right], left)).toEqual({ display: on, corner });
  });

  test("without displays it is one of the fallback's", () => {
    expect(nearestStanding({ x: 0, y: 0, ...size }, [], right).display).toBe(right);
  });
});

describe("where a window stands in its corner", () => {
  test("beside the edges of the work area", () => {
    expect(boundsAt({ display: left, corner: "top-right" }, size)).toEqual({ x: 1544, y: 56, ...size });
    expect(boundsAt({ display: right, corner: "bottom-left" }, size)).toEqual({ x: 1936, y: 1024, ...size });
  });

  test("it grows away from the corner", () => {
    const taller = { ...size, height: 600 };
    expect(boundsAt({ display: left, corner: "top-left" }, taller).y).toBe(56);
    const { y, height } = boundsAt({ display: left, corner: "bottom-left" }, taller);
    expect(y + height).toBe(1080 - 16);
  });

  test("one that is larger than the work area is as large as that", () => {
    const small = display(0, 0, 320, 240, 0);
    expect(boundsAt({ display: small, corner: "bottom-right" }, { width: 360, height: 900 })).toEqual(
      small.workArea,
    );
  });
});

const areas = fc.record({
  x: fc.integer({ min: -20_000, max: 20_000 }),
  y: fc.integer({ min: -20_000, max: 20_000 }),
  width: fc.integer({ min: 1, max: 8_000 }),
  height: fc.integer({ min: 1, max: 8_000 }),
});
const displays = fc
  .record({ bounds: areas, panels: fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300)) })
  .map(({ bounds, panels: [top, bottom, before, behind] }): DisplayArea => {
    const across = Math.min(before, bounds.width - 1);
    const down = Math.min(top, bounds.height - 1);
    return {
      bounds,
      workArea: {
        x: bounds.x + across,
        y: bounds.y + down,
        width: Math.max(1, bounds.width - across - behind),
        height: Math.max(1, bounds.height - down - bottom),
      },
    };
  });
// Scaled displays give halves and thirds of device-independent pixels.
const sizes = fc.record({
  width: fc.double({ min: 1, max: 5_000, noNaN: true }),
  height: fc.double({ min: 1, max: 5_000, noNaN: true }),
});

test("a window always stands within the work area of one of the displays, wherever it was", () => {
  fc.assert(
    fc.property(
      areas,
      fc.array(displays, { maxLength: 4 }),
      displays,
      sizes,
      (place, all, fallback, wanted) => {
        const standing = nearestStanding(place, all, fallback);
        const bounds = boundsAt(standing, wanted);
        expect([...all, fallback]).toContain(standing.display);
        expect(isWithin(bounds, standing.display.workArea)).toBe(true);
        expect(Object.values(bounds).every(Number.isInteger)).toBe(true);
      },
    ),
  );
});

test("one that stays on its display stays in its corner", () => {
  fc.assert(
    fc.property(
      displays,
      sizes,
      fc.constantFrom("top-left", "top-right", "bottom-left", "bottom-right"),
      (on, wanted, corner) => {
        // One that fills more than half is near to both.
        fc.pre(wanted.width * 2 + 64 < on.workArea.width && wanted.height * 2 + 64 < on.workArea.height);
        expect(nearestStanding(boundsAt({ display: on, corner }, wanted), [on], on)).toEqual({
          display: on,
          corner,
        });
      },
    ),
  );
});
