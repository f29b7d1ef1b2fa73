import { describe, expect, test } from "vitest";
import { type Call, noCalls } from "../../../src/calls/call-state.ts";
import { actionFor, type CallVerb, chooseCall } from "../../../src/calls/control.ts";

const call = (id: string, phase: Call["phase"], more: Partial<Call> = {}): Call => ({
  id,
  session: null,
  where: "here",
  phase,
  direction: "inbound",
  number: "+14155550123",
  name: null,
  isContact: false,
  queue: null,
  muted: false,
  startedAt: null,
  declined: false,
  ...more,
});
const choose = (calls: readonly Call[], verb: CallVerb, id?: string): string => {
  const result = chooseCall({ ...noCalls, calls }, verb, id);
  return result.ok ? result.call.id : result.because;
};
const elsewhere = call("desk", "active", { where: "elsewhere" });

describe("the obvious call", () => {
  test.each<[CallVerb, Call[], string]>([
    ["answer", [call("a", "ringing"), call("b", "ringing")], "a"],
    ["decline", [call("t", "active"), call("b", "ringing")], "b"],
    ["to-voicemail", [call("b", "ringing")], "b"],
    ["answer", [], "no-call"],
    ["answer", [call("t", "active")], "not-ringing"],
    ["hangup", [call("h", "held"), call("t", "active"), call("d", "dialing")], "t"],
    ["hangup", [call("h", "held"), call("d", "dialing")], "d"],
    ["hangup", [call("h", "held"), call("r", "ringing")], "h"],
    ["hangup", [call("r", "ringing")], "not-active"],
    ["hangup", [], "no-call"],
    ["mute", [call("h", "held"), call("t", "active")], "t"],
    ["mute", [call("h", "held")], "h"],
    ["unmute", [call("d", "dialing")], "not-active"],
    ["hold", [call("h", "held"), call("t", "active")], "t"],
    ["unhold", [call("h", "held"), call("t", "active")], "h"],
    ["unhold", [call("t", "active")], "t"],
    ["hangup", [elsewhere], "elsewhere"],
    ["hangup", [elsewhere, call("t", "active")], "t"],
  ])("to %s", (verb, calls, chosen) => {
    expect(choose(calls, verb)).toBe(chosen);
  });
});

describe("a call by its id", () => {
  const calls = [call("r", "ringing"), call("t", "active"), call("d", "dialing"), elsewhere];
  test.each<[CallVerb, string, string]>([
    ["answer", "r", "r"],
    ["answer", "t", "not-ringing"],
    ["hangup", "r", "r"],
    ["hangup", "d", "d"],
    ["mute", "r", "not-active"],
    ["hold", "d", "not-active"],
    ["hangup", "desk", "elsewhere"],
    ["hangup", "gone", "no-such-call"],
    ["answer", "", "no-such-call"],
  ])("%s %s", (verb, id, chosen) => {
    expect(choose(calls, verb, id)).toBe(chosen);
  });
});

describe("what the widget is asked", () => {
  test.each<[CallVerb, Call, string | null]>([
    ["answer", call("a", "ringing"), "answer"],
    ["decline", call("a", "ringing"), "reject"],
    ["to-voicemail", call("a", "ringing"), "toVoicemail"],
    ["hangup", call("a", "active"), "hangup"],
    ["hangup", call("a", "ringing"), "reject"],
    ["mute", call("a", "active"), "mute"],
    ["mute", call("a", "active", { muted: true }), null],
    ["unmute", call("a", "held", { muted: true }), "unmute"],
    ["unmute", call("a", "active"), null],
    ["hold", call("a", "active"), "hold"],
    ["hold", call("a", "held"), null],
    ["unhold", call("a", "held"), "unhold"],
    ["unhold", call("a", "active"), null],
  ])("to %s", (verb, of, action) => {
    expect(actionFor(verb, of)).toBe(action);
  });
});
