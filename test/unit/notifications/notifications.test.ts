import { describe, expect, test } from "vitest";
import type { WebphoneCall } from "../../../src/calls/call-event.ts";
import { type CallState, nextCallState, noCalls } from "../../../src/calls/call-state.ts";
import { createNotifications } from "../../../src/notifications/notifications.ts";
import { createFakeScheduler } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";
import { lookingAway, message } from "./support.ts";

const inbound: WebphoneCall = webphoneCall("a", { number: "102", name: null });

function bench() {
  const scheduler = createFakeScheduler();
  const did: string[] = [];
  const bodies: string[] = [];
  const state = { popupUp: true, phoneFocused: false };
  const notifications = createNotifications({
    settings: () => lookingAway.settings,
    popupUp: () => state.popupUp,
    phoneFocused: () => state.phoneFocused,
    scheduler,
    effects: {
      show: ({ title, body }) => {
        did.push(`show ${title}`);
        bodies.push(body);
      },
      withdraw: (id) => id.startsWith("missed:") && did.push(`withdraw ${id}`),
      withdrawAll: () => did.push("withdraw all"),
      count: (count, calls) => did.push(`count ${count}${calls ? "!" : ""}`),
      openPhone: (path) => did.push(`open ${path}`),
      showSettings: () => did.push("settings"),
      callBack: (number) => did.push(`call ${number}`),
      actOnCall: (id, action) => did.push(`${action} ${id}`),
    },
  });
  let calls: CallState = noCalls;
  const follow = (event: Parameters<typeof nextCallState>[1]): void => {
    calls = nextCallState(calls, event, scheduler.now());
    notifications.callsChanged(calls);
  };
  const call = (what: "ring" | "init" | "start" | "end", change: Partial<WebphoneCall> = {}): void =>
    follow({ what, call: { ...inbound, ...change } });
  return { scheduler, did, bodies, state, notifications, call, follow };
}

describe("calls", () => {
  test("one that ends unanswered is missed", () => {
    const { did, call, scheduler } = bench();
    call("ring");
    call("end");
    call("end");
    scheduler.advance(3_000);
    expect(did).toEqual(["show Missed call", "count 1!"]);
    expect(scheduler.waiting).toBe(0);
  });

  const taken = { what: "session", session: { id: "s-1", answered: true, over: false } } as const;

  test("one that was taken on another device is not told as missed", () => {
    const { did, call, follow, scheduler } = bench();
    call("ring", { session: "s-1" });
    call("end", { session: "s-1" });
    scheduler.advance(2_000);
    follow(taken);
    scheduler.advance(60_000);
    expect(did).toEqual(["withdraw missed:a"]);
  });

  test("one that turns out much later to have been taken leaves the screen and the count", () => {
    const { did, call, follow, scheduler } = bench();
    call("ring", { session: "s-1" });
    call("end", { session: "s-1" });
    scheduler.advance(20_000);
    follow(taken);
    expect(did).toEqual(["show Missed call", "count 1!", "withdraw missed:a", "count 0"]);
  });

  test("those that are forgotten leave the screen and the count, whether they were told yet or not", () => {
    const { did, call, follow, scheduler } = bench();
    for (const id of ["a", "b"]) {
      call("ring", { id });
      call("end", { id });
      if (id === "a") scheduler.advance(3_000);
    }
    follow({ what: "forget-ended" });
    scheduler.advance(60_000);
    expect(did).toEqual(["show Missed call", "count 1!", "withdraw missed:a", "count 0"]);
  });

  test("those that end while the user comes to look at the phone are seen there", () => {
    const { did, call, notifications, scheduler } = bench();
    call("ring");
    call("end");
    notifications.phoneFocused();
    scheduler.advance(60_000);
    expect(did).toEqual([]);
  });

  test("those that nobody was told of go with the sign-out", () => {
    const { did, call, notifications, scheduler } = bench();
    call("ring");
    call("end");
    notifications.signedOut();
    scheduler.advance(60_000);
    expect(did).toEqual(["withdraw all"]);
  });

  test.each<readonly (readonly [Parameters<ReturnType<typeof bench>["call"]>[0], Partial<WebphoneCall>?])[]>([
    [["ring"], ["start"], ["end"]],
    [
      ["init", { direction: "outbound" }],
      ["end", { direction: "outbound" }],
    ],
    [
      ["ring", { direction: "outbound" }],
      ["end", { direction: "outbound" }],
    ],
  ])("is not missed: %j", (...events) => {
    const { did, call } = bench();
    for (const [what, change] of events) call(what, change);
    expect(did).toEqual([]);
  });

  test("one that was declined is not missed", () => {
    const { did, call, follow } = bench();
    call("ring");
    follow({ what: "declined", id: "a" });
    call("end");
    expect(did).toEqual([]);
  });

  test("one that no popup shows is told, until it rings no longer", () => {
    const { did, call, state, notifications } = bench();
    state.popupUp = false;
    call("ring");
    notifications.act({ do: "decline", callId: "a" });
    expect(did).toEqual(["show Incoming call", "decline a"]);
    call("start");
    call("end");
    expect(did).toEqual(["show Incoming call", "decline a"]);
  });

  test("are those of the user's contacts", () => {
    const { bodies, call, state, scheduler } = bench();
    state.popupUp = false;
    call("ring", { name: "A LOVELACE", contact: "Ada Lovelace" });
    call("end", { name: "A LOVELACE" });
    scheduler.advance(3_000);
    expect(bodies).toEqual(["Ada Lovelace, Extension 102", "Ada Lovelace, Extension 102"]);
  });

  test("a page that is replaced takes the ringing calls along, and one that ends meanwhile is missed", () => {
    const { did, call, follow, scheduler } = bench();
    call("ring");
    follow({ what: "page-gone" });
    expect(did).toEqual([]);
    follow({ what: "sync", calls: [] });
    scheduler.advance(60_000);
    expect(did).toEqual(["show Missed call", "count 1!"]);
  });
});

test("other audio devices are told during a call always, else unless the user is not to be disturbed", () => {
  const { bodies, notifications } = bench();
  notifications.devicesChanged("one", "rest");
  notifications.setDoNotDisturb(true);
  notifications.devicesChanged("two", "rest");
  notifications.devicesChanged("three", "call");
  expect(bodies).toEqual(["one", "three"]);
});

test("only new messages of others are told", () => {
  const { did, notifications } = bench();
  notifications.messageReceived(message("1", { inbound: false }));
  notifications.messageReceived(message("2", { unread: false }));
  notifications.messageUpdated(message("3"));
  expect(did).toEqual([]);
  notifications.messageReceived(message("4"));
  notifications.messageUpdated(message("4"));
  expect(did).toEqual(["show Message from +1 415 555 0144", "count 1!"]);
  notifications.messageUpdated(message("4", { unread: false }));
  expect(did.at(-1)).toBe("count 0");
});

test("the clock tells that the user cannot be called, and do not disturb holds it back", () => {
  const reason = { code: "network", severity: "warning", title: "T.", nextStep: "N." } as const;
  const { did, notifications, scheduler } = bench();
  notifications.reachability(reason);
  scheduler.advance(29_999);
  expect(did).toEqual([]);
  notifications.setDoNotDisturb(true);
  scheduler.advance(1);
  expect(did).toEqual([]);
  expect(scheduler.waiting).toBe(0);
  notifications.setDoNotDisturb(false);
  expect(did).toEqual(["show You cannot be called right now"]);
  notifications.reachability(null);
  expect(did.at(-1)).toBe("show You can be called again");
  notifications.reachability(reason);
  expect(scheduler.waiting).toBe(1);
  notifications.signedOut();
  expect([scheduler.waiting, did.at(-1)]).toEqual([0, "withdraw all"]);
});

test("a warning, and what clicks and buttons do", () => {
  const { did, notifications, state } = bench();
  notifications.warning({ code: "ends", severity: "warning", title: "Soon.", nextStep: "N." });
  notifications.act({ do: "show-phone" });
  notifications.act({ do: "show-settings" });
  notifications.act({ do: "open", path: "/history" });
  notifications.act({ do: "call-back", number: "102" });
  notifications.act({ do: "answer", callId: "a" });
  state.phoneFocused = true;
  notifications.messageReceived(message("1"));
  notifications.phoneFocused();
  expect(did).toEqual(["show Soon.", "open null", "settings", "open /history", "call 102", "answer a"]);
});
