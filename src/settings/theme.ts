import type { Settings } from "./settings.ts";
import type { SettingsStore } from "./store.ts";

/** Brings the chosen theme to every window, now and after each change. */
export function followTheme(
  settings: Pick<SettingsStore, "get" | "onChanged">,
  apply: (theme: Settings["theme"]) => void,
): void {
  apply(settings.get().theme);
  settings.onChanged((now, before) => {
    if (now.theme !== before.theme) apply(now.theme);
  });
}
