import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFile } from "atomically";
import type { SealedFiles } from "./vault.ts";

/** Only the user may look at the folder and its files. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Sealed entries as files `{name}.sealed` in `folder`. `atomically` writes to a temporary file, syncs it and
 * renames it over the old one.
 *
 * @param now milliseconds since the epoch; names the files that are set aside
 */
export function createSealedFiles(folder: string, now: () => number): SealedFiles {
  const path = (name: string): string => join(folder, `${name}.sealed`);
  return {
    async read(name) {
      try {
        return await readFile(path(name));
      } catch (cause) {
        if (isMissing(cause)) return null;
        throw cause;
      }
    },
    async write(name, sealed) {
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
      await writeFile(path(name), sealed, { mode: FILE_MODE });
    },
    async remove(name) {
      await rm(path(name), { force: true });
    },
    async setAside(name) {
      await rename(path(name), `${path(name)}.set-aside-${now()}`);
    },
  };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}
