import { beforeEach, describe, expect, test } from "vitest";
import type { DisplayArea } from "../../../src/windows/corner.ts";
import { createCornerKeeper } from "../../../src/windows/corner-keeper.ts";
import type { WindowPlace } from "../../../src/windows/window-memory.ts";

const display = (x: number): DisplayArea => {
  const bounds = { x, y: 0, width: 1000, height: 800 };
  return { bounds, workArea: bounds };
};
const [left, right] = [display(0), display(1000)];
const size = { width: 300, height: 200 };

let displays: DisplayArea[];
let withPointer: DisplayArea;
let kept: Map<string, WindowPlace>;
const keeper = () =>
  createCornerKeeper({
    name: "call-popup",
    memory: { get: (name) => kept.get(name) ?? null, set: (name, place) => void kept.set(name, place) },
    displays: () => displays,
    usual: () => ({ display: withPointer, corner: "top-right" }),
  });
beforeEach(() => {
  displays = [left, right];
  withPointer = left;
  kept = new Map();
});

describe("a window that keeps its corner", () => {
  test("opens in the usual one, and stays while the pointer goes elsewhere", () => {
    const popup = keeper();
    expect(popup.boundsFor(size)).toEqual({ x: 684, y: 16, ...size });
    withPointer = right;
    expect(popup.boundsFor({ ...size, height: 400 })).toEqual({ x: 684, y: 16, width: 300, height: 400 });
    popup.closed();
    expect(popup.boundsFor(size).x).toBe(1684);
    expect(kept.size).toBe(0);
  });

  test("goes to the corner it is dragged to, also the next time and in the next run", () => {
    const popup = keeper();
    popup.boundsFor(size);
    popup.moved({ x: 1100, y: 500, ...size });
    expect(popup.boundsFor(size)).toEqual({ x: 1016, y: 584, ...size });
    popup.closed();
    expect(popup.boundsFor(size)).toEqual({ x: 1016, y: 584, ...size });
    expect(keeper().boundsFor(size)).toEqual({ x: 1016, y: 584, ...size });
  });

  test("a monitor that is gone is not forgotten", () => {
    const popup = keeper();
    popup.boundsFor(size);
    popup.moved({ x: 1700, y: 500, ...size });
    displays = [left];
    const there = popup.boundsFor(size);
    expect(there).toEqual({ x: 684, y: 584, ...size });
    popup.moved(there);
    displays = [left, right];
    popup.closed();
    expect(popup.boundsFor(size)).toEqual({ x: 1684, y: 584, ...size });
  });

  test("follows a monitor whose panels change, and keeps the zoom that others remember", () => {
    const popup = keeper();
    kept.set("call-popup", { x: 0, y: 0, ...size, maximized: false, zoomLevel: 2 });
    popup.boundsFor(size);
    displays = [{ ...left, workArea: { x: 50, y: 0, width: 950, height: 800 } }];
    expect(popup.boundsFor(size).x).toBe(66);
    popup.moved({ x: 700, y: 0, ...size });
    expect(kept.get("call-popup")).toMatchObject({ x: 684, y: 16, zoomLevel: 2 });
  });
});
