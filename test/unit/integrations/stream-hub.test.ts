import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ControlReply, ControlRequest } from "../../../src/control/protocol.ts";
import {
  AUTH_LIMIT_MS,
  createStreamHub,
  MAX_BUFFERED,
  MAX_CLIENTS,
  MESSAGE_BURST,
  PING_INTERVAL_MS,
  type StreamSocket,
} from "../../../src/integrations/stream-hub.ts";
import type { StreamEvent } from "../../../src/integrations/stream-messages.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler, settled } from "../support/scheduler.ts";
import { anyText } from "../support/text.ts";

const TOKEN = "t0ken-t0ken-t0ken";
const event: StreamEvent = { type: "session", session: { state: "signed-in", account: null } };
const auth = JSON.stringify({ v: 1, type: "auth", token: TOKEN });
const command = (id: unknown, verb: string, more: object = {}) =>
  JSON.stringify({ v: 1, type: "command", id, verb, ...more });

function createSocket() {
  const socket = {
    heard: [] as Record<string, unknown>[],
    bufferedAmount: 0,
    pings: 0,
    end: null as string | null,
  };
  const wire: StreamSocket = {
    send: (text) => void socket.heard.push(JSON.parse(text)),
    close: (code, reason) => {
      socket.end = `${code} ${reason}`;
    },
    terminate: () => {
      socket.end = "terminated";
    },
    ping: () => {
      socket.pings += 1;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
  return Object.assign(socket, { wire, types: () => socket.heard.map(({ type }) => type) });
}

function bench(respond = async (_: ControlRequest): Promise<ControlReply> => ({ result: "shown" })) {
  const clock = createFakeScheduler();
  const log = createRecordingLog();
  const asked: ControlRequest[] = [];
  const done: string[] = [];
  const counts: number[] = [];
  const hub = createStreamHub({
    isToken: (presented) => presented === TOKEN,
    snapshot: () => event,
    hello: { type: "hello", product: "Acme Phone", appVersion: "1.2.3", profile: null },
    respond: (request) => {
      asked.push(request);
      return respond(request);
    },
    answered: ({ result }) => void done.push(result),
    clientsChanged: (count) => void counts.push(count),
    scheduler: clock,
    log,
  });
  const join = (identified = true) => {
    const socket = createSocket();
    const client = hub.join(socket.wire, identified);
    return { socket, client, say: (text: string) => client?.received(text) };
  };
  return { clock, log, hub, asked, done, counts, join };
}

describe("a client", () => {
  test("with the token is greeted, told what is, and then what happens, in order", () => {
    const { hub, join, counts } = bench();
    const { socket, client } = join();
    hub.publish(event);
    hub.publish(event);
    expect(socket.heard[0]).toEqual({
      v: 1,
      type: "hello",
      product: "Acme Phone",
      appVersion: "1.2.3",
      profile: null,
    });
    expect(socket.heard.slice(1).map(({ seq }) => seq)).toEqual([0, 1, 2]);
    client?.closed();
    hub.publish(event);
    expect(socket.heard.length).toBe(4);
    expect(counts).toEqual([1, 0]);
  });

  test("without it hears nothing until it says it, and is dropped for anything else", () => {
    const { hub, join, log } = bench();
    const good = join(false);
    hub.publish(event);
    expect(good.socket.heard).toEqual([]);
    good.say(auth);
    expect(good.socket.types()).toEqual(["hello", "session"]);
    for (const text of [
      JSON.stringify({ v: 1, type: "auth", token: "wrong" }),
      JSON.stringify({ v: 1, type: "auth" }),
      command("1", "status"),
      "",
      "[]",
    ]) {
      const { socket, say } = join(false);
      say(text);
      say(auth);
      expect(socket.heard, text).toEqual([]);
      expect(socket.end).toBe("4401 wrong token");
    }
    expect(log.text()).not.toContain(TOKEN);
  });

  test("that says nothing is dropped in time; one that did is not", () => {
    const { clock, join } = bench();
    const silent = join(false);
    const quick = join(false);
    quick.say(auth);
    clock.advance(AUTH_LIMIT_MS);
    expect(silent.socket.end).toBe("4408 no token in time");
    expect(quick.socket.end).toBeNull();
  });

  test("that does not read is dropped, and the others go on", () => {
    const { hub, join } = bench();
    const slow = join();
    const other = join();
    slow.socket.bufferedAmount = MAX_BUFFERED + 1;
    hub.publish(event);
    expect(slow.socket.end).toBe("terminated");
    slow.socket.bufferedAmount = 0;
    hub.publish(event);
    expect(slow.socket.heard.length).toBe(2);
    expect(other.socket.heard.length).toBe(4);
  });

  test("that does not answer pings is dropped; nobody is pinged when all have gone", () => {
    const { clock, join } = bench();
    const dead = join();
    const alive = join();
    clock.advance(PING_INTERVAL_MS);
    alive.client?.ponged();
    clock.advance(PING_INTERVAL_MS);
    expect(dead.socket.end).toBe("terminated");
    expect(alive.socket).toMatchObject({ end: null, pings: 2 });
    alive.client?.closed();
    expect(clock.waiting).toBe(0);
  });

  test("that talks too fast or in bytes is dropped; one that takes its time is not", () => {
    const { clock, join } = bench();
    const fast = join();
    for (let message = 0; message <= MESSAGE_BURST; message += 1) fast.say("{}");
    expect(fast.socket.end).toBe("4429 too many messages");
    const patient = join();
    for (let message = 0; message < 5 * MESSAGE_BURST; message += 1) {
      patient.say("{}");
      clock.advance(100);
    }
    expect(patient.socket.end).toBeNull();
    patient.client?.binaryReceived();
    expect(patient.socket.end).toBe("1003 binary");
  });

  test("beyond the sixteenth is sent away", () => {
    const { join } = bench();
    for (let index = 0; index < MAX_CLIENTS; index += 1) expect(join(false).client).not.toBeNull();
    const { client, socket } = join();
    expect(client).toBeNull();
    expect(socket).toMatchObject({ heard: [], end: "1013 too many clients" });
  });

  test("is gone after all were dropped, and leaves nothing behind", () => {
    const { hub, join, clock } = bench();
    const one = join();
    const other = join(false);
    hub.dropAll(4401, "the token was renewed");
    expect(one.socket.end).toBe("4401 the token was renewed");
    one.say(command("1", "hangup"));
    other.say(auth);
    other.client?.closed();
    expect(one.socket.types()).toEqual(["hello", "session"]);
    expect(other.socket.heard).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});

describe("commands", () => {
  test("are those of the command line, with what they leave out filled in", async () => {
    const { join, asked, done } = bench();
    const { socket, say } = join();
    say(command("a", "answer"));
    say(command("b", "mute", { call: "c-1", to: "on" }));
    say(command("c", "sms", { number: "102" }));
    say(command("d", "quit"));
    await settled();
    expect(asked).toEqual([
      { verb: "answer", call: null },
      { verb: "mute", to: "on", call: "c-1" },
      { verb: "sms", number: "102", text: null },
      { verb: "quit" },
    ]);
    expect(socket.heard.slice(2)).toEqual(
      ["a", "b", "c", "d"].map((id) => ({ v: 1, type: "answer", id, ok: true, reply: { result: "shown" } })),
    );
    expect(done).toEqual(["shown", "shown", "shown", "shown"]);
  });

  test("that are none are said to be, by their id where they have one", () => {
    const { join, asked } = bench();
    const { socket, say } = join();
    say("hello?");
    say(JSON.stringify({ v: 2, type: "command", id: "x", verb: "status" }));
    say(JSON.stringify({ v: 1, type: "wish", id: "w" }));
    say(command("e", "eval"));
    say(command(7, "status"));
    say(command("x".repeat(65), "status"));
    say(command("n", "call"));
    say(auth);
    expect(socket.heard.slice(2).map(({ id, code }) => [id, code])).toEqual([
      [null, "not-understood"],
      [null, "not-understood"],
      ["w", "unknown-type"],
      ["e", "bad-command"],
      [null, "bad-command"],
      [null, "bad-command"],
      ["n", "bad-command"],
    ]);
    expect(asked).toEqual([]);
  });

  test("that fail say so, and more than eight at once have to wait", async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { join, log } = bench(async () => {
      await gate;
      throw new Error("broken");
    });
    const { socket, say } = join();
    for (let index = 0; index < 9; index += 1) say(command(String(index), "status"));
    expect(socket.heard.slice(2)).toEqual([{ v: 1, type: "error", id: "8", code: "busy" }]);
    release();
    await settled();
    expect(socket.heard.filter(({ ok }) => ok === false).length).toBe(8);
    expect(log.text()).toContain("broken");
    say(command("again", "status"));
    await settled();
    expect(socket.heard.at(-1)).toMatchObject({ id: "again", type: "answer" });
  });

  test("of a client that has left are done, and nobody is answered", async () => {
    const { join, done } = bench();
    const { socket, say, client } = join();
    say(command("1", "show"));
    client?.closed();
    await settled();
    expect(done).toEqual(["shown"]);
    expect(socket.types()).toEqual(["hello", "session"]);
  });

  test("can be any garbage: nothing throws, and nothing is done", async () => {
    const { join, asked, clock } = bench();
    const json = fc.json();
    const near = fc
      .record({
        v: fc.constantFrom(1, 2, "1"),
        type: fc.constantFrom("command", "auth", "call", "__proto__"),
        id: fc.oneof(fc.string(), fc.integer()),
        verb: fc.oneof(fc.string(), fc.constantFrom("call", "sms", "constructor")),
        number: fc.constantFrom("", 5, null),
        token: anyText(),
      })
      .map((frame) => JSON.stringify(frame));
    fc.assert(
      fc.property(fc.oneof(anyText(60), json, near), fc.boolean(), (text, identified) => {
        const { say, client, socket } = join(identified);
        say(text);
        client?.closed();
        clock.advance(1_000);
        if (!identified) expect(socket.heard).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    await settled();
    expect(asked).toEqual([]);
  });
});
