/** One entry in Windows' list of what starts at login. */
export interface LoginEntry {
  readonly name: string;
  /** False where the user has switched it off in the task manager. */
  readonly enabled: boolean;
}

/**
 * Whether Windows starts something at login by the entry of that name. Each profile has an entry with a name of its own;
 * what Electron says of the app as a whole is true of the one with the AppUserModelId as its name, or of any.
 *
 * @param entries those of this program (`launchItems` of Electron's `getLoginItemSettings`)
 */
export function startsByEntry(name: string, entries: readonly LoginEntry[]): boolean {
  // Windows knows no capitals in these names.
  const wanted = name.toLowerCase();
  return entries.some((entry) => entry.enabled && entry.name.toLowerCase() === wanted);
}
