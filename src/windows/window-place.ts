/** In device-independent pixels of the whole desktop, whose origin is the primary display's corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** As much of a window may be off the screen and it still counts as being where the user has put it. */
const TITLE_BAR = 32;

/**
 * Where a remembered window goes now. It goes where it was while its title bar can be reached there and no more
 * than the height of a title bar is off the screen; else it is moved, and made smaller where it must be, onto the
 * display that is nearest to where it was.
 *
 * @param workAreas of the displays there are now, without task bars and docks
 * @param least the smallest that the window may be, where the display allows it
 * @returns null where there is no display
 */
export function placeOnDisplays(
  remembered: Rectangle,
  workAreas: readonly Rectangle[],
  least: Size,
): Rectangle | null {
  const wanted = {
    x: remembered.x,
    y: remembered.y,
    width: Math.max(remembered.width, least.width),
    height: Math.max(remembered.height, least.height),
  };
  if (isWhereItCanBe(wanted, workAreas)) return wanted;
  const nearest = nearestArea(wanted, workAreas);
  return nearest === null ? null : within(wanted, nearest);
}

/** Moves the rectangle into the area; what is larger than it gets its size. */
function within(rectangle: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(rectangle.width, area.width);
  const height = Math.min(rectangle.height, area.height);
  return {
    x: clamp(rectangle.x, area.x, area.x + area.width - width),
    y: clamp(rectangle.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

/** A window may reach over several displays, so each of its corners has to be on some display. */
function isWhereItCanBe({ x, y, width, height }: Rectangle, areas: readonly Rectangle[]): boolean {
  const left = x + TITLE_BAR;
  const right = x + width - TITLE_BAR;
  const bottom = y + height - TITLE_BAR;
  // The title bar itself has to be there: a window is moved by it.
  const corners = [
    [left, y],
    [right, y],
    [left, bottom],
    [right, bottom],
  ] as const;
  return corners.every(([cornerX, cornerY]) => areas.some((area) => holds(area, cornerX, cornerY)));
}

function holds({ x, y, width, height }: Rectangle, pointX: number, pointY: number): boolean {
  return pointX >= x && pointX <= x + width && pointY >= y && pointY <= y + height;
}

/** The area that shows most of the rectangle, or where it shows nowhere, the one with the shortest way to it. */
function nearestArea(rectangle: Rectangle, areas: readonly Rectangle[]): Rectangle | null {
  let best: Rectangle | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const area of areas) {
    const score = common(rectangle, area) || -distance(rectangle, area);
    if (score > bestScore) {
      best = area;
      bestScore = score;
    }
  }
  return best;
}

/** Square pixels that both have. */
function common(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Between their middles. */
function distance(one: Rectangle, other: Rectangle): number {
  return Math.hypot(
    one.x + one.width / 2 - other.x - other.width / 2,
    one.y + one.height / 2 - other.y - other.height / 2,
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
