import { type Cipher, RefusedCiphertext } from "./vault.ts";

type AsyncSafeStorage = Pick<
  Electron.SafeStorage,
  "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync"
>;

/**
 * Electron's asynchronous safeStorage as a cipher
 * (https://www.electronjs.org/docs/latest/api/safe-storage).
 *
 * On Linux without a Secret Service, Chromium falls back to a key that is printed in its source and marks the
 * result with `v10`; that is plain text with extra steps, so it is neither kept nor opened. On the other systems
 * `v10` is the honest prefix.
 */
export function createSafeStorageCipher(safeStorage: AsyncSafeStorage, platform: NodeJS.Platform): Cipher {
  const underPublicKey = (sealed: Buffer): boolean =>
    platform === "linux" && sealed.subarray(0, 3).toString("latin1") === "v10";
  return {
    async seal(plain) {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
      const sealed = await safeStorage.encryptStringAsync(plain);
      return underPublicKey(sealed) ? null : sealed;
    },
    async open(sealed) {
      if (underPublicKey(sealed))
        throw new RefusedCiphertext("the entry is encrypted under a publicly known key");
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
      return { plain: result, reseal: shouldReEncrypt };
    },
  };
}
