import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dueAt,
  isTrusted,
  nextRecovery,
  noRecovery,
  type Recovery,
  type RecoveryAction,
  type RecoveryEvent,
  type RecoveryFacts,
} from "../../../src/reachability/recovery.ts";
import { recoveryWords } from "../../../src/reachability/recovery-words.ts";

const HOUR = 60 * 60_000;
const fine: RecoveryFacts = {
  wanted: true,
  online: true,
  connection: "connected",
  wasConnected: true,
  inCall: false,
};

/** A recovery on a clock of its own; `random` is in the middle, where times are what they say. */
function bench(random: () => number = () => 0.5) {
  let recovery: Recovery = noRecovery;
  let now = 1_000_000;
  const actions: RecoveryAction[] = [];
  const it = {
    actions,
    get recovery() {
      return recovery;
    },
    rung: () => recovery.at.rung,
    handle(event: RecoveryEvent) {
      const step = nextRecovery(recovery, event, now, random);
      recovery = step.recovery;
      if (step.action !== null) actions.push(step.action);
      return it;
    },
    facts: (changes: Partial<RecoveryFacts>) =>
      it.handle({ type: "facts", facts: { ...recovery.facts, ...changes } }),
    /** Lets time pass until it goes on by itself; how long that was, in seconds. */
    due() {
      const at = dueAt(recovery) ?? now;
      const seconds = (at - now) / 1000;
      now = at;
      it.handle({ type: "timer" });
      return seconds;
    },
    pass(ms: number) {
      now += ms;
      return it;
    },
  };
  return it;
}

const connected = () => bench().facts(fine);

describe("after a sleep", () => {
  test("the line is not trusted until the page has found it alive", () => {
    const it = connected();
    expect(isTrusted(it.recovery)).toBe(true);
    it.handle({ type: "suspend" });
    expect(isTrusted(it.recovery)).toBe(false);
    it.pass(8 * HOUR).handle({ type: "resume" });
    expect(it.due()).toBe(3);
    expect(it.actions).toEqual(["nudge"]);
    it.handle({ type: "checked", line: "alive" });
    expect(isTrusted(it.recovery)).toBe(true);
  });

  test("a dead line is first left to the widget, which connects by itself", () => {
    const it = connected().handle({ type: "resume" });
    it.due();
    it.handle({ type: "checked", line: "dead" }).facts({ connection: "connecting" });
    expect(it.rung()).toBe("settling");
    it.facts({ connection: "connected" });
    expect([it.rung(), it.actions]).toEqual(["rest", ["nudge"]]);
  });

  test("then the page is loaded anew, and again after growing pauses, three times in an hour", () => {
    const it = connected().handle({ type: "resume" });
    const pauses: number[] = [];
    for (let round = 0; round < 3; round++) {
      pauses.push(it.due());
      it.handle({ type: "checked", line: "dead" });
      expect(it.due()).toBe(15);
      expect(it.rung()).toBe("reloading");
      it.handle({ type: "page-replaced" }).facts({ connection: "unknown" });
      expect(it.rung()).toBe("reloading");
      expect(it.due()).toBe(60);
    }
    expect(pauses).toEqual([3, 30, 120]);
    expect(it.due()).toBe(600);
    it.handle({ type: "checked", line: "none" });
    it.due();
    expect(it.recovery.at).toMatchObject({ rung: "given-up", because: "often" });
    expect(it.actions.filter((action) => action === "reload")).toHaveLength(3);
    // And tries again by itself when the hour is over.
    it.due();
    expect(it.rung()).toBe("nudging");
    it.due();
    expect(it.rung()).toBe("reloading");
  });

  test("a page that does not answer is loaded anew", () => {
    const it = connected().handle({ type: "resume" });
    it.due();
    expect(it.due()).toBe(10);
    expect(it.rung()).toBe("reloading");
  });

  test("a line that cannot be looked at is what the widget says", () => {
    const it = connected().handle({ type: "resume" });
    it.due();
    it.handle({ type: "checked", line: "none" });
    expect(it.rung()).toBe("rest");
  });

  test("an answer that nobody waits for any more changes nothing", () => {
    const it = connected().handle({ type: "resume" });
    it.handle({ type: "checked", line: "alive" });
    expect(it.rung()).toBe("waiting");
  });
});

describe("networks", () => {
  test("one that is gone is waited for; when it is back the line is looked at", () => {
    const it = connected().facts({ online: false });
    expect(it.rung()).toBe("offline");
    it.due();
    expect(it.rung()).toBe("offline");
    it.facts({ online: true });
    it.due();
    expect(it.actions).toEqual(["nudge"]);
  });

  test("another one means another look", () => {
    const it = connected().handle({ type: "network-changed" });
    it.due();
    expect(it.actions).toEqual(["nudge"]);
  });

  test("a line that is lost is the widget's for twenty seconds", () => {
    const it = connected().facts({ connection: "lost" });
    expect(it.due()).toBe(20);
    expect(it.actions).toEqual(["nudge"]);
    it.handle({ type: "checked", line: "none" });
    it.due();
    expect(it.actions).toEqual(["nudge", "reload"]);
  });

  test("a page that cannot be loaded is tried again, and registers no phone that would count", () => {
    const it = connected().handle({ type: "asked" });
    for (let round = 0; round < 8; round++) {
      expect(it.rung()).toBe("reloading");
      it.handle({ type: "reload-failed" });
      it.due();
    }
    expect(it.actions).toHaveLength(9);
    expect(it.recovery.reloads).toHaveLength(1);
  });
});

describe("calls", () => {
  test("nothing is done while one is up, and what was due follows its end", () => {
    const it = connected().handle({ type: "resume" });
    it.due();
    it.handle({ type: "checked", line: "dead" }).facts({ inCall: true });
    it.due();
    expect(it.rung()).toBe("postponed");
    it.due();
    expect([it.rung(), it.actions]).toEqual(["postponed", ["nudge"]]);
    it.facts({ inCall: false });
    expect(it.due()).toBe(2);
    expect(it.actions).toEqual(["nudge", "reload"]);
  });

  test("also when the user asks", () => {
    const it = connected().facts({ inCall: true, connection: "lost" });
    it.handle({ type: "asked" });
    expect([it.rung(), it.actions]).toEqual(["postponed", []]);
  });
});

test("the user may reload twice more than the ladder, and is then told to wait", () => {
  const it = connected();
  for (let round = 0; round < 5; round++) {
    it.handle({ type: "asked" });
    expect(it.rung()).toBe("reloading");
    it.handle({ type: "asked" });
    it.due();
  }
  it.handle({ type: "asked" });
  expect(it.rung()).toBe("given-up");
  expect(it.actions.filter((action) => action === "reload")).toHaveLength(5);
});

test("a phone that has never connected is not loaded over and over; the user is told", () => {
  const it = bench().facts({ ...fine, connection: "unknown", wasConnected: false });
  expect(it.rung()).toBe("settling");
  expect(it.due()).toBe(60);
  expect([it.rung(), it.actions]).toEqual(["given-up", []]);
  it.facts({ connection: "connected", wasConnected: true });
  expect(it.rung()).toBe("rest");
});

test.each<[string, Partial<RecoveryFacts>]>([
  ["signed out, or ringing elsewhere", { wanted: false }],
  ["active in another window", { connection: "inactive" }],
])("%s, nothing is done", (_, changes) => {
  const it = connected().handle({ type: "resume" }).facts(changes);
  expect(it.rung()).toBe("rest");
  for (const type of ["resume", "suspend", "network-changed", "asked", "timer"] as const) it.handle({ type });
  expect([it.rung(), it.actions]).toEqual(["rest", []]);
});

test("a page that is replaced by somebody else gets its time", () => {
  const it = connected().handle({ type: "page-replaced" }).facts({ connection: "unknown" });
  expect(it.due()).toBe(60);
  expect(it.rung()).toBe("reloading");
});

describe("a page that crashes", () => {
  const crash = (it: ReturnType<typeof bench>) =>
    it.facts({ connection: "unknown" }).handle({ type: "page-replaced" }).handle({ type: "page-crashed" });
  const words = (it: ReturnType<typeof bench>) => recoveryWords(it.recovery, 0);

  test("is loaded anew at once the first time, then after growing pauses, three times in an hour", () => {
    const it = connected();
    const pauses: number[] = [];
    crash(it);
    for (let round = 0; round < 3; round++) {
      expect(it.rung()).toBe("reloading");
      it.handle({ type: "page-replaced" }).facts({ connection: "connected" });
      expect(it.rung()).toBe("rest");
      crash(it);
      expect(words(it)?.nextStep).toContain("Reconnect now");
      pauses.push(it.due());
    }
    expect(pauses).toEqual([30, 120, 600]);
    expect(it.actions).toEqual(["reload", "reload", "reload"]);
    expect(it.recovery.at).toMatchObject({ rung: "given-up", because: "often" });
    expect(words(it)).toMatchObject({ weight: "given-up", isPageGone: true });
    // The user may have two more; and the hour ends by itself, with nothing to look at before.
    it.handle({ type: "asked" });
    crash(it).handle({ type: "asked" });
    crash(it).handle({ type: "asked" });
    expect(it.actions).toHaveLength(5);
    expect(it.rung()).toBe("given-up");
    it.due();
    expect(it.rung()).toBe("reloading");
    expect(it.actions).not.toContain("nudge");
  });

  test("keeps its pause over a sleep and a change of network", () => {
    const it = connected();
    crash(crash(it)).handle({ type: "network-changed" }).handle({ type: "resume" });
    expect(it.due()).toBe(30);
    expect(it.actions).toEqual(["reload", "reload"]);
  });

  test("an hour after the last time starts anew at once", () => {
    const it = connected();
    crash(it).handle({ type: "page-replaced" }).facts({ connection: "connected" }).pass(HOUR);
    crash(it);
    expect(it.actions).toEqual(["reload", "reload"]);
  });
});

describe("whatever happens", () => {
  const facts = fc.record<Partial<RecoveryFacts>>(
    {
      wanted: fc.constantFrom(true, true, true, false),
      online: fc.boolean(),
      connection: fc.constantFrom("unknown", "connecting", "connected", "lost", "inactive"),
      inCall: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const event = fc.oneof(
    fc
      .constantFrom(
        ...([
          "suspend",
          "resume",
          "network-changed",
          "page-replaced",
          "page-crashed",
          "reload-failed",
          "asked",
        ] as const),
      )
      .map((type): RecoveryEvent => ({ type })),
    fc.constantFrom("alive", "dead", "none").map((line): RecoveryEvent => ({ type: "checked", line })),
    facts,
    // Time: how long until the next thing happens.
    fc.integer({ min: 1, max: 20 * 60_000 }),
  );

  test("no call is touched, reloads are few, and the way on is always there", () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 200 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (events, random) => {
          let recovery = nextRecovery(noRecovery, { type: "facts", facts: fine }, 0, () => random).recovery;
          let now = 0;
          const loaded: number[] = [];
          const handle = (next: RecoveryEvent): void => {
            const step = nextRecovery(recovery, next, now, () => random);
            if (step.action !== null) expect(recovery.facts.inCall).toBe(false);
            if (step.action === "reload") loaded.push(now);
            if (next.type === "reload-failed" && recovery.at.rung === "reloading") loaded.pop();
            recovery = step.recovery;
            const due = dueAt(recovery);
            const { wanted, connection } = recovery.facts;
            if (due === null) {
              expect(!wanted || connection === "connected" || connection === "inactive").toBe(true);
            } else {
              expect(due).toBeGreaterThan(now);
              expect(due).toBeLessThanOrEqual(now + HOUR + 60_000);
            }
            expect(recoveryWords(recovery, now) === null).toBe(due === null);
          };
          for (const next of events) {
            if (typeof next === "number") {
              const end = now + next;
              for (let due = dueAt(recovery); due !== null && due <= end; due = dueAt(recovery)) {
                now = due;
                handle({ type: "timer" });
              }
              now = end;
            } else if ("type" in next) handle(next);
            else {
              const known = recovery.facts;
              const merged = { ...known, ...next };
              handle({
                type: "facts",
                facts: { ...merged, wasConnected: merged.connection === "connected" || known.wasConnected },
              });
            }
          }
          for (const at of loaded) {
            expect(loaded.filter((other) => other > at - HOUR && other <= at).length).toBeLessThanOrEqual(5);
          }
        },
      ),
    );
  });

  test("without the user, three reloads an hour", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (random) => {
        const it = bench(() => random)
          .facts(fine)
          .handle({ type: "resume" });
        let passed = 0;
        while (passed < 3600) passed += it.due();
        expect(it.actions.filter((action) => action === "reload").length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
