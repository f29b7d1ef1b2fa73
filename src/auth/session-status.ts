import type { Notice } from "../ipc/channels.ts";
import { signOutNotice } from "./notices.ts";
import type { AccountLabel, Session } from "./session.ts";

/** The session as the rest of the app shows it: the tray, the settings page, the log. */
export interface SessionStatus {
  readonly state: Session["state"];
  /** Whose phone it is; null while nobody is signed in. */
  readonly account: AccountLabel | null;
  /** Why nobody is signed in, or what a sign-in waits for. */
  readonly reason: Notice | null;
  /** RingCentral cannot be reached; says nothing about whether somebody is signed in. */
  readonly offline: boolean;
  /** When the refresh token dies, in milliseconds since the epoch; null when unknown or nobody is signed in. */
  readonly endsAt: number | null;
  /** What the user should know although everything works for now. */
  readonly warning: Notice | null;
}

export interface SessionFacts {
  readonly session: Session;
  /** What the sign-in page says beside the session's own reason. */
  readonly notice: Notice | null;
  readonly offline: boolean;
  readonly endsAt: number | null;
  /** The heaviest first; null for what is not the case. */
  readonly warnings: readonly (Notice | null)[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function sessionStatus(facts: SessionFacts): SessionStatus {
  const { session } = facts;
  const signedIn = session.state === "signed-in";
  const own =
    session.state === "signed-out" && session.because !== undefined
      ? signOutNotice(session.because, facts.now)
      : null;
  return {
    state: session.state,
    account: signedIn ? session.account : null,
    reason: signedIn ? null : (facts.notice ?? own),
    offline: facts.offline,
    endsAt: signedIn ? facts.endsAt : null,
    warning: facts.warnings.find((warning) => warning !== null) ?? null,
  };
}
