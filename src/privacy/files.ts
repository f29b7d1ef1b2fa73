import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { GRADUATION_FILE } from "../graduation/record.ts";

/** The log with what came before it. Rejects when a file stays. */
export async function deleteLog(userData: string): Promise<void> {
  const folder = join(userData, "logs");
  await deleteIn(folder, () => true);
}

/** What was counted, and settings and secrets that could not be read and were set aside. Rejects when a file stays. */
export async function deleteLeftovers(userData: string): Promise<void> {
  const isLeft = (name: string): boolean => name.includes(".set-aside-");
  await deleteIn(userData, (name) => isLeft(name) || name === GRADUATION_FILE);
  await deleteIn(join(userData, "vault"), isLeft);
}

async function deleteIn(folder: string, matches: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  });
  for (const name of names.filter(matches)) await rm(join(folder, name), { recursive: true, force: true });
}
