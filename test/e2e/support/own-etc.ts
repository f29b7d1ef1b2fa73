import { execFileSync } from "node:child_process";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brand } from "../../../src/brand.ts";
import { type Handset, installHandset } from "./handset.ts";

/** A Handset that has an /etc of its own, in which an administrator can leave policies. */
export interface PolicedHandset {
  readonly handset: Handset;
  /** Writes the policy file; an object as JSON. Its mode is that of a careful administrator without `mode`. */
  writePolicy(policy: Readonly<Record<string, unknown>> | string, mode?: number): Promise<void>;
}

/** Whether a mount namespace can be made here: it takes root, and a kernel and a container that permit it. */
export function canOwnEtc(): boolean {
  if (process.platform !== "linux") return false;
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Policies are the whole machine's: a file in the real /etc would change every other test that runs meanwhile. So the
 * program starts in a mount namespace with another /etc, which leads to everything in the real one; nobody else sees it.
 */
export async function withOwnEtc({ host, desktop, sandbox }: Handset): Promise<PolicedHandset> {
  const etc = join(desktop.dir, "etc");
  const real = join(desktop.dir, "real-etc");
  const folder = join(etc, brand.shortName);
  for (const each of [real, etc, folder]) await mkdir(each, { mode: 0o755 });
  const names = (await readdir("/etc")).filter((name) => name !== brand.shortName);
  await Promise.all(names.map((name) => symlink(join(real, name), join(etc, name))));
  const program = join(desktop.dir, "bin", "policed");
  const inside = `mount --rbind /etc '${real}' && mount --bind '${etc}' /etc && exec '${host.executablePath}' "$@"`;
  await writeFile(
    program,
    `#!/bin/sh\nexec unshare --mount /bin/sh -c '${inside.replaceAll("'", `'\\''`)}' policed "$@"\n`,
    {
      mode: 0o755,
    },
  );
  const handset = await installHandset({ ...host, executablePath: program }, desktop, sandbox);
  return {
    handset,
    async writePolicy(policy, mode = 0o644) {
      const text = typeof policy === "string" ? policy : JSON.stringify(policy);
      await writeFile(join(folder, "policy.json"), text, { mode });
    },
  };
}
