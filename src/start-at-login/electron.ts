import { app } from "electron";
import { HIDDEN_SWITCH } from "../app/command-line.ts";
import type { Brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import { launchOfThis } from "../links/electron.ts";
import type { SettingsStore } from "../settings/store.ts";
import { createAutostart } from "./autostart.ts";
import { startsByEntry } from "./login-entry.ts";
import { createStartAtLogin, type LoginSystem, type StartAtLogin } from "./start-at-login.ts";

export interface StartAtLoginSetup {
  readonly brand: Brand;
  readonly dataDir: string | null;
  readonly profile: string | null;
  readonly settings: SettingsStore;
  readonly log: Log;
}

/** The start at login on the system this runs on. */
export function openStartAtLogin(setup: StartAtLoginSetup): StartAtLogin {
  const { brand, dataDir, profile, settings, log } = setup;
  const launch = launchOfThis(dataDir);
  const args = [...launch.args, ...(profile === null ? [] : [`--profile=${profile}`])];
  const system =
    process.platform === "linux"
      ? createAutostart({
          productName: brand.name,
          summary: brand.summary,
          shortName: brand.shortName,
          profile,
          launch: { program: launch.program, args },
          env: process.env,
        })
      : loginItem(profile === null ? brand.appId : `${brand.appId}.${profile}`, [...args, HIDDEN_SWITCH]);
  return createStartAtLogin({ system, settings, log });
}

/** macOS: whether the system started Handset because its user logged in. It passes no arguments on. */
export function wasStartedAtLogin(): boolean {
  return process.platform === "darwin" && app.getLoginItemSettings().wasOpenedAtLogin;
}

/**
 * The login items of macOS and Windows. macOS knows one for each app and starts it without arguments
 * (https://www.electronjs.org/docs/latest/api/app, `getLoginItemSettings`).
 */
function loginItem(name: string, args: readonly string[]): LoginSystem {
  const isWindows = process.platform === "win32";
  // Windows keeps them as one line of text.
  const own = isWindows ? { args: args.map((each) => (/\s/.test(each) ? `"${each}"` : each)) } : {};
  const set = async (on: boolean): Promise<void> =>
    app.setLoginItemSettings({ openAtLogin: on, ...own, ...(isWindows ? { name, enabled: on } : {}) });
  const isOn = async (): Promise<boolean> => {
    const { openAtLogin, launchItems } = app.getLoginItemSettings(own);
    return isWindows ? startsByEntry(name, launchItems) : openAtLogin;
  };
  return {
    isOn,
    set,
    // The program's path stays the same across updates on both systems.
    async refresh() {},
    async forget() {
      if (await isOn()) await set(false);
    },
  };
}
