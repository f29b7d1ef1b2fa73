import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DISCOVERY_SERVERS,
  discoverAuthorization,
  discoveryServer,
  hasOwnEndpoints,
  namesEndpoints,
  parseDiscoveryServer,
} from "../../../src/auth/discovery.ts";

const production = "https://platform.ringcentral.com";
const on = { discovery: true, discoveryServer: "" };

describe("who is asked", () => {
  test("nobody without discovery", () => {
    expect(discoveryServer({ discovery: false, discoveryServer: production }, production)).toBeNull();
  });

  test("the chosen server, unless another is given", () => {
    expect(discoveryServer(on, production)).toBe(production);
    const other = "https://discovery.ringcentral.com";
    expect(discoveryServer({ ...on, discoveryServer: other }, production)).toBe(other);
  });

  test("no server that the widget would not ask: it would silently ask production instead", () => {
    expect(discoveryServer(on, "https://phone.example")).toBeNull();
    expect(parseDiscoveryServer(`${production}/`)).toBeNull();
    for (const server of DISCOVERY_SERVERS) expect(parseDiscoveryServer(server)).toBe(server);
  });
});

describe("the answer", () => {
  const asking = (answer: () => Promise<Response>) => {
    const asked: string[] = [];
    const fetchDocument: typeof fetch = (input) => {
      asked.push(String(input));
      return answer();
    };
    const outcome = discoverAuthorization(production, "client-1", production, fetchDocument);
    return { asked, outcome };
  };
  const document = (authorizationUri: unknown): string => JSON.stringify({ authApi: { authorizationUri } });

  test("says where users sign in", async () => {
    const uri = "https://login.ringcentral.com/restapi/oauth/authorize";
    const { asked, outcome } = asking(async () => new Response(document(uri)));
    expect(await outcome).toEqual({ ok: true, authorizationUri: uri });
    expect(asked).toEqual([`${production}/.well-known/entry-points/initial?clientId=client-1`]);
  });

  test.each([
    ["a foreign place", document("https://evil.example/authorize")],
    ["a place without encryption", document("http://login.ringcentral.com/authorize")],
    [
      "a place with parameters of its own",
      document("https://login.ringcentral.com/authorize?client_id=other"),
    ],
    ["a place with a fragment", document("https://login.ringcentral.com/authorize#x")],
    ["no place", document(7)],
    ["nothing", "{}"],
    ["null", '{"authApi": null}'],
    ["no JSON", "<html>"],
    ["too much", document(`https://login.ringcentral.com/${"x".repeat(70_000)}`)],
  ])("that names %s is not followed", async (_, body) => {
    const { outcome } = asking(async () => new Response(body));
    expect(await outcome).toMatchObject({ ok: false, notice: { code: "discovery/failed" } });
  });

  test("that is an error, or does not come, is a sentence", async () => {
    const answers = [
      async () => new Response(document("https://login.ringcentral.com/a"), { status: 500 }),
      () => Promise.reject(new TypeError("net::ERR_NAME_NOT_RESOLVED")),
    ];
    for (const answer of answers) {
      expect(await asking(answer).outcome).toMatchObject({ ok: false, notice: { code: "discovery/failed" } });
    }
  });
});

describe("the servers that a redirect names", () => {
  const query = (fields: Record<string, string>) => new URLSearchParams(fields);
  const own = "https://platform-eu.ringcentral.com/restapi/oauth/token";

  test("are noticed", () => {
    expect(namesEndpoints(query({ code: "1" }))).toBe(false);
    expect(namesEndpoints(query({ token_uri: own }))).toBe(true);
    expect(namesEndpoints(query({ discovery_uri: own }))).toBe(true);
  });

  test("are RingCentral's, or the chosen one", () => {
    expect(hasOwnEndpoints(query({ code: "1" }), production)).toBe(true);
    expect(hasOwnEndpoints(query({ token_uri: own, discovery_uri: own }), production)).toBe(true);
    expect(
      hasOwnEndpoints(query({ token_uri: "https://phone.example/token" }), "https://phone.example"),
    ).toBe(true);
    expect(hasOwnEndpoints(query({ token_uri: own }), "https://phone.example")).toBe(false);
  });

  test.each([
    "https://platform.ringcentral.com.evil.example/restapi/oauth/token",
    "https://platform.ringcentral.com@evil.example/",
    "https://platform.ringcentral.com:444/",
    "http://platform.ringcentral.com/restapi/oauth/token",
    "/restapi/oauth/token",
    "",
  ])("are not %j", (uri) => {
    expect(hasOwnEndpoints(query({ token_uri: uri }), production)).toBe(false);
    expect(hasOwnEndpoints(query({ discovery_uri: uri }), production)).toBe(false);
  });

  test("are named once: the widget may read the other one", () => {
    expect(
      hasOwnEndpoints(
        new URLSearchParams([
          ["token_uri", own],
          ["token_uri", own],
        ]),
        production,
      ),
    ).toBe(false);
  });

  test("are never foreign, whatever a redirect says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (uri) => {
        if (!hasOwnEndpoints(query({ token_uri: uri }), production)) return true;
        return (
          /^https:$/.test(new URL(uri).protocol) &&
          /(^|\.)ringcentral\.(com|biz)$/.test(new URL(uri).hostname)
        );
      }),
    );
  });
});
