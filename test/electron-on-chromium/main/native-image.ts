import { readFileSync } from "node:fs";
import { parse, resolve } from "node:path";
import { strict } from "../renderer/strict.ts";
import type { Declared } from "./declared.ts";
import { strictBase } from "./events.ts";
import { type Bitmap, decodePng } from "./png.ts";

/** The file of an icon for a screen of `scale` device pixels per CSS pixel: `icon@2x.png` (skia_util.cc). */
const scales = [1, 1.25, 1.33, 1.4, 1.5, 1.8, 2, 2.5, 3, 4, 5];

interface Representation extends Bitmap {
  readonly scale: number;
}

/** @see https://www.electronjs.org/docs/latest/api/native-image */
export class NativeImage
  extends strictBase("NativeImage")
  implements Declared<Electron.NativeImage, NativeImage>
{
  readonly #representations: readonly Representation[];

  constructor(representations: readonly Representation[]) {
    super();
    this.#representations = representations;
  }

  /** The one with the most pixels: what Electron's tray shows on Linux, whatever the screen (tray_icon_linux.cc). */
  get best(): Bitmap | null {
    return this.#representations.at(-1) ?? null;
  }

  isEmpty = (): boolean => this.#representations.length === 0;

  getSize(): Electron.Size {
    const [first] = this.#representations;
    if (!first) return { width: 0, height: 0 };
    return { width: Math.round(first.width / first.scale), height: Math.round(first.height / first.scale) };
  }

  setTemplateImage(): void {} // macOS only
}

/** Reads a PNG and its siblings for other scales; a name that has a scale itself stands alone. */
function createFromPath(path: string): NativeImage {
  const { dir, name, ext } = parse(resolve(path));
  const own = /@([\d.]+)x$/.exec(name)?.[1];
  if (own !== undefined) return new NativeImage(readRepresentation(path, Number(own)));
  const siblings = scales.flatMap((scale) => readRepresentation(`${dir}/${name}@${scale}x${ext}`, scale));
  const plain = readRepresentation(path, 1);
  return new NativeImage([...plain, ...siblings]);
}

function readRepresentation(path: string, scale: number): Representation[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return []; // Electron has an empty image then
  }
  const bitmap = decodePng(bytes);
  return bitmap ? [{ ...bitmap, scale }] : [];
}

/** @throws Error in Electron's words when there is no such picture */
export function toImage(image: unknown): NativeImage {
  if (image instanceof NativeImage) return image;
  if (typeof image !== "string") throw new Error("Argument must be a file path or a NativeImage");
  const read = createFromPath(image);
  if (read.isEmpty()) throw new Error(`Failed to load image from path '${image}'`);
  return read;
}

export const nativeImage = strict("nativeImage", { createFromPath, createEmpty: () => new NativeImage([]) });
