import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Where temporary folders go. A socket's path may have 107 bytes (unix(7)), and Chromium puts long names below
 * XDG_RUNTIME_DIR.
 */
function base(): string {
  return process.platform === "linux" && tmpdir().length > 24 ? "/tmp" : tmpdir();
}

/** Makes a temporary folder of that run. Who makes it removes it; `removeTemporaryFolders` is for the interrupted. */
export function temporaryFolder(run: string): Promise<string> {
  return mkdtemp(join(base(), `handset-${run}-`));
}

/** Removes what a run left of its temporary folders. */
export async function removeTemporaryFolders(run: string): Promise<void> {
  const names = (await readdir(base())).filter((name) => name.startsWith(`handset-${run}-`));
  await Promise.all(
    names.map((name) => rm(join(base(), name), { recursive: true, force: true, maxRetries: 3 })),
  );
}
