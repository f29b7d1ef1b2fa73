import { join, sep } from "node:path";
import type { Plugin } from "vite";
import type { Colour, LoadedBrand } from "./brand-file.ts";

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
