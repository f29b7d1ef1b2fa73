import { createHash } from "node:crypto";

/** Edge lengths in pixels: the freedesktop icon theme's for Linux, Windows' up to 256, macOS' up to 1024. */
export const ICON_SIZES: readonly number[] = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256, 512, 1024];

/** electron-builder reads the size of a Linux icon from its name. */
export function iconFileName(size: number): string {
  return `${size}x${size}.png`;
}

/** Kept beside the rendered icons, so that a check sees when the SVG has changed since. */
export function iconSource(svg: string): string {
  return `${createHash("sha256").update(svg).digest("hex")}\n`;
}
