import { brand } from "../brand.ts";
import type { Notice } from "../ipc/channels.ts";
import type { VaultState } from "../vault/vault.ts";
import { jwtNotice } from "./jwt-notices.ts";
import type { RedirectRefusal } from "./redirect.ts";
import { lacksVitalScope, scopesNotice } from "./scopes.ts";
import type { SignOutReason } from "./session.ts";
import type { SignInWindowEnd } from "./sign-in-window.ts";

const notice = (
  code: string,
  severity: Notice["severity"],
  [title, nextStep]: readonly [string, string],
): Notice => ({ code, severity, title, nextStep });

const REDIRECT_WORDS: Record<RedirectRefusal, readonly [string, string]> = {
  "wrong-address": [
    `A sign-in answer came back to an address that ${brand.name} did not give out.`,
    "It was ignored. If you are signing in, go on in your browser.",
  ],
  malformed: [
    "A sign-in answer came back damaged.",
    "It was ignored. Start the sign-in again if your browser does not go on.",
  ],
  "not-asked": [
    `A sign-in answer came that ${brand.name} did not ask for.`,
    `It was ignored and nothing changed. To sign in, start from ${brand.name}.`,
  ],
  "keychain-closed": [
    "A sign-in answer came, but the keychain did not open what it is checked by.",
    "It was not used. Sign in again from this page; that works without the keychain.",
  ],
  "wrong-state": [
    "A sign-in answer came that belongs to a different sign-in.",
    "It was ignored. Finish the newest sign-in page in your browser.",
  ],
  replayed: [
    "A sign-in answer came a second time.",
    "It was ignored: each answer works once. Nothing needs to be done.",
  ],
  "foreign-server": [
    "RingCentral’s answer names a server that is not RingCentral’s.",
    "It was not used. Sign in again; if this happens again, switch discovery off and tell your administrator.",
  ],
  "access-denied": [
    `You did not allow ${brand.name} to use your RingCentral account.`,
    `Sign in again and choose Authorize; ${brand.name} cannot make calls without it.`,
  ],
  "authorization-error": [
    "RingCentral ended the sign-in with an error.",
    "Check the client ID and its registration, then sign in again.",
  ],
};

/** What is said about a redirect that was not accepted. */
export function redirectNotice(because: RedirectRefusal, error: string | null): Notice {
  const [title, nextStep] = REDIRECT_WORDS[because];
  const named = error === null || because === "access-denied" ? title : `${title.slice(0, -1)} (${error}).`;
  return notice(`redirect/${because}`, because === "access-denied" ? "info" : "warning", [named, nextStep]);
}

/** RingCentral's error codes at the token endpoint, where the code alone tells what to do. */
const TOKEN_ERRORS: Readonly<Record<string, readonly [string, string]>> = {
  "OAU-106": [
    "RingCentral did not accept the sign-in code (OAU-106).",
    "Codes work once and for a minute. Sign in again.",
  ],
  "OAU-108": [
    "The sign-in code had expired before it could be used (OAU-108).",
    "Codes live for one minute. Sign in again.",
  ],
  "OAU-109": [
    "The redirect URI does not match the one registered with RingCentral (OAU-109).",
    "Register the redirect URI shown on this page for the client ID, then sign in again.",
  ],
  "OAU-110": [
    "The sign-in code belongs to another app (OAU-110).",
    "Check the client ID, then sign in again.",
  ],
  "OAU-146": [
    "RingCentral does not accept this client ID without a client secret (OAU-146).",
    'Register the app as "client-side web app", then sign in again.',
  ],
};

/**
 * Why the user is on the sign-in page, in words; null when that needs none.
 *
 * @param now milliseconds since the epoch
 */
export function signOutNotice(because: SignOutReason, now: number): Notice | null {
  switch (because.kind) {
    case "user":
      return notice("session/signed-out", "info", ["You are signed out.", "Sign in to make and take calls."]);
    case "cancelled":
      return null;
    case "expired":
      return notice("session/expired", "info", [
        `Your sign-in has expired: ${brand.name} was not used for seven days.`,
        "Sign in again.",
      ]);
    case "vault-unreadable":
      return notice("session/vault-unreadable", "warning", [
        "Your saved sign-in could not be opened with this system's keychain.",
        "Sign in again. The unreadable file was kept, not deleted.",
      ]);
    case "vault-silent":
      return notice("session/vault-silent", "warning", [
        "The system's keychain did not answer, so your saved sign-in could not be opened.",
        `Unlock it and ${brand.name} goes on by itself, or sign in again now.`,
      ]);
    case "vault-locked":
      return notice("session/vault-locked", "warning", [
        "Your system's keychain is locked, so your saved sign-in could not be opened.",
        `Unlock the keychain and start ${brand.name} again, or sign in again now. The saved sign-in stays where it is.`,
      ]);
    case "busy":
      return busyNotice(because.status, because.until, now);
    case "authorization-timed-out":
      return notice("session/authorization-timed-out", "info", [
        "The sign-in in your browser was not finished in ten minutes.",
        "Sign in again when you are ready.",
      ]);
    case "redemption-timed-out":
      return notice("session/redemption-timed-out", "error", [
        "RingCentral did not finish the sign-in in time.",
        "Check your network connection, then sign in again.",
      ]);
    case "redirect":
      return redirectNotice(because.because, because.error);
    case "sign-in-window":
      return windowNotice(because.because);
    case "ended":
      return notice("session/ended", "warning", [
        `RingCentral has ended your sign-in${because.code === null ? "" : ` (${because.code})`}.`,
        "This happens after seven days without use, or when a password or a permission was changed. Sign in again.",
      ]);
    case "ended-by-widget":
      return (
        (lacksVitalScope(because.scope) ? scopesNotice(because.scope, because.hasRefreshToken) : null) ??
        widgetEndedNotice
      );
    case "jwt-refused": {
      const { status, code, claims, server } = because;
      return jwtNotice({ kind: "refused", status, code }, claims, server, now);
    }
    case "refused":
      return notice(
        `token/${because.code ?? "refused"}`,
        "error",
        TOKEN_ERRORS[because.code ?? ""] ?? [
          `RingCentral did not accept the sign-in${because.code === null ? "" : ` (${because.code})`}.`,
          "Sign in again. If it happens again, show this code to your administrator.",
        ],
      );
  }
}

const widgetEndedNotice: Notice = notice("session/ended-by-widget", "error", [
  "RingCentral Embeddable ended the sign-in before it was finished.",
  "Sign in again. If it happens again, ask your administrator whether your RingCentral user may use this phone.",
]);

function windowNotice(because: SignInWindowEnd): Notice {
  switch (because.kind) {
    case "closed":
      return notice("window/closed", "info", [
        "You closed the sign-in window before the sign-in was finished.",
        "Sign in again when you are ready.",
      ]);
    case "left":
      return notice("window/left", "warning", [
        `The sign-in wanted to go on at ${because.host ?? "another place"}, which is not RingCentral’s.`,
        "The sign-in window stops there. For single sign-on, choose “Automatic” under “How the browser answers”: that uses your browser.",
      ]);
    case "unreachable":
      return notice("window/unreachable", "error", [
        "RingCentral’s sign-in page could not be loaded.",
        "Check your network connection, then sign in again.",
      ]);
  }
}

/**
 * The phone's page cannot be loaded; Handset goes on trying by itself.
 *
 * @param status of the answer, or null where none came
 */
export function unreachableNotice(retryInSeconds: number, status: number | null): Notice {
  if (status !== null) {
    return notice("widget/unavailable", "warning", [
      `RingCentral’s phone page is not available at the moment (${status}).`,
      `${brand.name} tries again in ${secondsInWords(retryInSeconds)}. If this goes on, show the number to your administrator.`,
    ]);
  }
  return notice("widget/unreachable", "warning", [
    "RingCentral cannot be reached.",
    `Check your network connection. ${brand.name} tries again in ${secondsInWords(retryInSeconds)}.`,
  ]);
}

/**
 * RingCentral asked for time and did not get a new sign-in meanwhile.
 *
 * @param until when it takes requests again; both in milliseconds since the epoch
 */
function busyNotice(status: number, until: number, now: number): Notice {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return notice("session/busy", "warning", [
    `RingCentral takes no sign-ins for the moment (${status}).`,
    seconds === 0 ? "It does again now. Sign in again." : `Sign in again in ${secondsInWords(seconds)}.`,
  ]);
}

/** A request to the token endpoint is repeated by itself after that time. */
export function waitingNotice(status: number, retryInSeconds: number): Notice {
  return notice("session/waiting", "warning", [
    `RingCentral has asked ${brand.name} to wait (${status}).`,
    `${brand.name} tries again in ${secondsInWords(retryInSeconds)}; nothing needs to be done.`,
  ]);
}

const secondsInWords = (seconds: number): string => (seconds === 1 ? "1 second" : `${seconds} seconds`);

/** On a live session: the sign-in is kept, and everything goes on when the network is back. */
export const offlineNotice: Notice = notice("session/offline", "warning", [
  "RingCentral cannot be reached, so you cannot be called at the moment.",
  `You are still signed in. Check your network connection; ${brand.name} goes on by itself.`,
]);

/**
 * The refresh token dies within a day: nobody has used the phone for six.
 *
 * @param endsAt milliseconds since the epoch
 */
export function endingNotice(endsAt: number): Notice {
  const at = new Date(endsAt).toLocaleString("en-GB", {
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  return notice("session/ending", "warning", [
    `Your sign-in ends on ${at}, because the phone was not used for days.`,
    "Open the phone to stay signed in, or sign in again after that.",
  ]);
}

export const keychainWaitingNotice: Notice = notice("vault/waiting", "info", [
  `${brand.name} waits for your system's keychain, for a minute at most.`,
  `If it asks for a password, unlock it and ${brand.name} goes on by itself; or sign in again now.`,
]);

/** What the vault's state means for the user; null when all is well. */
export function vaultNotice(state: VaultState | null): Notice | null {
  switch (state) {
    case null:
    case "sealed-by-keychain":
      return null;
    case "locked":
      return notice("vault/locked", "warning", [
        "Your system's keychain is locked, so your sign-in is kept only until you quit.",
        `Unlock the keychain; ${brand.name} then saves the sign-in by itself.`,
      ]);
    case "closed":
      return notice("vault/closed", "warning", [
        "Your system's keychain did not open, so your sign-in is kept only until you quit.",
        `To stay signed in, unlock the keychain, start ${brand.name} again and sign in there: it can ask for the keychain only once after each start.`,
      ]);
    case "unavailable":
      return notice("vault/memory-only", "warning", [
        `This system has no keychain that ${brand.name} can use, so your sign-in is kept only until you quit.`,
        `To stay signed in, install or unlock a keyring (such as GNOME Keyring or KWallet), start ${brand.name} again and sign in there.`,
      ]);
    case "not-writable":
      return notice("vault/not-writable", "warning", [
        `${brand.name} cannot write to its folder, so your sign-in is kept only until you quit.`,
        `Make room on the disk, or make the folder writable; ${brand.name} saves the sign-in at its next renewal.`,
      ]);
  }
}

export const browserFailedNotice: Notice = notice("browser/failed", "error", [
  "Your browser could not be opened.",
  "Use “Copy the address” and open it in a browser yourself.",
]);

export const clientIdMissingNotice: Notice = notice("client-id/missing", "error", [
  "A client ID is needed to sign in.",
  "Enter the client ID of an app that is registered with RingCentral.",
]);

export const serverUnusableNotice: Notice = notice("server/unusable", "error", [
  "The server address cannot be used.",
  "Enter it as https:// and a host name, with nothing behind it.",
]);

export const jwtMissingNotice: Notice = notice("jwt/missing", "error", [
  "Signing in with a JWT needs the JWT and the client secret of its app.",
  "Enter both, or sign in with the browser.",
]);

export const noLoopbackPortNotice: Notice = notice("loopback/no-port", "error", [
  "The browser's answer cannot be received on this machine: every registered port is in use.",
  "Close the other program that signs in, or choose the app's own scheme.",
]);

export const hostedRedirectUnusableNotice: Notice = notice("hosted-redirect/unusable", "error", [
  "The address of the redirect page cannot be used.",
  "Enter it as it is registered with RingCentral: https://, a host name and a path.",
]);

export const discoveryUnusableNotice: Notice = notice("discovery/unusable", "error", [
  "Discovery only works with RingCentral’s own servers.",
  "Switch it off, or choose Production or Sandbox.",
]);

export const discoveryFailedNotice: Notice = notice("discovery/failed", "error", [
  "RingCentral did not say where to sign in.",
  "Check your network connection and try again, or switch discovery off.",
]);

export const wayNotAllowedNotice: Notice = notice("sign-in/way-not-allowed", "error", [
  "Your organisation does not allow this way to sign in.",
  "Choose another way, or ask your administrator.",
]);

export const signInUnderWayNotice = notice("session/sign-in-under-way", "info", [
  "Somebody is signing in.",
  "Nothing was changed. Try again when that is done.",
]);

export const dataNotClearedNotice = notice("session/data-not-cleared", "error", [
  "What the phone has stored could not be removed.",
  "Quit, start again and try once more.",
]);
