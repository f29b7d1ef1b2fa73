import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  parseAudioDevices,
  parseLineCheck,
  parseOnline,
  parsePosted,
  parseTokenAnswered,
  parseTokenChanged,
  requestParsers,
} from "../../../src/ipc/payloads.ts";

describe("sign-in:start", () => {
  const parse = requestParsers["sign-in:start"];

  const form = {
    method: "browser",
    clientId: "client-1",
    server: "custom",
    serverUrl: "https://platform.example.com",
    clientSecret: null,
    jwt: null,
    redirect: "automatic",
    hostedRedirectUri: "",
    discovery: false,
    discoveryServer: "",
  };

  test("takes the form, without the blanks that come with pasting and without what is no part of it", () => {
    expect(
      parse({ ...form, clientId: "  client-1\n", serverUrl: " https://platform.example.com ", more: 1 }),
    ).toEqual({
      value: form,
    });
    expect(parse({ ...form, clientSecret: "", jwt: "a.b.c" })).toEqual({
      value: { ...form, clientSecret: "", jwt: "a.b.c" },
    });
  });

  test.each([...Object.keys(form)])("refuses a form whose %s is of another kind", (name) => {
    expect(parse({ ...form, [name]: 7 })).toBeNull();
    expect(parse({ ...form, [name]: undefined })).toBeNull();
    expect(parse({ ...form, [name]: "x".repeat(20_000) })).toBeNull();
  });

  test.each([
    null,
    undefined,
    "client-1",
    [],
    {},
    { clientId: "client-1" },
    { clientId: 1, server: "production" },
    { clientId: "x".repeat(201), server: "production" },
    { clientId: "client-1", server: "https://evil.example" },
    { clientId: "client-1", server: "toString" },
    { clientId: ["client-1"], server: "production" },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

describe("confirm-call:answer", () => {
  const parse = requestParsers["confirm-call:answer"];

  test.each(["accept", "copy", "dismiss", "dismiss-all"])("takes %s", (choice) => {
    const answer = { id: "1", choice, trusts: choice === "accept" };
    expect(parse({ ...answer, more: 1 })).toEqual({ value: answer });
  });

  test.each([
    null,
    {},
    { id: "1", trusts: false },
    { id: 1, choice: "accept", trusts: false },
    { id: "1", choice: "dial", trusts: false },
    { id: "1", choice: "accept" },
    { id: "1", choice: "accept", trusts: "yes" },
    "accept",
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

describe("call-popup:act", () => {
  const parse = requestParsers["call-popup:act"];

  test.each(["answer", "decline", "to-voicemail", "silence", "unsilence"])("takes %s", (action) => {
    expect(parse({ id: "a", action, text: "x" })).toEqual({ value: { id: "a", action } });
  });
  test("takes a reply", () => {
    const reply = { id: "a", action: "reply", text: "Can I call you later?" };
    expect(parse(reply)).toEqual({ value: reply });
  });

  test.each([
    null,
    {},
    { id: "a" },
    { id: 1, action: "answer" },
    { id: "a", action: "hangup" },
    { id: "a", action: "reply" },
    { id: "a", action: "reply", text: "x".repeat(501) },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

describe("call-window:act", () => {
  const parse = requestParsers["call-window:act"];

  test.each(["mute", "unmute", "hold", "unhold", "hangup"])("takes %s", (action) => {
    expect(parse({ id: "a", action })).toEqual({ value: { id: "a", action } });
  });
  test("takes digits", () => {
    expect(parse({ id: "a", action: "dtmf", digits: "1*#" })).toEqual({
      value: { id: "a", action: "dtmf", digits: "1*#" },
    });
  });

  test.each([
    undefined,
    { action: "mute" },
    { id: "a", action: "answer" },
    { id: "a", action: "dtmf" },
    { id: "a", action: "dtmf", digits: "" },
    { id: "a", action: "dtmf", digits: "1,2" },
    { id: "a", action: "dtmf", digits: "1".repeat(33) },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

test.each([
  [120, { value: 120 }],
  [-1, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  ["120", null],
])("the height of a page: %j", (payload, height) => {
  expect(requestParsers["call-popup:fit"](payload)).toEqual(height);
  expect(requestParsers["call-window:fit"](payload)).toEqual(height);
});

describe("settings:change", () => {
  const parse = requestParsers["settings:change"];

  test.each([
    { setting: "linkAction", value: "dialer" },
    { setting: "region", value: "DE" },
    { setting: "screenPopUrl", value: `https://${"x".repeat(3000)}` },
    { setting: "allowSignInWindow", value: true },
    { setting: "closeToTray", value: false },
    { setting: "notifyMissedCalls", value: false },
    { setting: "shortcutAnswer", value: "Control+Alt+A" },
    // Whether the setting takes it is said in words.
    { setting: "closeToTray", value: "maybe" },
  ])("takes %j", (payload) => {
    expect(parse({ ...payload, more: 1 })).toEqual({ value: payload });
  });

  test.each([
    null,
    "linkAction",
    { setting: "linkAction" },
    { setting: "linkAction", value: null },
    { setting: "linkAction", value: 1 },
    { setting: "linkAction", value: ["call"] },
    { setting: "screenPopUrl", value: "x".repeat(4001) },
    // Not the page's to change in this way.
    { setting: "clientId", value: "client-1" },
    { setting: "trustedSources", value: "link:tel" },
    { setting: "claimedSchemes", value: "tel" },
    { setting: "credentialsIn", value: "query" },
    { setting: "__proto__", value: true },
    { setting: ["region"], value: "DE" },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

describe("settings:remove-source", () => {
  const parse = requestParsers["settings:remove-source"];

  test.each(["trustedSources", "blockedSources"])("takes a source of %s", (list) => {
    expect(parse({ list, source: "link:tel", more: 1 })).toEqual({ value: { list, source: "link:tel" } });
  });

  test.each([
    null,
    {},
    { list: "trustedSources" },
    { list: "trustedSources", source: 1 },
    { list: "trustedSources", source: "x".repeat(301) },
    { list: "claimedSchemes", source: "tel" },
    { list: "toString", source: "tel" },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

test("settings:sign-out wants to know whether data goes", () => {
  const parse = requestParsers["settings:sign-out"];
  expect(parse({ clearData: true, more: 1 })).toEqual({ value: { clearData: true } });
  for (const payload of [null, {}, { clearData: "yes" }, true]) expect(parse(payload)).toBeNull();
});

test("settings:choose-keys wants to know whether that begins or ends", () => {
  const parse = requestParsers["settings:choose-keys"];
  for (const choosing of [true, false]) expect(parse(choosing)).toEqual({ value: choosing });
  for (const payload of [null, "true", 1, { choosing: true }]) expect(parse(payload)).toBeNull();
});

test.each(["settings:claim-scheme", "settings:release-scheme"] as const)("%s takes a name", (channel) => {
  expect(requestParsers[channel]("tel")).toEqual({ value: "tel" });
  for (const payload of [null, 1, ["tel"], { scheme: "tel" }, "x".repeat(301)]) {
    expect(requestParsers[channel](payload)).toBeNull();
  }
});

test("requests without a payload ignore what is sent all the same", () => {
  for (const channel of [
    "sign-in:view",
    "sign-in:cancel",
    "sign-in:open-again",
    "sign-in:copy-link",
    "sign-in:open-settings",
    "settings:view",
    "settings:refresh",
    "settings:open-default-apps",
    "settings:show-sign-in",
    "confirm-call:view",
    "call-popup:view",
    "call-window:view",
    "call-window:close",
    "call-window:open-phone",
  ] as const) {
    expect(requestParsers[channel]({ evil: true })).toEqual({ value: null });
  }
});

describe("what the widget's preload sends", () => {
  test("a token, or that it is gone", () => {
    expect(parseTokenChanged("{}")).toEqual({ value: "{}" });
    expect(parseTokenChanged(null)).toEqual({ value: null });
  });

  test.each([undefined, 1, {}, ["x"], "x".repeat(64 * 1024 + 1)])("no token: %#", (payload) => {
    expect(parseTokenChanged(payload)).toBeNull();
  });

  test("how a request for a token ended", () => {
    const answer = {
      endpoint: "token",
      grant: "refresh_token",
      status: 429,
      body: "{}",
      retryAfter: "5",
      failures: 1,
    };
    expect(parseTokenAnswered({ ...answer, more: 1 })).toEqual({ value: answer });
    expect(parseTokenAnswered({ ...answer, retryAfter: null, endpoint: "revoke" })).not.toBeNull();
    const bad = [
      { endpoint: "authorize" },
      { grant: 1 },
      { status: "429" },
      { status: -1 },
      { status: 1.5 },
      { body: null },
      { retryAfter: 5 },
      { failures: Number.NaN },
    ];
    for (const change of bad) expect(parseTokenAnswered({ ...answer, ...change })).toBeNull();
    for (const payload of [null, {}, [400, ""]]) expect(parseTokenAnswered(payload)).toBeNull();
  });

  test("whether there is a network", () => {
    expect(parseOnline(false)).toEqual({ value: false });
    for (const payload of ["false", null, 0, {}]) expect(parseOnline(payload)).toBeNull();
  });

  test("the number of a posted message", () => {
    expect(parsePosted(3)).toEqual({ value: 3 });
    for (const payload of ["3", null, {}, [3]]) expect(parsePosted(payload)).toBeNull();
  });
});

test("no parser throws, whatever comes", () => {
  const parsers: readonly ((payload: unknown) => unknown)[] = [
    ...Object.values(requestParsers),
    parseTokenChanged,
    parseTokenAnswered,
    parseOnline,
    parsePosted,
  ];
  fc.assert(
    fc.property(fc.anything(), (payload) => {
      for (const parse of parsers) {
        const result = parse(payload);
        expect(result === null || Object.keys(result as object).join() === "value").toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("the look at the line is one of three words", () => {
  expect(parseLineCheck("alive")).toEqual({ value: "alive" });
  for (const payload of [null, "", "Alive", ["dead"], {}]) expect(parseLineCheck(payload)).toBeNull();
});

describe("widget:devices", () => {
  const device = { id: "a", label: "Headset X", isDefault: true };

  test("takes lists of devices, without what is no part of them", () => {
    expect(parseAudioDevices({ microphones: [{ ...device, more: 1 }], speakers: [], more: 1 })).toEqual({
      value: { microphones: [device], speakers: [] },
    });
  });

  test.each([
    null,
    [],
    {},
    { microphones: [] },
    { microphones: [], speakers: "none" },
    { microphones: [null], speakers: [] },
    { microphones: [{ ...device, label: 1 }], speakers: [] },
    { microphones: [{ ...device, label: "x".repeat(301) }], speakers: [] },
    { microphones: Array.from({ length: 51 }, () => device), speakers: [] },
  ])("refuses %j", (payload) => {
    expect(parseAudioDevices(payload)).toBeNull();
  });
});

describe("question:answer", () => {
  const parse = requestParsers["question:answer"];

  test.each(["now", "after-call", "cancel"])("takes %s", (choice) => {
    expect(parse({ id: 1, choice })).toEqual({ value: { id: 1, choice } });
  });

  test.each([
    null,
    "now",
    {},
    { id: 1 },
    { id: 1, choice: "toString" },
    { id: "1", choice: "now" },
    { id: -1, choice: "now" },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

describe("settings:choose-feature", () => {
  const parse = requestParsers["settings:choose-feature"];

  test("takes a name with a choice; whether there is such a feature is for the settings to say", () => {
    for (const value of [true, false, "", "ringout"])
      expect(parse({ feature: "any", value })).toEqual({ value: { feature: "any", value } });
  });

  test.each([
    null,
    "enableSMSTemplate",
    {},
    { feature: "a" },
    { feature: 1, value: true },
    { feature: "a", value: 1 },
    { feature: "a", value: null },
    { feature: "a".repeat(301), value: true },
    { feature: "a", value: "x".repeat(2_001) },
  ])("refuses %j", (payload) => {
    expect(parse(payload)).toBeNull();
  });
});

test.each([
  ["settings:reload-phone", ["now", "after-call"]],
  ["settings:clear", ["phone-data", "call-history", "sources", "log", "everything"]],
  ["settings:open", ["website", "help", "chromium-licences"]],
] as const)("%s takes what it knows and nothing else", (channel, known) => {
  for (const value of known) expect(requestParsers[channel](value)).toEqual({ value });
  for (const other of [null, "", "https://evil.example", ["now"], {}, true])
    expect(requestParsers[channel](other)).toBeNull();
});

test("diagnostics: what is ticked is one of the activities that nobody counts", () => {
  const tick = requestParsers["diagnostics:tick"];
  expect(tick({ activity: "contacts", done: true, more: 1 })).toEqual({
    value: { activity: "contacts", done: true },
  });
  for (const payload of [null, {}, { activity: "sms", done: true }, { activity: "contacts", done: 1 }]) {
    expect(tick(payload)).toBeNull();
  }
  expect(requestParsers["diagnostics:go"]("reconnect")).toEqual({ value: "reconnect" });
  expect(requestParsers["diagnostics:go"]("quit")).toBeNull();
  expect(requestParsers["diagnostics:open-page"]("https://evil.example")).toBeNull();
});
