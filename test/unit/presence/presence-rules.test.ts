import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSamePresence, type Presence } from "../../../src/presence/presence.ts";
import type { PresenceCause } from "../../../src/presence/presence-causes.ts";
import {
  nextRules,
  noRules,
  type Restorable,
  type RulesEvent,
  type RulesState,
  restorable,
} from "../../../src/presence/presence-rules.ts";
import "../support/property-seed.ts";

const available: Presence = { userStatus: "Available", dndStatus: "TakeAllCalls" };
const busy: Presence = { userStatus: "Busy", dndStatus: "TakeAllCalls" };
const invisible: Presence = { userStatus: "Offline", dndStatus: "TakeAllCalls" };
const dnd: Presence = { userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" };
const queues: Presence = { userStatus: "Available", dndStatus: "TakeDepartmentCallsOnly" };

/** Plays events one after the other, a second apart, and gives what was set. */
function play(...events: readonly RulesEvent[]) {
  let state: RulesState = noRules;
  const set: Presence[] = [];
  let at = 0;
  const then = (...more: readonly RulesEvent[]) => {
    for (const event of more) {
      at += 1_000;
      const step = nextRules(state, event, at);
      state = step.state;
      if (step.set !== null) set.push(step.set);
    }
    return run;
  };
  const run = {
    then,
    set,
    wait(ms: number) {
      at += ms;
      return then({ what: "tick" });
    },
    get state() {
      return state;
    },
  };
  return then(...events);
}
const told = (presence: Presence): RulesEvent => ({ what: "told", presence });
const causes = (...now: PresenceCause[]): RulesEvent => ({ what: "causes", causes: now });
const chosen = (presence: Presence): RulesEvent => ({ what: "chosen", presence });

describe("a rule", () => {
  test.each<[PresenceCause, Presence, Presence]>([
    ["locked", available, dnd],
    ["locked", queues, dnd],
    ["locked", invisible, { ...invisible, dndStatus: "DoNotAcceptAnyCalls" }],
    ["call", busy, dnd],
    ["idle", available, busy],
    ["idle", queues, { ...queues, userStatus: "Busy" }],
  ])("for %s makes of %o %o, and gives it back", (cause, before, during) => {
    const run = play(told(before), causes(cause));
    expect(run.set).toEqual([during]);
    run.then(told(during), causes());
    expect(run.set).toEqual([during, before]);
  });

  test.each<[PresenceCause, Presence]>([
    ["locked", dnd],
    ["call", { userStatus: "Offline", dndStatus: "DoNotAcceptAnyCalls" }],
    ["idle", dnd],
    ["idle", invisible],
    ["idle", busy],
  ])("for %s leaves %o alone", (cause, before) => {
    expect(play(told(before), causes(cause), causes()).set).toEqual([]);
  });

  test("sets nothing before the widget has told the presence", () => {
    const run = play(causes("locked"));
    expect(run.set).toEqual([]);
    expect(run.then(told(available)).set).toEqual([dnd]);
  });

  test("goes before another: on a call, then locked, then idle", () => {
    const run = play(told(available), causes("idle"), told(busy), causes("locked", "idle"), told(dnd));
    expect(run.set).toEqual([busy, dnd]);
    run.then(causes("call", "locked", "idle"), causes("locked", "idle"));
    expect(run.set).toEqual([busy, dnd]);
    expect(run.then(causes("idle"), told(busy), causes(), told(available)).set).toEqual([
      busy,
      dnd,
      busy,
      available,
    ]);
  });

  test("waits for one answer before it asks for the next", () => {
    const run = play(told(available), causes("locked"), causes());
    expect(run.set).toEqual([dnd]);
    expect(run.then(told(dnd)).set).toEqual([dnd, available]);
  });
});

describe("the user", () => {
  test.each([
    ["elsewhere", told],
    ["in the tray", chosen],
  ])("who chooses %s is not overruled until the cause begins anew", (_where, by) => {
    const run = play(told(available), causes("locked"), told(dnd), by(invisible), told(invisible));
    run.then(causes());
    expect(run.set.filter((presence) => presence.dndStatus === "DoNotAcceptAnyCalls")).toHaveLength(1);
    expect(run.state.told).toEqual(invisible);
    expect(run.then(causes("locked")).set.at(-1)?.dndStatus).toBe("DoNotAcceptAnyCalls");
  });

  test("who chooses in the tray what the rule has set keeps it", () => {
    const run = play(told(available), causes("call"), told(dnd), chosen(dnd), causes());
    expect(run.set).toEqual([dnd, dnd]);
  });

  test("is not overruled by a cause that was there, but by one that begins", () => {
    const run = play(told(available), causes("idle"), told(busy), told(available), causes("locked", "idle"));
    expect(run.set).toEqual([busy, dnd]);
  });

  test("whose choice is overtaken by what a rule had asked for gets it back", () => {
    const run = play(told(available), causes("locked"), told(invisible), told(dnd));
    expect(run.set).toEqual([dnd, invisible]);
  });
});

describe("the widget", () => {
  test("may tell the same again, with a call that begins", () => {
    expect(play(told(available), causes("locked"), told(available), told(dnd), told(dnd)).set).toEqual([dnd]);
  });

  test("may write a presence that takes no calls another way", () => {
    const run = play(told(invisible), causes("locked"), told(dnd), causes());
    expect(run.set.at(-1)).toEqual(invisible);
  });

  test("that does not answer is asked again, later each time, and not for ever", () => {
    const run = play(told(available), causes("locked"));
    run.wait(8_000);
    expect(run.set).toEqual([dnd]);
    run.wait(2_000);
    expect(run.set).toEqual([dnd, dnd]);
    run.wait(10_000);
    expect(run.set).toEqual([dnd, dnd]);
    for (let minute = 0; minute < 60; minute++) run.wait(60_000);
    expect(run.set).toHaveLength(9);
    run.then(causes()).then(causes("locked"));
    expect(run.set.at(-1)).toEqual(dnd);
  });

  test("whose page is replaced before it answered is asked again", () => {
    const run = play(told(available), causes("locked"), { what: "page-gone" }, told(available));
    expect(run.set).toEqual([dnd, dnd]);
  });

  test("whose page is replaced keeps what the rule had set, or what the user chose meanwhile", () => {
    const before = [told(available), causes("locked"), told(dnd), { what: "page-gone" }] as const;
    expect(play(...before, told(dnd), causes()).set).toEqual([dnd, available]);
    expect(play(...before, told(available), causes()).set).toEqual([dnd]);
  });
});

describe("after an end in between", () => {
  const left = (state: RulesState): Restorable => {
    const open = restorable(state);
    if (open === null) throw new Error("nothing was left to put right");
    return open;
  };

  test("the rule's presence is not taken for the user's", () => {
    const crashed = play(told(available), causes("locked"), told(dnd));
    const run = play({ what: "recalled", restorable: left(crashed.state) }, told(dnd));
    expect(run.set).toEqual([available]);
    expect(restorable(run.then(told(available)).state)).toBeNull();
  });

  test("also when the page told before it was known whose it is", () => {
    const crashed = play(told(available), causes("locked"));
    const run = play(told(dnd), { what: "recalled", restorable: left(crashed.state) });
    expect(run.set).toEqual([available]);
  });

  test("what the user chose meanwhile stands", () => {
    const crashed = play(told(available), causes("locked"), told(dnd));
    const run = play({ what: "recalled", restorable: left(crashed.state) }, told(invisible));
    expect(run.set).toEqual([]);
    expect(restorable(run.state)).toBeNull();
  });

  test("nothing is left to put right while the account says what the user wants", () => {
    expect(restorable(play(told(available), causes("locked"), told(dnd), causes()).state)).not.toBeNull();
    const run = play(told(available), causes("locked"), told(dnd), causes(), told(available));
    expect(restorable(run.state)).toBeNull();
  });
});

/** The account, and the two roads to and from it, each in order and as slow as it likes. */
function world() {
  let account: Presence = available;
  let chosenLast: Presence = available;
  let state: RulesState = noRules;
  let at = 0;
  let commands: Presence[] = [];
  /** What was under way at the last look at the clock, and is lost by the next. No report takes so long. */
  let old: readonly Presence[] = [];
  let reports: Presence[] = [];
  /** The user has chosen elsewhere, and that may still be on its way. */
  let isRecent = false;
  const happen = (event: RulesEvent): void => {
    const step = nextRules(state, event, at);
    state = step.state;
    if (step.set !== null) commands.push({ ...step.set });
  };
  const change = (next: Presence): void => {
    if (account.userStatus === next.userStatus && account.dndStatus === next.dndStatus) return;
    account = next;
    reports.push(next);
  };
  const deliver = (): void => {
    const next = commands.shift();
    if (next !== undefined) change(next);
  };
  const report = (): void => {
    const next = reports.shift();
    if (next !== undefined) happen(told(next));
  };
  const drain = (): void => {
    isRecent = false;
    for (let left = 100; left > 0 && commands.length + reports.length > 0; left--) {
      deliver();
      report();
    }
  };
  /** A new page looks at the account first. */
  const reload = (): void => {
    commands = [];
    reports = [account];
  };
  reports.push(account);
  return {
    deliver,
    report,
    causes: (now: readonly PresenceCause[]) => happen(causes(...now)),
    elsewhere(next: Presence) {
      // People choose a while apart, and the same presence cannot be told apart by who asked for it at that moment.
      if (isRecent || commands.some((command) => isSamePresence(command, next))) drain();
      isRecent = true;
      if (!isSamePresence(account, next)) chosenLast = next;
      change(next);
    },
    tray(next: Presence) {
      // People see what they change.
      drain();
      chosenLast = next;
      happen(chosen(next));
      drain();
    },
    lose: () => void commands.shift(),
    pageGone() {
      happen({ what: "page-gone" });
      reload();
    },
    crash() {
      const open = restorable(state);
      state = noRules;
      if (open !== null) happen({ what: "recalled", restorable: open });
      reload();
    },
    wait() {
      while (reports.length > 0) report();
      commands = commands.filter((command) => !old.includes(command));
      at += 20_000;
      happen({ what: "tick" });
      old = [...commands];
    },
    end() {
      happen(causes());
      for (let round = 0; round < 10; round++) {
        drain();
        at += 400_000;
        happen({ what: "tick" });
      }
      return { account, chosenLast, left: restorable(state) };
    },
  };
}

type World = ReturnType<typeof world>;
type Move = (w: World) => void;
const someCauses = fc.subarray<PresenceCause>(["call", "locked", "idle"]);
/** What no rule makes, for the same reason. */
const byHand = fc.constantFrom<Presence>(available, invisible, queues, {
  userStatus: "Offline",
  dndStatus: "DoNotAcceptDepartmentCalls",
});
const quiet: fc.Arbitrary<Move> = fc.oneof(
  someCauses.map(
    (now): Move =>
      (w) =>
        w.causes(now),
  ),
  fc.constant<Move>((w) => w.deliver()),
  fc.constant<Move>((w) => w.report()),
  fc.constantFrom(available, busy, invisible, dnd, queues).map(
    (next): Move =>
      (w) =>
        w.tray(next),
  ),
);

describe("whatever happens, when all causes are gone the presence is what the user last chose", () => {
  const ends = (moves: readonly Move[]): void => {
    const w = world();
    w.report();
    for (const move of moves) move(w);
    const { account, chosenLast, left } = w.end();
    expect(account).toEqual(chosenLast);
    expect(left).toBeNull();
  };

  test("with other devices that change it at any moment", () => {
    const elsewhere = byHand.map(
      (next): Move =>
        (w) =>
          w.elsewhere(next),
    );
    fc.assert(fc.property(fc.array(fc.oneof(quiet, elsewhere), { maxLength: 40 }), ends), { numRuns: 2_000 });
  });

  test("with pages that are replaced, requests that are lost and runs that end", () => {
    const trouble = fc.constantFrom<Move>(
      (w) => w.wait(),
      (w) => w.lose(),
      (w) => w.pageGone(),
      (w) => w.crash(),
    );
    fc.assert(fc.property(fc.array(fc.oneof(quiet, trouble), { maxLength: 40 }), ends), { numRuns: 2_000 });
  });
});
