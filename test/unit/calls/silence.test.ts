import { describe, expect, test } from "vitest";
import { isRingerMuted, stillSilenced } from "../../../src/calls/silence.ts";
import { call, stateOf } from "./support.ts";

const silenced = new Set(["a"]);

describe("the ring tone", () => {
  test.each([
    ["is silent while the silenced call rings", stateOf(call("a")), true],
    ["is heard when nothing rings", stateOf(), false],
    ["is heard when that call was answered", stateOf(call("a", { phase: "active" })), false],
    ["is heard when another call rings, too", stateOf(call("a"), call("b")), false],
    [
      "is heard while one talks: the conversation would be mute",
      stateOf(call("t", { phase: "active" }), call("a")),
      false,
    ],
    [
      "is heard while one dials",
      stateOf(call("d", { phase: "dialing", direction: "outbound" }), call("a")),
      false,
    ],
    [
      "takes no notice of calls on other devices",
      stateOf(call("desk", { where: "elsewhere", phase: "active" }), call("a")),
      true,
    ],
  ])("%s", (_, state, muted) => {
    expect(isRingerMuted(state, silenced)).toBe(muted);
  });

  test("a call is silenced no longer than it rings", () => {
    expect([...stillSilenced(stateOf(call("a"), call("b")), silenced)]).toEqual(["a"]);
    expect([...stillSilenced(stateOf(call("a", { phase: "active" })), silenced)]).toEqual([]);
  });
});
