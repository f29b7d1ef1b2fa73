import { isRingCentralAddress } from "./ringcentral-host.ts";

/** One sign-in in a window of Handset's own (docs/adr/0004). */
export interface SignInWindowRequest {
  /** The authorization request. */
  readonly url: string;
  /** Where RingCentral sends the answer; that page is never loaded. */
  readonly redirectUri: string;
  /** Origin of the chosen platform. */
  readonly server: string;
  /** Called once at most, when the window is gone, with the address as RingCentral gave it. It is not checked yet. */
  readonly redirected: (url: string) => void;
  /** Called once at most, and not after `redirected`, when the window is gone without an answer. */
  readonly ended: (because: SignInWindowEnd) => void;
}

export interface SignInWindow {
  show(): void;
  /** Closes it without a word; may be called again. */
  close(): void;
}

export type SignInWindowEnd =
  /** By the user. */
  | { readonly kind: "closed" }
  /** The sign-in wanted to go on at a place that is not RingCentral's; `host` is null when it has no name to show. */
  | { readonly kind: "left"; readonly host: string | null }
  /** The page could not be loaded. */
  | { readonly kind: "unreachable" };

export type SignInNavigation =
  | { readonly kind: "answer" }
  | { readonly kind: "go" }
  | { readonly kind: "stop"; readonly host: string | null };

/**
 * Decides where the sign-in window may go: RingCentral's own https addresses, or those of the custom server that was
 * chosen, and nowhere else. The redirect URI is recognised before everything else and is not gone to either: its
 * address is the answer.
 */
export function judgeSignInNavigation(
  url: string,
  { redirectUri, server }: Pick<SignInWindowRequest, "redirectUri" | "server">,
): SignInNavigation {
  if (!URL.canParse(url)) return { kind: "stop", host: null };
  const { origin, pathname, hostname } = new URL(url);
  const expected = new URL(redirectUri);
  if (origin === expected.origin && pathname === expected.pathname) return { kind: "answer" };
  if (isRingCentralAddress(url, server)) return { kind: "go" };
  return { kind: "stop", host: hostname === "" ? null : hostname };
}

/** The window's title: always the origin that is shown, never what the page calls itself. */
export function signInWindowTitle(url: string): string {
  return `Sign in - ${URL.canParse(url) ? new URL(url).origin : ""}`;
}
