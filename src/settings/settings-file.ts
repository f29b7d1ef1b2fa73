import { parseJsonObject } from "../app/json.ts";
import type { Log } from "../diagnostics/log.ts";
import { refusedSetting } from "./check.ts";
import { migrateSettings } from "./migration.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import type { SettingsFile } from "./store.ts";

/** The settings in a file that could be opened. */
export interface OpenedFile {
  readonly store: Settings;
  set(settings: Settings): void;
}

export interface SettingsFileOptions {
  /** Reads the file and adds what is missing in it; throws when what it holds is no settings, or the disk fails. */
  readonly open: () => OpenedFile;
  /** What the file holds; throws where it cannot be read or is not there. */
  readonly readText: () => string;
  /** Moves the file away under another name. */
  readonly setAside: () => void;
  readonly log: Log;
}

/**
 * The settings' file, whatever state it is in. A file that holds no settings is set aside, and a new one is begun. Where
 * the disk fails (it is full, somebody has the file open, nobody may read it) the file stays as it is: what can be read
 * of it is in force, and each change tries again to open it. Never throws itself; `write` throws while the disk fails.
 */
export function openSettingsFile(options: SettingsFileOptions): SettingsFile {
  const { open, readText, log } = options;
  let file: OpenedFile | null = null;
  const legible = legibleSettings(readText);
  try {
    file = openOrReplace(options);
  } catch (cause) {
    log.error("settings.file-not-opened", { cause });
  }
  return {
    // The defaults stand in for what somebody has taken out of the file since.
    read: () => (file === null ? legible : { ...defaultSettings, ...file.store }),
    write(changes) {
      file ??= open();
      file.set({ ...file.store, ...changes });
    },
  };
}

function openOrReplace({ open, setAside, log }: SettingsFileOptions): OpenedFile {
  try {
    return open();
  } catch (cause) {
    if (!isBroken(cause)) throw cause;
    setAside();
    log.warn("settings.file-set-aside", { cause });
    return open();
  }
}

/** Whether the file was read, but holds no settings: what conf throws then (its `store`, and `_validate`). */
function isBroken(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return cause.name === "SyntaxError" || cause.message.startsWith("Config schema violation");
}

/** The defaults, and over them every setting that stands in the file and is a good one. */
function legibleSettings(readText: () => string): Settings {
  let text: string;
  try {
    text = readText();
  } catch {
    // There is none, or `open` meets the same error and tells it.
    return defaultSettings;
  }
  const stored = parseJsonObject(text) ?? {};
  const entries = Object.entries(migrateSettings(stored) ?? stored);
  const good = entries.filter(([name, value]) => refusedSetting({ [name]: value }) === null);
  return { ...defaultSettings, ...Object.fromEntries(good) };
}
