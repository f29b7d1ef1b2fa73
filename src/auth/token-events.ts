import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import { isFinalRefusal } from "../widget/token-refusal.ts";
import { readClaims } from "./jwt-claims.ts";
import type { PhoneLife } from "./phone-life.ts";
import { lacksVitalScope, scopesNotice } from "./scopes.ts";
import type { SignOutReason } from "./session.ts";
import type { SessionEffects } from "./session-api.ts";
import type { SessionStore } from "./session-store.ts";
import type { SignOut } from "./sign-out.ts";
import { isExpired, parseStoredToken } from "./token.ts";
import type { TokenLife } from "./token-life.ts";
import type { TokenRequest, TokenRequests } from "./token-requests.ts";

/** What the widget does with its token, and what follows for the session. */
export interface TokenEvents {
  /** The widget stored a token under its key, or removed it (null). Resolves when the vault has it so. */
  changed(stored: string | null): Promise<void>;
  /** A request of the widget's for a token failed, or its revocation was answered. */
  answered(request: TokenRequest): Promise<boolean>;
  /** By the clock of this machine the refresh token is dead. */
  expired(): void;
}

export interface TokenEventsOptions {
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly effects: Pick<SessionEffects, "whenNoCall">;
  readonly store: SessionStore;
  readonly life: TokenLife;
  readonly phone: PhoneLife;
  readonly requests: TokenRequests;
  readonly signOut: SignOut;
  readonly leave: (because: SignOutReason) => void;
}

/** RingCentral's own pause where it names none, also before the widget is started anew. */
const DEFAULT_PAUSE_MS = 60_000;

export function createTokenEvents(options: TokenEventsOptions): TokenEvents {
  const { scheduler, log, effects, store, life, phone, requests, signOut, leave } = options;
  /** The widget is about to sign out for a reason that is none. */
  let isExcused = false;

  const isLive = (): boolean => store.session.state === "signed-in" || store.session.state === "redeeming";

  const leaveExpired = (): void => {
    if (!isLive() || life.token === null || !isExpired(life.token, scheduler.now())) return;
    phone.unload();
    leave({ kind: "expired" });
  };
  // The access token lives a while longer, and a call that is up goes on without either.
  const expired = (): void => effects.whenNoCall(leaveExpired);

  /** After a 408 at a refresh the widget signs out, although its refresh token is as good as before. */
  const restoreLater = (): void => {
    isExcused = true;
    scheduler.after(DEFAULT_PAUSE_MS, () => {
      isExcused = false;
      if (life.token !== null && store.session.state === "signed-in") void phone.restore(life.token);
    });
  };

  /** Only a refusal of the stored token itself ends that: a code or JWT that is turned down says nothing about it. */
  const refused = ({ grant, status, code }: TokenRequest): void => {
    const { signIn } = phone;
    if (grant === "refresh_token") {
      void life.drop();
      leave({ kind: "ended", code });
    } else if (store.session.state !== "redeeming") return;
    else if (signIn?.credentials.kind === "jwt") {
      const { credentials, server } = signIn;
      leave({ kind: "jwt-refused", status, code, claims: readClaims(credentials.jwt), server });
    } else leave({ kind: "refused", code });
  };

  /** The widget gets the answer, and what it makes of that is known. */
  const passedOn = (request: TokenRequest): void => {
    const { status, grant, retryAfterSeconds } = request;
    if (isFinalRefusal(status)) {
      refused(request);
      return;
    }
    if (grant === "refresh_token") {
      if (status === 408) restoreLater();
      return;
    }
    if (store.session.state !== "redeeming") return;
    phone.unload();
    const pauseMs = retryAfterSeconds === null ? DEFAULT_PAUSE_MS : retryAfterSeconds * 1000;
    leave(
      status === 429 || status === 503
        ? { kind: "busy", status, until: scheduler.now() + pauseMs }
        : { kind: "redemption-timed-out" },
    );
  };

  return {
    async changed(stored) {
      const { signIn } = phone;
      if (signIn === null) {
        if (stored !== null) signOut.cameLate(stored);
        return;
      }
      const parsed = stored === null ? null : parseStoredToken(stored, signIn.clientId, signIn.server);
      if (parsed !== null) {
        if (!isLive()) {
          // Nobody asked for it, and nobody would see that the phone can be called.
          log.warn("token.unasked", {});
          phone.unload();
          return;
        }
        signOut.began();
        store.apply({ type: "token-stored", expiresAt: parsed.refreshExpiresAt });
        // Without it there will be no login after which it could be said.
        if (store.session.state === "redeeming" && lacksVitalScope(parsed.scope))
          store.setNotice(scopesNotice(parsed.scope, parsed.hasRefreshToken));
        await life.keep(parsed);
        return;
      }
      if (life.token === null || signOut.tokenRemoved()) return;
      if (isExcused) log.info("token.removed-after-refusal", {});
      else if (isExpired(life.token, scheduler.now())) expired();
      else if (store.session.state === "redeeming") await signOut.unfinished();
      else await signOut.inWidget();
    },
    answered(request) {
      if (request.endpoint === "revoke") {
        signOut.revocationAnswered(request.status);
        return Promise.resolve(false);
      }
      if (!isLive()) {
        log.warn("token.refused", { code: request.code, status: request.status });
        return Promise.resolve(false);
      }
      const isCode = request.grant === "authorization_code";
      const pauseMs = requests.pauseFor(request, isCode ? phone.redeemsUntil : Number.POSITIVE_INFINITY);
      if (pauseMs !== null) return requests.hold(request, pauseMs);
      passedOn(request);
      return Promise.resolve(false);
    },
    expired,
  };
}
