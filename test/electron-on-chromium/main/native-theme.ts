import { strict } from "../renderer/strict.ts";
import { WebContents } from "./web-contents.ts";

type ThemeSource = Electron.NativeTheme["themeSource"];
const sources: readonly unknown[] = ["system", "light", "dark"] satisfies ThemeSource[];
let source: ThemeSource = "system";

/**
 * `prefers-color-scheme` of every page.
 *
 * @see https://www.electronjs.org/docs/latest/api/native-theme
 */
export const nativeTheme: Pick<Electron.NativeTheme, "themeSource"> = strict("nativeTheme", {
  get themeSource(): ThemeSource {
    return source;
  },
  set themeSource(wanted: ThemeSource) {
    if (!sources.includes(wanted)) throw new TypeError("Error processing argument: themeSource");
    if (wanted === source) return;
    source = wanted;
    WebContents.preferColours(wanted === "system" ? "" : wanted);
  },
});
