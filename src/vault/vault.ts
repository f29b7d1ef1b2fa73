import { Secret } from "./secret.ts";

/** Seals text so that only this user on this machine can open it. `electron.ts` puts safeStorage behind it. */
export interface Cipher {
  /** Null when there is no keychain to seal with. May wait for the user to unlock it. */
  seal(plain: string): Promise<Buffer | null>;
  /**
   * `reseal` is set when the platform wants the text encrypted anew. Rejects when it cannot be opened, with
   * `RefusedCiphertext` when that would be so with any keychain.
   */
  open(sealed: Buffer): Promise<{ readonly plain: string; readonly reseal: boolean }>;
}

/** Ciphertext that is not opened whoever could. */
export class RefusedCiphertext extends Error {
  override readonly name = "RefusedCiphertext";
}

/** The folder of sealed entries. Writing replaces a file whole or not at all, and is on the disk when done. */
export interface SealedFiles {
  read(name: string): Promise<Buffer | null>;
  write(name: string, sealed: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
  /** Renames the entry so that nothing is lost and the name is free. */
  setAside(name: string): Promise<void>;
}

export type EntryName =
  | "session-token"
  | "pending-authorization"
  | "client-secret"
  | "jwt"
  | "event-stream-token";

/**
 * What has become of the vault, as far as it was used:
 * - `sealed-by-keychain`: entries are on the disk, encrypted under a key that the system keychain keeps.
 * - `locked`: there is a keychain, and it waits for its password. What it was asked for is done when it opens.
 * - `closed`: there is a keychain, and it was refused its password, or never opened. Chromium asks for its key once in a
 *   run (`OSCryptAsync::GetInstance`, components/os_crypt/async/browser), so only the next start can open it.
 * - `unavailable`: nothing can be sealed; either there is no keychain, or it was never opened.
 * - `not-writable`: the keychain is fine, and the disk refuses.
 *
 * In all but the first what Handset learns is kept in memory until it quits.
 */
export type VaultState = "sealed-by-keychain" | "locked" | "closed" | "unavailable" | "not-writable";

export type ReadResult =
  | { readonly found: true; readonly value: Secret }
  | {
      readonly found: false;
      /**
       * - `cannot-open`: not sealed here, or damaged. It was set aside where the disk let it be.
       * - `keychain-silent`, `keychain-locked`: it stays where it is for the next time.
       */
      readonly because: "absent" | "cannot-open" | "keychain-silent" | "keychain-locked";
    };

/** `memory-only`: the value is gone when Handset quits; the vault's state says why. */
export type WriteResult = "sealed" | "memory-only";

export interface Vault {
  /** Never rejects; waits at most the vault's limit for a keychain that asks to be unlocked. */
  read(name: EntryName): Promise<ReadResult>;
  write(name: EntryName, value: Secret): Promise<WriteResult>;
  remove(name: EntryName): Promise<void>;
  /** Puts an entry out of the way that opens but makes no sense; nothing of it is lost. */
  setAside(name: EntryName): Promise<void>;
  /** Null as long as nothing was sealed or opened. */
  readonly state: VaultState | null;
  /** The listener is called after each change of `state`; the returned function ends that. */
  onStateChanged(listener: () => void): () => void;
}

export interface VaultOptions {
  readonly cipher: Cipher;
  readonly files: SealedFiles;
  readonly report: (event: string, cause: unknown) => void;
  /** How long a keychain may take to open an entry, in milliseconds; its unlock prompt waits for a person. */
  readonly keychainLimitMs: number;
  /**
   * How long a write waits for the keychain, in milliseconds. After that the value is in memory, and is sealed
   * when the keychain answers after all.
   */
  readonly sealLimitMs: number;
}

/** Secrets at rest: ciphertext in files, or, without a keychain, nothing but memory. Never plain text. */
export function createVault(options: VaultOptions): Vault {
  const { cipher, files, report, keychainLimitMs, sealLimitMs } = options;
  const inMemory = new Map<EntryName, Secret>();
  const inOrder = createSerializer<EntryName>();
  /** Gives up the read that waits for the keychain: what it would bring is no longer true. */
  const opens = new Map<EntryName, () => void>();
  const listeners = new Set<() => void>();
  let state: VaultState | null = null;

  const setState = (next: VaultState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  /** No keychain now is a closed one where it was seen to be there. */
  const setKeychainGone = (): void =>
    setState(state === "locked" || state === "closed" ? "closed" : "unavailable");

  const openSealed = async (name: EntryName, sealed: Buffer): Promise<ReadResult> => {
    const opening = cipher.open(sealed).catch((cause: unknown) => {
      report("vault.cannot-open", cause);
      return cause instanceof RefusedCiphertext ? ("refused" as const) : ("cannot-open" as const);
    });
    const overtaken = new Promise<"late">((resolve) => opens.set(name, () => resolve("late")));
    const opened = await withLimit(Promise.race([opening, overtaken]), keychainLimitMs);
    opens.delete(name);
    if (opened === "late") {
      setState("locked");
      // Whoever reads again after that gets the entry.
      void opening.then(async (late) => {
        if (typeof late === "object") setState("sealed-by-keychain");
        else if (late === "cannot-open" && !(await canSeal()) && state === "locked") setState("closed");
      });
      return { found: false, because: "keychain-silent" };
    }
    if (opened === "refused" || opened === "cannot-open") {
      if (opened === "cannot-open" && !(await canSeal())) {
        setState("closed");
        return { found: false, because: "keychain-locked" };
      }
      await files.setAside(name);
      return { found: false, because: "cannot-open" };
    }
    setState("sealed-by-keychain");
    if (opened.reseal) await reseal(name, opened.plain);
    return { found: true, value: new Secret(opened.plain) };
  };

  /** Tells ciphertext of another keychain from one of a keychain that is closed. */
  const canSeal = async (): Promise<boolean> => {
    const sealed = await withLimit(
      cipher.seal("").catch(() => null),
      sealLimitMs,
    );
    return sealed !== "late" && sealed !== null;
  };

  /** Encrypts anew what the platform wants so. The file that opens stays until a better one is there. */
  const reseal = async (name: EntryName, plain: string): Promise<void> => {
    try {
      const sealed = await withLimit(cipher.seal(plain), keychainLimitMs);
      if (sealed !== "late" && sealed !== null) await files.write(name, sealed);
    } catch (cause) {
      report("vault.reseal-failed", cause);
    }
  };

  const writeSealed = async (name: EntryName, value: Secret): Promise<WriteResult> => {
    const sealing = cipher.seal(value.reveal()).catch((cause: unknown) => {
      report("vault.cannot-seal", cause);
      return null;
    });
    const sealed = await withLimit(sealing, sealLimitMs);
    if (sealed === "late" || sealed === null) {
      if (sealed === "late") {
        setState("locked");
        void sealLate(name, value, sealing);
      } else setKeychainGone();
      // What is on the disk is older than what memory now holds, and may not be used again.
      if ((await files.read(name)) !== null) await files.setAside(name);
      return "memory-only";
    }
    await store(name, sealed);
    return "sealed";
  };

  const store = async (name: EntryName, sealed: Buffer): Promise<void> => {
    try {
      await files.write(name, sealed);
      setState("sealed-by-keychain");
    } catch (cause) {
      setState("not-writable");
      throw cause;
    }
  };

  /** The keychain was unlocked after all: nothing that is still true stays in memory only. */
  const sealLate = async (name: EntryName, value: Secret, sealing: Promise<Buffer | null>): Promise<void> => {
    try {
      const sealed = await sealing;
      if (sealed === null) return setKeychainGone();
      await inOrder(name, async () => {
        if (inMemory.get(name) === value) await store(name, sealed);
      });
    } catch (cause) {
      report("vault.write-failed", cause);
    }
  };

  const discard = (name: EntryName, from: (name: EntryName) => Promise<void>): Promise<void> => {
    inMemory.delete(name);
    opens.get(name)?.();
    return inOrder(name, async () => {
      try {
        await from(name);
      } catch (cause) {
        report("vault.discard-failed", cause);
      }
    });
  };

  return {
    read: (name) =>
      inOrder(name, async () => {
        const kept = inMemory.get(name);
        if (kept !== undefined) return { found: true, value: kept };
        try {
          const sealed = await files.read(name);
          return sealed === null ? { found: false, because: "absent" } : await openSealed(name, sealed);
        } catch (cause) {
          report("vault.read-failed", cause);
          return { found: false, because: "cannot-open" };
        }
      }),
    write: (name, value) => {
      inMemory.set(name, value);
      opens.get(name)?.();
      return inOrder(name, async () => {
        try {
          return await writeSealed(name, value);
        } catch (cause) {
          report("vault.write-failed", cause);
          return "memory-only";
        }
      });
    },
    remove: (name) => discard(name, files.remove),
    setAside: (name) => discard(name, files.setAside),
    get state() {
      return state;
    },
    onStateChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Work on one entry happens one after the other, in the order it was asked for. */
function createSerializer<K>(): <R>(key: K, work: () => Promise<R>) => Promise<R> {
  const tails = new Map<K, Promise<unknown>>();
  return (key, work) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(work);
    tails.set(
      key,
      result.catch(() => undefined),
    );
    return result;
  };
}

async function withLimit<R>(work: Promise<R>, limitMs: number): Promise<R | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
