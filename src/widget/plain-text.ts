const MAX_TEXT = 200;

/** A short string without control characters; null for anything else and for the empty string. */
export function plainText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const clean = value.replace(/\p{C}/gu, "").slice(0, MAX_TEXT);
  return clean === "" ? null : clean;
}
