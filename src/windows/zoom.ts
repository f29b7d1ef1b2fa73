/** The steps of Chromium's own menu, in percent. */
const STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;
const [SMALLEST] = STEPS;
const LARGEST = STEPS[STEPS.length - 1] ?? 300;
/** Each level is this much larger than the one before (Electron's documentation of `setZoomLevel`). */
const LEVEL = 1.2;

export type ZoomChange = "in" | "out" | "reset";

/** Level 0 is factor 1; a level outside of 50 to 300 percent counts as the nearest within. */
export function zoomFactor(level: number): number {
  return LEVEL ** limitedLevel(level);
}

/** The level nearest to the given one that is within 50 and 300 percent. */
export function limitedLevel(level: number): number {
  return Math.max(levelOf(SMALLEST), Math.min(level, levelOf(LARGEST)));
}

/** The level after a change: the next step from wherever it is now, and the same where there is none. */
export function changedLevel(level: number, change: ZoomChange): number {
  const percent = Math.round(zoomFactor(level) * 100);
  switch (change) {
    case "in":
      return levelOf(STEPS.find((step) => step > percent) ?? LARGEST);
    case "out":
      return levelOf(STEPS.findLast((step) => step < percent) ?? SMALLEST);
    case "reset":
      return 0;
  }
}

function levelOf(percent: number): number {
  return percent === 100 ? 0 : Math.log(percent / 100) / Math.log(LEVEL);
}
