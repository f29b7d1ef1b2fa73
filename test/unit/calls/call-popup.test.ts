import { beforeEach, describe, expect, test } from "vitest";
import { type CallController, createCallController } from "../../../src/calls/call-controller.ts";
import { type CallPopup, createCallPopup } from "../../../src/calls/call-popup.ts";
import type { CallPopupView } from "../../../src/calls/popup-view.ts";
import type { Reachability } from "../../../src/reachability/reachability.ts";
import { createFakeScheduler, type FakeScheduler } from "../support/scheduler.ts";
import { told } from "./support.ts";

let scheduler: FakeScheduler;
let sent: string[];
let muted: boolean[];
let written: string[][];
let shown: CallPopupView;
let isOn: boolean;
let reachability: Reachability;
let calls: CallController;
let popup: CallPopup;

beforeEach(() => {
  scheduler = createFakeScheduler();
  reachability = { reachable: true };
  [sent, muted, written, isOn] = [[], [], [], true];
  calls = createCallController({
    isSignedIn: () => true,
    scheduler,
    send: (command) => {
      if (command.type === "rc-adapter-control-call") sent.push(`${command.callAction} ${command.callId}`);
    },
  });
  popup = createCallPopup({
    productName: "Handset",
    calls,
    scheduler,
    isOn: () => isOn,
    answerKeys: () => "Ctrl+Alt+A",
    reachability: () => reachability,
    effects: {
      show: (view) => {
        shown = view;
      },
      muteRinger: (on) => muted.push(on),
      write: (number, text) => written.push([number, text]),
    },
  });
  calls.onChanged(popup.changed);
  calls.handle(told("ring", "a"));
});

test("what is in the way of being called or heard stands with the call, and goes", () => {
  const warning = {
    code: "w",
    severity: "warning",
    title: "Nobody hears you.",
    nextStep: "Plug in.",
  } as const;
  reachability = { reachable: true, warning };
  popup.changed();
  expect(shown.notice).toEqual(warning);
  reachability = { reachable: false, because: { ...warning, title: "The line is lost." } };
  popup.changed();
  expect(shown.notice).toMatchObject({ title: "The line is lost.", nextStep: "Plug in." });
  reachability = { reachable: true };
  popup.changed();
  expect(shown.notice).toBeNull();
  reachability = { reachable: true, warning };
  calls.handle(told("end", "a"));
  expect(shown).toMatchObject({ calls: [], notice: null });
});

describe("what a button does", () => {
  test.each([
    ["answer", "answer a"],
    ["decline", "reject a"],
    ["to-voicemail", "toVoicemail a"],
  ] as const)("%s", (action, asked) => {
    popup.act({ id: "a", action });
    expect(sent).toEqual([asked]);
    expect(shown.calls).toMatchObject([{ pending: action }]);
    popup.act({ id: "a", action: "answer" });
    expect(sent).toEqual([asked]);
  });

  test("what the network does not do within ten seconds can be tried again", () => {
    popup.act({ id: "a", action: "to-voicemail" });
    scheduler.advance(9_999);
    expect(shown.calls).toMatchObject([{ pending: "to-voicemail", failed: false }]);
    scheduler.advance(1);
    expect(shown.calls).toMatchObject([{ pending: null, failed: true }]);
    popup.act({ id: "a", action: "to-voicemail" });
    expect(shown.calls).toMatchObject([{ pending: "to-voicemail", failed: false }]);
    expect(sent).toEqual(["toVoicemail a", "toVoicemail a"]);
  });

  test("a call that is over is left alone, and its time does not run out", () => {
    popup.act({ id: "a", action: "decline" });
    calls.handle(told("end", "a"));
    expect(shown.calls).toEqual([]);
    scheduler.advance(20_000);
    popup.act({ id: "a", action: "answer" });
    expect(sent).toEqual(["reject a"]);
    expect(shown.calls).toEqual([]);
  });

  test("a reply sends the caller to voicemail and begins the message", () => {
    popup.act({ id: "a", action: "reply", text: "Can I call you later?" });
    expect(sent).toEqual(["toVoicemail a"]);
    expect(written).toEqual([["+14155550123", "Can I call you later?"]]);
    popup.act({ id: "a", action: "reply", text: "" });
    expect(written).toHaveLength(1);
  });

  test("nobody is written to who cannot be, and a queue keeps its caller", () => {
    calls.handle(told("ring", "b", { number: "" }));
    popup.act({ id: "b", action: "reply", text: "" });
    expect([sent, written]).toEqual([[], []]);
    calls.handle(told("ring", "c", { number: "102", queue: "Support" }));
    popup.act({ id: "c", action: "reply", text: "" });
    expect(sent).toEqual(["reject c"]);
    expect(written).toEqual([["102", ""]]);
  });
});

describe("silence", () => {
  beforeEach(() => popup.act({ id: "a", action: "silence" }));

  test("mutes once, and the call goes on ringing", () => {
    popup.act({ id: "a", action: "silence" });
    expect(muted).toEqual([true]);
    expect(sent).toEqual([]);
    expect(shown.calls).toMatchObject([{ silenced: true, pending: null }]);
  });

  test.each([
    ["it is taken back", () => popup.act({ id: "a", action: "unsilence" })],
    ["the call is answered", () => calls.handle(told("start", "a", { status: "connected" }))],
    ["the call ends", () => calls.handle(told("end", "a"))],
    ["another call rings", () => calls.handle(told("ring", "b"))],
    ["the user dials", () => calls.handle(told("init", "b", { direction: "outbound" }))],
    ["the page is gone", () => calls.pageGone()],
  ])("ends when %s", (_, happen) => {
    happen();
    expect(muted).toEqual([true, false]);
  });

  test("comes back when the other call is over", () => {
    calls.handle(told("ring", "b"));
    calls.handle(told("end", "b"));
    expect(muted).toEqual([true, false, true]);
  });
});

test("shows nothing where the setting is off, and follows it", () => {
  expect(shown).toMatchObject({ answerKeys: "Ctrl+Alt+A", calls: [{ id: "a" }] });
  isOn = false;
  popup.changed();
  expect(shown.calls).toEqual([]);
  expect(popup.view().calls).toEqual([]);
});
