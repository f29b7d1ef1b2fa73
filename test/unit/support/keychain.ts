import type { Cipher, SealedFiles } from "../../../src/vault/vault.ts";

export interface FakeKeychain extends Cipher {
  /**
   * - `unlocked`: seals and opens.
   * - `absent`: there is none; nothing can be sealed.
   * - `silent`: asks for a password that nobody enters; `answer()` ends the wait.
   * - `broken`: every call fails.
   */
  mode: "unlocked" | "absent" | "silent" | "broken";
  /** What `open` says about encrypting anew. */
  wantsReseal: boolean;
  /** Unlocks the keychain and lets what waited for it go on. */
  answer(): void;
}

/** A keychain whose ciphertext is the text with each byte flipped: not readable, and told apart by its prefix. */
export function createFakeKeychain(): FakeKeychain {
  let waiting: (() => void)[] = [];
  const unlocked = async (): Promise<void> => {
    if (keychain.mode === "broken") throw new Error("the keychain is broken");
    if (keychain.mode === "silent") await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const keychain: FakeKeychain = {
    mode: "unlocked",
    wantsReseal: false,
    answer() {
      keychain.mode = "unlocked";
      const released = waiting;
      waiting = [];
      for (const release of released) release();
    },
    async seal(plain) {
      if (keychain.mode === "absent") return null;
      await unlocked();
      return sealText(plain);
    },
    async open(sealed) {
      await unlocked();
      if (sealed.subarray(0, 5).toString("latin1") !== "seal:")
        throw new Error("not sealed by this keychain");
      return { plain: flip(sealed.subarray(5)).toString("utf8"), reseal: keychain.wantsReseal };
    },
  };
  return keychain;
}

/** What the fake keychain makes of a text. */
export function sealText(plain: string): Buffer {
  return Buffer.concat([Buffer.from("seal:"), flip(Buffer.from(plain, "utf8"))]);
}

function flip(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

export interface MemoryFiles extends SealedFiles {
  readonly entries: Map<string, Buffer>;
  /** Names that were set aside. */
  readonly setAsideNames: string[];
  /** The operations that fail, as on a full or read-only disk. */
  readonly failing: Set<"read" | "write" | "remove" | "setAside">;
}

/** The vault's folder, in memory. */
export function createMemoryFiles(): MemoryFiles {
  const entries = new Map<string, Buffer>();
  const setAsideNames: string[] = [];
  const failing: MemoryFiles["failing"] = new Set();
  const check = (operation: "read" | "write" | "remove" | "setAside"): void => {
    if (failing.has(operation)) throw new Error(`the disk refuses to ${operation}`);
  };
  return {
    entries,
    setAsideNames,
    failing,
    async read(name) {
      check("read");
      return entries.get(name) ?? null;
    },
    async write(name, sealed) {
      check("write");
      entries.set(name, sealed);
    },
    async remove(name) {
      check("remove");
      entries.delete(name);
    },
    async setAside(name) {
      check("setAside");
      entries.delete(name);
      setAsideNames.push(name);
    },
  };
}
