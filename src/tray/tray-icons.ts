/** What the icon says at a glance. */
export type TrayIcon =
  | "signed-out"
  /** Signed in, but a call would not get through. */
  | "unavailable"
  | "available"
  | "busy"
  | "do-not-disturb"
  | "ringing"
  | "on-call"
  | MissedIcon;

type MissedIcon = `missed-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | "missed-more";

const missedIcons: readonly MissedIcon[] = [
  "missed-1",
  "missed-2",
  "missed-3",
  "missed-4",
  "missed-5",
  "missed-6",
  "missed-7",
  "missed-8",
  "missed-9",
  "missed-more",
];

export const trayIcons: readonly TrayIcon[] = [
  "signed-out",
  "unavailable",
  "available",
  "busy",
  "do-not-disturb",
  "ringing",
  "on-call",
  ...missedIcons,
];

/** The icon that counts missed calls; there is one each up to nine. */
export function missedIcon(count: number): TrayIcon {
  return missedIcons[count - 1] ?? "missed-more";
}

/**
 * The file of an icon in `build/tray`, or `tray` beside another brand's file, and its size in pixels at 1x. Electron
 * finds the `@2x` file beside it by itself, and takes a name that ends in `Template` for one that macOS colours
 * (https://www.electronjs.org/docs/latest/api/native-image).
 */
export function trayIconFile(
  icon: TrayIcon,
  platform: NodeJS.Platform,
): { readonly name: string; readonly size: number } {
  if (platform === "darwin") {
    // The menu bar has room for text: one icon for any count.
    const shape = icon.startsWith("missed-") ? "missed" : icon;
    return { name: `${shape}-18Template.png`, size: 18 };
  }
  const size = platform === "win32" ? 16 : 24;
  return { name: `${icon}-${size}.png`, size };
}
