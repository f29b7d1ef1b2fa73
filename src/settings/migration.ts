/** Turns the settings of one version into those of the next; fields that it does not know stay as they are. */
export type Migration = (settings: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * One step for each change of the file's form, oldest first; the file keeps how many of them it has seen. A step
 * that has been released is never changed again.
 */
export const migrations: readonly Migration[] = [];

/** Where the file keeps its version; not a setting. */
export const VERSION_FIELD = "settingsVersion";

/**
 * Brings settings that an older Handset wrote to the form of this one.
 *
 * @param stored what is in the file
 * @returns the new content, or null when there is nothing to do. A file of a newer version is left as it is: the
 *   schema says whether it can be used.
 */
export function migrateSettings(
  stored: Readonly<Record<string, unknown>>,
  steps: readonly Migration[] = migrations,
): Readonly<Record<string, unknown>> | null {
  const version = stored[VERSION_FIELD];
  const seen = typeof version === "number" && Number.isInteger(version) && version >= 0 ? version : 0;
  if (seen >= steps.length) return null;
  const migrated = steps.slice(seen).reduce((settings, step) => step(settings), stored);
  return { ...migrated, [VERSION_FIELD]: steps.length };
}
