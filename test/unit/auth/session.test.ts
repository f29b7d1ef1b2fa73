import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextSession, type Session, type SessionEvent } from "../../../src/auth/session.ts";
import { pendingAuthorization } from "../support/pending.ts";

const first = pendingAuthorization({ state: "first" });
const second = pendingAuthorization({ state: "second" });

const states = {
  unconfigured: { state: "unconfigured" },
  "signed-out": { state: "signed-out" },
  authorizing: { state: "authorizing", transaction: first },
  redeeming: { state: "redeeming", since: 1, from: "code" },
  "signed-in": { state: "signed-in", account: "16505550100*101", expiresAt: 10 },
} as const satisfies Record<Session["state"], Session>;

const events = {
  configured: { type: "configured" },
  "signed-out": { type: "signed-out", because: { kind: "user" } },
  "authorization-started": { type: "authorization-started", transaction: second },
  redeeming: { type: "redeeming", at: 2, from: "vault" },
  "token-stored": { type: "token-stored", expiresAt: 20 },
  "logged-in": { type: "logged-in", account: "16505550100*102", expiresAt: 30 },
} as const satisfies Record<SessionEvent["type"], SessionEvent>;

const out: Session = { state: "signed-out", because: { kind: "user" } };
const authorizing: Session = { state: "authorizing", transaction: second };
const redeeming: Session = { state: "redeeming", since: 2, from: "vault" };
const signedIn: Session = { state: "signed-in", account: "16505550100*102", expiresAt: 30 };
const same = "same";

/** For each state, in the order of `events`: the next session, or `same` for no change at all. */
const table: Record<Session["state"], Record<SessionEvent["type"], Session | typeof same>> = {
  unconfigured: {
    configured: { state: "signed-out" },
    "signed-out": out,
    "authorization-started": authorizing,
    redeeming,
    "token-stored": same,
    "logged-in": same,
  },
  "signed-out": {
    configured: same,
    "signed-out": out,
    "authorization-started": authorizing,
    redeeming,
    "token-stored": same,
    "logged-in": same,
  },
  authorizing: {
    configured: same,
    "signed-out": out,
    "authorization-started": authorizing,
    redeeming,
    "token-stored": same,
    "logged-in": same,
  },
  redeeming: {
    configured: same,
    "signed-out": out,
    "authorization-started": same,
    redeeming,
    "token-stored": same,
    "logged-in": signedIn,
  },
  "signed-in": {
    configured: same,
    "signed-out": out,
    "authorization-started": same,
    redeeming: same,
    "token-stored": { state: "signed-in", account: "16505550100*101", expiresAt: 20 },
    "logged-in": signedIn,
  },
};

describe.each(Object.values(states))("from $state", (session) => {
  test.each(Object.values(events))("by $type", (event) => {
    const expected = table[session.state][event.type];
    const next = nextSession(session, event);
    if (expected === same) expect(next).toBe(session);
    else expect(next).toEqual(expected);
  });
});

test("nobody is signed in without having redeemed, whatever the order of events", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<SessionEvent>(...Object.values(events)), { maxLength: 12 }),
      (order) => {
        let session: Session = states.unconfigured;
        for (const event of order) {
          const next = nextSession(session, event);
          if (next.state === "signed-in") expect(["redeeming", "signed-in"]).toContain(session.state);
          session = next;
        }
      },
    ),
    { numRuns: 300 },
  );
});
