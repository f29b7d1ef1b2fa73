import { describe, expect, test } from "vitest";
import { createSafeStorageCipher } from "../../../src/vault/safe-storage-cipher.ts";

/** Electron's safeStorage as far as it is used: a prefix that names the key, then the text. */
function createSafeStorage(
  options: { available?: boolean; prefix?: string; shouldReEncrypt?: boolean } = {},
) {
  const { available = true, prefix = "v11", shouldReEncrypt = false } = options;
  return {
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (plain: string) => Buffer.from(`${prefix}${[...plain].reverse().join("")}`),
    decryptStringAsync: async (sealed: Buffer) => {
      const text = sealed.toString();
      if (!/^v1[01]/.test(text)) throw new Error("Error while decrypting the ciphertext");
      return { result: [...text.slice(3)].reverse().join(""), shouldReEncrypt };
    },
  };
}

describe("the safeStorage cipher", () => {
  test.each(["linux", "darwin", "win32"] as const)("opens on %s what it sealed", async (platform) => {
    const cipher = createSafeStorageCipher(createSafeStorage(), platform);
    const sealed = await cipher.seal("token");
    if (sealed === null) throw new Error("not sealed");
    expect(sealed.toString()).not.toContain("token");
    expect(await cipher.open(sealed)).toEqual({ plain: "token", reseal: false });
  });

  test("passes on that the platform wants the text encrypted anew", async () => {
    const cipher = createSafeStorageCipher(createSafeStorage({ shouldReEncrypt: true }), "darwin");
    expect(await cipher.open(Buffer.from("v11nekot"))).toEqual({ plain: "token", reseal: true });
  });

  test("seals nothing without encryption", async () => {
    const cipher = createSafeStorageCipher(createSafeStorage({ available: false }), "linux");
    expect(await cipher.seal("token")).toBeNull();
  });

  test("on Linux refuses to seal under Chromium's public key", async () => {
    const cipher = createSafeStorageCipher(createSafeStorage({ prefix: "v10" }), "linux");
    expect(await cipher.seal("token")).toBeNull();
  });

  test("on Linux refuses to open what was sealed under it", async () => {
    const cipher = createSafeStorageCipher(createSafeStorage(), "linux");
    await expect(cipher.open(Buffer.from("v10nekot"))).rejects.toThrow("publicly known key");
  });

  test.each(["darwin", "win32"] as const)("on %s v10 is the honest prefix", async (platform) => {
    const cipher = createSafeStorageCipher(createSafeStorage({ prefix: "v10" }), platform);
    const sealed = await cipher.seal("token");
    expect(sealed && (await cipher.open(sealed)).plain).toBe("token");
  });

  test("rejects for junk", async () => {
    const cipher = createSafeStorageCipher(createSafeStorage(), "linux");
    await expect(cipher.open(Buffer.from(""))).rejects.toThrow();
    await expect(cipher.open(Buffer.from("junk"))).rejects.toThrow();
  });
});
