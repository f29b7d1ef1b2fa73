import { expect, test } from "vitest";
import { type Call, noCalls } from "../../../src/calls/call-state.ts";
import { type CauseFacts, causesNow } from "../../../src/presence/presence-causes.ts";

const call = (changes: Partial<Call> = {}): Call => ({
  id: "a",
  session: null,
  where: "here",
  phase: "active",
  direction: "inbound",
  number: "",
  name: null,
  isContact: false,
  queue: null,
  muted: false,
  startedAt: null,
  declined: false,
  ...changes,
});
const facts = (changes: Partial<CauseFacts> = {}): CauseFacts => ({
  settings: { dndOnLock: true, dndOnCall: true, busyWhenIdle: "5" },
  calls: noCalls,
  locked: false,
  idleSeconds: 0,
  callEndedAt: null,
  now: 1_000_000,
  ...changes,
});
const withCall = (changes: Partial<Call> = {}) => ({ calls: { ...noCalls, calls: [call(changes)] } });

test.each<[string, Partial<CauseFacts>, readonly string[]]>([
  ["nothing", {}, []],
  ["a call", withCall(), ["call"]],
  ["a call on hold", withCall({ phase: "held" }), ["call"]],
  ["a call being made", withCall({ phase: "dialing", direction: "outbound" }), ["call"]],
  ["a call that rings", withCall({ phase: "ringing" }), []],
  ["a call on another device", withCall({ where: "elsewhere" }), []],
  ["a lock", { locked: true }, ["locked"]],
  ["five minutes of absence", { idleSeconds: 300 }, ["idle"]],
  ["less than that", { idleSeconds: 299 }, []],
  ["absence with the screen locked", { locked: true, idleSeconds: 300 }, ["locked", "idle"]],
  ["absence from the machine during a call", { ...withCall(), idleSeconds: 3_600 }, ["call"]],
  ["absence right after a call", { idleSeconds: 3_600, callEndedAt: 1_000_000 - 299_000 }, []],
  ["absence a while after a call", { idleSeconds: 3_600, callEndedAt: 1_000_000 - 300_000 }, ["idle"]],
])("%s", (_what, changes, causes) => {
  expect(causesNow(facts(changes))).toEqual(causes);
});

test("what has no rule is no cause", () => {
  const settings = { dndOnLock: false, dndOnCall: false, busyWhenIdle: "never" } as const;
  expect(causesNow(facts({ settings, ...withCall(), locked: true, idleSeconds: 3_600 }))).toEqual([]);
});
