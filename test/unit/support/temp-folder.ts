import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A real folder for the running test, removed when the test ends. */
export async function createTempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "handset-unit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
