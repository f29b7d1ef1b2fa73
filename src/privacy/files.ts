import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { GRADUATION_FILE } from "../graduation/record.ts";
import { HELD_FILE } from "../links/link-registration.ts";
import { PRESENCE_FILE } from "../presence/presence-record.ts";
import { UPDATES_FILE } from "../updates/memory-file.ts";
import { WINDOWS_FILE } from "../windows/window-memory.ts";

/** What Handset notes for itself, one file for each part that does. A policy's last good text is not the user's. */
const NOTES: readonly string[] = [GRADUATION_FILE, HELD_FILE, PRESENCE_FILE, UPDATES_FILE, WINDOWS_FILE];

/** The log with what came before it. Rejects when a file stays. */
export async function deleteLog(userData: string): Promise<void> {
  const folder = join(userData, "logs");
  await deleteIn(folder, () => true);
}

/** What Handset has noted, and settings and secrets that could not be read and were set aside. Rejects when a file stays. */
export async function deleteLeftovers(userData: string): Promise<void> {
  const isLeft = (name: string): boolean => name.includes(".set-aside-");
  await deleteIn(userData, (name) => isLeft(name) || NOTES.includes(name));
  await deleteIn(join(userData, "vault"), isLeft);
}

async function deleteIn(folder: string, matches: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  });
  for (const name of names.filter(matches)) await rm(join(folder, name), { recursive: true, force: true });
}
