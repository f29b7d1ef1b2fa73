import type { Rectangle } from "./window-place.ts";

/**
 * Embeddable 3.x can open a drawer beside its phone and posts `rc-adapter-side-drawer-open-notify` then; a host page
 * widens its frame from 300 to 600 pixels (`_checkSideDrawerOpen` in its src/modules/Adapter/index.js).
 */
const DRAWER_WIDTH = 300;
/**
 * From this width on the page opens the drawer by itself at each change of size, and below it closes it
 * (`handleResize` in its src/modules/SideDrawerUI). A window that is as wide without being widened is left alone.
 */
const HOLDS_DRAWER_FROM = 500;

/** How the window was widened, in device-independent pixels; null while it is not. */
export interface Widened {
  /** Width before. */
  readonly from: number;
  /** Width that it was given. */
  readonly to: number;
  /** How far its left edge was moved to the left. */
  readonly shift: number;
  /** The width below which the page closed its drawer by itself, as long as its zoom was the same. */
  readonly holdsFrom: number;
}

export interface DrawerWindow {
  readonly bounds: Rectangle;
  /** Of the display that the window is on. */
  readonly workArea: Rectangle;
  /** 1 is 100 %. */
  readonly zoom: number;
}

/**
 * How to widen a window for the drawer: to the right where there is room, else to the left.
 *
 * @returns null where the window holds the drawer already, or cannot be made wide enough to
 */
export function widen({ bounds, workArea, zoom }: DrawerWindow): {
  readonly bounds: Rectangle;
  readonly widened: Widened;
} | null {
  const width = Math.min(bounds.width + Math.round(DRAWER_WIDTH * zoom), workArea.width);
  const holdsFrom = HOLDS_DRAWER_FROM * zoom;
  if (bounds.width >= holdsFrom || width < holdsFrom) return null;
  const added = width - bounds.width;
  const roomRight = workArea.x + workArea.width - (bounds.x + bounds.width);
  const shift = Math.max(0, Math.min(added - roomRight, bounds.x - workArea.x, added));
  return {
    bounds: { ...bounds, x: bounds.x - shift, width },
    widened: { from: bounds.width, to: width, shift, holdsFrom },
  };
}

/**
 * The bounds after the drawer has closed: the width is given back, on the side where it was taken. What the user did
 * to the size meanwhile is kept: what was made wider stays wider by as much, what was made too narrow for the drawer
 * stays as it is.
 *
 * @returns null where nothing is to be given back
 */
export function narrow(
  { from, to, shift, holdsFrom }: Widened,
  { bounds, zoom }: Pick<DrawerWindow, "bounds" | "zoom">,
): Rectangle | null {
  if (bounds.width < holdsFrom) return null;
  const width = bounds.width >= to ? bounds.width - (to - from) : from;
  // The page would open its drawer again.
  if (width >= HOLDS_DRAWER_FROM * zoom) return null;
  return { ...bounds, x: bounds.x + Math.min(shift, bounds.width - width), width };
}

/** Where the window is without the drawer: what is worth remembering. */
export function withoutDrawer(widened: Widened | null, bounds: Rectangle): Rectangle {
  if (widened === null) return bounds;
  const width = Math.max(widened.from, bounds.width - (widened.to - widened.from));
  return width >= bounds.width ? bounds : { ...bounds, x: bounds.x + widened.shift, width };
}
