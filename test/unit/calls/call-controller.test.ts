import { beforeEach, describe, expect, test } from "vitest";
import { type CallController, createCallController } from "../../../src/calls/call-controller.ts";
import type { CallEvent } from "../../../src/calls/call-event.ts";
import { noCalls } from "../../../src/calls/call-state.ts";
import type { WidgetCommand } from "../../../src/widget/messages.ts";
import { createFakeScheduler, type FakeScheduler } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

let scheduler: FakeScheduler;
let sent: WidgetCommand[];
let calls: CallController;
let isSignedIn: boolean;
beforeEach(() => {
  scheduler = createFakeScheduler();
  sent = [];
  isSignedIn = true;
  calls = createCallController({
    scheduler,
    isSignedIn: () => isSignedIn,
    send: (command) => sent.push(command),
  });
});

const event = (what: "ring" | "start" | "end", id = "a"): CallEvent => ({
  what,
  call: webphoneCall(id, { name: null }),
});
const syncs = () => sent.filter(({ type }) => type === "rc-adapter-webphone-sessions-sync").length;

describe("the call controller", () => {
  test("tells every change once, and nobody who has stopped listening", () => {
    const heard: string[] = [];
    const stop = calls.onChanged((state) => heard.push(state.calls.map(({ phase }) => phase).join()));
    calls.handle(event("ring"));
    calls.handle(event("ring"));
    calls.handle(event("start"));
    stop();
    calls.handle(event("end"));
    expect(heard).toEqual(["ringing", "active"]);
    expect(calls.state().calls).toEqual([]);
  });

  test("asks the widget, and remembers that a call was declined here", () => {
    calls.handle(event("ring"));
    expect(calls.control("decline")).toMatchObject({ ok: true, call: { id: "a" } });
    expect(sent).toEqual([{ type: "rc-adapter-control-call", callAction: "reject", callId: "a" }]);
    calls.handle(event("end"));
    expect(calls.state().ended.map(({ outcome }) => outcome)).toEqual(["declined"]);
  });

  test("asks for nothing where there is nothing to do, or no such call", () => {
    expect(calls.control("hangup")).toEqual({ ok: false, because: "no-call" });
    calls.handle(event("start"));
    expect(calls.control("unmute")).toMatchObject({ ok: true });
    expect(calls.control("answer", "x")).toEqual({ ok: false, because: "no-such-call" });
    expect(sent).toEqual([]);
  });

  test("asks for the list while a call is up, so that an end which nobody told is found", () => {
    calls.handle(event("start"));
    scheduler.advance(31_000);
    expect(syncs()).toBe(2);
    calls.handle({ what: "sync", calls: [] });
    expect(calls.state().calls).toEqual([]);
    scheduler.advance(60_000);
    expect(syncs()).toBe(2);
  });

  test("a page that is gone takes its calls along, and the next one is asked", () => {
    calls.handle(event("start"));
    calls.pageGone();
    expect(calls.state()).toMatchObject({ calls: [], ended: [] });
    scheduler.advance(60_000);
    expect(syncs()).toBe(0);
    calls.resync();
    expect(syncs()).toBe(1);
  });
});

test("calls of a page are waited for while somebody is signed in, and no longer", () => {
  calls.handle(event("ring"));
  calls.pageGone();
  calls.handle({ what: "sync", calls: [] });
  expect(calls.state().ended).toMatchObject([{ id: "a", outcome: "missed" }]);
  calls.handle(event("ring", "b"));
  isSignedIn = false;
  calls.pageGone();
  calls.handle({ what: "sync", calls: [] });
  expect(calls.state()).toEqual(noCalls);
});

test("calls that are over are forgotten when they are to be, and one that is up is not", () => {
  calls.handle(event("ring", "a"));
  calls.handle(event("end", "a"));
  calls.handle(event("ring", "b"));
  let told = 0;
  calls.onChanged(() => {
    told += 1;
  });
  calls.forgetEnded();
  calls.forgetEnded();
  expect(calls.state()).toMatchObject({ calls: [{ id: "b" }], ended: [] });
  expect(told).toBe(1);
});
