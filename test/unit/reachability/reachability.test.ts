import { describe, expect, test } from "vitest";
import {
  parseConnection,
  type ReachabilityFacts,
  reachability,
} from "../../../src/reachability/reachability.ts";

const fine: ReachabilityFacts = {
  session: { state: "signed-in", offline: false, reason: null },
  connection: "connected",
  ringsHere: true,
  microphone: "granted",
  platform: "linux",
  recovery: null,
};

describe("whether a call would ring here", () => {
  test.each<[string, Partial<ReachabilityFacts>, string | null]>([
    ["signed in and connected", {}, null],
    ["calls ring on another phone", { ringsHere: false, connection: "lost" }, null],
    ["signed out", { session: { ...fine.session, state: "signed-out" } }, "unreachable/signed-out"],
    ["signing in", { session: { ...fine.session, state: "redeeming" } }, "unreachable/signed-out"],
    ["offline", { session: { ...fine.session, offline: true }, ringsHere: false }, "unreachable/offline"],
    ["not heard of yet", { connection: "unknown" }, "unreachable/connecting"],
    ["connecting", { connection: "connecting" }, "unreachable/connecting"],
    ["lost", { connection: "lost" }, "unreachable/connection-lost"],
    [
      "looked at after a sleep",
      { recovery: { weight: "quiet", isPageGone: false, nextStep: "Wait." } },
      "unreachable/connecting",
    ],
    [
      "lost, and being brought back",
      { connection: "lost", recovery: { weight: "quiet", isPageGone: false, nextStep: "Wait." } },
      "unreachable/connection-lost",
    ],
    [
      "not back after an attempt",
      { connection: "connecting", recovery: { weight: "news", isPageGone: false, nextStep: "Wait." } },
      "unreachable/connection-lost",
    ],
    [
      "crashed",
      { recovery: { weight: "given-up", isPageGone: true, nextStep: "Wait." } },
      "unreachable/crashed",
    ],
    [
      "given up",
      { recovery: { weight: "given-up", isPageGone: false, nextStep: "Wait." } },
      "unreachable/given-up",
    ],
    ["active elsewhere", { connection: "inactive" }, "unreachable/inactive"],
  ])("%s", (_, changes, code) => {
    const result = reachability({ ...fine, ...changes });
    expect(result.reachable ? null : result.because.code).toBe(code);
    if (!result.reachable) expect(result.because.nextStep).not.toBe("");
  });
});

test("who can be called and would not be heard is warned", () => {
  expect(reachability({ ...fine, microphone: "denied" })).toMatchObject({
    reachable: true,
    warning: { code: "microphone/denied", severity: "warning" },
  });
  expect(reachability({ ...fine, microphone: "none" })).toMatchObject({
    warning: { code: "microphone/none" },
  });
  expect(reachability({ ...fine, microphone: "unknown" })).toEqual({ reachable: true });
  // Another phone rings, with a microphone of its own.
  expect(reachability({ ...fine, microphone: "none", ringsHere: false })).toEqual({ reachable: true });
});

test.each([
  ["connectionStatus-connected", "connected"],
  ["connectionStatus-connecting", "connecting"],
  ["connectionStatus-reconnecting", "connecting"],
  ["connectionStatus-disconnected", "lost"],
  ["connectionStatus-disconnecting", "lost"],
  ["connectionStatus-connectFailed", "lost"],
  ["connectionStatus-connectError", "lost"],
  ["connectionStatus-inactive", "inactive"],
  ["connected", null],
  [undefined, null],
  [{}, null],
])("the connection status %s is %s", (status, connection) => {
  expect(parseConnection(status)).toBe(connection);
});
