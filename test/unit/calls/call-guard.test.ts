import { describe, expect, test } from "vitest";
import { createCallController } from "../../../src/calls/call-controller.ts";
import type { CallEvent } from "../../../src/calls/call-event.ts";
import { createCallGuard, type GuardAnswer, type GuardedAct } from "../../../src/calls/call-guard.ts";
import type { QuestionView } from "../../../src/calls/question-view.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const event = (what: "ring" | "start" | "end", id = "a"): CallEvent => ({
  what,
  call: webphoneCall(id, { session: `s-${id}`, number: "+14155550142", name: "Ada Lovelace" }),
});

function bench() {
  const scheduler = createFakeScheduler();
  const did: string[] = [];
  const world = { obeys: true };
  const calls = createCallController({
    isSignedIn: () => true,
    scheduler,
    send(command) {
      if (command.type !== "rc-adapter-control-call") return;
      did.push(`${command.callAction} ${command.callId}`);
      if (world.obeys) scheduler.after(100, () => calls.handle(event("end", command.callId)));
    },
  });
  const shown: QuestionView[] = [];
  const guard = createCallGuard({
    productName: "Handset",
    calls,
    scheduler,
    effects: {
      show: () => did.push("show"),
      changed: (view) => shown.push(view),
      close: () => did.push("close"),
    },
  });
  /** Asks, and gives what was answered once it was. */
  const ask = (what: GuardedAct) => {
    const result: { answer: GuardAnswer | null } = { answer: null };
    void guard.ask(what).then((answer) => {
      result.answer = answer;
    });
    return result;
  };
  const press = async (choice: GuardAnswer): Promise<void> => {
    guard.answer(guard.view()?.id ?? -1, choice);
    await settled();
  };
  return { scheduler, did, world, calls, shown, guard, ask, press };
}

test("nothing is asked while no call is up, nor about a call on another device", async () => {
  const { calls, did, ask } = bench();
  calls.handle({
    what: "account-call",
    call: {
      session: "s-1",
      direction: "inbound",
      number: "",
      name: null,
      status: "connected",
      startedAt: null,
    },
  });
  const asked = ask("quit");
  await settled();
  expect(asked.answer).toBe("now");
  expect(did).toEqual([]);
});

test.each(["after-call", "cancel"] as const)("%s leaves the call alone", async (choice) => {
  const { calls, did, guard, ask, press } = bench();
  calls.handle(event("start"));
  const asked = ask("quit");
  await press(choice);
  expect(asked.answer).toBe(choice);
  expect(did).toEqual(["show", "close"]);
  expect(guard.view()).toBeNull();
});

test("now hangs up every call that is up, and waits for that", async () => {
  const { calls, did, scheduler, ask, press } = bench();
  calls.handle(event("start", "a"));
  calls.handle(event("start", "b"));
  const asked = ask("quit");
  await press("now");
  expect(did).toEqual(["show", "close", "hangup a", "hangup b"]);
  expect(asked.answer).toBeNull();
  scheduler.advance(100);
  await settled();
  expect(asked.answer).toBe("now");
});

test("now comes all the same when the phone does not hang up", async () => {
  const { calls, world, scheduler, ask, press } = bench();
  world.obeys = false;
  calls.handle(event("start"));
  const asked = ask("reload");
  await press("now");
  scheduler.advance(1_999);
  await settled();
  expect(asked.answer).toBeNull();
  scheduler.advance(1);
  await settled();
  expect(asked.answer).toBe("now");
});

test("a call that only rings is asked about, and left to the user's other phones", async () => {
  const { calls, did, guard, ask, press } = bench();
  calls.handle(event("ring"));
  const asked = ask("quit");
  expect(guard.view()).toMatchObject({
    title: "A call from Ada Lovelace is ringing.",
    onlyRings: true,
    several: false,
  });
  await press("now");
  expect(asked.answer).toBe("now");
  expect(did).toEqual(["show", "close"]);
});

test("when the call ends by itself, what was asked for happens", async () => {
  const { calls, did, ask } = bench();
  calls.handle(event("start"));
  const asked = ask("sign-out");
  calls.handle(event("end"));
  await settled();
  expect(asked.answer).toBe("now");
  expect(did).toEqual(["show", "close"]);
});

test("the question follows the calls", () => {
  const { calls, shown, ask } = bench();
  calls.handle(event("ring", "a"));
  ask("quit");
  calls.handle(event("start", "a"));
  calls.handle(event("start", "b"));
  expect(shown.map(({ title }) => title)).toEqual([
    "A call from Ada Lovelace is ringing.",
    "A call with Ada Lovelace is up.",
    "2 calls are up.",
  ]);
});

test("the same once more brings the window forward; another act takes the question's place", async () => {
  const { calls, did, guard, ask, press } = bench();
  calls.handle(event("start"));
  const [first, second, other] = [ask("quit"), ask("quit"), ask("sign-out")];
  await settled();
  expect(did).toEqual(["show", "show", "show"]);
  expect([first.answer, second.answer, other.answer]).toEqual(["cancel", "cancel", null]);
  expect(guard.view()).toMatchObject({ what: "sign-out", id: 2 });
  guard.answer(1, "now");
  await settled();
  expect(other.answer).toBeNull();
  await press("after-call");
  expect(other.answer).toBe("after-call");
});

test("closing the window cancels", async () => {
  const { calls, guard, ask } = bench();
  calls.handle(event("start"));
  const asked = ask("update");
  guard.dismiss();
  await settled();
  expect(asked.answer).toBe("cancel");
});

describe("what waits for the end of the calls", () => {
  test("happens at once when none is up", () => {
    const { guard } = bench();
    let happened = 0;
    guard.whenIdle(() => happened++);
    expect(happened).toBe(1);
  });

  test("happens once, when the last call is over, ringing ones included", () => {
    const { calls, guard } = bench();
    let happened = 0;
    calls.handle(event("start", "a"));
    guard.whenIdle(() => happened++);
    calls.handle(event("ring", "b"));
    calls.handle(event("end", "a"));
    expect(happened).toBe(0);
    calls.handle(event("end", "b"));
    expect(happened).toBe(1);
    calls.handle(event("ring", "c"));
    calls.handle(event("end", "c"));
    expect(happened).toBe(1);
  });

  test("can be given up", () => {
    const { calls, guard } = bench();
    let happened = 0;
    calls.handle(event("start"));
    guard.whenIdle(() => happened++)();
    calls.handle(event("end"));
    expect(happened).toBe(0);
  });
});
