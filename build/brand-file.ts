import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Ajv } from "ajv";
import { type Brand, type BrandFile, brandOf } from "../src/brand.ts";
import { knownSchemes } from "../src/links/parse.ts";

/** A colour in the light and the dark appearance, as `#rrggbb`. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
}

/** Everything that build/brand.json says; what of it the running product needs is `BrandFile`. */
export interface BrandSource extends BrandFile {
  readonly publisher: { readonly name: string; readonly email: string };
  /** Of the packages: an SPDX expression. */
  readonly licence: string;
  /** SVG, relative to the brand file. */
  readonly icon: string;
  /** What the tray's icons show: SVG path data in a box of 24 by 24; a telephone's handset without it. */
  readonly trayGlyph?: string;
  readonly colours: {
    readonly accent: Colour;
    readonly accentOver: Colour;
    readonly accentText: Colour;
  };
  /** Where new versions are looked for: a folder on a web server, or "" for nowhere. */
  readonly updateUrl: string;
}

/** A brand with the places that belong to it. */
export interface LoadedBrand {
  readonly source: BrandSource;
  readonly brand: Brand;
  readonly file: string;
  /** Absolute path of the SVG. */
  readonly icon: string;
  /** Folder of the rendered icons, beside the brand file. */
  readonly icons: string;
  /** Folder of the tray's rendered icons, beside the brand file. */
  readonly tray: string;
}

/** What is wrong with a brand file, one sentence for each problem. */
export class BrandError extends Error {
  override name = "BrandError";
}

const buildFolder = import.meta.dirname;

/** The brand of this build: HANDSET_BRAND, or build/brand.json. */
export function brandFilePath(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.HANDSET_BRAND || resolve(buildFolder, "brand.json"));
}

/** Reads and checks a brand file. @throws BrandError when it cannot be read or breaks build/brand.schema.json */
export function loadBrand(file: string = brandFilePath()): LoadedBrand {
  const source = parseBrand(readText(file), file);
  return {
    source,
    brand: brandOf(source),
    file,
    icon: resolve(dirname(file), source.icon),
    icons: resolve(dirname(file), "icons"),
    tray: resolve(dirname(file), "tray"),
  };
}

/** @throws BrandError */
export function parseBrand(text: string, file: string): BrandSource {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BrandError(`${file} is not JSON: ${String(cause)}`, { cause });
  }
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<BrandSource>(
    JSON.parse(readText(resolve(buildFolder, "brand.schema.json"))),
  );
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message = "is wrong", params }) =>
      `${instancePath.slice(1).replaceAll("/", ".") || "the brand"} ${message}${extra(params)}`,
  );
  throw new BrandError(`${file}:\n${problems.join("\n")}`);
}

/** The schemes that an installation claims or offers: all that are understood but those of RingCentral's own apps. */
export function installedSchemes(brand: Brand): readonly string[] {
  return knownSchemes({ redirectScheme: brand.appId, linkScheme: brand.linkScheme }).filter(
    (scheme) => scheme !== "rcmobile" && scheme !== "rcapp",
  );
}

function extra(params: Readonly<Record<string, unknown>>): string {
  const name = params.additionalProperty;
  return typeof name === "string" ? `: ${name}` : "";
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new BrandError(`${file} cannot be read: ${String(cause)}`, { cause });
  }
}
