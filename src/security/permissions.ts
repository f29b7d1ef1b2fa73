/** What the softphone's page may use; everything else is refused, on every page. */
const WIDGET_PERMISSIONS = ["media", "speaker-selection", "notifications", "clipboard-sanitized-write"];

/**
 * Decides a permission request or check (https://www.electronjs.org/docs/latest/tutorial/security, item 5).
 *
 * @param origin of the asking frame
 * @param mediaTypes what a `media` request asks for; empty when the check does not say
 */
export function isPermitted(
  permission: string,
  origin: string,
  widgetOrigin: string,
  mediaTypes: readonly string[],
): boolean {
  if (origin !== widgetOrigin || !WIDGET_PERMISSIONS.includes(permission)) return false;
  return permission !== "media" || mediaTypes.every((type) => type === "audio");
}

interface Asking {
  /** Address of the asking frame. */
  readonly url: string;
  readonly isMainFrame: boolean;
  /** What a `media` request asks for; empty when the check does not say. */
  readonly types: readonly string[];
}

/** Decides for the shell's page that tries the microphone and the speakers: sound, for that very page alone. */
export function isAudioPermitted(
  permission: string,
  { url, isMainFrame, types }: Asking,
  page: string,
): boolean {
  if (!isMainFrame || url.split(/[?#]/, 1)[0] !== page) return false;
  if (permission === "speaker-selection") return true;
  return permission === "media" && types.every((type) => type === "audio");
}
