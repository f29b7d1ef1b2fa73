import { describe, expect, test } from "vitest";
import {
  browserFailedNotice,
  clientIdMissingNotice,
  discoveryFailedNotice,
  discoveryUnusableNotice,
  endingNotice,
  hostedRedirectUnusableNotice,
  keychainWaitingNotice,
  offlineNotice,
  redirectNotice,
  signOutNotice,
  unreachableNotice,
  vaultNotice,
  waitingNotice,
} from "../../../src/auth/notices.ts";
import type { RedirectRefusal } from "../../../src/auth/redirect.ts";
import type { SignOutReason } from "../../../src/auth/session.ts";
import type { Notice } from "../../../src/ipc/channels.ts";
import { refusalNotice } from "../../../src/links/refusal.ts";
import type { VaultState } from "../../../src/vault/vault.ts";

const refusals: Record<RedirectRefusal, true> = {
  "wrong-address": true,
  malformed: true,
  "not-asked": true,
  "keychain-closed": true,
  "wrong-state": true,
  replayed: true,
  "foreign-server": true,
  "access-denied": true,
  "authorization-error": true,
};
/** Every way to be signed out that needs nothing but its name. */
const reasons: Record<
  Exclude<
    SignOutReason["kind"],
    | "redirect"
    | "refused"
    | "ended"
    | "ended-by-widget"
    | "jwt-refused"
    | "cancelled"
    | "busy"
    | "sign-in-window"
  >,
  true
> = {
  user: true,
  expired: true,
  "vault-unreadable": true,
  "vault-silent": true,
  "vault-locked": true,
  "authorization-timed-out": true,
  "redemption-timed-out": true,
};
const tokenErrors = ["OAU-106", "OAU-108", "OAU-109", "OAU-110", "OAU-146", "OAU-999", null];

const NOW = Date.UTC(2026, 0, 1);

function inState(state: VaultState): Notice {
  const notice = vaultNotice(state);
  if (notice === null) throw new Error(`no words for ${state}`);
  return notice;
}

function signedOut(because: SignOutReason): Notice {
  const notice = signOutNotice(because, NOW);
  if (notice === null) throw new Error(`no words for ${because.kind}`);
  return notice;
}

const all: readonly Notice[] = [
  ...Object.keys(refusals).map((because) => redirectNotice(because as RedirectRefusal, null)),
  ...Object.keys(reasons).map((kind) => signedOut({ kind } as SignOutReason)),
  ...tokenErrors.map((code) => signedOut({ kind: "refused", code })),
  signedOut({ kind: "ended-by-widget", scope: "SMS", hasRefreshToken: true }),
  signedOut({ kind: "ended-by-widget", scope: "", hasRefreshToken: false }),
  signedOut({ kind: "ended", code: "OAU-211" }),
  signedOut({ kind: "sign-in-window", because: { kind: "closed" } }),
  signedOut({ kind: "sign-in-window", because: { kind: "left", host: "idp.example" } }),
  signedOut({ kind: "sign-in-window", because: { kind: "unreachable" } }),
  unreachableNotice(2, null),
  unreachableNotice(2, 503),
  hostedRedirectUnusableNotice,
  discoveryUnusableNotice,
  discoveryFailedNotice,
  keychainWaitingNotice,
  inState("locked"),
  inState("closed"),
  inState("unavailable"),
  inState("not-writable"),
  waitingNotice(429, 5),
  offlineNotice,
  endingNotice(NOW),
  signedOut({ kind: "busy", status: 503, until: NOW + 1000 }),
  browserFailedNotice,
  clientIdMissingNotice,
];

describe("the words", () => {
  test("everything that can go wrong has a sentence of its own", () => {
    const titles = all.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    const codes = all.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("each is a sentence about what happened and a way on", () => {
    for (const { title, nextStep } of all) {
      expect(title).toMatch(/^[A-Z].+\.$/);
      expect(nextStep).toMatch(/^[A-Z].+\.$/);
    }
  });

  test("every bad input that the product must survive gets a sentence of its own", () => {
    const notices = [
      redirectNotice("wrong-state", null),
      redirectNotice("not-asked", null),
      redirectNotice("replayed", null),
      signedOut({ kind: "refused", code: "OAU-108" }),
      redirectNotice("access-denied", "access_denied"),
      redirectNotice("wrong-address", null),
      refusalNotice("too-long"),
      refusalNotice("has-letters"),
      refusalNotice("service-code"),
      refusalNotice("too-many-digits"),
    ];
    expect(new Set(notices.map(({ title }) => title)).size).toBe(notices.length);
    expect(new Set(notices.map(({ code }) => code)).size).toBe(notices.length);
  });

  test("a cancelled sign-in needs no words", () => {
    expect(signOutNotice({ kind: "cancelled" }, NOW)).toBeNull();
  });
});

describe("what they name", () => {
  test("RingCentral's error is named, except where the words say it already", () => {
    expect(redirectNotice("authorization-error", "invalid_scope").title).toBe(
      "RingCentral ended the sign-in with an error (invalid_scope).",
    );
    expect(redirectNotice("access-denied", "access_denied").title).not.toContain("access_denied");
  });

  test("a refusal by redirect says the same after the sign-out", () => {
    expect(signedOut({ kind: "redirect", because: "access-denied", error: "access_denied" })).toEqual(
      redirectNotice("access-denied", "access_denied"),
    );
  });

  test("the codes that users report are in the words", () => {
    for (const code of ["OAU-106", "OAU-108", "OAU-109", "OAU-110", "OAU-146", "OAU-999"]) {
      expect(signedOut({ kind: "refused", code }).title).toContain(code);
      expect(signedOut({ kind: "ended", code }).title).toContain(code);
    }
  });

  test("how many seconds RingCentral wants to be left alone, and when that is over", () => {
    const busy = (leftMs: number) => signedOut({ kind: "busy", status: 429, until: NOW + leftMs }).nextStep;
    expect(busy(90_000)).toBe("Sign in again in 90 seconds.");
    expect(busy(1)).toBe("Sign in again in 1 second.");
    expect(busy(0)).toBe("It does again now. Sign in again.");
    expect(busy(-5_000)).toBe(busy(0));
    expect(waitingNotice(429, 7).nextStep).toContain("7 seconds");
  });

  test("a vault that keeps what it is given needs no words", () => {
    expect(vaultNotice(null)).toBeNull();
    expect(vaultNotice("sealed-by-keychain")).toBeNull();
  });

  test("when Handset tries again", () => {
    expect(unreachableNotice(16, null).nextStep).toContain("16 seconds");
  });
});
