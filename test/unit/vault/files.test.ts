import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSealedFiles } from "../../../src/vault/files.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const NOW = 1_700_000_000_000;

async function createBench() {
  const folder = join(await createTempFolder(), "deep", "vault");
  return { folder, files: createSealedFiles(folder, () => NOW) };
}

describe("sealed files", () => {
  test("an entry that was never written is absent", async () => {
    const { files } = await createBench();
    expect(await files.read("session-token")).toBeNull();
  });

  test("come back byte for byte, under a name of their own", async () => {
    const { folder, files } = await createBench();
    const bytes = Buffer.from([0, 255, 10, 13, 128, 0]);
    await files.write("session-token", bytes);
    await files.write("pending-authorization", Buffer.from("other"));
    expect(await files.read("session-token")).toEqual(bytes);
    expect((await readdir(folder)).sort()).toEqual(["pending-authorization.sealed", "session-token.sealed"]);
  });

  test("are replaced whole, with nothing left behind", async () => {
    const { folder, files } = await createBench();
    await files.write("session-token", Buffer.from("a much longer first version"));
    await files.write("session-token", Buffer.from("second"));
    expect((await files.read("session-token"))?.toString()).toBe("second");
    expect(await readdir(folder)).toEqual(["session-token.sealed"]);
  });

  test.skipIf(process.platform === "win32")("only the user may look at them", async () => {
    const { folder, files } = await createBench();
    await files.write("session-token", Buffer.from("x"));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "session-token.sealed"))).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.platform === "win32")("a rewritten file is the user's alone again", async () => {
    const { folder, files } = await createBench();
    await files.write("session-token", Buffer.from("x"));
    await chmod(join(folder, "session-token.sealed"), 0o644);
    await files.write("session-token", Buffer.from("y"));
    expect((await stat(join(folder, "session-token.sealed"))).mode & 0o777).toBe(0o600);
  });

  test("can be removed, also twice", async () => {
    const { folder, files } = await createBench();
    await files.write("session-token", Buffer.from("x"));
    await files.remove("session-token");
    await files.remove("session-token");
    expect(await files.read("session-token")).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  test("that are set aside keep their bytes and free the name", async () => {
    const { folder, files } = await createBench();
    await files.write("session-token", Buffer.from("unreadable"));
    await files.setAside("session-token");
    expect(await files.read("session-token")).toBeNull();
    expect(await readFile(join(folder, `session-token.sealed.set-aside-${NOW}`), "utf8")).toBe("unreadable");
  });

  test("what is wrong with the disk is said, not taken for an absent entry", async () => {
    const { folder } = await createBench();
    const parent = await createTempFolder();
    await writeFile(join(parent, "vault"), "a file where the folder should be");
    const files = createSealedFiles(join(parent, "vault"), () => NOW);
    await expect(files.read("session-token")).rejects.toMatchObject({ code: "ENOTDIR" });
    await expect(files.write("session-token", Buffer.from("x"))).rejects.toThrow();
    await expect(createSealedFiles(folder, () => NOW).setAside("session-token")).rejects.toThrow();
  });
});
