import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeOnDisplays, type Rectangle } from "../../../src/windows/window-place.ts";

const least = { width: 320, height: 480 };
const left: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const right: Rectangle = { x: 1920, y: 0, width: 1280, height: 984 };
const phone: Rectangle = { x: 100, y: 100, width: 420, height: 720 };

describe("a place that is still there is kept", () => {
  test.each([
    ["in the middle", phone],
    ["in a corner", { ...phone, x: 1500, y: 320 }],
    ["a title bar's height off the edge", { ...phone, x: -30, y: 340 }],
    ["across two displays", { ...phone, x: 1700 }],
    ["on the second display", { ...phone, x: 2000 }],
  ])("%s", (_, place) => {
    expect(placeOnDisplays(place, [left, right], least)).toEqual(place);
  });
});

describe("a place that is not is moved to the nearest display", () => {
  test.each<[string, Rectangle, readonly Rectangle[], Rectangle]>([
    ["its monitor is gone", { ...phone, x: 2000 }, [left], { ...phone, x: 1500 }],
    ["a monitor on the left is gone", { ...phone, x: -1500 }, [left], { ...phone, x: 0 }],
    ["half of it is below", { ...phone, y: 600 }, [left], { ...phone, y: 320 }],
    ["its title bar is above", { ...phone, y: -20 }, [left], { ...phone, y: 0 }],
    [
      "the display became smaller",
      { x: 0, y: 0, width: 1920, height: 1040 },
      [{ x: 0, y: 0, width: 1024, height: 740 }],
      { x: 0, y: 0, width: 1024, height: 740 },
    ],
    ["it was smaller than it may be", { ...phone, width: 50, height: 50 }, [left], { ...phone, ...least }],
    [
      "the display is smaller than the window may be",
      phone,
      [{ x: 0, y: 0, width: 300, height: 200 }],
      { x: 0, y: 0, width: 300, height: 200 },
    ],
    ["it reached into a display that is gone", { ...phone, x: 1800 }, [left], { ...phone, x: 1500 }],
  ])("%s", (_, place, areas, expected) => {
    expect(placeOnDisplays(place, areas, least)).toEqual(expected);
  });

  test("without a display there is no place", () => {
    expect(placeOnDisplays(phone, [], least)).toBeNull();
  });
});

const coordinate = fc.integer({ min: -100_000, max: 100_000 });
const area = fc.record({
  x: fc.integer({ min: -10_000, max: 10_000 }),
  y: fc.integer({ min: -10_000, max: 10_000 }),
  width: fc.integer({ min: 200, max: 8_000 }),
  height: fc.integer({ min: 200, max: 8_000 }),
});
const place = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 1, max: 100_000 }),
  height: fc.integer({ min: 1, max: 100_000 }),
});

test("whatever was remembered, the window can be reached by its title bar and seen", () => {
  fc.assert(
    fc.property(place, fc.array(area, { minLength: 1, maxLength: 5 }), (remembered, areas) => {
      const found = placeOnDisplays(remembered, areas, least);
      expect(found).not.toBeNull();
      if (found === null) return;
      const isReachable = areas.some((each) => {
        const seenWidth = Math.min(found.x + found.width, each.x + each.width) - Math.max(found.x, each.x);
        const seenHeight = Math.min(found.y + found.height, each.y + each.height) - Math.max(found.y, each.y);
        const hasTitleBar = found.y >= each.y && found.y <= each.y + each.height;
        return hasTitleBar && seenWidth >= Math.min(32, found.width) && seenHeight >= 0;
      });
      expect(isReachable).toBe(true);
    }),
  );
});

test("on one display all of it is to be seen, but for a title bar's height at the edges", () => {
  fc.assert(
    fc.property(place, area, (remembered, only) => {
      const found = placeOnDisplays(remembered, [only], { width: 1, height: 1 });
      if (found === null) throw new Error("no place");
      expect(found.x).toBeGreaterThanOrEqual(only.x - 32);
      expect(found.y).toBeGreaterThanOrEqual(only.y);
      expect(found.x + found.width).toBeLessThanOrEqual(only.x + only.width + 32);
      expect(found.y + found.height).toBeLessThanOrEqual(only.y + only.height + 32);
    }),
  );
});

test("a place that was found is found again", () => {
  fc.assert(
    fc.property(place, fc.array(area, { minLength: 1, maxLength: 5 }), (remembered, areas) => {
      const once = placeOnDisplays(remembered, areas, least);
      if (once === null) throw new Error("no place");
      const small = { width: Math.min(least.width, once.width), height: Math.min(least.height, once.height) };
      expect(placeOnDisplays(once, areas, small)).toEqual(once);
    }),
  );
});
