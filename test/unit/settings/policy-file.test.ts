import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isTrusted, readPolicyFile } from "../../../src/settings/policy-file.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const administrator = process.getuid?.() ?? 0;
const options = { platform: process.platform, administrator };
const isPosix = process.platform !== "win32";

async function policyFile(text: string | Uint8Array, mode = 0o644): Promise<string> {
  const path = join(await createTempFolder(), "policy.json");
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

test("a file of the administrator's holds what it says", async () => {
  const values = { region: "DE" };
  expect(await readPolicyFile(await policyFile('{"region":"DE"}'), options)).toEqual({
    kind: "values",
    values,
  });
  expect(await readPolicyFile(await policyFile('\uFEFF{"region":"DE"}'), options)).toEqual({
    kind: "values",
    values,
  });
});

test("a file that is not there, or below what is no folder, is absent", async () => {
  const path = await policyFile("{}");
  expect(await readPolicyFile(`${path}.other`, options)).toEqual({ kind: "absent" });
  expect(await readPolicyFile(join(path, "policy.json"), options)).toEqual({ kind: "absent" });
});

test.each([
  ["half a file", '{"region":"D', "not-json"],
  ["nothing", "", "not-json"],
  ["a list", "[]", "not-json"],
  ["bytes that are no text", Uint8Array.of(0xff, 0xfe, 0x00), "not-json"],
  ["a huge one", `{"a":"${"a".repeat(300_000)}"}`, "too-large"],
])("%s is broken", async (_, text, because) => {
  expect(await readPolicyFile(await policyFile(text), options)).toEqual({ kind: "broken", because });
});

describe.runIf(isPosix)("on Linux and macOS", () => {
  test.each([0o666, 0o664, 0o646])("a file that others may write (%o) is not trusted", async (mode) => {
    const path = await policyFile("{}", mode);
    expect(await readPolicyFile(path, options)).toEqual({ kind: "broken", because: "not-trusted" });
  });

  test("nor is one in a folder that others may write, nor one of somebody else", async () => {
    const folder = join(await createTempFolder(), "open");
    await mkdir(folder);
    await writeFile(join(folder, "policy.json"), "{}", { mode: 0o644 });
    await chmod(folder, 0o777);
    const refused = { kind: "broken", because: "not-trusted" };
    expect(await readPolicyFile(join(folder, "policy.json"), options)).toEqual(refused);
    await chmod(folder, 0o755);
    expect(await readPolicyFile(join(folder, "policy.json"), options)).toEqual({
      kind: "values",
      values: {},
    });
    const others = { ...options, administrator: administrator + 1 };
    expect(await readPolicyFile(join(folder, "policy.json"), others)).toEqual(refused);
  });

  test("the file behind a link counts, not the link", async () => {
    const path = await policyFile("{}", 0o666);
    await symlink(path, `${path}.link`);
    expect(await readPolicyFile(`${path}.link`, options)).toEqual({ kind: "broken", because: "not-trusted" });
  });

  test("a pipe that nobody writes to holds nothing up, nor does a folder", async () => {
    const folder = await createTempFolder();
    execFileSync("mkfifo", [join(folder, "policy.json")]);
    const broken = { kind: "broken", because: "not-a-file" };
    expect(await readPolicyFile(join(folder, "policy.json"), options)).toEqual(broken);
    expect(await readPolicyFile(folder, options)).toEqual(broken);
  });

  test("what is converted is converted only once it is trusted", async () => {
    const asked: string[] = [];
    const convert = async (path: string): Promise<string> => {
      asked.push(path);
      return '{"region":"FR"}';
    };
    const good = await policyFile("bplist00");
    const bad = await policyFile("bplist00", 0o666);
    expect(await readPolicyFile(good, { ...options, convert })).toEqual({
      kind: "values",
      values: { region: "FR" },
    });
    expect(await readPolicyFile(bad, { ...options, convert })).toMatchObject({ because: "not-trusted" });
    expect(asked).toEqual([good]);
    const fails = () => Promise.reject(new Error("plutil"));
    expect(await readPolicyFile(good, { ...options, convert: fails })).toEqual({
      kind: "broken",
      because: "unreadable",
    });
  });
});

test("Windows has no owner and mode to look at", () => {
  expect(isTrusted({ uid: 0, mode: 0o666 }, "win32")).toBe(true);
  expect(isTrusted({ uid: 0, mode: 0o666 }, "linux")).toBe(false);
  expect(isTrusted({ uid: 0, mode: 0o644 }, "linux")).toBe(true);
  expect(isTrusted({ uid: 1000, mode: 0o600 }, "linux")).toBe(false);
});
