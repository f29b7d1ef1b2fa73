import { isRecord } from "../app/json.ts";

const MAX_LENGTH = 4_000;

/**
 * What a publisher says about a version, as plain text: a text, or texts with a version each (electron-updater's
 * `releaseNotes`). Tags of HTML are taken out, and what no text has any use for; it is shown as text all the same.
 */
export function releaseNotes(value: unknown): string {
  if (typeof value === "string") return plain(value);
  if (!Array.isArray(value)) return "";
  return plain(
    value
      .filter(isRecord)
      .map(({ version, note }) => `${text(version)}\n${text(note)}`)
      .join("\n\n"),
  );
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function plain(value: string): string {
  const clean = value
    .slice(0, 10 * MAX_LENGTH)
    .replace(/\r\n?/g, "\n")
    .replace(/<(br|\/p|\/li|\/h\d)\b[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    // Control characters, and those that turn the direction of text around; line breaks and tabs stay.
    .replace(/[^\P{C}\n\t]/gu, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
}
