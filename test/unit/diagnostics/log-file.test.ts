import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createLogFile } from "../../../src/diagnostics/log-file.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const MEGABYTE = 1024 * 1024;

describe("the log file", () => {
  test("is made with its folder and has each line at once", async () => {
    const path = join(await createTempFolder(), "logs", "handset.log");
    const write = createLogFile(path);
    write("one\n");
    expect(readFileSync(path, "utf8")).toBe("one\n");
    write("two\n");
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  });

  test("goes on where the last run ended", async () => {
    const path = join(await createTempFolder(), "handset.log");
    createLogFile(path)("one\n");
    createLogFile(path)("two\n");
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  });

  test.skipIf(process.platform === "win32")("is the user's alone", async () => {
    const path = join(await createTempFolder(), "handset.log");
    createLogFile(path)("one\n");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("begins anew when it is full, and never takes more than two files", async () => {
    const path = join(await createTempFolder(), "handset.log");
    const write = createLogFile(path);
    const line = `${"x".repeat(64 * 1024 - 1)}\n`;
    for (let written = 0; written < 5 * MEGABYTE; written += line.length) write(line);
    const sizes = [path, `${path}.1`].map((file) => statSync(file).size);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(MEGABYTE + line.length);
    expect(existsSync(`${path}.2`)).toBe(false);
  });

  test("counts what earlier runs wrote, in bytes", async () => {
    const path = join(await createTempFolder(), "handset.log");
    writeFileSync(path, "é".repeat(MEGABYTE / 2 + 1));
    createLogFile(path)("new\n");
    expect(readFileSync(path, "utf8")).toBe("new\n");
    expect(statSync(`${path}.1`).size).toBe(MEGABYTE + 2);
  });

  test("that cannot be written stops nothing", async () => {
    const folder = await createTempFolder();
    writeFileSync(join(folder, "file"), "");
    expect(() => createLogFile(join(folder, "file", "handset.log"))("one\n")).not.toThrow();
    mkdirSync(join(folder, "handset.log"));
    expect(() => createLogFile(join(folder, "handset.log"))("one\n")).not.toThrow();
  });
});
