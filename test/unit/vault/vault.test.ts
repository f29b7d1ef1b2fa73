import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/vault/secret.ts";
import { createVault, type ReadResult, RefusedCiphertext } from "../../../src/vault/vault.ts";
import { createFakeKeychain, createMemoryFiles, type MemoryFiles, sealText } from "../support/keychain.ts";
import { settled } from "../support/scheduler.ts";

const TOKEN = "session-token";

function createBench(files: MemoryFiles = createMemoryFiles(), keychainLimitMs = 60_000) {
  const keychain = createFakeKeychain();
  const reports: string[] = [];
  const start = () =>
    createVault({
      cipher: keychain,
      files,
      report: (event) => reports.push(event),
      keychainLimitMs,
      sealLimitMs: keychainLimitMs,
    });
  return {
    keychain,
    files,
    reports,
    vault: start(),
    /** Another run of Handset on the same disk and keychain. */
    restart: start,
  };
}

const told = (result: ReadResult): string => (result.found ? result.value.reveal() : `(${result.because})`);

describe("a vault with a keychain", () => {
  test("keeps a value over a restart, in ciphertext only", async () => {
    const bench = createBench();
    expect(await bench.vault.write(TOKEN, new Secret("my token"))).toBe("sealed");
    expect(bench.files.entries.get(TOKEN)?.toString("latin1")).not.toContain("my token");
    expect(told(await bench.vault.read(TOKEN))).toBe("my token");
    expect(told(await bench.restart().read(TOKEN))).toBe("my token");
    expect(bench.reports).toEqual([]);
  });

  test("says that an entry is absent", async () => {
    expect(told(await createBench().vault.read(TOKEN))).toBe("(absent)");
  });

  test("keeps its entries apart", async () => {
    const { vault } = createBench();
    await vault.write(TOKEN, new Secret("a"));
    await vault.write("pending-authorization", new Secret("b"));
    await vault.remove(TOKEN);
    expect(told(await vault.read(TOKEN))).toBe("(absent)");
    expect(told(await vault.read("pending-authorization"))).toBe("b");
  });

  test("removes from memory and disk", async () => {
    const bench = createBench();
    await bench.vault.write(TOKEN, new Secret("a"));
    await bench.vault.remove(TOKEN);
    expect(bench.files.entries.size).toBe(0);
    expect(told(await bench.restart().read(TOKEN))).toBe("(absent)");
  });

  test("sets aside an entry that makes no sense, without losing it", async () => {
    const bench = createBench();
    await bench.vault.write(TOKEN, new Secret("no token"));
    await bench.vault.setAside(TOKEN);
    expect(bench.files.setAsideNames).toEqual([TOKEN]);
    expect(told(await bench.vault.read(TOKEN))).toBe("(absent)");
  });
});

describe("the order of things", () => {
  test("is the order they were asked for, however long each takes", async () => {
    const bench = createBench();
    bench.keychain.mode = "silent";
    const writes = [bench.vault.write(TOKEN, new Secret("old")), bench.vault.write(TOKEN, new Secret("new"))];
    await settled();
    bench.keychain.answer();
    expect(await Promise.all(writes)).toEqual(["sealed", "sealed"]);
    expect(told(await bench.restart().read(TOKEN))).toBe("new");
  });

  test("a removal that is asked for while a write waits wins", async () => {
    const bench = createBench();
    bench.keychain.mode = "silent";
    const write = bench.vault.write(TOKEN, new Secret("a"));
    const removal = bench.vault.remove(TOKEN);
    await settled();
    bench.keychain.answer();
    await Promise.all([write, removal]);
    expect(bench.files.entries.size).toBe(0);
    expect(told(await bench.vault.read(TOKEN))).toBe("(absent)");
  });

  test("a read meanwhile sees the newest value", async () => {
    const bench = createBench();
    void bench.vault.write(TOKEN, new Secret("old"));
    void bench.vault.write(TOKEN, new Secret("new"));
    expect(told(await bench.vault.read(TOKEN))).toBe("new");
  });

  test("work that failed does not stop what comes after it", async () => {
    const bench = createBench();
    bench.files.failing.add("write");
    const failed = bench.vault.write(TOKEN, new Secret("a"));
    await failed;
    bench.files.failing.clear();
    expect(await bench.vault.write(TOKEN, new Secret("b"))).toBe("sealed");
    expect(told(await bench.restart().read(TOKEN))).toBe("b");
  });
});

describe("without a keychain", () => {
  test("a value lives in memory and is gone with the run; nothing is on the disk", async () => {
    const bench = createBench();
    bench.keychain.mode = "absent";
    expect(await bench.vault.write(TOKEN, new Secret("a"))).toBe("memory-only");
    expect(bench.files.entries.size).toBe(0);
    expect(told(await bench.vault.read(TOKEN))).toBe("a");
    expect(told(await bench.restart().read(TOKEN))).toBe("(absent)");
  });

  test("an older sealed value is not left to come back", async () => {
    const bench = createBench();
    await bench.vault.write(TOKEN, new Secret("rotated away"));
    bench.keychain.mode = "absent";
    await bench.vault.write(TOKEN, new Secret("current"));
    bench.keychain.mode = "unlocked";
    expect(told(await bench.restart().read(TOKEN))).toBe("(absent)");
  });

  test.each(["write", "remove"] as const)(
    "a disk that refuses to %s is reported, never thrown",
    async (what) => {
      const bench = createBench();
      bench.files.failing.add("write").add("remove");
      if (what === "write") {
        expect(await bench.vault.write(TOKEN, new Secret("a"))).toBe("memory-only");
        expect(told(await bench.vault.read(TOKEN))).toBe("a");
      } else await bench.vault.remove(TOKEN);
      expect(bench.reports).toHaveLength(1);
    },
  );
});

describe("an entry that does not open", () => {
  test("is set aside, not deleted, and reported", async () => {
    const bench = createBench();
    bench.files.entries.set(TOKEN, Buffer.from("junk"));
    expect(told(await bench.vault.read(TOKEN))).toBe("(cannot-open)");
    expect(bench.files.setAsideNames).toEqual([TOKEN]);
    expect(bench.reports).toEqual(["vault.cannot-open"]);
    expect(told(await bench.vault.read(TOKEN))).toBe("(absent)");
  });

  test("does not throw when it cannot be set aside either, or not even be read", async () => {
    const bench = createBench();
    bench.files.entries.set(TOKEN, Buffer.from("junk"));
    bench.files.failing.add("setAside");
    expect(told(await bench.vault.read(TOKEN))).toBe("(cannot-open)");
    bench.files.failing.add("read");
    expect(told(await bench.vault.read(TOKEN))).toBe("(cannot-open)");
    expect(bench.files.entries.has(TOKEN)).toBe(true);
  });
});

describe("a keychain that does not answer", () => {
  test("is given up on a read; the entry stays for the next time", async () => {
    const bench = createBench(createMemoryFiles(), 5);
    bench.files.entries.set(TOKEN, sealText("a"));
    bench.keychain.mode = "silent";
    expect(told(await bench.vault.read(TOKEN))).toBe("(keychain-silent)");
    expect(bench.files.entries.has(TOKEN)).toBe(true);
    bench.keychain.answer();
    expect(told(await bench.vault.read(TOKEN))).toBe("a");
  });

  test("is given up on a write; the value stays in memory, and is sealed once the keychain answers", async () => {
    const bench = createBench(createMemoryFiles(), 5);
    bench.keychain.mode = "silent";
    expect(await bench.vault.write(TOKEN, new Secret("a"))).toBe("memory-only");
    expect(told(await bench.vault.read(TOKEN))).toBe("a");
    expect(bench.vault.state).toBe("locked");
    bench.keychain.answer();
    await settled();
    expect(bench.vault.state).toBe("sealed-by-keychain");
    expect(told(await bench.restart().read(TOKEN))).toBe("a");
  });

  test.each(["write", "read"] as const)(
    "and then refuses is closed for this run, whether it was asked to %s",
    async (what) => {
      const bench = createBench(createMemoryFiles(), 5);
      bench.files.entries.set(TOKEN, sealText("old"));
      let dismiss = (): void => {};
      const dismissed = new Promise<void>((resolve) => (dismiss = resolve));
      bench.keychain.seal = () => dismissed.then(() => null);
      bench.keychain.open = () => dismissed.then(() => Promise.reject(new Error("no key")));
      if (what === "write") await bench.vault.write(TOKEN, new Secret("new"));
      else await bench.vault.read(TOKEN);
      expect(bench.vault.state).toBe("locked");
      dismiss();
      await expect.poll(() => bench.vault.state).toBe("closed");
      expect(told(await bench.vault.read(TOKEN))).toBe(what === "write" ? "new" : "(keychain-locked)");
    },
  );

  test("does not hold up a new value behind a read of the old one", async () => {
    const bench = createBench();
    bench.files.entries.set(TOKEN, sealText("old"));
    bench.keychain.mode = "silent";
    const reading = bench.vault.read(TOKEN);
    await settled();
    const removal = bench.vault.remove(TOKEN);
    expect(told(await reading)).toBe("(keychain-silent)");
    await removal;
    expect(bench.files.entries.size).toBe(0);
  });

  test("answers too late for a value that is no longer true", async () => {
    const bench = createBench(createMemoryFiles(), 5);
    bench.keychain.mode = "silent";
    await bench.vault.write(TOKEN, new Secret("old"));
    await bench.vault.remove(TOKEN);
    bench.keychain.answer();
    await settled();
    expect(bench.files.entries.size).toBe(0);
  });

  test("tells when it answers after a read was given up", async () => {
    const bench = createBench(createMemoryFiles(), 5);
    bench.files.entries.set(TOKEN, sealText("a"));
    bench.keychain.mode = "silent";
    await bench.vault.read(TOKEN);
    const states: (string | null)[] = [];
    bench.vault.onStateChanged(() => states.push(bench.vault.state));
    bench.keychain.answer();
    await settled();
    expect(states).toEqual(["sealed-by-keychain"]);
  });
});

describe("an entry that the platform wants encrypted anew", () => {
  test("is read and written back", async () => {
    const bench = createBench();
    const sealed = sealText("a");
    bench.files.entries.set(TOKEN, sealed);
    bench.keychain.wantsReseal = true;
    expect(told(await bench.vault.read(TOKEN))).toBe("a");
    expect(bench.files.entries.get(TOKEN)).not.toBe(sealed);
    expect(told(await bench.restart().read(TOKEN))).toBe("a");
  });

  test.each<[string, (bench: ReturnType<typeof createBench>) => void]>([
    ["the keychain has gone", (bench) => (bench.keychain.seal = async () => null)],
    ["sealing fails", (bench) => (bench.keychain.seal = () => Promise.reject(new Error("no")))],
    ["the keychain does not answer", (bench) => (bench.keychain.seal = () => new Promise(() => {}))],
    ["the disk refuses", (bench) => bench.files.failing.add("write")],
  ])("is read all the same, and kept as it is, when %s", async (_, breakIt) => {
    const bench = createBench(createMemoryFiles(), 5);
    const sealed = sealText("a");
    bench.files.entries.set(TOKEN, sealed);
    bench.keychain.wantsReseal = true;
    breakIt(bench);
    expect(told(await bench.vault.read(TOKEN))).toBe("a");
    expect(bench.files.entries.get(TOKEN)).toBe(sealed);
  });
});

describe("the state", () => {
  test("is unknown until something was sealed or opened", async () => {
    const bench = createBench();
    await bench.vault.read(TOKEN);
    expect(bench.vault.state).toBeNull();
    await bench.vault.write(TOKEN, new Secret("a"));
    expect(bench.vault.state).toBe("sealed-by-keychain");
  });

  test("without a keychain is unavailable; with one that has sealed before it is closed", async () => {
    const bench = createBench();
    bench.keychain.mode = "absent";
    await bench.vault.write(TOKEN, new Secret("a"));
    expect(bench.vault.state).toBe("unavailable");

    const later = createBench();
    later.files.entries.set(TOKEN, sealText("a"));
    later.keychain.mode = "absent";
    later.keychain.open = () => Promise.reject(new Error("no key"));
    expect(told(await later.vault.read(TOKEN))).toBe("(keychain-locked)");
    expect(later.vault.state).toBe("closed");
    expect(later.files.setAsideNames).toEqual([]);
    expect(later.files.entries.has(TOKEN)).toBe(true);
    await later.vault.write("jwt", new Secret("b"));
    expect(later.vault.state).toBe("closed");
  });

  test("on a disk that refuses is not writable until it takes something again", async () => {
    const bench = createBench();
    bench.files.failing.add("write");
    await bench.vault.write(TOKEN, new Secret("a"));
    expect(bench.vault.state).toBe("not-writable");
    bench.files.failing.clear();
    await bench.vault.write(TOKEN, new Secret("b"));
    expect(bench.vault.state).toBe("sealed-by-keychain");
  });

  test("tells each change once, as long as somebody listens", async () => {
    const bench = createBench();
    const states: (string | null)[] = [];
    const stop = bench.vault.onStateChanged(() => states.push(bench.vault.state));
    await bench.vault.write(TOKEN, new Secret("a"));
    await bench.vault.write(TOKEN, new Secret("b"));
    stop();
    bench.keychain.mode = "absent";
    await bench.vault.write(TOKEN, new Secret("c"));
    expect(states).toEqual(["sealed-by-keychain"]);
  });
});

test("what no keychain may open is set aside, also while there is none", async () => {
  const bench = createBench();
  bench.files.entries.set(TOKEN, Buffer.from("v10"));
  bench.keychain.mode = "absent";
  bench.keychain.open = () => Promise.reject(new RefusedCiphertext("public key"));
  expect(told(await bench.vault.read(TOKEN))).toBe("(cannot-open)");
  expect(bench.files.setAsideNames).toEqual([TOKEN]);
});
