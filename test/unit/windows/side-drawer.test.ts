import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { narrow, widen, withoutDrawer } from "../../../src/windows/side-drawer.ts";

const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
const bounds = { x: 300, y: 100, width: 420, height: 720 };
const at = (changes: Partial<typeof bounds> = {}, zoom = 1) => ({
  bounds: { ...bounds, ...changes },
  workArea,
  zoom,
});

describe("the drawer opens", () => {
  test.each([
    ["to the right, where there is room", {}, { x: 300, width: 720 }],
    ["to the left at the right edge", { x: 1500 }, { x: 1200, width: 720 }],
    ["partly to either side in between", { x: 1300 }, { x: 1200, width: 720 }],
    ["into the screen from beyond its right edge", { x: 1600 }, { x: 1300, width: 720 }],
  ])("%s", (_, changes, expected) => {
    expect(widen(at(changes))?.bounds).toEqual({ ...bounds, ...expected });
  });

  test("wider by as much as the page is zoomed", () => {
    expect(widen(at({}, 1.5))?.bounds.width).toBe(420 + 450);
  });

  test("no wider than the display", () => {
    const small = { x: 0, y: 0, width: 640, height: 480 };
    expect(widen({ bounds, workArea: small, zoom: 1 })?.bounds).toMatchObject({ x: 80, width: 640 });
  });

  test("not where the window holds it already", () => {
    expect(widen(at({ width: 500 }))).toBeNull();
    expect(widen(at({ width: 1920 }))).toBeNull();
  });

  test("not where the display has no room for it", () => {
    expect(widen({ bounds, workArea: { ...workArea, width: 480 }, zoom: 1 })).toBeNull();
  });
});

describe("the drawer closes", () => {
  const opened = widen(at());
  if (opened === null) throw new Error("not widened");
  const { widened } = opened;
  const close = (changes: Partial<typeof bounds>, zoom = 1) =>
    narrow(widened, { bounds: { ...opened.bounds, ...changes }, zoom });

  test("the width is given back", () => {
    expect(close({})).toEqual(bounds);
  });
  test("where the window has been moved to meanwhile", () => {
    expect(close({ x: 50, y: 60 })).toEqual({ ...bounds, x: 50, y: 60 });
  });
  test("the height that the user chose stays", () => {
    expect(close({ height: 900 })).toEqual({ ...bounds, height: 900 });
  });
  test("what the user made wider stays wider by as much", () => {
    expect(close({ width: 760 })).toEqual({ ...bounds, width: 460 });
  });
  test("so wide that the page would open it again at once: nothing is given back", () => {
    expect(close({ width: 900 })).toBeNull();
  });
  test("what the user made narrower, but not too narrow, gets its width from before", () => {
    expect(close({ width: 600 })).toEqual(bounds);
  });
  test("it closed because the user made the window too narrow: that size stays", () => {
    expect(close({ width: 480 })).toBeNull();
    expect(close({ width: 330 })).toBeNull();
  });
  test("it closed because the page was zoomed: the width is given back", () => {
    expect(close({}, 2)).toEqual(bounds);
  });
  test("the side where the room was taken gets it back", () => {
    const atEdge = widen(at({ x: 1500 }));
    if (atEdge === null) throw new Error("not widened");
    expect(narrow(atEdge.widened, { bounds: atEdge.bounds, zoom: 1 })).toEqual({ ...bounds, x: 1500 });
  });
});

test("opened and closed, a window is as before, and never reached beyond its display", () => {
  const window = fc.record({
    x: fc.integer({ min: -2000, max: 3000 }),
    y: fc.integer({ min: -2000, max: 3000 }),
    width: fc.integer({ min: 320, max: 2500 }),
    height: fc.integer({ min: 480, max: 2500 }),
  });
  const area = fc.record({
    x: fc.integer({ min: -3000, max: 3000 }),
    y: fc.constant(0),
    width: fc.integer({ min: 300, max: 4000 }),
    height: fc.integer({ min: 300, max: 4000 }),
  });
  fc.assert(
    fc.property(window, area, fc.double({ min: 0.5, max: 3, noNaN: true }), (before, display, zoom) => {
      const opened = widen({ bounds: before, workArea: display, zoom });
      if (opened === null) return;
      expect(opened.bounds.width).toBeGreaterThan(before.width);
      expect(opened.bounds.width).toBeLessThanOrEqual(display.width);
      const right = Math.max(before.x + before.width, display.x + display.width);
      expect(opened.bounds.x + opened.bounds.width).toBeLessThanOrEqual(
        Math.max(right, before.x + opened.bounds.width - opened.widened.shift),
      );
      expect(narrow(opened.widened, { bounds: opened.bounds, zoom })).toEqual(before);
      expect(withoutDrawer(opened.widened, opened.bounds)).toEqual(before);
    }),
  );
});

test("without a drawer the place is what it is", () => {
  expect(withoutDrawer(null, bounds)).toEqual(bounds);
});
