import { beforeEach, describe, expect, test } from "vitest";
import { durationInWords } from "../../../renderer/call-window/running-time.tsx";
import { type CallController, createCallController } from "../../../src/calls/call-controller.ts";
import { type CallWindow, createCallWindow } from "../../../src/calls/call-window.ts";
import { callWindowPresence, callWindowView } from "../../../src/calls/call-window-view.ts";
import type { WidgetCommand } from "../../../src/widget/messages.ts";
import { createFakeScheduler, type FakeScheduler } from "../support/scheduler.ts";
import { call, stateOf, told } from "./support.ts";

const active = call("a", { phase: "active", startedAt: 1000 });

describe("when the call window is seen", () => {
  const usual = { state: stateOf(active), isOn: true, isPhoneFocused: false, dismissed: new Set<string>() };
  test.each([
    ["during a call", {}, "shown"],
    ["while one is dialled", { state: stateOf(call("a", { phase: "dialing" })) }, "shown"],
    ["while one is held", { state: stateOf(call("a", { phase: "held" })) }, "shown"],
    ["while one rings", { state: stateOf(call("a")) }, "absent"],
    ["for a call elsewhere", { state: stateOf({ ...active, where: "elsewhere" }) }, "absent"],
    ["without a call", { state: stateOf() }, "absent"],
    ["when the setting is off", { isOn: false }, "absent"],
    ["beside the phone that has the focus", { isPhoneFocused: true }, "hidden"],
    ["once it was closed for the call", { dismissed: new Set(["a"]) }, "absent"],
    [
      "for the next call",
      { state: stateOf(active, { ...active, id: "b" }), dismissed: new Set(["a"]) },
      "shown",
    ],
  ])("%s", (_, more, presence) => {
    expect(callWindowPresence({ ...usual, ...more })).toBe(presence);
  });
});

describe("the call window's calls", () => {
  const ids = (...calls: Parameters<typeof stateOf>) =>
    callWindowView(stateOf(...calls), "Handset").calls.map(({ id }) => id);
  const held = call("h", { phase: "held", startedAt: 1 });

  test("the active one is in front, then the others, the latest first", () => {
    expect(ids(active, held, { ...held, id: "i" })).toEqual(["a", "i", "h"]);
    expect(ids(call("d", { phase: "dialing" }), held, call("r"))).toEqual(["d", "h"]);
    expect(ids(held)).toEqual(["h"]);
  });

  test("each is told with what its line needs", () => {
    const calls = [
      call("a", { phase: "active", startedAt: 5, muted: true, name: "Ann Example", isContact: true }),
    ];
    expect(callWindowView(stateOf(...calls), "Handset").calls).toEqual([
      {
        id: "a",
        name: "Ann Example",
        number: "+1 415 555 0123",
        queue: null,
        phase: "active",
        muted: true,
        startedAt: 5,
      },
    ]);
  });

  test.each([
    [-5, "0:00"],
    [7_999, "0:07"],
    [754_000, "12:34"],
    [3_723_000, "1:02:03"],
  ])("%d ms are %s", (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });
});

describe("the call window", () => {
  let scheduler: FakeScheduler;
  let sent: WidgetCommand[];
  let done: string[];
  let isPhoneFocused: boolean;
  let calls: CallController;
  let window: CallWindow;
  beforeEach(() => {
    scheduler = createFakeScheduler();
    [sent, done, isPhoneFocused] = [[], [], false];
    calls = createCallController({
      scheduler,
      isSignedIn: () => true,
      send: (command) => sent.push(command),
    });
    window = createCallWindow({
      productName: "Handset",
      calls,
      scheduler,
      isOn: () => true,
      isPhoneFocused: () => isPhoneFocused,
      effects: {
        show: (view) => done.push(`show ${view.calls.map(({ id }) => id).join()}`),
        hide: () => done.push("hide"),
        close: () => done.push("close"),
      },
    });
    calls.onChanged(window.changed);
    calls.handle(told("start", "a", { status: "connected" }));
  });
  const focusPhone = (on: boolean): void => {
    isPhoneFocused = on;
    window.changed();
  };

  test("waits a moment, then follows the calls", () => {
    expect(done).toEqual([]);
    scheduler.advance(500);
    calls.handle(told("hold", "a", { status: "connected" }));
    calls.handle(told("end", "a"));
    expect(done).toEqual(["show a", "show a", "close"]);
  });

  test("does not flash up where the phone gets the focus at once", () => {
    scheduler.advance(100);
    focusPhone(true);
    scheduler.advance(1_000);
    expect(done).toEqual(["hide"]);
    focusPhone(false);
    scheduler.advance(500);
    expect(done).toEqual(["hide", "show a"]);
  });

  test("closed by the user it stays away until the next call", () => {
    scheduler.advance(500);
    window.dismiss();
    focusPhone(true);
    focusPhone(false);
    scheduler.advance(500);
    expect(done).toEqual(["show a", "close", "close", "close"]);
    calls.handle(told("init", "b", { direction: "outbound" }));
    scheduler.advance(500);
    expect(done.at(-1)).toBe("show a,b");
  });

  test("its buttons reach the widget, digits only in a conversation", () => {
    window.act({ id: "a", action: "mute" });
    window.act({ id: "a", action: "dtmf", digits: "1#" });
    calls.handle(told("hold", "a", { status: "connected" }));
    window.act({ id: "a", action: "dtmf", digits: "2" });
    window.act({ id: "gone", action: "dtmf", digits: "3" });
    window.act({ id: "a", action: "hangup" });
    expect(sent.filter(({ type }) => type === "rc-adapter-control-call")).toEqual([
      { type: "rc-adapter-control-call", callAction: "mute", callId: "a" },
      { type: "rc-adapter-control-call", callAction: "dtmf", callId: "a", options: { dtmf: "1#" } },
      { type: "rc-adapter-control-call", callAction: "hangup", callId: "a" },
    ]);
  });
});
