import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountCall, CallEvent, WebphoneCall } from "../../../src/calls/call-event.ts";
import {
  type CallState,
  callDuration,
  nextCallState,
  noCalls,
  ringing,
} from "../../../src/calls/call-state.ts";
import { parseWidgetMessage } from "../../../src/widget/messages.ts";
import { webphoneCall } from "../support/webphone-call.ts";
import {
  answeredAndHeld,
  dialledAndHungUp,
  missed,
  ringOut,
  type Trace,
  takenAtTheDesk,
  toVoicemail,
} from "./traces.ts";

type Told = Exclude<
  CallEvent,
  { what: "sync" | "account-call" | "account-idle" | "session" | "declined" | "page-gone" }
>;

const event = (what: Told["what"], id = "a", more: Partial<WebphoneCall> = {}): CallEvent => ({
  what,
  call: webphoneCall(id, more),
});
const accountCall = (status: AccountCall["status"], more: Partial<AccountCall> = {}): CallEvent => ({
  what: "account-call",
  call: {
    session: "s-1",
    direction: "inbound",
    number: "+14155550123",
    name: null,
    status,
    startedAt: null,
    ...more,
  },
});
const session = (answered: boolean, over: boolean, id = "s-1"): CallEvent => ({
  what: "session",
  session: { id, answered, over },
});
/** One second passes before each event. */
const stateAfter = (...events: readonly CallEvent[]): CallState =>
  events.reduce((state, each, index) => nextCallState(state, each, (index + 1) * 1000), noCalls);
const phases = (state: CallState) => state.calls.map(({ id, phase }) => `${id} ${phase}`);
const outcomes = (state: CallState) => state.ended.map(({ id, outcome }) => `${id} ${outcome}`);

test("a contact may be found while the call rings already, and stays known", () => {
  const state = stateAfter(event("ring"), event("ring", "a", { contact: "Ann Example" }));
  expect(state.calls).toMatchObject([{ name: "Ann Example", isContact: true }]);
  const later = nextCallState(state, event("start", "a", { status: "connected" }), 5_000);
  expect(later.calls).toMatchObject([{ phase: "active", name: "Ann Example" }]);
  const synced: CallEvent = {
    what: "sync",
    calls: [webphoneCall("a", { status: "connected", contact: "Ann E." })],
  };
  expect(nextCallState(later, synced, 6_000).calls).toMatchObject([{ name: "Ann E." }]);
});

describe("one call", () => {
  test.each<[string, Told["what"][], string[]]>([
    ["rings", ["ring"], ["a ringing"]],
    ["is answered", ["ring", "start"], ["a active"]],
    ["is held", ["ring", "start", "hold"], ["a held"]],
    ["is resumed", ["ring", "start", "hold", "resume"], ["a active"]],
    ["ends while it rings", ["ring", "end"], []],
    ["ends", ["ring", "start", "end"], []],
    ["keeps on ringing when told twice", ["ring", "ring"], ["a ringing"]],
    ["does not ring again once answered", ["ring", "start", "ring"], ["a active"]],
    ["does not ring while held", ["start", "hold", "ring", "init"], ["a held"]],
    ["is not resumed by a start that comes late", ["ring", "hold", "start"], ["a held"]],
    ["is up when its microphone is switched", ["ring", "mute"], ["a active"]],
    ["stays on hold when muted", ["ring", "start", "hold", "mute", "unmute"], ["a held"]],
    ["stays ended when events come late", ["ring", "start", "end", "hold", "ring", "start", "mute"], []],
    ["whose end comes first never begins", ["end", "ring", "start"], []],
    ["is known from a later event alone", ["hold"], ["a held"]],
  ])("%s", (_, order, expected) => {
    expect(phases(stateAfter(...order.map((what) => event(what))))).toEqual(expected);
  });

  test("is dialled", () => {
    expect(phases(stateAfter(event("init", "a", { direction: "outbound" })))).toEqual(["a dialing"]);
  });

  test("keeps who it is with, and when it was answered", () => {
    const state = stateAfter(
      event("ring", "a", { queue: "Support" }),
      event("start", "a", { name: null, number: "", session: "s-1" }),
      event("hold"),
    );
    expect(state.calls).toEqual([
      {
        id: "a",
        session: "s-1",
        where: "here",
        phase: "held",
        direction: "inbound",
        number: "+14155550123",
        name: "Ann",
        isContact: false,
        queue: "Support",
        muted: false,
        startedAt: 2000,
        declined: false,
      },
    ]);
  });

  test("is muted and unmuted, and by nothing else", () => {
    const isMuted = (...order: Told["what"][]) =>
      stateAfter(...order.map((what) => event(what))).calls[0]?.muted;
    expect(isMuted("start")).toBe(false);
    expect(isMuted("start", "mute")).toBe(true);
    expect(isMuted("start", "mute", "hold", "resume")).toBe(true);
    expect(isMuted("start", "mute", "unmute")).toBe(false);
  });

  test("lasts from its answer to its end, by the widget's clock where that is sane", () => {
    const told = event("start", "a", { status: "connected", startedAt: 1500 });
    const up = stateAfter(event("ring"), told);
    expect(up.calls.map((call) => callDuration(call, 61_500))).toEqual([60_000]);
    const over = nextCallState(up, event("end"), 31_500);
    expect(over.ended.map((call) => callDuration(call, 99_999))).toEqual([30_000]);
    const ahead = stateAfter(event("ring"), event("start", "a", { startedAt: 9_999_999 }));
    expect(ahead.calls[0]?.startedAt).toBe(2000);
    expect(up.calls.map((call) => callDuration({ ...call, startedAt: null }, 1))).toEqual([0]);
  });

  test("an event that changes nothing leaves the very same state", () => {
    const state = stateAfter(event("ring"));
    expect(nextCallState(state, event("ring"), 9)).toBe(state);
    const ended = stateAfter(event("end"));
    expect(nextCallState(ended, event("start"), 9)).toBe(ended);
    expect(nextCallState(ended, event("end"), 9)).toBe(ended);
    expect(nextCallState(ended, { what: "page-gone" }, 9)).toBe(ended);
    expect(nextCallState(ended, { what: "account-idle" }, 9)).toBe(ended);
    expect(nextCallState(ended, { what: "sync", calls: [] }, 9)).toBe(ended);
  });
});

describe("how a call ended", () => {
  test.each<[string, CallEvent[], string]>([
    ["nobody took it", [event("ring"), event("end")], "missed"],
    ["it was answered", [event("ring"), event("start"), event("end")], "answered"],
    ["the user declined it", [event("ring"), { what: "declined", id: "a" }, event("end")], "declined"],
    ["to voicemail", [event("ring"), event("end", "a", { diverted: true })], "diverted"],
    ["nobody answered our call", [event("init", "a", { direction: "outbound" }), event("end")], "unanswered"],
    [
      "another device took it, told before",
      [event("ring", "a", { session: "s-1" }), session(true, false), event("end")],
      "answered-elsewhere",
    ],
    [
      "another device took it, told after",
      [event("ring", "a", { session: "s-1" }), event("end"), session(true, false)],
      "answered-elsewhere",
    ],
    ["nobody told its end", [event("ring"), event("start"), { what: "sync", calls: [] }], "answered"],
  ])("%s", (_, events, outcome) => {
    expect(outcomes(stateAfter(...events))).toEqual([`a ${outcome}`]);
  });
});

describe("several calls", () => {
  test("do not touch each other", () => {
    const state = stateAfter(event("ring", "a"), event("ring", "b"), event("start", "a"), event("end", "b"));
    expect(phases(state)).toEqual(["a active"]);
  });

  test("only inbound ones that ring here ask to be answered, the oldest first", () => {
    const state = stateAfter(
      event("init", "out", { direction: "outbound" }),
      event("ring", "b"),
      event("ring", "talking"),
      event("ring", "a"),
      event("start", "talking"),
      accountCall("ringing", { session: "s-5", number: "102" }),
    );
    expect(ringing(state).map(({ id }) => id)).toEqual(["b", "a"]);
  });

  test("the memory of ended calls is bounded", () => {
    const state = stateAfter(...Array.from({ length: 1000 }, (_, index) => event("end", `call-${index}`)));
    expect(state.ended.length).toBeLessThanOrEqual(100);
    expect(nextCallState(state, event("ring", "call-999"), 9)).toBe(state);
  });
});

describe("the widget's own list", () => {
  const sync = (...calls: WebphoneCall[]): CallEvent => ({ what: "sync", calls });

  test("ends what it does not have, brings what nobody told, and sets what it knows", () => {
    const state = stateAfter(
      event("ring", "gone"),
      event("ring", "held"),
      sync(
        webphoneCall("held", { status: "connected", held: true, muted: true, startedAt: 500 }),
        webphoneCall("new"),
        webphoneCall("over", { status: "over" }),
      ),
    );
    expect(phases(state)).toEqual(["held held", "new ringing"]);
    expect(state.calls[0]).toMatchObject({ muted: true, startedAt: 500 });
    expect(outcomes(state)).toEqual(["gone missed"]);
  });

  test("does not bring back what has ended", () => {
    expect(phases(stateAfter(event("ring"), event("end"), sync(webphoneCall("a"))))).toEqual([]);
  });

  test("brings back what a page that is gone had", () => {
    const state = stateAfter(
      event("ring"),
      event("start"),
      { what: "page-gone" },
      sync(webphoneCall("a", { status: "connected", held: true })),
    );
    expect(phases(state)).toEqual(["a held"]);
    expect(state.calls[0]?.startedAt).toBe(2000);
    expect(state.away).toEqual([]);
  });

  test("ends what a page that is gone had and the next one has not, at the time the page went", () => {
    const state = stateAfter(
      event("ring", "missed"),
      event("ring", "talked"),
      event("start", "talked"),
      { what: "page-gone" },
      sync(),
    );
    expect(outcomes(state)).toEqual(["missed missed", "talked answered"]);
    expect(state.ended.map(({ endedAt }) => endedAt)).toEqual([4000, 4000]);
    expect(state.away).toEqual([]);
  });

  test("a call that went with its page ends by its own end, by presence and by its session", () => {
    const gone: CallEvent = { what: "page-gone" };
    const ours = event("ring", "a", { session: "s-1" });
    expect(outcomes(stateAfter(ours, gone, event("end"), sync()))).toEqual(["a missed"]);
    expect(outcomes(stateAfter(ours, gone, accountCall("connected"), sync()))).toEqual([
      "a answered-elsewhere",
    ]);
    expect(outcomes(stateAfter(ours, gone, session(true, false), sync()))).toEqual(["a answered-elsewhere"]);
    const theirs = stateAfter(accountCall("ringing"), gone, { what: "account-idle" });
    expect(outcomes(theirs)).toEqual(["elsewhere:s-1 missed"]);
  });

  test("a session that comes back as another call is the same call", () => {
    const state = stateAfter(
      event("ring", "a", { session: "s-1" }),
      { what: "page-gone" },
      event("ring", "b", { session: "s-1" }),
      event("end", "b"),
      sync(),
    );
    expect(outcomes(state)).toEqual(["b missed"]);
  });

  test("what one account's page had is nothing to the next account", () => {
    const ring = event("ring");
    expect(stateAfter(ring, { what: "page-gone" }, { what: "forget-ended" }, sync())).toEqual(noCalls);
    expect(stateAfter(ring, { what: "signed-out" }, sync())).toEqual(noCalls);
  });

  test("says nothing of other devices", () => {
    expect(phases(stateAfter(accountCall("connected"), sync()))).toEqual(["elsewhere:s-1 active"]);
  });
});

describe("calls on other devices", () => {
  test("ring, talk, hold and end", () => {
    expect(phases(stateAfter(accountCall("ringing")))).toEqual(["elsewhere:s-1 ringing"]);
    const held = stateAfter(accountCall("ringing"), accountCall("connected"), accountCall("held"));
    expect(phases(held)).toEqual(["elsewhere:s-1 held"]);
    expect(held.calls[0]?.startedAt).toBe(2000);
    expect(phases(nextCallState(held, accountCall("over"), 9000))).toEqual([]);
  });

  test("whose end is not told are ended by an idle account, or by their session", () => {
    expect(stateAfter(accountCall("connected"), { what: "account-idle" }).calls).toEqual([]);
    expect(stateAfter(accountCall("connected"), session(true, true)).calls).toEqual([]);
  });

  test("an idle account says nothing of this computer, whose calls it learns of late", () => {
    expect(phases(stateAfter(event("ring"), { what: "account-idle" }))).toEqual(["a ringing"]);
  });

  test("are not told twice: what the web phone has is not elsewhere, whoever tells first", () => {
    const ours = event("ring", "a", { session: "s-1" });
    expect(phases(stateAfter(ours, accountCall("ringing")))).toEqual(["a ringing"]);
    expect(phases(stateAfter(accountCall("ringing"), ours))).toEqual(["a ringing"]);
    const out = { direction: "outbound", number: "(415) 555-0123" } as const;
    const theirs = accountCall("ringing", { ...out, number: "4155550123" });
    expect(phases(stateAfter(event("init", "a", out), theirs))).toEqual(["a dialing"]);
    expect(phases(stateAfter(theirs, event("init", "a", out)))).toEqual(["a dialing"]);
  });

  const withSession = { session: "s-1" };
  test.each<[string, CallEvent[]]>([
    ["before its end", [event("ring", "a", withSession), accountCall("connected"), event("end")]],
    ["after its end", [event("ring", "a", withSession), event("end"), accountCall("connected")]],
    ["on hold after its end", [event("ring", "a", withSession), event("end"), accountCall("held")]],
    [
      "before the web phone told of it",
      [accountCall("connected"), event("ring", "a", withSession), event("end")],
    ],
    ["without a session, before its end", [event("ring"), accountCall("connected"), event("end")]],
    ["without a session, after its end", [event("ring"), event("end"), accountCall("connected")]],
  ])("a call that presence alone tells to be taken was answered there: %s", (_, events) => {
    const state = stateAfter(...events, { what: "account-idle" });
    expect(outcomes(state)).toContain("a answered-elsewhere");
    expect(outcomes(state)).not.toContain("a missed");
  });

  const withheld = { number: "", name: null };
  test.each<[string, CallEvent[]]>([
    ["after the web phone", [event("ring", "a", withheld), accountCall("ringing", withheld), event("end")]],
    ["before the web phone", [accountCall("ringing", withheld), event("ring", "a", withheld), event("end")]],
    ["after the end", [event("ring", "a", withheld), event("end"), accountCall("ringing", withheld)]],
    ["before the end alone", [accountCall("ringing", withheld), event("end", "a", withheld)]],
  ])("a withheld number is one call and missed once, told by presence %s", (_, events) => {
    const state = stateAfter(...events, { what: "account-idle" });
    expect([phases(state), outcomes(state)]).toEqual([[], ["a missed"]]);
    expect(state.ended[0]?.session).toBe("s-1");
  });

  test("one that is talked in is not the one that begins to ring, though both withhold their number", () => {
    const state = stateAfter(accountCall("connected", withheld), event("ring", "a", withheld));
    expect(phases(state)).toEqual(["elsewhere:s-1 active", "a ringing"]);
  });

  test("two of the same party are two, each with its session", () => {
    const state = stateAfter(
      event("ring", "a", withheld),
      accountCall("ringing", withheld),
      event("ring", "b", withheld),
      accountCall("ringing", { ...withheld, session: "s-2" }),
    );
    expect(state.calls.map(({ id, session: of }) => `${id} ${of}`)).toEqual(["a s-1", "b s-2"]);
  });

  test("presence that comes after the end brings nothing back", () => {
    const ours = { session: "s-1" };
    const over = stateAfter(event("ring", "a", ours), event("end", "a", ours), accountCall("connected"));
    expect(over.calls).toEqual([]);
    const out = { direction: "outbound" } as const;
    expect(
      stateAfter(event("init", "a", out), event("end", "a", out), accountCall("ringing", out)).calls,
    ).toEqual([]);
    const later = nextCallState(
      stateAfter(event("init", "a", out), event("end", "a", out)),
      accountCall("ringing", out),
      60_000,
    );
    expect(phases(later)).toEqual(["elsewhere:s-1 dialing"]);
  });
});

describe("traces", () => {
  const play = (trace: Trace): CallState[] => {
    const states: CallState[] = [];
    let state = noCalls;
    let at = 1795241600000;
    for (const data of trace) {
      at += 1000;
      const message = parseWidgetMessage(data);
      const event = message !== null && "event" in message ? message.event : null;
      if (event !== null) state = nextCallState(state, event, at);
      states.push(state);
    }
    return states;
  };
  const seen = (trace: Trace): string[] => {
    const lines = play(trace).map((state) =>
      state.calls.map(({ where, phase, muted }) => `${where} ${phase}${muted ? " muted" : ""}`).join(" + "),
    );
    return lines.filter((line, index) => line !== lines[index - 1]);
  };
  const last = (trace: Trace) => play(trace).at(-1) ?? noCalls;

  test("dialled and hung up, as recorded", () => {
    expect(seen(dialledAndHungUp)).toEqual(["", "here dialing", ""]);
    expect(last(dialledAndHungUp).ended).toMatchObject([
      { outcome: "unanswered", direction: "outbound", number: "+14155550123" },
    ]);
  });

  test("answered, muted, held, resumed and hung up", () => {
    expect(seen(answeredAndHeld)).toEqual([
      "here ringing",
      "here active",
      "here active muted",
      "here held muted",
      "here active muted",
      "",
    ]);
    expect(last(answeredAndHeld).ended).toMatchObject([
      { outcome: "answered", name: "Ada Lovelace", queue: "Support", session: "s-1" },
    ]);
  });

  test("taken at the desk, missed, to voicemail", () => {
    expect(last(takenAtTheDesk).ended.map(({ outcome }) => outcome)).toEqual(["answered-elsewhere"]);
    expect(last(missed).ended.map(({ outcome }) => outcome)).toEqual(["missed"]);
    expect(last(toVoicemail).ended.map(({ outcome }) => outcome)).toEqual(["diverted"]);
    for (const trace of [takenAtTheDesk, missed, toVoicemail]) expect(last(trace).calls).toEqual([]);
  });

  test("RingOut", () => {
    expect(seen(ringOut)).toEqual([
      "elsewhere dialing",
      "elsewhere active",
      "elsewhere held",
      "elsewhere active",
      "",
    ]);
  });

  const all = [dialledAndHungUp, answeredAndHeld, takenAtTheDesk, missed, toVoicemail, ringOut];
  test("any trace with messages lost, doubled and shuffled leaves nothing once both tellers say so", () => {
    const messages = all.flat();
    const quiet: Trace = [
      { type: "rc-webphone-sessions-sync", calls: [] },
      { type: "rc-adapter-syncPresence", telephonyStatus: "NoCall" },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...messages), { maxLength: 60 }), (shuffled) => {
        expect(last([...shuffled, ...quiet]).calls).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

test("no order of events leaves a ghost: after its end a call is gone, and every call is there once", () => {
  const anyEvent = fc
    .tuple(
      fc.constantFrom<Told["what"]>("ring", "init", "start", "hold", "resume", "mute", "unmute", "end"),
      fc.constantFrom("a", "b", "c"),
      fc.constantFrom<WebphoneCall["direction"]>("inbound", "outbound"),
      fc.option(fc.constantFrom("s-1", "s-2"), { nil: null }),
      fc.constantFrom("", "+14155550123"),
    )
    .map(([what, id, direction, of, number]) => ({
      what,
      id,
      event: event(what, id, { direction, session: of, number }),
    }));
  const anyList = fc.subarray(["a", "b", "c"]).map((ids) => ({
    what: "sync" as const,
    ids,
    event: { what: "sync", calls: ids.map((id) => webphoneCall(id)) } satisfies CallEvent,
  }));
  const isOurs = (id: string): boolean => !id.startsWith("elsewhere:");
  const pageGone = fc.constant({
    what: "page-gone" as const,
    event: { what: "page-gone" } satisfies CallEvent,
  });
  const anyNoise = fc.oneof(
    fc
      .tuple(
        fc.constantFrom<AccountCall["status"]>("ringing", "connected", "held", "over"),
        fc.nat(3),
        fc.constantFrom("", "+14155550123", "102"),
      )
      .map(([status, n, number]) => accountCall(status, { session: `s-${n}`, number })),
    fc.constant<CallEvent>({ what: "account-idle" }),
    fc.tuple(fc.boolean(), fc.boolean(), fc.nat(3)).map(([one, two, n]) => session(one, two, `s-${n}`)),
    fc.constantFrom("a", "b").map((id): CallEvent => ({ what: "declined", id })),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(anyEvent, anyNoise, anyList, pageGone), { maxLength: 60 }), (events) => {
      const ended = new Set<string>();
      const seen = new Set<string>();
      const gone = (id: string): void => {
        ended.add(id);
        seen.delete(id);
      };
      const told = (id: string): void => {
        if (!ended.has(id)) seen.add(id);
      };
      let state = noCalls;
      for (const [index, next] of events.entries()) {
        const before = state;
        state = nextCallState(state, "event" in next ? next.event : next, index);
        if ("ids" in next) {
          const known = [...seen, ...before.away.map(({ call }) => call.id)].filter(isOurs);
          for (const id of known) if (!next.ids.includes(id)) gone(id);
          for (const id of next.ids) told(id);
        } else if ("id" in next && "event" in next) {
          if (next.what === "end") gone(next.id);
          else told(next.id);
        } else if (next.what === "page-gone") seen.clear();
        const here = state.calls.filter(({ where }) => where === "here");
        expect(here.map(({ id }) => id).sort()).toEqual([...seen].sort());
        const elsewhere = state.calls.filter(({ where }) => where === "elsewhere");
        const taken = here.map(({ session: of }) => of);
        expect(elsewhere.filter(({ session: of }) => taken.includes(of))).toEqual([]);
        const all = [...state.calls, ...state.away.map(({ call }) => call), ...state.ended];
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      }
    }),
    { numRuns: 2000 },
  );
});
