/** The `.desktop` file by which a Linux desktop knows Handset, and what can be read from those of others. */

/** How the system starts Handset: a program and the arguments in front of the link. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
}

/** Tells the file that Handset wrote for its user from the one of a package, which is not Handset's to change. */
export const OWN_MARK = "X-Softphone-Written=true";

/** `.desktop` file ids are how Linux names applications; packages use the same. */
export function desktopFileName(shortName: string): string {
  return `${shortName}.desktop`;
}

/**
 * @param schemes what the entry offers to open, without the colon
 * @see Desktop Entry Specification 1.5; `TryExec` hides the entry once the program is gone, as a deleted AppImage is
 */
export function desktopEntry(
  of: { readonly productName: string; readonly shortName: string; readonly summary: string },
  launch: Launch,
  schemes: readonly string[],
): string {
  const exec = [launch.program, ...launch.args].map(quoteForExec).join(" ");
  const mimeTypes = schemes.map((scheme) => `${mimeType(scheme)};`).join("");
  return [
    "[Desktop Entry]",
    "Type=Application",
    `Name=${of.productName}`,
    `Comment=${of.summary}`,
    `TryExec=${launch.program.replaceAll("\\", "\\\\")}`,
    `Exec=${exec} %u`,
    "Terminal=false",
    "Categories=Network;Telephony;",
    `MimeType=${mimeTypes}`,
    // Electron's windows carry the name of the `.desktop` file, without its ending.
    `StartupWMClass=${of.shortName}`,
    OWN_MARK,
    "",
  ].join("\n");
}

/** The media type that stands for a scheme in `.desktop` and `mimeapps.list` files. */
export function mimeType(scheme: string): string {
  return `x-scheme-handler/${scheme}`;
}

/** Whether Handset wrote the entry, at an earlier start and perhaps from another place. */
export function isWrittenByHandset(entry: string): boolean {
  return mainGroup(entry).includes(OWN_MARK);
}

const MAX_NAME_LENGTH = 60;

/** The program's name as its entry has it, safe to show; null where there is none. */
export function programName(entry: string): string | null {
  const name = fieldOf(entry, "Name")
    ?.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  if (name === undefined || name === "") return null;
  return name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
}

/** Whether the entry offers to open links of the scheme. */
export function opensScheme(entry: string, scheme: string): boolean {
  if (fieldOf(entry, "Hidden") === "true") return false;
  return (fieldOf(entry, "MimeType") ?? "").split(";").includes(mimeType(scheme));
}

function fieldOf(entry: string, key: string): string | null {
  const line = mainGroup(entry).find((each) => each.startsWith(`${key}=`));
  return line?.slice(key.length + 1) ?? null;
}

/** The lines of `[Desktop Entry]`; other groups, such as actions, have names of their own. */
function mainGroup(entry: string): readonly string[] {
  const lines = entry.split(/\r?\n/).map((line) => line.trim());
  const start = lines.indexOf("[Desktop Entry]");
  if (start === -1) return [];
  const end = lines.findIndex((line, index) => index > start && line.startsWith("["));
  return lines.slice(start + 1, end === -1 ? lines.length : end);
}

/**
 * Desktop Entry Specification, "The Exec key": quoted arguments escape four characters with a backslash, which
 * the string type of the file then doubles; a percent sign is a field code. What needs no quotes gets none:
 * xdg-open outside of a desktop environment splits the line at blanks and knows no quoting.
 */
export function quoteForExec(argument: string): string {
  const text = argument.replaceAll("%", "%%");
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(argument)) return text;
  return `"${text.replace(/["`$\\]/g, "\\$&")}"`.replaceAll("\\", "\\\\");
}
