import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isStale } from "../../tools/build.ts";

describe("whether out/ is stale", () => {
  let folder = "";
  const parts = ["out/main/main.cjs", "out/preload/shell.cjs", "out/renderer/sign-in.html"];

  /** Writes a file and sets its time, and its folder's, in seconds. */
  async function write(path: string, time: number): Promise<void> {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "");
    await utimes(file, time, time);
    await utimes(dirname(file), time, time);
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "handset-unit-"));
    await write("src/links/parse.ts", 1000);
    await utimes(join(folder, "src"), 1000, 1000);
  });

  afterEach(() => rm(folder, { recursive: true }));

  test("without out/", () => {
    expect(isStale(folder)).toBe(true);
  });

  test("not when all parts are newer", async () => {
    for (const part of parts) await write(part, 2000);
    expect(isStale(folder)).toBe(false);
  });

  test("when a build broke off after its first part", async () => {
    await write("out/main/main.cjs", 2000);
    expect(isStale(folder)).toBe(true);
  });

  test("when a source was changed or removed since", async () => {
    for (const part of parts) await write(part, 2000);
    await write("src/links/queue.ts", 3000);
    expect(isStale(folder)).toBe(true);
    await rm(join(folder, "src/links/queue.ts"));
    expect(isStale(folder)).toBe(true);
  });
});
