import { expect, test } from "vitest";
import { createCallController } from "../../../src/calls/call-controller.ts";
import type { CallEvent } from "../../../src/calls/call-event.ts";
import { keepAwake } from "../../../src/calls/keep-awake.ts";
import { createFakeScheduler } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const event = (what: "ring" | "start" | "hold" | "end", id: string): CallEvent => ({
  what,
  call: webphoneCall(id, { number: "", name: null }),
});

test("the system stays awake from the first ring to the end of the last call", () => {
  const did: string[] = [];
  const calls = createCallController({
    scheduler: createFakeScheduler(),
    isSignedIn: () => true,
    send: () => {},
  });
  keepAwake(calls, {
    block() {
      did.push("block");
      return () => did.push("release");
    },
  });
  calls.handle(event("ring", "a"));
  calls.handle(event("start", "a"));
  calls.handle(event("ring", "b"));
  calls.handle(event("hold", "a"));
  calls.handle(event("end", "a"));
  expect(did).toEqual(["block"]);
  calls.handle(event("end", "b"));
  expect(did).toEqual(["block", "release"]);
  calls.handle(event("ring", "c"));
  calls.pageGone();
  expect(did).toEqual(["block", "release", "block", "release"]);
});

test("calls on other devices are none of this machine's", () => {
  let blocks = 0;
  const calls = createCallController({
    scheduler: createFakeScheduler(),
    isSignedIn: () => true,
    send: () => {},
  });
  keepAwake(calls, {
    block() {
      blocks++;
      return () => {};
    },
  });
  const call = { session: "s-1", direction: "inbound", number: "", name: null } as const;
  calls.handle({ what: "account-call", call: { ...call, status: "connected", startedAt: null } });
  expect(blocks).toBe(0);
});
