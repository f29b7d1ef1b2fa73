import { expect, test } from "vitest";
import { callsSentence } from "../../../src/calls/question-view.ts";

const call = (phase: "ringing" | "dialing" | "active" | "held", name: string | null = null, number = "") => ({
  phase,
  name,
  number,
});

test.each([
  [[call("active", "Ada Lovelace")], "A call with Ada Lovelace is up."],
  [[call("held", null, "+14155550142")], "A call with +1 415 555 0142 is up."],
  [[call("dialing")], "A call is up."],
  [[call("ringing", "Grace Hopper"), call("active", "Ada Lovelace")], "A call with Ada Lovelace is up."],
  [[call("active", "Ada Lovelace"), call("held", "Grace Hopper")], "2 calls are up."],
  [[call("ringing", "Ada Lovelace")], "A call from Ada Lovelace is ringing."],
  [[call("ringing")], "A call is ringing."],
  [[call("ringing"), call("ringing")], "2 calls are ringing."],
])("%o are said as %j", (calls, sentence) => {
  expect(callsSentence(calls)).toBe(sentence);
});
