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
import { openSettingsFile } from "./settings-file.ts";
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

/** Opens the settings of this profile, whatever state their file is in. */
export function openSettings(log: Log, policy?: PolicyLayer): ManagedSettings {
  const path = join(app.getPath("userData"), "config.json");
  const file = openSettingsFile({
    open() {
      migrate(path, log);
      return new ElectronStore<Settings>({
        name: "config",
        schema: { ...settingsSchema },
        defaults: { ...defaultSettings, ...{ [VERSION_FIELD]: migrations.length } },
        // electron-store would replace a broken file by the defaults without a word.
        clearInvalidConfig: false,
      });
    },
    readText: () => readFileSync(path, "utf8"),
    setAside: () => renameSync(path, `${path}.set-aside-${Date.now()}`),
    log,
  });
  return createSettings({ file, ...(policy === undefined ? {} : { policy }), log });
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
