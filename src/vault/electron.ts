import { join } from "node:path";
import { app, safeStorage } from "electron";
import type { Log } from "../diagnostics/log.ts";
import { createSealedFiles } from "./files.ts";
import { createSafeStorageCipher } from "./safe-storage-cipher.ts";
import { createVault, type Vault } from "./vault.ts";

/** An unlock prompt needs a person to find a password; nobody takes longer who still wants to sign in. */
const KEYCHAIN_LIMIT_MS = 60_000;
/** A sign-in does not stand still while the keychain asks for its password. */
const SEAL_LIMIT_MS = 5_000;

/** The vault of this profile, in `{userData}/vault`. To be called after `ready`. */
export function openVault(log: Log): Vault {
  return createVault({
    cipher: createSafeStorageCipher(safeStorage, process.platform),
    files: createSealedFiles(join(app.getPath("userData"), "vault"), Date.now),
    report: (event, cause) => log.warn(event, { cause }),
    keychainLimitMs: KEYCHAIN_LIMIT_MS,
    sealLimitMs: SEAL_LIMIT_MS,
  });
}
