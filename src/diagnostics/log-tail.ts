import { readFile } from "node:fs/promises";

/**
 * The last lines of a log and of the file before it (`{path}.1`), oldest first; as many as there are where there are
 * fewer. A file that is not there is empty; rejects when one cannot be read.
 */
export async function readLogTail(path: string, count: number): Promise<readonly string[]> {
  const now = await lines(path);
  const before = now.length < count ? await lines(`${path}.1`) : [];
  return [...before, ...now].slice(-count);
}

async function lines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  }
}
