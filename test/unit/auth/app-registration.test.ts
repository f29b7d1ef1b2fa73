import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registrationProblem, serverOrigin } from "../../../src/auth/app-registration.ts";
import { SERVERS } from "../../../src/auth/ringcentral-host.ts";

describe("the server that the user chose", () => {
  test("is RingCentral's by name", () => {
    expect(serverOrigin("production", "https://ignored.example")).toBe(SERVERS.production);
    expect(serverOrigin("sandbox", "")).toBe(SERVERS.sandbox);
  });

  test.each([
    ["https://platform.example.com", "https://platform.example.com"],
    ["https://platform.example.com/", "https://platform.example.com"],
    ["https://platform.example.com:8443", "https://platform.example.com:8443"],
  ])("custom %s is %s", (given, origin) => {
    expect(serverOrigin("custom", given)).toBe(origin);
  });

  test.each([
    "",
    "platform.example.com",
    "http://platform.example.com",
    "https://platform.example.com/restapi",
    "https://platform.example.com/?x=1",
    "https://platform.example.com/#x",
    "https://user:pass@platform.example.com",
    "javascript:alert(1)",
  ])("custom %j is refused", (given) => {
    expect(serverOrigin("custom", given)).toBeNull();
  });

  test("whatever is given, what comes out is an https origin or nothing", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })),
        (given) => {
          const origin = serverOrigin("custom", given);
          return origin === null || (origin.startsWith("https://") && new URL(origin).origin === origin);
        },
      ),
    );
  });
});

test("a missing client ID and an unusable server have sentences of their own", () => {
  expect(registrationProblem("", SERVERS.production)?.code).toBe("client-id/missing");
  expect(registrationProblem("has blank", SERVERS.production)?.code).toBe("client-id/missing");
  expect(registrationProblem("client-1", null)?.code).toBe("server/unusable");
  expect(registrationProblem("client-1", SERVERS.production)).toBeNull();
});
