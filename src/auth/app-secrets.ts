import { Secret } from "../vault/secret.ts";
import type { EntryName, Vault } from "../vault/vault.ts";

/** The secrets that an administrator or a developer hands to the user: in memory and in the vault. */
export interface AppSecrets {
  readonly clientSecret: Secret | null;
  readonly jwt: Secret | null;
  /** Resolves when the vault has said all it will; a keychain that does not answer is asked once. */
  load(): Promise<void>;
  /** Null leaves what there is, "" removes it. */
  keep(name: "client-secret" | "jwt", value: string | null): void;
  /** Resolves when they are gone from the vault. */
  forget(): Promise<void>;
}

export function createAppSecrets(vault: Vault): AppSecrets {
  const kept = new Map<EntryName, Secret>();
  const keep: AppSecrets["keep"] = (name, value) => {
    if (value === null) return;
    if (value === "") {
      kept.delete(name);
      void vault.remove(name);
      return;
    }
    const secret = new Secret(value);
    kept.set(name, secret);
    void vault.write(name, secret);
  };
  return {
    get clientSecret() {
      return kept.get("client-secret") ?? null;
    },
    get jwt() {
      return kept.get("jwt") ?? null;
    },
    async load() {
      for (const name of ["client-secret", "jwt"] as const) {
        const entry = await vault.read(name);
        if (entry.found) kept.set(name, entry.value);
        else if (entry.because === "keychain-silent") return;
      }
    },
    keep,
    async forget() {
      kept.clear();
      await Promise.all([vault.remove("client-secret"), vault.remove("jwt")]);
    },
  };
}
