import { describe, expect, test } from "vitest";
import { judgeUpgrade, type UpgradeRequest } from "../../../src/integrations/stream-door.ts";

const PORT = 18731;
const good: UpgradeRequest = {
  url: "/events",
  host: `127.0.0.1:${PORT}`,
  origin: undefined,
  authorization: undefined,
  protocols: undefined,
};
const judge = (changes: Partial<UpgradeRequest>) =>
  judgeUpgrade({ ...good, ...changes }, PORT, (presented) => presented === "t0ken");

describe("the door of the event stream", () => {
  test.each<[string, Partial<UpgradeRequest>, boolean]>([
    ["nothing said yet", {}, false],
    ["the token as bearer", { authorization: "Bearer t0ken" }, true],
    ["the token as bearer in another case", { authorization: "bearer  t0ken " }, true],
    ["the token as subprotocol", { protocols: "events.v1, token.t0ken" }, true],
    ["a subprotocol only", { protocols: "events.v1" }, false],
    ["the name localhost", { host: `LOCALHOST:${PORT}` }, false],
  ])("opens with %s", (_, changes, identified) => {
    expect(judge(changes)).toEqual({ open: true, identified });
  });

  test.each<[string, Partial<UpgradeRequest>, number, string]>([
    ["a web page", { origin: "https://evil.example" }, 403, "origin"],
    [
      "a web page with the token",
      { origin: "https://evil.example", authorization: "Bearer t0ken" },
      403,
      "origin",
    ],
    ["a sandboxed frame or a file", { origin: "null" }, 403, "origin"],
    ["a page of this machine", { origin: `http://127.0.0.1:${PORT}` }, 403, "origin"],
    ["an empty origin", { origin: "" }, 403, "origin"],
    ["a name that was pointed here", { host: `rebound.example:${PORT}` }, 403, "host"],
    ["a name that looks like this machine", { host: `127.0.0.1.evil.example:${PORT}` }, 403, "host"],
    ["a user in the name", { host: `127.0.0.1@evil.example:${PORT}` }, 403, "host"],
    ["another port", { host: "127.0.0.1:80" }, 403, "host"],
    ["no port", { host: "127.0.0.1" }, 403, "host"],
    ["no name", { host: undefined }, 403, "host"],
    ["a wrong token", { authorization: "Bearer token" }, 401, "token"],
    ["no token behind Bearer", { authorization: "Bearer " }, 401, "token"],
    ["another scheme", { authorization: "Basic dDBrZW46" }, 401, "token"],
    ["a wrong subprotocol", { protocols: "token." }, 401, "token"],
    ["the token in the address", { url: "/events?token=t0ken" }, 400, "token-in-address"],
    ["another path", { url: "/" }, 404, "path"],
    ["no path", { url: undefined }, 404, "path"],
  ])("stays shut for %s", (_, changes, status, because) => {
    expect(judge(changes)).toEqual({ open: false, status, because });
  });
});
