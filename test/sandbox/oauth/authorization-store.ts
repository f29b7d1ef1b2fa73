import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { SecretRegister } from "../server/secrets.ts";
import type { Clock, RegisteredClient, SandboxUser } from "../types.ts";

/** One visit to the authorize page, from the request to the decision. */
export interface AuthorizationTransaction {
  readonly id: string;
  readonly client: RegisteredClient;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly codeChallenge: string | null;
  readonly loginHint: string;
  /** Asked for by `discovery=true`: the redirect then names the account's own servers. */
  readonly discovery: boolean;
  user: SandboxUser | null;
}

interface IssuedCode {
  readonly transaction: AuthorizationTransaction;
  readonly user: SandboxUser;
  expiresAt: number;
}

export type RedeemResult =
  | { readonly ok: true; readonly user: SandboxUser }
  | {
      readonly ok: false;
      readonly because: "unknown" | "expired" | "other-client" | "redirect-mismatch" | "bad-verifier";
    };

export interface AuthorizationStore {
  open(transaction: Omit<AuthorizationTransaction, "id" | "user">): AuthorizationTransaction;
  /** Remembers the user for the browser that gets this value as a cookie. */
  remember(user: SandboxUser): string;
  /** Whom the browser's cookie stands for. */
  remembered(cookie: string): SandboxUser | undefined;
  find(id: string): AuthorizationTransaction | undefined;
  /** Ends the transaction; nobody can decide twice. */
  close(transaction: AuthorizationTransaction): void;
  issueCode(transaction: AuthorizationTransaction, user: SandboxUser): string;
  redeem(request: {
    readonly code: string;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly codeVerifier: string | null;
  }): RedeemResult;
  expireCodes(): void;
}

export function createAuthorizationStore(options: {
  readonly now: Clock;
  readonly secrets: SecretRegister;
  /** Seconds. */
  readonly codeLifetime: number;
}): AuthorizationStore {
  const { now, secrets, codeLifetime } = options;
  const transactions = new Map<string, AuthorizationTransaction>();
  const codes = new Map<string, IssuedCode>();
  const logins = new Map<string, SandboxUser>();
  return {
    open(given) {
      const transaction = { ...given, id: randomUUID(), user: null };
      transactions.set(transaction.id, transaction);
      return transaction;
    },
    remember(user) {
      const cookie = randomBytes(32).toString("base64url");
      secrets.add("login-session", cookie);
      logins.set(cookie, user);
      return cookie;
    },
    remembered: (cookie) => logins.get(cookie),
    find: (id) => transactions.get(id),
    close: (transaction) => void transactions.delete(transaction.id),
    issueCode(transaction, user) {
      const code = `U0pDMTFQMDFQQVMwM${randomBytes(32).toString("base64url")}`;
      secrets.add("authorization-code", code);
      codes.set(code, {
        transaction,
        user,
        expiresAt: now() + codeLifetime * 1000,
      });
      return code;
    },
    redeem({ code, clientId, redirectUri, codeVerifier }) {
      const issued = codes.get(code);
      if (!issued) return { ok: false, because: "unknown" };
      // Another application's attempt must not spoil the code for its owner.
      if (issued.transaction.client.clientId !== clientId) return { ok: false, because: "other-client" };
      if (issued.expiresAt <= now()) return { ok: false, because: "expired" };
      codes.delete(code);
      if (issued.transaction.redirectUri !== redirectUri) return { ok: false, because: "redirect-mismatch" };
      return verifierFits(issued.transaction.codeChallenge, codeVerifier)
        ? { ok: true, user: issued.user }
        : { ok: false, because: "bad-verifier" };
    },
    expireCodes() {
      for (const issued of codes.values()) issued.expiresAt = now();
    },
  };
}

/** RFC 7636 section 4.6 for S256; a verifier without a challenge is refused as in OAuth 2.1 section 4.1.3. */
function verifierFits(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null || verifier === null) return challenge === null && !verifier;
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return createHash("sha256").update(verifier).digest("base64url") === challenge;
}
