import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";
import { readParameters } from "../../sandbox/widget/parameters.ts";
import { ownExtension, platform, signIn } from "./helpers.ts";

const widget = "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x";
let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox({ answerAfterMs: null });
  token = (await signIn(sandbox)).access_token;
});
afterAll(() => sandbox.close());

async function api(method: string, path: string, body?: object) {
  const response = await sandbox.fetch(platform + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function control(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(sandbox.controlUrl + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** Opens the stand-in's line as its page does, and collects what arrives. */
async function openLine() {
  const { body } = await api("POST", "/restapi/oauth/wstoken");
  const frames: Record<string, unknown>[] = [];
  const socket = new WebSocket(
    `wss://127.0.0.1:${sandbox.port}/stand-in/line?access_token=${body.ws_access_token}`,
    { headers: { host: "ws-api.ringcentral.com" }, rejectUnauthorized: false },
  );
  socket.on("message", (data) => frames.push(JSON.parse(String(data))));
  await vi.waitFor(() => expect(frames.at(0)).toMatchObject({ type: "snapshot" }));
  return { socket, frames };
}

describe("the platform", () => {
  it("answers a page of apps.ringcentral.com across origins", async () => {
    const headers = {
      origin: "https://apps.ringcentral.com",
      "access-control-request-headers": "authorization",
    };
    const preflight = await sandbox.fetch(ownExtension, { method: "OPTIONS", headers });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("https://apps.ringcentral.com");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization");
    expect(preflight.headers.get("access-control-expose-headers")).toContain("Retry-After");
  });

  it("knows own ids as well as ~, and says 404 to the rest", async () => {
    const { body } = await api("GET", "/restapi/v1.0/account/~/extension/~");
    expect((await api("GET", `/restapi/v1.0/account/${body.account.id}/extension/${body.id}`)).status).toBe(
      200,
    );
    expect(await api("GET", "/restapi/v1.0/account/~/nothing")).toMatchObject({
      status: 404,
      body: { errorCode: "CMN-102" },
    });
  });

  it("parses numbers, with the country of the request", async () => {
    const { body } = await api("POST", "/restapi/v2/number-parser/parse", {
      originalStrings: ["020 7946 0018"],
      context: { country: { isoCode: "GB" } },
    });
    expect(body.results[0].formats[0].e164).toBe("+442079460018");
  });

  it("changes presence and refuses a status that does not exist", async () => {
    const path = "/restapi/v1.0/account/~/extension/~/presence";
    expect((await api("PUT", path, { userStatus: "Busy" })).body.userStatus).toBe("Busy");
    expect((await api("PUT", path, { userStatus: "Asleep" })).status).toBe(400);
    expect(sandbox.presence().userStatus).toBe("Busy");
  });

  it("sends an SMS and shows it in the message store", async () => {
    const path = "/restapi/v1.0/account/~/extension/~";
    const sms = { to: [{ phoneNumber: "+14155550123" }], text: "On my way" };
    expect((await api("POST", `${path}/sms`, sms)).body.subject).toBe("On my way");
    sandbox.receiveMessage({ from: "+14155550123", text: "See you" });
    const { body } = await api("GET", `${path}/message-store`);
    expect(body.records.map((record: { subject: string }) => record.subject)).toEqual([
      "See you",
      "On my way",
    ]);
    expect(body.records[0].conversationId).toBe(body.records[1].conversationId);
  });

  it("takes a message within the company and a voicemail", async () => {
    sandbox.receiveMessage({ from: "102", name: "Next Door", text: "Lunch?" });
    sandbox.receiveVoicemail({ from: "+14155550123", seconds: 12 });
    const { body } = await api("GET", "/restapi/v1.0/account/~/extension/~/message-store");
    const [voicemail, message] = body.records;
    expect(voicemail).toMatchObject({ type: "VoiceMail", attachments: [{ vmDuration: 12 }] });
    expect(voicemail.conversation.id).toBe(String(voicemail.id));
    expect(message).toMatchObject({ type: "Pager", from: { extensionNumber: "102", name: "Next Door" } });
  });
});

describe("the stand-in's line", () => {
  it("rings, is answered, and ends", async () => {
    const { socket, frames } = await openLine();
    const { id } = sandbox.ring({ from: "+14155550123", name: "Nora Vale" });
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ type: "call", event: "ring" }));
    socket.send(JSON.stringify({ type: "act", callId: id, action: "answer" }));
    await vi.waitFor(() => expect(sandbox.calls().at(-1)?.state).toBe("connected"));
    sandbox.remoteHangup(id);
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ type: "call", event: "end" }));
    socket.terminate();
    await vi.waitFor(() => expect(sandbox.lines()).toBe(0));
    expect(() => sandbox.ring({ from: "102" })).toThrow(/No stand-in widget/);
  });

  it("is closed to those without a ticket", async () => {
    const socket = new WebSocket(`wss://127.0.0.1:${sandbox.port}/stand-in/line?access_token=guess`, {
      headers: { host: "ws-api.ringcentral.com" },
      rejectUnauthorized: false,
    });
    await expect(new Promise((_, reject) => socket.on("error", reject))).rejects.toThrow("401");
  });
});

describe("apps.ringcentral.com", () => {
  it.each([
    ["app.html", "text/html"],
    ["main.ts", "text/javascript"],
    ["style.css", "text/css"],
    ["ringcentral-sdk.js", "text/javascript"],
  ])("serves %s as %s, cacheable", async (file, type) => {
    const response = await sandbox.fetch(`${widget}/${file}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(type);
    expect(response.headers.get("cache-control")).toBe("max-age=600");
    const etag = response.headers.get("etag") ?? "";
    expect((await sandbox.fetch(`${widget}/${file}`, { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
  });

  it("serves nothing from outside the widget's folder", async () => {
    for (const path of ["/%2e%2e/index.ts", "/..%2findex.ts", "/..%5cindex.ts", "/nothing.js"]) {
      expect((await sandbox.fetch(widget + path)).status).toBe(404);
    }
  });

  it("has the page of links, each with an id", async () => {
    const page = await (await sandbox.fetch("https://apps.ringcentral.com/demo/links.html")).text();
    expect(page).toContain('id="tel-us" href="tel:+14155550123"');
  });
});

describe("the stand-in's parameters", () => {
  it("come from query and fragment, the fragment winning", () => {
    const address = new URL(`${widget}/app.html?clientId=query&redirectUri=a:/b#clientId=fragment&jwt=j`);
    expect(readParameters(address)).toMatchObject({ clientId: "fragment", redirectUri: "a:/b", jwt: "j" });
  });

  it("ignore a fragment that is a route, and an odd server", () => {
    const address = new URL(`${widget}/app.html?clientId=c&appServer=http://evil.example#/dialer?jwt=j`);
    expect(readParameters(address)).toMatchObject({ jwt: "", server: platform });
  });

  it("must name a client", () => {
    expect(() => readParameters(new URL(`${widget}/app.html`))).toThrow(
      "RingCentral App Client Id is required.",
    );
  });
});

describe("the control interface", () => {
  it("does what the API does", async () => {
    expect((await control("GET", "/requests?path=/restapi/oauth/token")).body).toHaveLength(1);
    expect((await control("POST", "/faults", { kind: "drop", path: "/x" })).status).toBe(200);
    expect((await control("POST", "/faults", { kind: "storm" })).status).toBe(400);
    expect((await control("DELETE", "/faults")).status).toBe(204);
    expect((await control("POST", "/messages", { from: "+14155550123", text: "Hi" })).status).toBe(200);
    expect((await control("POST", "/voicemails", { from: "+14155550123", seconds: 5 })).status).toBe(200);
    expect((await control("POST", "/voicemails", {})).status).toBe(400);
    expect((await control("POST", "/ring", { from: "102" })).status).toBe(409);
    expect((await control("POST", "/expire", { which: "never" })).status).toBe(400);
    expect((await control("GET", "/nothing")).status).toBe(404);
  });

  it("gives no secrets away and refuses web pages", async () => {
    const { body } = await control("GET", "/requests");
    expect(JSON.stringify(body)).not.toContain(token);
    const page = { origin: "https://apps.ringcentral.com" };
    expect((await control("POST", "/revoke", {}, page)).status).toBe(403);
  });
});

describe("a sandbox", () => {
  it("names itself to Chromium and cleans up", async () => {
    const other = await startSandbox();
    expect(other.chromiumArgs[0]).toBe(`--host-resolver-rules=MAP *.ringcentral.com 127.0.0.1:${other.port}`);
    expect(other.chromiumArgs[1]).toMatch(/^--ignore-certificate-errors-spki-list=[A-Za-z0-9+/]{43}=$/);
    expect(other.certificate).toMatch(/^-----BEGIN CERTIFICATE-----/);
    await other.close();
    await expect(other.fetch(ownExtension)).rejects.toThrow();
  });
});
