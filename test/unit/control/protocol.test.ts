import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressFile,
  type ControlReply,
  type ControlRequest,
  helloLine,
  parseAddress,
  parseHello,
  parseReply,
  parseRequest,
  printable,
} from "../../../src/control/protocol.ts";
import type { StatusReport } from "../../../src/control/status.ts";

const text = fc.string({ minLength: 1, maxLength: 50 });
const callId = fc.option(text, { nil: null });
const requests: fc.Arbitrary<ControlRequest> = fc.oneof(
  fc.record({ verb: fc.constant("call" as const), number: text }),
  fc.record({ verb: fc.constant("sms" as const), number: text, text: fc.option(text, { nil: null }) }),
  fc.record({
    verb: fc.constantFrom("answer" as const, "decline" as const, "hangup" as const),
    call: callId,
  }),
  fc.record({
    verb: fc.constantFrom("mute" as const, "hold" as const),
    to: fc.constantFrom("on" as const, "off" as const, "toggle" as const),
    call: callId,
  }),
  fc.record({ verb: fc.constantFrom("status" as const, "show" as const, "quit" as const) }),
);

const status: StatusReport = {
  version: 1,
  product: "Handset",
  appVersion: "0.1.0",
  profile: null,
  session: { state: "signed-in", account: "16505550100*101" },
  dialer: { ready: true },
  calls: [
    {
      id: "a",
      direction: "inbound",
      number: "+14155550142",
      name: null,
      phase: "active",
      muted: false,
      startedAt: 5,
    },
  ],
};
const replies: readonly ControlReply[] = [
  { result: "posted", what: "call", shown: "+1 415 555 0123" },
  { result: "asked", what: "message", shown: "Extension 102" },
  { result: "waiting", what: "call", shown: "x", for: "sign-in" },
  { result: "waiting", what: "message", shown: "x", for: "dialer" },
  { result: "controlled", did: "unhold", shown: "x" },
  { result: "status", status },
  { result: "shown" },
  { result: "quitting" },
  { result: "refused", title: "No.", nextStep: "" },
  { result: "no-answer", title: "No.", nextStep: "Look." },
];

describe("what is said is what is heard", () => {
  test("requests", () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(parseRequest(JSON.stringify(request))).toEqual(request);
      }),
    );
  });

  test.each(replies)("$result", (reply) => {
    expect(parseReply(JSON.stringify(reply))).toEqual(reply);
  });

  test("the key and where to bring it", () => {
    expect(parseHello(helloLine("secret").trim())).toBe("secret");
    const address = { path: "/run/x", key: "secret" };
    expect(parseAddress(addressFile(address))).toEqual(address);
  });
});

describe("what is not understood", () => {
  test.each([
    "",
    "null",
    "[]",
    '{"handset":2,"key":"x"}',
    '{"handset":1}',
    '{"handset":1,"key":""}',
    '{"handset":1,"key":5}',
    "GET / HTTP/1.1",
  ])("no hello: %j", (line) => {
    expect(parseHello(line)).toBeNull();
  });

  test.each([
    "",
    "null",
    "[]",
    '"status"',
    '{"verb":"eval"}',
    '{"verb":"toString"}',
    '{"verb":"call"}',
    '{"verb":"call","number":""}',
    '{"verb":"call","number":5}',
    `{"verb":"call","number":"${"1".repeat(201)}"}`,
    '{"verb":"sms","number":"102"}',
    '{"verb":"sms","number":"102","text":5}',
    `{"verb":"sms","number":"102","text":"${"x".repeat(4001)}"}`,
    '{"verb":"hangup"}',
    '{"verb":"hangup","call":""}',
    '{"verb":"mute","to":"maybe","call":null}',
    '{"verb":"hold","to":"on","call":5}',
  ])("no request: %j", (line) => {
    expect(parseRequest(line)).toBeNull();
  });

  test.each([
    "",
    "{}",
    '{"result":"posted","what":"fax","shown":"x"}',
    '{"result":"posted","what":"call"}',
    '{"result":"waiting","what":"call","shown":"x","for":"godot"}',
    '{"result":"controlled","did":"explode","shown":"x"}',
    '{"result":"refused","title":"x"}',
    '{"result":"status","status":{"version":2}}',
    JSON.stringify({ result: "status", status: { ...status, calls: [{}] } }),
    JSON.stringify({ result: "status", status: { ...status, dialer: { ready: "yes" } } }),
    JSON.stringify({ result: "status", status: { ...status, session: null } }),
  ])("no reply: %j", (line) => {
    expect(parseReply(line)).toBeNull();
  });

  test.each([
    "",
    "[]",
    '{"version":2,"path":"/x","key":"k"}',
    '{"version":1,"path":"","key":"k"}',
    '{"version":1,"path":"/x"}',
  ])("no address: %j", (content) => {
    expect(parseAddress(content)).toBeNull();
  });
});

test("nothing makes a parser throw", () => {
  const lines = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.anything().map((value) => {
      try {
        return JSON.stringify(value) ?? "";
      } catch {
        return "";
      }
    }),
    fc
      .tuple(
        fc.constantFrom("verb", "result", "handset", "version"),
        fc.anything(),
        fc.dictionary(text, fc.jsonValue()),
      )
      .map(([name, value, more]) =>
        JSON.stringify({ ...more, [name]: typeof value === "bigint" ? 1 : value }),
      ),
  );
  fc.assert(
    fc.property(lines, (line) => {
      parseHello(line);
      parseAddress(line);
      parseRequest(line);
      parseReply(line);
    }),
    { numRuns: 5000 },
  );
});

test("nothing that a terminal could take for a command comes through", () => {
  expect(printable("Ann\u001b[2J\u0007\u009b31m\n\u202eevil\u2028")).toBe("Ann[2J31mevil");
  const shown = parseReply(
    JSON.stringify({ result: "controlled", did: "hangup", shown: "\u001b]0;x\u0007A" }),
  );
  expect(shown).toMatchObject({ shown: "]0;xA" });
});
