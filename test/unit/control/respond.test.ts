import { beforeEach, describe, expect, test } from "vitest";
import { createCallController } from "../../../src/calls/call-controller.ts";
import type { CallEvent, WebphoneCall } from "../../../src/calls/call-event.ts";
import type { ControlReply, ControlRequest } from "../../../src/control/protocol.ts";
import { createResponder } from "../../../src/control/respond.ts";
import type { DialRequest } from "../../../src/links/intent.ts";
import type { DialOutcome } from "../../../src/links/link-controller.ts";
import type { WidgetCommand } from "../../../src/widget/messages.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

type Told = "ring" | "init" | "start" | "hold" | "resume" | "mute" | "unmute" | "end";

function createBench() {
  const scheduler = createFakeScheduler();
  const sent: WidgetCommand[] = [];
  /** What the widget does at once when it is asked. */
  const obeys = { at: true };
  const calls = createCallController({
    isSignedIn: () => true,
    scheduler,
    send: (command) => {
      sent.push(command);
      if (!obeys.at || command.type !== "rc-adapter-control-call") return;
      if (command.callAction === "dtmf") return;
      const done = {
        answer: "start",
        reject: "end",
        hangup: "end",
        toVoicemail: "end",
        mute: "mute",
        unmute: "unmute",
        hold: "hold",
        unhold: "resume",
      } as const;
      const what = done[command.callAction];
      scheduler.after(1, () => calls.handle(event(what, command.callId)));
    },
  });
  let session = { state: "signed-in", account: "16505550100*101" as string | null };
  let outcome: DialOutcome = { result: "posted", shown: "+1 415 555 0123" };
  const dialled: DialRequest[] = [];
  let shown = 0;
  const respond = createResponder({
    productName: "Handset",
    appVersion: "0.1.0",
    profile: "work",
    calls,
    session: () => session,
    isDialerReady: () => true,
    reachability: () => ({ reachable: true }),
    dial: async (request) => {
      dialled.push(request);
      return outcome;
    },
    show: () => {
      shown += 1;
    },
    scheduler,
  });
  return {
    calls,
    sent,
    obeys,
    dialled,
    scheduler,
    shown: () => shown,
    setSession: (state: string, account: string | null) => {
      session = { state, account };
    },
    setOutcome: (next: DialOutcome) => {
      outcome = next;
    },
    tell: (what: Told, id = "a", more: Partial<WebphoneCall> = {}) => calls.handle(event(what, id, more)),
    /** The answer, with `ms` milliseconds passing meanwhile. */
    async ask(request: ControlRequest, ms = 10): Promise<ControlReply> {
      const answer = respond(request);
      await settled();
      scheduler.advance(ms);
      await settled();
      return answer;
    },
  };
}

function event(what: Told, id = "a", more: Partial<WebphoneCall> = {}): CallEvent {
  const call: WebphoneCall = webphoneCall(id, { number: "+14155550142", name: null, ...more });
  return { what, call };
}

let bench: ReturnType<typeof createBench>;
beforeEach(() => {
  bench = createBench();
});
const did = (verb: string) => ({ result: "controlled", did: verb, shown: "+1 415 555 0142" });

describe("call control", () => {
  test("answers when it has happened, not before", async () => {
    bench.tell("ring");
    expect(await bench.ask({ verb: "answer", call: null })).toEqual(did("answer"));
    expect(bench.calls.state().calls[0]?.phase).toBe("active");
    expect(await bench.ask({ verb: "hangup", call: "a" })).toEqual(did("hangup"));
    expect(bench.calls.state().calls).toEqual([]);
  });

  test("on, off and the other", async () => {
    bench.tell("start");
    const mute = (to: "on" | "off" | "toggle") => bench.ask({ verb: "mute", to, call: null });
    const hold = (to: "on" | "off" | "toggle") => bench.ask({ verb: "hold", to, call: null });
    expect(await mute("toggle")).toEqual(did("mute"));
    expect(await mute("on")).toEqual(did("mute"));
    expect(await mute("toggle")).toEqual(did("unmute"));
    expect(await mute("off")).toEqual(did("unmute"));
    expect(await hold("toggle")).toEqual(did("hold"));
    expect(await hold("on")).toEqual(did("hold"));
    expect(await hold("toggle")).toEqual(did("unhold"));
    expect(await hold("off")).toEqual(did("unhold"));
    const actions = bench.sent.map((command) => ("callAction" in command ? command.callAction : ""));
    expect(actions).toEqual(["mute", "unmute", "hold", "unhold"]);
  });

  test("says when the widget has not done it in five seconds", async () => {
    bench.obeys.at = false;
    bench.tell("ring");
    expect(await bench.ask({ verb: "answer", call: null }, 5000)).toEqual({
      result: "no-answer",
      title: "The phone was asked to answer, and it has not happened.",
      nextStep: "Look at the window of Handset.",
    });
    expect(bench.scheduler.waiting).toBe(1); // the list that is asked for while a call is up
  });

  test("a caller who withholds the number", async () => {
    bench.tell("ring", "a", { number: "" });
    expect(await bench.ask({ verb: "decline", call: null })).toMatchObject({ shown: "a withheld number" });
  });

  test("what cannot be done is refused in words", async () => {
    const refused = async (request: ControlRequest) => {
      const reply = await bench.ask(request);
      return reply.result === "refused" ? `${reply.title} ${reply.nextStep}`.trim() : reply.result;
    };
    expect(await refused({ verb: "answer", call: null })).toBe("No call is ringing.");
    expect(await refused({ verb: "hangup", call: null })).toBe("No call is up.");
    expect(await refused({ verb: "mute", to: "on", call: "x" })).toContain("There is no such call.");
    bench.tell("ring");
    expect(await refused({ verb: "hold", to: "on", call: null })).toBe(
      'No call is up. One is ringing: "handset answer" or "handset decline".',
    );
    bench.tell("start");
    expect(await refused({ verb: "decline", call: null })).toBe("No call is ringing.");
    bench.tell("end");
    bench.calls.handle({
      what: "account-call",
      call: {
        session: "s",
        direction: "inbound",
        number: "102",
        name: null,
        status: "connected",
        startedAt: 1,
      },
    });
    expect(await refused({ verb: "hangup", call: null })).toContain("The call is on another device.");
  });
});

describe("numbers", () => {
  test("go to the dialer as the command line's wish", async () => {
    expect(await bench.ask({ verb: "call", number: "415 555 0123" })).toEqual({
      result: "posted",
      what: "call",
      shown: "+1 415 555 0123",
    });
    await bench.ask({ verb: "sms", number: "102", text: "Hi" });
    expect(bench.dialled).toEqual([
      { kind: "call", written: "415 555 0123", text: null, source: { kind: "command-line" } },
      { kind: "message", written: "102", text: "Hi", source: { kind: "command-line" } },
    ]);
  });

  test.each<[DialOutcome, object]>([
    [
      { result: "waiting", shown: "x", for: "sign-in" },
      { result: "waiting", what: "call", shown: "x", for: "sign-in" },
    ],
    [
      { result: "asked", shown: "x" },
      { result: "asked", what: "call", shown: "x" },
    ],
    [
      {
        result: "dropped",
        notice: { code: "c", severity: "warning", title: "Dropped.", nextStep: "Again." },
      },
      { result: "refused", title: "Dropped.", nextStep: "Again." },
    ],
  ])("outcome %j", async (outcome, reply) => {
    bench.setOutcome(outcome);
    expect(await bench.ask({ verb: "call", number: "102" })).toEqual(reply);
  });

  test("wait for a sign-in that is under way, and not for ever", async () => {
    bench.setSession("redeeming", null);
    const asked = bench.ask({ verb: "call", number: "102" });
    await settled();
    expect(bench.dialled).toEqual([]);
    bench.setSession("signed-in", "16505550100*101");
    bench.scheduler.advance(100);
    await asked;
    expect(bench.dialled).toHaveLength(1);

    bench.setSession("redeeming", null);
    const never = bench.ask({ verb: "call", number: "102" }, 0);
    for (let passed = 0; passed < 15_000; passed += 100) {
      bench.scheduler.advance(100);
      await settled();
    }
    await never;
    expect(bench.dialled).toHaveLength(2);
  });
});

test("status and show", async () => {
  bench.tell("start", "a", { name: "Ada" });
  expect(await bench.ask({ verb: "status" })).toMatchObject({
    result: "status",
    status: {
      version: 1,
      product: "Handset",
      profile: "work",
      session: { state: "signed-in", account: "16505550100*101" },
      dialer: { ready: true },
      calls: [{ id: "a", phase: "active", name: "Ada" }],
    },
  });
  expect(await bench.ask({ verb: "show" })).toEqual({ result: "shown" });
  expect(bench.shown()).toBe(1);
});

test("quit is refused while a call is up or rings", async () => {
  expect(await bench.ask({ verb: "quit" })).toEqual({ result: "quitting" });
  bench.tell("ring", "a", { name: "Ada" });
  expect(await bench.ask({ verb: "quit" })).toEqual({
    result: "refused",
    title: "A call from Ada is ringing.",
    nextStep: '"handset decline" ends it; the tray’s Quit can also wait for its end.',
  });
  bench.tell("start", "a", { name: "Ada" });
  expect(await bench.ask({ verb: "quit" })).toMatchObject({
    result: "refused",
    title: "A call with Ada is up.",
    nextStep: expect.stringContaining('"handset hangup"'),
  });
});
