interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Four bytes for each pixel: blue, green, red, alpha. */
  readonly pixels: Buffer;
}

/** The size that Windows draws over a task bar entry (Electron's manual, `setOverlayIcon`). */
const SIZE = 16;
const RADIUS = 7.5;
const RED = [0x2b, 0x2b, 0xd9] as const;
const WHITE = [0xff, 0xff, 0xff] as const;

/** The digits from 1 to 9, three pixels wide and five high; they are drawn twice as large. */
const DIGITS: readonly (readonly string[])[] = [
  [".#.", "##.", ".#.", ".#.", "###"],
  ["###", "..#", "###", "#..", "###"],
  ["###", "..#", "###", "..#", "###"],
  ["#.#", "#.#", "###", "..#", "..#"],
  ["###", "#..", "###", "..#", "###"],
  ["###", "#..", "###", "#.#", "###"],
  ["###", "..#", ".#.", ".#.", ".#."],
  ["###", "#.#", "###", "#.#", "###"],
  ["###", "#.#", "###", "..#", "###"],
];
const NINE_PLUS: readonly string[] = [
  "#####....",
  "##.##....",
  "##.##..#.",
  "#####.###",
  "...##..#.",
  "...##....",
  "#####....",
];

/** A red disc with the count in white, "9+" above nine, for the task bar of Windows. */
export function overlayCount(count: number): Bitmap {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  const isInk = inkOf(count);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const alpha = discAlpha(x, y);
      // Colours come multiplied by their alpha.
      const colour = (isInk(x, y) ? WHITE : RED).map((value) => Math.round((value * alpha) / 255));
      pixels.set([...colour, alpha], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, pixels };
}

/** One pixel of edge, so that the disc is round. */
function discAlpha(x: number, y: number): number {
  const middle = (SIZE - 1) / 2;
  const distance = Math.hypot(x - middle, y - middle);
  return Math.round(255 * Math.min(1, Math.max(0, RADIUS + 0.5 - distance)));
}

/** Which pixels are those of the count, in the middle of the disc. */
function inkOf(count: number): (x: number, y: number) => boolean {
  const digit = DIGITS[count - 1];
  const [rows, scale] = digit === undefined ? [NINE_PLUS, 1] : [digit, 2];
  const left = Math.floor((SIZE - (rows[0]?.length ?? 0) * scale) / 2);
  const top = Math.floor((SIZE - rows.length * scale) / 2);
  return (x, y) => rows[Math.floor((y - top) / scale)]?.[Math.floor((x - left) / scale)] === "#";
}
