import { HIDDEN_SWITCH } from "../app/command-line.ts";
import { desktopFileName, type Launch, OWN_MARK, quoteForExec } from "../links/desktop-entry.ts";

/** Each profile starts by itself. */
export function autostartFileName(shortName: string, profile: string | null): string {
  return desktopFileName(profile === null ? shortName : `${shortName}-${profile.toLowerCase()}`);
}

/**
 * The file that starts Handset when its user logs in to a Linux desktop.
 *
 * @see Desktop Application Autostart Specification 0.5; `TryExec` keeps a deleted AppImage from being tried
 */
export function autostartEntry(
  of: { readonly productName: string; readonly summary: string },
  launch: Launch,
): string {
  const exec = [launch.program, ...launch.args, HIDDEN_SWITCH].map(quoteForExec).join(" ");
  return [
    "[Desktop Entry]",
    "Type=Application",
    `Name=${of.productName}`,
    `Comment=${of.summary}`,
    `TryExec=${launch.program.replaceAll("\\", "\\\\")}`,
    `Exec=${exec}`,
    "Terminal=false",
    "X-GNOME-Autostart-enabled=true",
    OWN_MARK,
    "",
  ].join("\n");
}

/** What a user's file says to keep an administrator's of the same name from starting anything (`Hidden`). */
export function refusedAutostartEntry(productName: string): string {
  return ["[Desktop Entry]", "Type=Application", `Name=${productName}`, "Hidden=true", OWN_MARK, ""].join(
    "\n",
  );
}

/** Whether the desktop starts what the entry names; desktops switch one off by either key. */
export function isAutostarted(entry: string): boolean {
  const lines = entry.split(/\r?\n/).map((line) => line.trim().toLowerCase());
  return !lines.includes("hidden=true") && !lines.includes("x-gnome-autostart-enabled=false");
}

export function isWrittenForLogin(entry: string): boolean {
  return entry.split(/\r?\n/).includes(OWN_MARK);
}
