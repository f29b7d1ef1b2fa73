import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readLogTail } from "../../../src/diagnostics/log-tail.ts";
import { createTempFolder } from "../support/temp-folder.ts";

describe("the end of the log", () => {
  test("is its last lines", async () => {
    const path = join(await createTempFolder(), "handset.log");
    writeFileSync(path, "one\ntwo\nthree\n");
    expect(await readLogTail(path, 2)).toEqual(["two", "three"]);
    expect(await readLogTail(path, 10)).toEqual(["one", "two", "three"]);
  });

  test("goes on in the file before it, where the log has just begun anew", async () => {
    const path = join(await createTempFolder(), "handset.log");
    writeFileSync(`${path}.1`, "one\ntwo\n");
    writeFileSync(path, "three\n");
    expect(await readLogTail(path, 2)).toEqual(["two", "three"]);
  });

  test("is empty where there is no log, and rejects where it cannot be read", async () => {
    const folder = await createTempFolder();
    expect(await readLogTail(join(folder, "handset.log"), 2)).toEqual([]);
    mkdirSync(join(folder, "folder.log"));
    await expect(readLogTail(join(folder, "folder.log"), 2)).rejects.toThrow();
  });
});
