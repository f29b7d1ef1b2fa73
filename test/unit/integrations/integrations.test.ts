import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { WebphoneCall } from "../../../src/calls/call-event.ts";
import { nextCallState, noCalls } from "../../../src/calls/call-state.ts";
import type { ControlRequest } from "../../../src/control/protocol.ts";
import { createIntegrations } from "../../../src/integrations/integrations.ts";
import type { Reachability } from "../../../src/reachability/reachability.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { createSettings } from "../../../src/settings/store.ts";
import { createVault } from "../../../src/vault/vault.ts";
import { createFakeKeychain, createMemoryFiles } from "../support/keychain.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createFakeScheduler } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const schema: object = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../docs/integrations/event-stream.schema.json"), "utf8"),
);
const ajv = new Ajv2020({ allowUnionTypes: true }).addSchema(schema, "stream");
const checkServer = ajv.compile({ $ref: "stream#/$defs/fromServer" });
const checkClient = ajv.compile({ $ref: "stream#/$defs/fromClient" });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function bench(changes: Partial<Settings> = {}) {
  let disk: Settings = { ...defaultSettings, eventStreamPort: String(await freePort()), ...changes };
  const log = createRecordingLog();
  const keychain = createFakeKeychain();
  const files = createMemoryFiles();
  const copied: string[] = [];
  const opened: string[] = [];
  const asked: ControlRequest[] = [];
  const world = {
    session: { state: "signed-in", account: "16505550100*101" as string | null },
    reachability: { reachable: true } as Reachability,
    state: noCalls,
    at: 1_000,
  };
  const settings = createSettings({
    file: {
      read: () => disk,
      write: (more) => {
        disk = { ...disk, ...more };
      },
    },
    log,
  });
  const create = () =>
    createIntegrations({
      productName: "Acme Phone",
      appVersion: "1.2.3",
      profile: null,
      settings,
      vault: createVault({
        cipher: keychain,
        files,
        report: () => {},
        keychainLimitMs: 50,
        sealLimitMs: 50,
      }),
      session: () => world.session,
      reachability: () => world.reachability,
      respond: async (asks) => {
        asked.push(asks);
        return { result: "refused", title: "No call is up.", nextStep: "" };
      },
      answered: () => {},
      copy: (text) => void copied.push(text),
      openBrowser: async (url) => {
        opened.push(url);
        return true;
      },
      changed: () => {},
      scheduler: createFakeScheduler(),
      log,
    });
  const integrations = create();
  onTestFinished(integrations.close);
  /** What a client with these headers hears. */
  const connect = (headers: Record<string, string>, protocols: string[] = []) => {
    const socket = new WebSocket(integrations.view().address ?? "", protocols, { headers });
    onTestFinished(() => socket.terminate());
    const heard: Record<string, unknown>[] = [];
    const closed: number[] = [];
    socket.on("error", () => {});
    socket.on("message", (data) => heard.push(JSON.parse(data.toString())));
    socket.on("close", (code) => closed.push(code));
    const say = (message: unknown): void => {
      expect(checkClient(message), JSON.stringify(message)).toBe(true);
      socket.send(JSON.stringify(message));
    };
    return { socket, heard, closed, say, types: () => heard.map(({ type }) => type) };
  };
  const token = async (): Promise<string> => {
    expect(await integrations.copyToken()).toBeNull();
    return copied.at(-1) ?? "";
  };
  const tell = (what: "ring" | "start" | "hold" | "end", call: WebphoneCall): void => {
    world.at += 1_000;
    world.state = nextCallState(world.state, { what, call }, world.at);
    integrations.callsChanged(world.state);
  };
  return {
    integrations,
    create,
    settings,
    log,
    keychain,
    files,
    copied,
    opened,
    asked,
    world,
    connect,
    token,
    tell,
  };
}

const call: WebphoneCall = webphoneCall("a", {
  number: "+14155550142",
  name: "Ada Lovelace",
  queue: "Sales",
});

describe("the event stream", () => {
  test("is off until the settings say so, and follows them", async () => {
    const { integrations, settings, files } = await bench();
    await integrations.start();
    expect(integrations.view()).toEqual({ state: "off", address: null, clients: 0, notice: null });
    expect([...files.entries.keys()]).toEqual([]);
    settings.set({ eventStream: true });
    await expect.poll(() => integrations.view().state).toBe("on");
    expect(integrations.view().address).toBe(`ws://127.0.0.1:${settings.get().eventStreamPort}/events`);
    expect([...files.entries.keys()]).toEqual(["event-stream-token"]);
    const other = String(await freePort());
    settings.set({ eventStreamPort: other });
    await expect.poll(() => integrations.view().address).toBe(`ws://127.0.0.1:${other}/events`);
    settings.set({ eventStream: false });
    await expect.poll(() => integrations.view().state).toBe("off");
  });

  test("tells everything in the words of its schema, and does commands", async () => {
    const { integrations, connect, token, tell, world, asked } = await bench({ eventStream: true });
    await integrations.start();
    const client = connect({ authorization: `Bearer ${await token()}` });
    await expect.poll(client.types).toEqual(["hello", "snapshot"]);
    expect(integrations.view().clients).toBe(1);
    tell("ring", { ...call, contact: "Ada, my aunt" });
    tell("start", call);
    tell("hold", call);
    tell("end", call);
    tell("end", { ...call, id: "b", number: "102", name: null, queue: null });
    integrations.presenceChanged({ userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" });
    integrations.presenceChanged({ userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" });
    world.session = { state: "signed-out", account: null };
    world.reachability = {
      reachable: false,
      because: { code: "unreachable/signed-out", severity: "warning", title: "No.", nextStep: "Sign in." },
    };
    integrations.statusChanged();
    integrations.statusChanged();
    client.say({ v: 1, type: "command", id: "1", verb: "hangup" });
    client.socket.send("nonsense");
    // The answer takes a turn of its own, and may come before the error or behind it.
    await expect
      .poll(() => [...client.types().slice(0, 11), ...client.types().slice(11).sort()])
      .toEqual([
        ...["hello", "snapshot", "call", "call", "call", "call", "call"],
        ...["presence", "session", "reachability", "presence", "answer", "error"],
      ]);
    for (const message of client.heard)
      expect(checkServer(message), `${JSON.stringify(message)} ${JSON.stringify(checkServer.errors)}`).toBe(
        true,
      );
    const events = client.heard.filter(({ type }) => type === "call");
    expect(events.map(({ event }) => event)).toEqual(["ringing", "answered", "held", "ended", "missed"]);
    expect(events[0]?.call).toMatchObject({ number: "+14155550142", e164: "+14155550142", phase: "ringing" });
    expect(events.slice(0, 4).map(({ call: told }) => told)).toMatchObject(
      Array(4).fill({ name: "Ada, my aunt" }),
    );
    expect(events[4]?.call).toMatchObject({ number: "102", e164: null, outcome: "missed" });
    expect(asked).toEqual([{ verb: "hangup", call: null }]);
  });

  test("takes the token as bearer, as subprotocol and as first message, and no other", async () => {
    const { integrations, connect, token, log } = await bench({ eventStream: true });
    await integrations.start();
    const secret = await token();
    expect(secret).toMatch(/^[\w-]{43}$/);
    const bySubprotocol = connect({}, ["events.v1", `token.${secret}`]);
    const byMessage = connect({});
    byMessage.socket.once("open", () => byMessage.say({ v: 1, type: "auth", token: secret }));
    const wrong = connect({});
    wrong.socket.once("open", () => wrong.say({ v: 1, type: "auth", token: `${secret}x` }));
    const refused = connect({ authorization: `Bearer ${secret.slice(1)}` });
    const page = connect({ authorization: `Bearer ${secret}`, origin: "https://evil.example" });
    await expect.poll(() => [bySubprotocol, byMessage].map(({ heard }) => heard.length)).toEqual([2, 2]);
    expect(bySubprotocol.socket.protocol).toBe("events.v1");
    await expect
      .poll(() => [wrong, refused, page].map(({ closed }) => closed[0]))
      .toEqual([4401, 1006, 1006]);
    expect([...wrong.heard, ...refused.heard, ...page.heard]).toEqual([]);
    expect(log.text()).not.toContain(secret);
  });

  test("cuts off who came with an old token, and who sends too much", async () => {
    const { integrations, connect, token } = await bench({ eventStream: true });
    await integrations.start();
    const old = await token();
    const big = connect({ authorization: `Bearer ${old}` });
    const client = connect({ authorization: `Bearer ${old}` });
    await expect.poll(() => big.heard.length + client.heard.length).toBe(4);
    big.socket.send("x".repeat(30_000));
    await expect.poll(() => big.closed).toEqual([1009]);
    await integrations.renewToken();
    await expect.poll(() => client.closed).toEqual([4401]);
    const again = connect({ authorization: `Bearer ${old}` });
    await expect.poll(() => again.closed).toEqual([1006]);
    expect(await token()).not.toBe(old);
  });

  test("forgets its token when the user signs out, cuts off who came with it, and makes a new one when asked", async () => {
    const { integrations, create, connect, token, files, copied } = await bench({ eventStream: true });
    await integrations.start();
    const old = await token();
    const client = connect({ authorization: `Bearer ${old}` });
    await expect.poll(() => client.heard.length).toBe(2);
    await integrations.forgetToken();
    await expect.poll(() => client.closed).toEqual([4401]);
    expect([...files.entries.keys()]).toEqual([]);
    const again = connect({ authorization: `Bearer ${old}` });
    await expect.poll(() => again.closed).toEqual([1006]);
    const renewed = await token();
    expect(renewed).not.toBe(old);
    const next = connect({ authorization: `Bearer ${renewed}` });
    await expect.poll(() => next.heard.length).toBe(2);
    integrations.close();
    // And the next start has that one.
    const later = create();
    onTestFinished(later.close);
    await later.start();
    await later.copyToken();
    expect(copied.at(-1)).toBe(renewed);
  });

  test("forgets its token also while that is read", async () => {
    const { integrations, create, keychain, files, copied } = await bench({ eventStream: true });
    await integrations.start();
    await integrations.copyToken();
    integrations.close();
    const later = create();
    onTestFinished(later.close);
    keychain.mode = "silent";
    const copying = later.copyToken();
    const forgotten = later.forgetToken();
    keychain.answer();
    await Promise.all([copying, forgotten]);
    await later.copyToken();
    expect(copied.at(-1)).not.toBe(copied[0]);
    expect(files.entries.size).toBe(1);
  });

  test("keeps its token from one start to the next", async () => {
    const { integrations, create, token, copied } = await bench({ eventStream: true });
    await integrations.start();
    const first = await token();
    integrations.close();
    const second = create();
    onTestFinished(second.close);
    await second.start();
    await second.copyToken();
    expect(copied.at(-1)).toBe(first);
  });

  test("without a keychain has a token in memory only; behind a closed one it has none", async () => {
    const { integrations, keychain, files } = await bench({ eventStream: true });
    keychain.mode = "absent";
    await integrations.start();
    expect(integrations.view().state).toBe("on");
    expect([...files.entries.keys()]).toEqual([]);
    integrations.close();

    const other = await bench({ eventStream: true });
    await other.integrations.start();
    const sealed = other.files.entries.get("event-stream-token");
    other.integrations.close();
    other.keychain.mode = "silent";
    const locked = other.create();
    onTestFinished(locked.close);
    await locked.start();
    expect(locked.view()).toMatchObject({ state: "failed", notice: { code: "event-stream/keychain" } });
    expect(other.files.entries.get("event-stream-token")).toBe(sealed);
  });

  test("says that its port is taken, or that it is none", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    onTestFinished(() => void blocker.close());
    const address = blocker.address();
    const taken = String(typeof address === "object" && address !== null ? address.port : 0);
    const { integrations, settings } = await bench({ eventStream: true, eventStreamPort: taken });
    await integrations.start();
    expect(integrations.view().notice?.title).toBe(`Another program uses port ${taken} already.`);
    for (const port of ["80", "65536", "0", "", "9x", "99999"])
      expect(integrations.choose("eventStreamPort", port)?.code, port).toBe("event-stream/port");
    expect(integrations.choose("eventStreamPort", String(await freePort()))).toBeNull();
    await expect.poll(() => integrations.view().state).toBe("on");
    settings.set({ eventStreamPort: "80" });
    await expect.poll(() => integrations.view().notice?.code).toBe("event-stream/port");
  });

  test("is nothing for plain HTTP, and listens on this machine only", async () => {
    const { integrations, settings } = await bench({ eventStream: true });
    await integrations.start();
    const port = Number(settings.get().eventStreamPort);
    const [response] = await once(request({ host: "127.0.0.1", port, path: "/events" }).end(), "response");
    expect(response.statusCode).toBe(426);
    const elsewhere = request({ host: "127.0.0.2", port }).end();
    const [refused] = await once(elsewhere, "error");
    expect(refused.code).toBe("ECONNREFUSED");
  });
});

describe("the address of a screen pop", () => {
  test("is checked before it is kept, and opened with a call", async () => {
    const { integrations, settings, opened, tell } = await bench();
    expect(integrations.choose("screenPopUrl", "http://crm.example.com/")?.code).toBe("screen-pop/not-https");
    expect(settings.get().screenPopUrl).toBe("");
    expect(integrations.choose("screenPopUrl", " https://crm.example.com/{number} ")).toBeNull();
    expect(settings.get().screenPopUrl).toBe("https://crm.example.com/{number}");
    tell("ring", call);
    expect(opened).toEqual(["https://crm.example.com/%2B14155550142"]);
    expect(integrations.choose("screenPopUrl", "")).toBeNull();
    expect(integrations.choose("screenPopUrl", true)?.code).toBe("settings/refused");
  });
});
