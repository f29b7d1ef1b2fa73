import { isDeepStrictEqual } from "node:util";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import { isSettingName, refusedSetting, type SettingName } from "./check.ts";
import type { Settings } from "./settings.ts";

/** Settings that a policy holds, each with who does, in words: "your organisation". */
export type LockedSettings = { readonly [K in SettingName]?: string };

/** Hears of every change, after it is on the disk. */
export type SettingsListener = (now: Settings, before: Settings) => void;

/** What a policy decides: it stands above what the user has chosen, and is never written to the user's file. */
export interface PolicyLayer {
  readonly values: Partial<Settings>;
  readonly locked: LockedSettings;
}

export interface SettingsStore {
  get(): Settings;
  /**
   * Changes some settings, all of them or none.
   *
   * @returns null when they are on the disk and in force, else why not: `settings/refused` (no setting takes such a
   *   value), `settings/locked` (a policy holds it) or `settings/not-saved` (the file cannot be written)
   */
  set(changes: { readonly [K in SettingName]?: unknown }): Notice | null;
  locked(): LockedSettings;
  /** Returns the function that ends it. */
  onChanged(listener: SettingsListener): () => void;
}

/** The settings as their owner holds them: only settings/wiring.ts puts policies over them. */
export interface ManagedSettings extends SettingsStore {
  /** Takes the place of the layer before. Where a policy is gone, the user's own value is back. */
  setPolicy(layer: PolicyLayer): void;
}

/** Where the settings are kept. Both methods throw when that fails. */
export interface SettingsFile {
  read(): Settings;
  /** Replaces the named settings and keeps everything else in the file. */
  write(changes: Partial<Settings>): void;
}

/** The one truth about the settings: read once, changed only through `set`. */
export function createSettings(options: {
  readonly file: SettingsFile;
  readonly policy?: PolicyLayer;
  readonly log: Log;
}): ManagedSettings {
  const { file, log } = options;
  const listeners = new Set<SettingsListener>();
  let policy: PolicyLayer = options.policy ?? { values: {}, locked: {} };
  const read = (): Settings => ({ ...file.read(), ...policy.values });
  let current = read();

  return {
    get: () => current,
    set(changes) {
      const refused = refusedSetting(changes);
      if (refused !== null) {
        log.warn("settings.refused", { setting: refused });
        return refusedNotice;
      }
      const names = Object.keys(changes).filter(isSettingName);
      const changed = names.filter((name) => !isDeepStrictEqual(changes[name], current[name]));
      if (changed.length === 0) return null;
      const holder = changed.map((name) => policy.locked[name]).find((who) => who !== undefined);
      if (holder !== undefined) return lockedNotice(holder);

      const before = current;
      try {
        // The schema has just vouched for each value.
        file.write(Object.fromEntries(changed.map((name) => [name, changes[name]])));
        current = read();
      } catch (cause) {
        log.error("settings.not-saved", { cause });
        return notSavedNotice;
      }
      log.info("settings.changed", { settings: changed.join(" ") });
      for (const listener of [...listeners]) listener(current, before);
      return null;
    },
    setPolicy(layer) {
      const before = current;
      policy = layer;
      try {
        current = read();
      } catch (cause) {
        // Only the user's own part is missing then.
        log.error("settings.not-read", { cause });
        current = { ...current, ...policy.values };
      }
      if (isDeepStrictEqual(before, current)) return;
      for (const listener of [...listeners]) listener(current, before);
    },
    locked: () => policy.locked,
    onChanged(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

const refusedNotice: Notice = {
  code: "settings/refused",
  severity: "error",
  title: "This setting cannot have that value.",
  nextStep: "Nothing was changed. Choose another value.",
};

const notSavedNotice: Notice = {
  code: "settings/not-saved",
  severity: "error",
  title: "The setting could not be saved.",
  nextStep:
    "Nothing was changed. Check that the disk has room and that the data folder can be written, then try again.",
};

function lockedNotice(by: string): Notice {
  return {
    code: "settings/locked",
    severity: "warning",
    title: `This setting is managed by ${by}.`,
    nextStep: "Nothing was changed. Ask them if it should be different.",
  };
}
