import { expect, test } from "vitest";
import { keychainWaitingNotice, offlineNotice, signOutNotice } from "../../../src/auth/notices.ts";
import type { Session } from "../../../src/auth/session.ts";
import { type SessionFacts, sessionStatus } from "../../../src/auth/session-status.ts";
import { pendingAuthorization } from "../support/pending.ts";

const facts: SessionFacts = {
  session: { state: "signed-out" },
  notice: null,
  offline: false,
  endsAt: 1000,
  warnings: [],
  now: 0,
};
const signedIn: Session = { state: "signed-in", account: "16505550100*101", expiresAt: 1000 };

test("names the account and its end only while somebody is signed in", () => {
  expect(sessionStatus({ ...facts, session: signedIn })).toEqual({
    state: "signed-in",
    account: "16505550100*101",
    reason: null,
    offline: false,
    endsAt: 1000,
    warning: null,
  });
  const others: Session[] = [
    { state: "unconfigured" },
    { state: "signed-out" },
    { state: "authorizing", transaction: pendingAuthorization() },
    { state: "redeeming", since: 0, from: "vault" },
  ];
  for (const session of others) {
    expect(sessionStatus({ ...facts, session })).toMatchObject({
      state: session.state,
      account: null,
      endsAt: null,
    });
  }
});

test("gives the reason for not being signed in; what is waited for comes first", () => {
  const session: Session = { state: "signed-out", because: { kind: "expired" } };
  expect(sessionStatus({ ...facts, session }).reason).toEqual(signOutNotice({ kind: "expired" }, 0));
  const waiting = { ...facts, session, notice: keychainWaitingNotice };
  expect(sessionStatus(waiting).reason).toBe(keychainWaitingNotice);
  expect(sessionStatus({ ...waiting, session: signedIn }).reason).toBeNull();
});

test("gives the first warning that there is", () => {
  const warnings = [null, offlineNotice, keychainWaitingNotice];
  expect(sessionStatus({ ...facts, session: signedIn, warnings, offline: true })).toMatchObject({
    warning: offlineNotice,
    offline: true,
  });
});
