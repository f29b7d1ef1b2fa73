import { execFile } from "node:child_process";
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { strict } from "../renderer/strict.ts";
import type { Declared } from "./declared.ts";

/** Without a keyring Chromium encrypts under this password, which everybody knows (os_crypt_linux.cc). */
const publicPassword = "peanuts";
const initializationVector = Buffer.alloc(16, " ");

/**
 * `safeStorage` as on Linux: AES-128-CBC under a key that lives in the desktop keyring, reached through
 * libsecret's `secret-tool`. The key never is an argument of a process.
 * @param appName whose key it is
 * @see https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function createSafeStorage(appName: string, isReady: () => boolean) {
  /** The key from the keyring, or null without one. */
  let loading: Promise<Buffer | null> | null = null;
  const load = (): Promise<Buffer | null> => {
    if (!isReady()) return Promise.reject(new Error("safeStorage cannot be used before app is ready"));
    loading ??= keyFromKeyring(appName);
    return loading;
  };

  const safeStorage = {
    async isAsyncEncryptionAvailable(): Promise<boolean> {
      await load();
      return true;
    },
    async encryptStringAsync(plainText: string): Promise<Buffer> {
      const v11 = await load();
      const [version, key] = v11 ? ["v11", v11] : ["v10", deriveKey(publicPassword)];
      const cipher = createCipheriv("aes-128-cbc", key, initializationVector);
      return Buffer.concat([Buffer.from(version), cipher.update(plainText, "utf8"), cipher.final()]);
    },
    async decryptStringAsync(encrypted: Buffer) {
      const v11 = await load();
      const version = encrypted.subarray(0, 3).toString("latin1");
      const key = version === "v11" ? v11 : version === "v10" ? deriveKey(publicPassword) : null;
      if (!key)
        throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.");
      const decipher = createDecipheriv("aes-128-cbc", key, initializationVector);
      const plain = Buffer.concat([decipher.update(encrypted.subarray(3)), decipher.final()]);
      return { result: plain.toString("utf8"), shouldReEncrypt: version === "v10" && v11 !== null };
    },
  };
  return strict("safeStorage", safeStorage satisfies Declared<Electron.SafeStorage, typeof safeStorage>);
}

function deriveKey(password: string): Buffer {
  return pbkdf2Sync(password, "saltysalt", 1, 16, "sha1");
}

async function keyFromKeyring(appName: string): Promise<Buffer | null> {
  if (!process.env.DBUS_SESSION_BUS_ADDRESS) return null;
  const password = await passwordFromKeyring(appName);
  return password === null ? null : deriveKey(password);
}

/**
 * Reads the app's password from the keyring, making one at first use. While the keyring asks its user to unlock
 * it, this waits, as Electron does.
 * @returns null when there is no keyring or its user declined
 */
async function passwordFromKeyring(appName: string): Promise<string | null> {
  const item = ["application", appName, "purpose", "safe-storage"];
  const found = await secretTool(["lookup", ...item], "");
  if (found.ok && found.output !== "") return found.output;
  if (found.complaint !== "") return null; // no service
  // A dismissed prompt looks like "not found". Never put a new password over one that is only locked away.
  const existing = await secretTool(["search", ...item], "");
  if (existing.output !== "") return null;
  const password = randomBytes(16).toString("base64");
  const stored = await secretTool(["store", `--label=${appName} Safe Storage`, ...item], password);
  return stored.ok ? password : null;
}

interface ToolResult {
  readonly ok: boolean;
  readonly output: string;
  readonly complaint: string;
}

function secretTool(args: readonly string[], input: string): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = execFile("secret-tool", args, (error, output, complaint) => {
      process.off("exit", kill);
      resolve({ ok: error === null, output, complaint: complaint.trim() });
    });
    const kill = (): void => void child.kill();
    process.once("exit", kill);
    child.stdin?.on("error", () => undefined); // it ended without reading; its exit code says why
    child.stdin?.end(input);
  });
}
