import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Secret } from "../vault/secret.ts";
import type { Vault } from "../vault/vault.ts";

/** The secret that a program presents to the event stream. */
export interface StreamToken {
  /** The one that is kept, or a new one where there is none; null when the keychain does not say which it is. */
  load(): Promise<Secret | null>;
  /** Makes a new one: the old one opens nothing any more. */
  renew(): Promise<Secret>;
  /** Nothing opens any more, until `load` makes a new one. Resolves when the vault has forgotten it. */
  forget(): Promise<void>;
  /** Compares digests, so that the time it takes tells nothing about the token. False before `load`. */
  is(presented: string): boolean;
}

const ENTRY = "event-stream-token";
const BYTES = 32;

/** Keeps the token in the vault, which without a keychain is memory: then it is another one after each start. */
export function createStreamToken(vault: Pick<Vault, "read" | "write" | "remove">): StreamToken {
  let known: Secret | null = null;
  /** What is read from before this changed is not true any more. */
  let forgotten = 0;
  const renew = async (): Promise<Secret> => {
    const made = new Secret(randomBytes(BYTES).toString("base64url"));
    known = made;
    await vault.write(ENTRY, made);
    return made;
  };
  return {
    async load() {
      if (known !== null) return known;
      const before = forgotten;
      const entry = await vault.read(ENTRY);
      if (known !== null) return known;
      if (entry.found && before === forgotten) {
        known = entry.value;
        return known;
      }
      // A keychain that is closed has one, which programs know.
      if (!entry.found && (entry.because === "keychain-silent" || entry.because === "keychain-locked"))
        return null;
      return renew();
    },
    renew,
    forget() {
      known = null;
      forgotten++;
      return vault.remove(ENTRY);
    },
    is: (presented) => known !== null && timingSafeEqual(digest(presented), digest(known.reveal())),
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
