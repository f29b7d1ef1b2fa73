import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import { nextSession, type Session, type SessionEvent } from "./session.ts";
import { type SessionStatus, sessionStatus } from "./session-status.ts";

/** The one session, and what is said about it. Whoever changes it goes through here. */
export interface SessionStore {
  readonly session: Session;
  readonly notice: Notice | null;
  apply(event: SessionEvent): void;
  /** What the sign-in page says; null for the session's own reason. */
  setNotice(notice: Notice | null): void;
  status(): SessionStatus;
  /** Something that is shown has changed elsewhere. */
  changed(): void;
}

export interface SessionStoreOptions {
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly offline: () => boolean;
  readonly endsAt: () => number | null;
  readonly warnings: () => readonly (Notice | null)[];
  readonly viewChanged: () => void;
  readonly statusChanged: (status: SessionStatus) => void;
  readonly signedInChanged: (signedIn: boolean) => void;
}

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  let session: Session = { state: "unconfigured" };
  let notice: Notice | null = null;
  let told = "";

  const status = (): SessionStatus =>
    sessionStatus({
      session,
      notice,
      offline: options.offline(),
      endsAt: options.endsAt(),
      warnings: options.warnings(),
      now: options.scheduler.now(),
    });
  const changed = (): void => {
    options.viewChanged();
    const now = status();
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    options.log.info("session.status", {
      reason: now.reason?.code ?? null,
      warning: now.warning?.code ?? null,
      offline: now.offline,
    });
    options.statusChanged(now);
  };

  return {
    get session() {
      return session;
    },
    get notice() {
      return notice;
    },
    apply(event) {
      const before = session;
      session = nextSession(session, event);
      if (session === before) return;
      options.log.info("session.changed", {
        state: session.state,
        because: session.state === "signed-out" ? session.because?.kind : null,
      });
      if ((before.state === "signed-in") !== (session.state === "signed-in")) {
        options.signedInChanged(session.state === "signed-in");
      }
      changed();
    },
    setNotice(next) {
      notice = next;
      changed();
    },
    status,
    changed,
  };
}
