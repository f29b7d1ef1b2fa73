import { existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Plugin } from "vite";
import type { Colour, LoadedBrand } from "./brand-file.ts";
import { trayDrawings } from "./tray-drawings.ts";

/**
 * Builds the brand in: its file and its icon in place of build/brand.json and build/icon.svg, its colours into the
 * pages' style sheet.
 */
export function brandPlugin({ file, icon, source: { colours } }: LoadedBrand): Plugin {
  const replaced: Readonly<Record<string, string>> = { "/build/brand.json": file, "/build/icon.svg": icon };
  const styleSheet = join("renderer", "shared", "shell.css").replaceAll(sep, "/");
  return {
    name: "brand",
    enforce: "pre",
    resolveId: (id) => {
      const [path = "", query] = id.split("?");
      const own = Object.keys(replaced).find((each) => path.endsWith(each));
      if (own === undefined) return null;
      return `${replaced[own]}${query === undefined ? "" : `?${query}`}`;
    },
    transform: (code, id) => (id.split("?")[0]?.endsWith(styleSheet) ? code + brandStyle(colours) : null),
  };
}

/** Puts the brand's icons of the tray beside the pages, where src/tray looks for them. @throws Error when one is missing */
export function trayPlugin({ source, tray }: LoadedBrand): Plugin {
  return {
    name: "tray-icons",
    apply: "build",
    generateBundle() {
      for (const { name } of trayDrawings(source)) {
        const file = join(tray, name);
        if (!existsSync(file)) this.error(`${file} is missing. Run npm run icons for this brand.`);
        this.emitFile({ type: "asset", fileName: `tray/${name}`, source: readFileSync(file) });
      }
    },
  };
}

/** The tokens of renderer/shared/shell.css that are the brand's. */
export function brandStyle(colours: LoadedBrand["source"]["colours"]): string {
  const both = ({ light, dark }: Colour): string => `light-dark(${light}, ${dark})`;
  return `
:root {
  --accent: ${both(colours.accent)};
  --accent-over: ${both(colours.accentOver)};
  --focus: ${both(colours.accentText)};
  --info-text: ${both(colours.accentText)};
}
`;
}
