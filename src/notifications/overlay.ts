interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Four bytes for each pixel: blue, green, red, alpha. */
  readonly pixels: Buffer;
}

/** The size that Windows draws over a task bar entry (Electron's manual, `setOverlayIcon`). */
const SIZE = 16;
const RADIUS = 6;
const RED = [0x2b, 0x2b, 0xd9] as const;

/** A red dot for the task bar of Windows; the number itself would be too small to read. */
export function overlayDot(): Bitmap {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  const middle = (SIZE - 1) / 2;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const distance = Math.hypot(x - middle, y - middle);
      // One pixel of edge, so that the dot is round.
      const alpha = Math.round(255 * Math.min(1, Math.max(0, RADIUS + 0.5 - distance)));
      // Colours come multiplied by their alpha.
      pixels.set([...RED.map((value) => Math.round((value * alpha) / 255)), alpha], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, pixels };
}
