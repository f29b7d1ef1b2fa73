import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, renameSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { extractAll } from "@electron/asar";

/**
 * Node cannot read an archive as Electron can, so it is extracted, once for each content; any number of processes may
 * do so at once. `app.getAppPath()` is that folder then, where Electron has the path of the archive.
 *
 * @param cache folder of the compiled stand-in, which removes what was not used lately
 */
export function extractedArchive(archive: string, cache: string): string {
  const hash = createHash("sha256").update(readFileSync(archive)).digest("hex");
  const folder = join(cache, `asar-${hash.slice(0, 16)}`);
  try {
    utimesSync(folder, new Date(), new Date());
    return folder;
  } catch {
    // Not there yet.
  }
  const scratch = mkdtempSync(`${folder}.extracting-`);
  try {
    extractAll(archive, scratch);
    renameSync(scratch, folder);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    const code = error instanceof Error ? Reflect.get(error, "code") : null;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
  return folder;
}
