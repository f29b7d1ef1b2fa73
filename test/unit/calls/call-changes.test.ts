import { describe, expect, test } from "vitest";
import { createCallFollower } from "../../../src/calls/call-changes.ts";
import type { CallEvent, WebphoneCall } from "../../../src/calls/call-event.ts";
import { type CallState, nextCallState, noCalls } from "../../../src/calls/call-state.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const told = (changes: Partial<WebphoneCall> = {}): WebphoneCall =>
  webphoneCall("a", { session: "s-1", number: "+14155550142", name: "Ada", ...changes });

/** What is told of each event: "began a", "ended a missed", "refreshed". */
function following() {
  let state: CallState = noCalls;
  let at = 1_000;
  const follow = createCallFollower();
  return (event: CallEvent): string[] => {
    at += 1_000;
    state = nextCallState(state, event, at);
    const { changes, refreshed } = follow(state);
    return [
      ...changes.map((change) =>
        change.what === "ended"
          ? `ended ${change.call.id} ${change.call.outcome}`
          : `${change.what} ${change.call.id}`,
      ),
      ...(refreshed ? ["refreshed"] : []),
    ];
  };
}

describe("what is told of calls", () => {
  test("each step once, whatever comes twice", () => {
    const next = following();
    expect(next({ what: "ring", call: told() })).toEqual(["began a"]);
    expect(next({ what: "ring", call: told() })).toEqual([]);
    expect(next({ what: "start", call: told() })).toEqual(["answered a"]);
    expect(next({ what: "hold", call: told() })).toEqual(["held a"]);
    expect(next({ what: "resume", call: told() })).toEqual(["resumed a"]);
    expect(next({ what: "mute", call: told() })).toEqual(["muted a"]);
    expect(next({ what: "mute", call: told() })).toEqual([]);
    expect(next({ what: "unmute", call: told() })).toEqual(["unmuted a"]);
    expect(next({ what: "end", call: told() })).toEqual(["ended a answered"]);
    expect(next({ what: "end", call: told() })).toEqual([]);
  });

  test("a call that goes with its page and comes back has not begun anew", () => {
    const next = following();
    next({ what: "ring", call: told() });
    next({ what: "start", call: told() });
    expect(next({ what: "page-gone" })).toEqual(["refreshed"]);
    expect(next({ what: "sync", calls: [told({ status: "connected", held: true })] })).toEqual([
      "held a",
      "refreshed",
    ]);
    expect(next({ what: "page-gone" })).toEqual(["refreshed"]);
    expect(next({ what: "end", call: told() })).toEqual(["ended a answered"]);
  });

  test("a call that ended while its page was gone has ended, and one that only rang was missed", () => {
    const next = following();
    next({ what: "ring", call: told() });
    next({ what: "ring", call: told({ id: "b", session: "s-2" }) });
    next({ what: "start", call: told() });
    expect(next({ what: "page-gone" })).toEqual(["refreshed"]);
    expect(next({ what: "sync", calls: [] })).toEqual(["ended a answered", "ended b missed"]);
    expect(next({ what: "sync", calls: [] })).toEqual([]);
  });

  test("a call found in the middle is told from its beginning", () => {
    const next = following();
    const calls = [told({ status: "connected", held: true, muted: true })];
    expect(next({ what: "sync", calls })).toEqual(["began a", "answered a", "held a", "muted a"]);
  });

  test("a missed call that was answered elsewhere is told again", () => {
    const next = following();
    next({ what: "ring", call: told() });
    expect(next({ what: "end", call: told() })).toEqual(["ended a missed"]);
    expect(next({ what: "session", session: { id: "s-1", answered: true, over: false } })).toEqual([
      "ended a answered-elsewhere",
    ]);
  });

  test("nothing of calls on other devices", () => {
    const next = following();
    const call = {
      session: "s-9",
      direction: "inbound",
      number: "+14155550143",
      name: null,
      startedAt: null,
    } as const;
    expect(next({ what: "account-call", call: { ...call, status: "ringing" } })).toEqual([]);
    expect(next({ what: "account-call", call: { ...call, status: "over" } })).toEqual([]);
  });
});
