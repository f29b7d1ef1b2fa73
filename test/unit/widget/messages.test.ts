import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseWidgetMessage } from "../../../src/widget/messages.ts";
import { anyText } from "../support/text.ts";

describe("what the shell understands", () => {
  test.each(["/", "/dialer", "/conversations/123-4", "/contacts/company/%2B1415", `/${"x".repeat(199)}`])(
    "the page that is shown: %s",
    (path) => {
      expect(parseWidgetMessage({ type: "rc-route-changed-notify", path })).toEqual({ type: "route", path });
    },
  );

  test("a login", () => {
    expect(
      parseWidgetMessage({
        type: "rc-login-status-notify",
        loggedIn: true,
        loginNumber: "16505550100*101",
        contractedCountryCode: "GB",
        admin: false,
        isFreshLogin: true,
      }),
    ).toEqual({
      type: "login-status",
      loggedIn: true,
      loginNumber: "16505550100*101",
      country: "GB",
      fresh: true,
    });
  });

  test.each([undefined, null, "", "usa", "US ", "uS", 1, ["US"]])(
    "a login with country %j has none",
    (code) => {
      expect(
        parseWidgetMessage({ type: "rc-login-status-notify", loggedIn: true, contractedCountryCode: code }),
      ).toEqual({ type: "login-status", loggedIn: true, loginNumber: null, country: null, fresh: false });
    },
  );

  test.each(["true", 1, null, undefined, {}])(
    "loggedIn and ready are true only when they are: %j",
    (value) => {
      expect(parseWidgetMessage({ type: "rc-login-status-notify", loggedIn: value })).toMatchObject({
        loggedIn: false,
      });
      expect(parseWidgetMessage({ type: "rc-dialer-status-notify", ready: value })).toEqual({
        type: "dialer-status",
        ready: false,
      });
    },
  );

  test("the dialer's readiness and the widget's Sign In button", () => {
    expect(parseWidgetMessage({ type: "rc-dialer-status-notify", ready: true })).toEqual({
      type: "dialer-status",
      ready: true,
    });
    expect(parseWidgetMessage({ type: "rc-login-popup-notify", oAuthUri: "https://x" })).toEqual({
      type: "login-requested",
      oAuthUri: "https://x",
    });
  });

  test("how the account dials", () => {
    const region = (countryCode: unknown, areaCode: unknown) =>
      parseWidgetMessage({ type: "rc-region-settings-notify", countryCode, areaCode });
    expect(region("US", "415")).toEqual({ type: "region", country: "US", areaCode: "415" });
    expect(region("DE", "")).toEqual({ type: "region", country: "DE", areaCode: "" });
    expect(region("US", "4155550123")).toEqual({ type: "region", country: "US", areaCode: "" });
    expect(region("US", 415)).toEqual({ type: "region", country: "US", areaCode: "" });
    expect(region("us", "415")).toBeNull();
    expect(region(null, null)).toBeNull();
  });

  test("the web phone's connection", () => {
    const told = (connectionStatus: unknown) =>
      parseWidgetMessage({ type: "rc-webphone-connection-status-notify", connectionStatus });
    expect(told("connectionStatus-connected")).toEqual({
      type: "webphone-connection",
      connection: "connected",
    });
    expect(told("connectionStatus-connectError")).toMatchObject({ connection: "lost" });
    for (const other of ["connected", true, null]) expect(told(other)).toBeNull();
  });

  test("on which phone calls ring", () => {
    const told = (callWith: unknown) => parseWidgetMessage({ type: "rc-calling-settings-notify", callWith });
    expect(told("browser")).toEqual({ type: "calling-settings", ringsHere: true });
    expect(told("ringout")).toEqual({ type: "calling-settings", ringsHere: false });
    expect(told(null)).toBeNull();
  });

  test("the drawer of 3.x", () => {
    const told = (open: unknown) => parseWidgetMessage({ type: "rc-adapter-side-drawer-open-notify", open });
    expect(told(true)).toEqual({ type: "side-drawer", open: true });
    expect(told(false)).toEqual({ type: "side-drawer", open: false });
    expect(told("yes")).toEqual({ type: "side-drawer", open: false });
  });

  test("a call", () => {
    expect(parseWidgetMessage({ type: "rc-call-ring-notify", call: { id: "call-1" } })).toMatchObject({
      type: "call",
      event: { what: "ring", call: { id: "call-1" } },
    });
  });

  test.each([
    ["rc-inbound-message-notify", "received"],
    ["rc-message-updated-notify", "updated"],
  ])("%s", (type, what) => {
    const message = { id: 5, type: "SMS", direction: "Inbound", readStatus: "Unread", availability: "Alive" };
    expect(parseWidgetMessage({ type, message })).toMatchObject({
      type: "message",
      what,
      message: { id: "5" },
    });
    for (const other of [undefined, null, "5", { ...message, type: "Letter" }]) {
      expect(parseWidgetMessage({ type, message: other })).toBeNull();
    }
  });

  test("the presence", () => {
    const told = (fields: object) => parseWidgetMessage({ type: "rc-adapter-syncPresence", ...fields });
    expect(told({ userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" })).toEqual({
      type: "presence",
      presence: { userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" },
      event: null,
    });
    expect(told({ telephonyStatus: "NoCall" })).toEqual({
      type: "presence",
      presence: null,
      event: { what: "account-idle" },
    });
  });
});

describe("what it has no use for", () => {
  test.each([
    null,
    undefined,
    1,
    "rc-dialer-status-notify",
    [],
    {},
    { type: 1 },
    { type: "rc-adapter-new-call", phoneNumber: "+1900", toCall: true },
    { type: "toString" },
    { type: "__proto__" },
    { type: "rc-route-changed-notify" },
    { type: "rc-route-changed-notify", path: "" },
    { type: "rc-route-changed-notify", path: "history" },
    { type: "rc-route-changed-notify", path: "//evil.example" },
    { type: "rc-route-changed-notify", path: "/a b" },
    { type: "rc-route-changed-notify", path: "/a?b=c" },
    { type: "rc-route-changed-notify", path: "/a\n" },
    { type: "rc-route-changed-notify", path: `/${"x".repeat(200)}` },
    { type: "rc-route-changed-notify", path: ["/a"] },
    { type: "rc-call-ring-notify" },
    { type: "rc-call-ring-notify", call: null },
    { type: "rc-call-ring-notify", call: "call-1" },
    { type: "rc-call-ring-notify", call: { direction: "Inbound" } },
    { type: "rc-call-ring-notify", call: { id: "" } },
    { type: "rc-call-ring-notify", call: { id: 5 } },
  ])("%j", (data) => {
    expect(parseWidgetMessage(data)).toBeNull();
  });

  test("never throws, and every text that comes out is short and plain", () => {
    const value = fc.oneof(fc.anything(), anyText(300));
    const call = fc.oneof(
      value,
      fc.record(
        {
          id: value,
          direction: fc.constantFrom("Inbound", "Outbound", 1),
          fromNumber: value,
          from: fc.oneof(value, fc.record({ phoneNumber: value, name: value })),
          to: value,
          partyData: fc.oneof(value, fc.record({ sessionId: value })),
          telephonySessionId: value,
          telephonyStatus: fc.constantFrom("Ringing", "CallConnected", "NoCall", 1),
          startTime: value,
        },
        { requiredKeys: [] },
      ),
    );
    const session = fc.record(
      {
        id: value,
        extensionId: value,
        parties: fc.oneof(value, fc.array(fc.oneof(value, fc.record({ status: value })))),
      },
      { requiredKeys: [] },
    );
    const message = fc.record(
      {
        type: fc.constantFrom(
          "rc-login-status-notify",
          "rc-dialer-status-notify",
          "rc-call-ring-notify",
          "rc-call-end-notify",
          "rc-call-mute-notify",
          "rc-webphone-sessions-sync",
          "rc-active-call-notify",
          "rc-ringout-call-notify",
          "rc-telephony-session-notify",
          "rc-adapter-syncPresence",
        ),
        loggedIn: value,
        loginNumber: value,
        contractedCountryCode: value,
        ready: value,
        call,
        calls: fc.oneof(value, fc.array(call, { maxLength: 3 })),
        telephonySession: fc.oneof(value, session),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), message), (data) => {
        const parsed = parseWidgetMessage(data);
        const texts =
          parsed?.type === "call"
            ? textsIn(parsed.event)
            : parsed?.type === "login-status"
              ? [parsed.loginNumber]
              : [];
        for (const text of texts) {
          expect(text ?? "").not.toMatch(/\p{Cc}|\p{Cf}/u);
          expect((text ?? "").length).toBeLessThanOrEqual(200);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Every text inside of a value, wherever it is. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
