import { mkdir, readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { writeFile } from "atomically";
import type { Launch } from "../links/desktop-entry.ts";
import {
  autostartEntry,
  autostartFileName,
  isAutostarted,
  isWrittenForLogin,
  refusedAutostartEntry,
} from "./autostart-entry.ts";
import type { LoginSystem } from "./start-at-login.ts";

export interface AutostartOptions {
  readonly productName: string;
  /** One line about the product. */
  readonly summary: string;
  readonly shortName: string;
  readonly profile: string | null;
  readonly launch: Launch;
  /** The folders of the XDG Base Directory Specification 0.8 come from here. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** The start at login of a Linux desktop: a file in `{XDG_CONFIG_HOME}/autostart`. */
export function createAutostart({
  productName,
  summary,
  shortName,
  profile,
  launch,
  env,
}: AutostartOptions): LoginSystem {
  const name = autostartFileName(shortName, profile);
  const folder = join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config"), "autostart");
  const file = join(folder, name);
  const forEverybody = (env.XDG_CONFIG_DIRS || "/etc/xdg")
    .split(":")
    .filter((each) => each !== "")
    .map((each) => join(each, "autostart", name));

  /** The administrator's entry; the user's own comes before it. */
  const shared = async (): Promise<string | null> => {
    for (const path of forEverybody) {
      const entry = await read(path);
      if (entry !== null) return entry;
    }
    return null;
  };
  const write = async (entry: string): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(file, entry);
  };

  return {
    async isOn() {
      const entry = (await read(file)) ?? (await shared());
      return entry !== null && isAutostarted(entry);
    },
    async set(on) {
      if (on) return write(autostartEntry({ productName, summary }, launch));
      const others = await shared();
      if (others !== null && isAutostarted(others)) return write(refusedAutostartEntry(productName));
      await rm(file, { force: true });
    },
    async refresh() {
      const entry = await read(file);
      if (entry === null || !isAutostarted(entry) || !isWrittenForLogin(entry)) return;
      const wanted = autostartEntry({ productName, summary }, launch);
      if (entry !== wanted) await write(wanted);
    },
    async forget() {
      const entry = await read(file);
      if (entry !== null && isWrittenForLogin(entry)) await rm(file, { force: true });
    },
  };
}

/** What cannot be read starts nothing: the desktop cannot read it either. */
const read = (path: string): Promise<string | null> => readFile(path, "utf8").catch(() => null);
