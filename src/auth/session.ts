import type { PendingAuthorization } from "./authorization-request.ts";
import type { JwtClaims } from "./jwt-claims.ts";
import type { RedirectRefusal } from "./redirect.ts";
import type { SignInWindowEnd } from "./sign-in-window.ts";

/** Whose phone this is, from `rc-login-status-notify`: "16505550100*101". */
export type AccountLabel = string;

export type SignOutReason =
  | { readonly kind: "user" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "expired" }
  | { readonly kind: "vault-unreadable" }
  | { readonly kind: "vault-silent" }
  | { readonly kind: "vault-locked" }
  | { readonly kind: "authorization-timed-out" }
  | { readonly kind: "redemption-timed-out" }
  | {
      readonly kind: "redirect";
      readonly because: RedirectRefusal;
      readonly error: string | null;
    }
  | { readonly kind: "sign-in-window"; readonly because: SignInWindowEnd }
  /** A refresh was turned down: the sign-in is over. `code` is RingCentral's, such as OAU-211, or null. */
  | { readonly kind: "ended"; readonly code: string | null }
  /**
   * The token endpoint wants no more requests until then (`until`, milliseconds since the epoch), which is longer
   * than the authorization code lives. `status` is 429 or 503.
   */
  | { readonly kind: "busy"; readonly status: number; readonly until: number }
  /** The widget gave up the token of a sign-in that it had not finished; what that token says of itself. */
  | { readonly kind: "ended-by-widget"; readonly scope: string; readonly hasRefreshToken: boolean }
  /** The JWT was turned down; what it says of itself, and the platform's origin. */
  | {
      readonly kind: "jwt-refused";
      readonly status: number;
      readonly code: string | null;
      readonly claims: JwtClaims;
      readonly server: string;
    }
  /** The authorization code was turned down. */
  | { readonly kind: "refused"; readonly code: string | null };

/** The whole life of a session (design, section 4). */
export type Session =
  | { readonly state: "unconfigured" }
  | { readonly state: "signed-out"; readonly because?: SignOutReason }
  | {
      readonly state: "authorizing";
      readonly transaction: PendingAuthorization;
    }
  /** The widget redeems a code, or starts with the token from the vault. */
  | {
      readonly state: "redeeming";
      readonly since: number;
      readonly from: "code" | "jwt" | "vault";
    }
  | {
      readonly state: "signed-in";
      readonly account: AccountLabel;
      readonly expiresAt: number | null;
    };

export type SessionEvent =
  | { readonly type: "configured" }
  | { readonly type: "signed-out"; readonly because: SignOutReason }
  | {
      readonly type: "authorization-started";
      readonly transaction: PendingAuthorization;
    }
  | {
      readonly type: "redeeming";
      readonly at: number;
      readonly from: "code" | "jwt" | "vault";
    }
  | { readonly type: "token-stored"; readonly expiresAt: number | null }
  | {
      readonly type: "logged-in";
      readonly account: AccountLabel;
      readonly expiresAt: number | null;
    };

/** The next session; the same value when the event does not apply to the state. */
export function nextSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case "configured":
      return session.state === "unconfigured" ? { state: "signed-out" } : session;
    case "signed-out":
      return { state: "signed-out", because: event.because };
    case "authorization-started":
      // Signed in, nobody asks for another sign-in; redeeming, the first one has to end before.
      return session.state === "signed-in" || session.state === "redeeming"
        ? session
        : { state: "authorizing", transaction: event.transaction };
    case "redeeming":
      return session.state === "signed-in"
        ? session
        : { state: "redeeming", since: event.at, from: event.from };
    case "token-stored":
      return session.state === "signed-in" ? { ...session, expiresAt: event.expiresAt } : session;
    case "logged-in":
      return session.state === "redeeming" || session.state === "signed-in"
        ? {
            state: "signed-in",
            account: event.account,
            expiresAt: event.expiresAt,
          }
        : session;
  }
}
