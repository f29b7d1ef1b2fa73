import { setAlarm } from "../app/alarm.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Vault } from "../vault/vault.ts";
import { endingNotice, vaultNotice } from "./notices.ts";
import { type SessionToken, serializeToken } from "./token.ts";

/** The token of the session: where it is kept, and when it ends. */
export interface TokenLife {
  readonly token: SessionToken | null;
  /** When the refresh token dies, in milliseconds since the epoch, or null. */
  readonly endsAt: number | null;
  /** The user should know that it dies within a day. */
  readonly warning: Notice | null;
  /** Takes up the token that the vault had. */
  adopt(token: SessionToken): void;
  /** Takes a new one; resolves when the vault has it. */
  keep(token: SessionToken): Promise<void>;
  /** Goes on without it. The vault keeps what it has: a clock that is wrong must not cost a sign-in. */
  release(): void;
  /** Forgets it, also in the vault; resolves when it is gone. */
  drop(): Promise<void>;
}

export interface TokenLifeOptions {
  readonly vault: Vault;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** The vault cannot keep it; told once for each reason. */
  readonly tell: (notice: Notice) => void;
  readonly changed: () => void;
  /** By the clock of this machine its refresh token is dead. */
  readonly expired: () => void;
}

/**
 * A session that is used gets a new refresh token with every refresh, so that only an idle or sleeping machine
 * comes this near to the seven days that one lives.
 */
const WARN_BEFORE_MS = 24 * 60 * 60_000;

export function createTokenLife(options: TokenLifeOptions): TokenLife {
  const { vault, scheduler, log } = options;
  let token: SessionToken | null = null;
  let stopAlarm = (): void => {};
  const told = new Set<string>();

  const isEnding = (at: number): boolean => scheduler.now() >= at - WARN_BEFORE_MS;
  const set = (next: SessionToken | null): void => {
    stopAlarm();
    stopAlarm = () => {};
    token = next;
    const endsAt = next?.refreshExpiresAt ?? null;
    if (endsAt === null) return;
    const waitForTheEnd = (): void => {
      stopAlarm = setAlarm(scheduler, endsAt, options.expired);
    };
    if (isEnding(endsAt)) {
      waitForTheEnd();
      return;
    }
    stopAlarm = setAlarm(scheduler, endsAt - WARN_BEFORE_MS, () => {
      waitForTheEnd();
      options.changed();
    });
  };

  return {
    get token() {
      return token;
    },
    get endsAt() {
      return token?.refreshExpiresAt ?? null;
    },
    get warning() {
      const endsAt = token?.refreshExpiresAt ?? null;
      return endsAt !== null && isEnding(endsAt) ? endingNotice(endsAt) : null;
    },
    adopt: set,
    async keep(next) {
      set(next);
      options.changed();
      const result = await vault.write("session-token", serializeToken(next));
      log.info("vault.token-written", { result });
      const problem = vaultNotice(vault.state);
      if (result === "sealed" || problem === null || told.has(problem.code)) return;
      told.add(problem.code);
      options.tell(problem);
    },
    release: () => set(null),
    drop() {
      set(null);
      return vault.remove("session-token");
    },
  };
}
