import type { Notice } from "../ipc/channels.ts";
import type { JwtClaims } from "./jwt-claims.ts";
import { DEFAULT_RETRY_AFTER_SECONDS } from "./retry.ts";
import { SERVERS } from "./ringcentral-host.ts";

/** Why a JWT does not work. */
export type JwtRefusal =
  | { readonly kind: "no-jwt" }
  | { readonly kind: "bad-secret" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "timed-out" }
  | { readonly kind: "busy"; readonly status: number; readonly retryAfterSeconds: number | null }
  /** The token endpoint said no. `code` is RingCentral's, such as OAU-125, or null. */
  | { readonly kind: "refused"; readonly status: number; readonly code: string | null }
  /** The JWT was redeemed, but whose it is cannot be read. */
  | { readonly kind: "not-readable"; readonly status: number; readonly code: string | null };

type Words = readonly [title: string, nextStep: string];

const GRANT_NOT_ALLOWED: Words = [
  "This app registration may not sign in with a JWT",
  "Allow “JWT auth flow” in the app's settings in RingCentral's Developer Console, then test it again.",
];
const WRONG_APPLICATION: Words = [
  "RingCentral does not know this client ID on the chosen server",
  "Check the client ID, and whether it belongs to production or the sandbox.",
];
const NO_SIGN_IN: Words = [
  "The extension or account of this JWT may not sign in in its present state",
  "Ask the administrator of the account whether it is enabled.",
];
const LOCKED_OUT: Words = [
  "The account is locked after too many sign-ins that failed",
  "Wait until RingCentral unlocks it or ask the administrator of the account, then test it again.",
];

/**
 * RingCentral's codes (https://developers.ringcentral.com/guide/basics/errors) without their full stop; OAU-251
 * is not in that list, but is what applications without the JWT grant are answered.
 */
const REASONS: Readonly<Record<string, Words>> = {
  "OAU-112": GRANT_NOT_ALLOWED,
  "OAU-125": GRANT_NOT_ALLOWED,
  "OAU-251": GRANT_NOT_ALLOWED,
  "OAU-120": WRONG_APPLICATION,
  "OAU-121": WRONG_APPLICATION,
  "OAU-141": NO_SIGN_IN,
  "OAU-142": NO_SIGN_IN,
  "OAU-146": [
    "RingCentral does not accept this client ID with this client secret",
    "Copy both again from the app's credentials in RingCentral's Developer Console.",
  ],
  "OAU-147": LOCKED_OUT,
  "OAU-148": LOCKED_OUT,
  "OAU-249": [
    "RingCentral does not accept this JWT",
    "Copy it again, or create a new one in RingCentral's Developer Console that this app may use.",
  ],
};

/**
 * The reason in words. Nothing that came over the network or stands in the JWT is repeated but codes and dates.
 *
 * @param server origin of the platform that was asked
 * @param now milliseconds since the epoch
 */
export function jwtNotice(because: JwtRefusal, claims: JwtClaims, server: string, now: number): Notice {
  const [code, title, nextStep] = words(because, claims, server, now);
  return {
    code: `jwt/${code}`,
    severity: because.kind === "not-readable" ? "warning" : "error",
    title,
    nextStep,
  };
}

function words(
  because: JwtRefusal,
  claims: JwtClaims,
  server: string,
  now: number,
): readonly [code: string, title: string, nextStep: string] {
  switch (because.kind) {
    case "no-jwt":
      return [
        "malformed",
        "That is not a JWT.",
        "A JWT has three parts with dots between them. Copy all of it.",
      ];
    case "bad-secret":
      return [
        "client-secret-malformed",
        "The client secret has characters that none can have.",
        "Copy it again from the app's credentials in RingCentral's Developer Console.",
      ];
    case "unreachable":
      return [
        "unreachable",
        "RingCentral cannot be reached.",
        "Check your network connection and the server, then test it again.",
      ];
    case "timed-out":
      return [
        "timed-out",
        "RingCentral did not answer in time.",
        "Check your network connection, then test it again.",
      ];
    case "busy": {
      const seconds = because.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS;
      const wait = `Test it again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
      return because.status === 429
        ? ["too-many-requests", "RingCentral takes no more sign-ins at the moment (429).", wait]
        : ["unavailable", "RingCentral is not available at the moment (503).", wait];
    }
    case "refused":
      return refusedWords(because.code ?? `HTTP ${because.status}`, claims, server, now);
    case "not-readable": {
      const shown = because.code ?? `HTTP ${because.status}`;
      return [
        `not-readable-${because.code ?? because.status}`,
        `The JWT works, but the app may not read whose extension it is (${shown}).`,
        "Add the permission Read Accounts to the app in RingCentral's Developer Console.",
      ];
    }
  }
}

/** The JWT itself often knows better than RingCentral's code why it was turned down. */
function refusedWords(
  shown: string,
  claims: JwtClaims,
  server: string,
  now: number,
): readonly [code: string, title: string, nextStep: string] {
  const aboutJwt = shown === "OAU-249" || !(shown in REASONS);
  if (claims.expiresAt !== null && claims.expiresAt <= now && aboutJwt) {
    return [
      "expired",
      `The JWT has expired${dateOf(claims.expiresAt)} (${shown}).`,
      "Create a new one in RingCentral's Developer Console.",
    ];
  }
  const isWrongServer = claims.server !== null && claims.server !== server;
  if (isWrongServer && (aboutJwt || REASONS[shown] === WRONG_APPLICATION)) {
    return [
      "wrong-server",
      `The JWT is for ${nameOf(claims.server)}, but ${nameOf(server)} is chosen (${shown}).`,
      "Choose the server that the JWT was made for, or create a JWT for the chosen one.",
    ];
  }
  const known = REASONS[shown];
  return known === undefined
    ? [
        shown.startsWith("HTTP") ? "refused" : shown,
        `RingCentral did not accept the JWT (${shown}).`,
        "Check client ID, client secret, server and JWT. If it happens again, show this code to your administrator.",
      ]
    : [shown, `${known[0]} (${shown}).`, known[1]];
}

function nameOf(server: string | null): string {
  if (server === SERVERS.production) return "production";
  return server === SERVERS.sandbox ? "the sandbox" : "another server";
}

/** " on 2026-11-21", or nothing for a time that no calendar has. */
function dateOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : ` on ${date.toISOString().slice(0, 10)}`;
}
