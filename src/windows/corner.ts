/** A rectangle in device-independent pixels of the whole desktop, as Electron's `Rectangle`. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Size = Pick<Area, "width" | "height">;

/** What is needed of Electron's `Display`; on scaled displays both count in device-independent pixels. */
export interface DisplayArea {
  readonly bounds: Area;
  /** Without panels, docks and menu bars. */
  readonly workArea: Area;
}

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

export interface Standing {
  readonly display: DisplayArea;
  readonly corner: Corner;
}

/** Distance from the edges of the work area, where there is room for it. */
const MARGIN = 16;

/**
 * The corner that a place is nearest to, on the display it is nearest to: a monitor that is gone is thereby replaced by
 * its neighbour.
 *
 * @param fallback where the system names no displays
 */
export function nearestStanding(
  place: Area,
  displays: readonly DisplayArea[],
  fallback: DisplayArea,
): Standing {
  const middle = centreOf(place);
  const display = displays.reduce(
    (best, each) => (distance(middle, each.bounds) < distance(middle, best.bounds) ? each : best),
    displays[0] ?? fallback,
  );
  const centre = centreOf(display.workArea);
  const side = middle.x < centre.x ? "left" : "right";
  return { display, corner: middle.y < centre.y ? `top-${side}` : `bottom-${side}` };
}

/**
 * Where a window of that size stands in its corner: never beyond the work area, and smaller than asked for where that
 * is smaller. A window that grows does so away from its corner.
 */
export function boundsAt({ display, corner }: Standing, size: Size): Area {
  const { workArea } = display;
  const across = placed(workArea.x, workArea.width, size.width, corner.endsWith("left"));
  const down = placed(workArea.y, workArea.height, size.height, corner.startsWith("top"));
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

export function isSameStanding(one: Standing, other: Standing): boolean {
  return one.corner === other.corner && isSameArea(one.display.bounds, other.display.bounds);
}

export function isSameArea(one: Area, other: Area): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

function placed(start: number, room: number, wanted: number, atStart: boolean) {
  const length = Math.min(Math.round(wanted), room);
  const margin = Math.min(MARGIN, Math.floor((room - length) / 2));
  return { start: atStart ? start + margin : start + room - length - margin, length };
}

function centreOf({ x, y, width, height }: Area) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Zero for a point within the area. */
function distance(point: { readonly x: number; readonly y: number }, area: Area): number {
  const across = Math.max(area.x - point.x, 0, point.x - (area.x + area.width));
  const down = Math.max(area.y - point.y, 0, point.y - (area.y + area.height));
  return Math.hypot(across, down);
}
