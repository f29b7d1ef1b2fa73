import { randomBytes } from "node:crypto";
import type { SecretRegister } from "../server/secrets.ts";
import type { Clock, RegisteredClient } from "../types.ts";

/** How long things live, in seconds; the defaults are RingCentral's. */
export interface Lifetimes {
  readonly code: number;
  readonly accessToken: number;
  readonly refreshToken: number;
  /** After the new access token was first used, the old refresh token still answers this long. */
  readonly graceAfterUse: number;
}

export const documentedLifetimes: Lifetimes = {
  code: 60,
  accessToken: 3600,
  refreshToken: 604_800,
  graceAfterUse: 10,
};

/** The old refresh token still answers this long when the new access token was never used. */
const graceUnusedMs = 60 * 60_000;

/** The body of a successful token answer. */
interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "bearer";
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly refresh_token_expires_in?: number;
  readonly scope: string;
  readonly owner_id: string;
  readonly endpoint_id: string;
}

interface Grant {
  readonly client: RegisteredClient;
  readonly ownerId: string;
  readonly endpointId: string;
  readonly accessTtl?: number | undefined;
  readonly refreshTtl?: number | undefined;
}

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  accessExpiresAt: number;
  refreshExpiresAt: number;
  readonly issuedAt: number;
  firstUsedAt: number | null;
}

interface TokenSession {
  readonly grant: Grant;
  current: Pair;
  /** The refresh token that `current` replaced; honoured during the grace period. */
  replaced: string | null;
}

type AccessCheck =
  | {
      readonly ok: true;
      readonly ownerId: string;
      readonly clientId: string;
      readonly accessToken: string;
    }
  | { readonly ok: false; readonly because: "unknown" | "expired" };

export type RefreshResult =
  | { readonly ok: true; readonly answer: TokenAnswer }
  | {
      readonly ok: false;
      readonly because: "unknown" | "expired" | "other-client";
    };

export interface TokenStore {
  issue(grant: Grant): TokenAnswer;
  /** Checks a bearer token; the first success starts the grace period of the refresh before it. */
  check(accessToken: string): AccessCheck;
  refresh(
    refreshToken: string,
    clientId: string,
    ttl: Pick<Grant, "accessTtl" | "refreshTtl">,
  ): RefreshResult;
  /** Ends the session that the access or refresh token belongs to. Returns false when there is none. */
  revoke(token: string): boolean;
  revokeAll(): void;
  expireAll(which: "access" | "refresh" | "all"): void;
}

/** Issues, rotates and forgets tokens as facts of RingCentral's OAuth guide say ("Refresh tokens"). */
export function createTokenStore(options: {
  readonly now: Clock;
  readonly secrets: SecretRegister;
  readonly lifetimes: Lifetimes;
}): TokenStore {
  const { now, secrets, lifetimes } = options;
  const sessions = new Set<TokenSession>();

  const createPair = (grant: Grant): Pair => {
    const mayRefresh = grant.client.grants.includes("refresh_token");
    const pair: Pair = {
      accessToken: createToken("U0pDMTFQMDFQQVMwM"),
      refreshToken: mayRefresh ? createToken("U0pDMTFQMDFQQVMwM") : null,
      accessExpiresAt: now() + clampTtl(grant.accessTtl, lifetimes.accessToken) * 1000,
      refreshExpiresAt: now() + clampTtl(grant.refreshTtl, lifetimes.refreshToken) * 1000,
      issuedAt: now(),
      firstUsedAt: null,
    };
    secrets.add("access-token", pair.accessToken);
    secrets.add("refresh-token", pair.refreshToken);
    return pair;
  };

  const find = (fits: (session: TokenSession) => boolean) => [...sessions].find(fits);

  return {
    issue(grant) {
      const session = { grant, current: createPair(grant), replaced: null };
      sessions.add(session);
      return answerOf(session, now());
    },
    check(accessToken) {
      const session = find(({ current }) => current.accessToken === accessToken);
      if (!session) return { ok: false, because: "unknown" };
      if (session.current.accessExpiresAt <= now()) return { ok: false, because: "expired" };
      session.current.firstUsedAt ??= now();
      const { ownerId, client } = session.grant;
      return { ok: true, ownerId, clientId: client.clientId, accessToken };
    },
    refresh(refreshToken, clientId, ttl) {
      const session = find(
        ({ current, replaced }) => current.refreshToken === refreshToken || replaced === refreshToken,
      );
      if (!session) return { ok: false, because: "unknown" };
      if (session.grant.client.clientId !== clientId) return { ok: false, because: "other-client" };
      if (session.replaced === refreshToken) {
        return inGrace(session.current, now(), lifetimes)
          ? { ok: true, answer: answerOf(session, now()) }
          : { ok: false, because: "unknown" };
      }
      if (session.current.refreshExpiresAt <= now()) return { ok: false, because: "expired" };
      session.current = createPair({ ...session.grant, ...ttl });
      session.replaced = refreshToken;
      return { ok: true, answer: answerOf(session, now()) };
    },
    revoke(token) {
      const session = find(({ current, replaced }) =>
        [current.accessToken, current.refreshToken, replaced].includes(token),
      );
      return session === undefined ? false : sessions.delete(session);
    },
    revokeAll: () => sessions.clear(),
    expireAll(which) {
      for (const { current } of sessions) {
        if (which !== "refresh") current.accessExpiresAt = now();
        if (which !== "access") current.refreshExpiresAt = now();
      }
    },
  };
}

function inGrace(current: Pair, at: number, { graceAfterUse }: Lifetimes): boolean {
  return current.firstUsedAt === null
    ? at - current.issuedAt < graceUnusedMs
    : at - current.firstUsedAt < graceAfterUse * 1000;
}

function answerOf({ grant, current }: TokenSession, at: number): TokenAnswer {
  const secondsLeft = (until: number) => Math.max(0, Math.round((until - at) / 1000));
  return {
    access_token: current.accessToken,
    token_type: "bearer",
    expires_in: secondsLeft(current.accessExpiresAt),
    ...(current.refreshToken === null
      ? {}
      : {
          refresh_token: current.refreshToken,
          refresh_token_expires_in: secondsLeft(current.refreshExpiresAt),
        }),
    scope: grant.client.scopes.join(" "),
    owner_id: grant.ownerId,
    endpoint_id: grant.endpointId,
  };
}

/** A client may ask for less than the registered lifetime, never for more. */
function clampTtl(asked: number | undefined, longest: number): number {
  return asked !== undefined && asked > 0 ? Math.min(asked, longest) : longest;
}

function createToken(prefix: string): string {
  return prefix + randomBytes(36).toString("base64url");
}
