import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "atomically";
import { app, nativeTheme } from "electron";
import ElectronStore from "electron-store";
import { parseJsonObject } from "../app/json.ts";
import type { Parts } from "../app/parts.ts";
import type { Log } from "../diagnostics/log.ts";
import { migrateSettings, migrations, VERSION_FIELD } from "./migration.ts";
import { policyLayer } from "./policy-layer.ts";
import { defaultSettings, type Settings, settingsSchema } from "./settings.ts";
import { createSettings, type ManagedSettings, type PolicyLayer } from "./store.ts";
import { followTheme } from "./theme.ts";

/** The settings under the policies of now, and the theme that every window takes from them. */
export function wireSettings({ log, policy }: Pick<Parts, "log" | "policy">): ManagedSettings {
  const settings = openSettings(log, policyLayer(policy.current().policies));
  followTheme(settings, (theme) => {
    nativeTheme.themeSource = theme;
  });
  return settings;
}

/** Opens the settings of this profile. A broken file is set aside beside the new one and reported. */
export function openSettings(log: Log, policy?: PolicyLayer): ManagedSettings {
  const file = join(app.getPath("userData"), "config.json");
  const open = (): ElectronStore<Settings> => {
    migrate(file, log);
    return new ElectronStore<Settings>({
      name: "config",
      schema: { ...settingsSchema },
      defaults: { ...defaultSettings, ...{ [VERSION_FIELD]: migrations.length } },
      // electron-store would replace a broken file by the defaults without a word.
      clearInvalidConfig: false,
    });
  };
  let store: ElectronStore<Settings>;
  try {
    store = open();
  } catch (cause) {
    if (!existsSync(file)) throw cause;
    renameSync(file, `${file}.set-aside-${Date.now()}`);
    log.warn("settings.file-set-aside", { cause });
    store = open();
  }
  return createSettings({
    file: {
      // The defaults stand in for what somebody has taken out of the file since.
      read: () => ({ ...defaultSettings, ...store.store }),
      write: (changes) => store.set({ ...store.store, ...changes }),
    },
    ...(policy === undefined ? {} : { policy }),
    log,
  });
}

/** Before the store looks at the file: what an older Handset wrote may break the schema of this one. */
function migrate(file: string, log: Log): void {
  if (!existsSync(file)) return;
  const stored = parseJsonObject(readFileSync(file, "utf8"));
  const migrated = stored === null ? null : migrateSettings(stored);
  if (migrated === null) return;
  writeFileSync(file, JSON.stringify(migrated, undefined, "\t"));
  log.info("settings.migrated", { to: migrations.length });
}
