import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import {
  type LoopbackReceiver,
  type LoopbackReceiverOptions,
  startLoopbackReceiver,
} from "../../../src/auth/loopback-receiver.ts";
import { createRecordingLog } from "../support/recording-log.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function listenOn(port: number, host = "127.0.0.1"): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(port, host);
  await once(server, "listening");
  open.push(server);
  return server;
}

async function freePort(): Promise<number> {
  const server = await listenOn(0);
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address !== null ? address.port : 0;
}

interface Started {
  readonly receiver: LoopbackReceiver;
  readonly port: number;
  readonly received: string[];
  readonly log: ReturnType<typeof createRecordingLog>;
}

async function start(changes: Partial<LoopbackReceiverOptions> = {}): Promise<Started> {
  const port = await freePort();
  const received: string[] = [];
  const log = createRecordingLog();
  const receiver = await startLoopbackReceiver({
    ports: [port],
    productName: "Handset",
    received: (url) => received.push(url),
    log,
    ...changes,
  });
  if (receiver === null) throw new Error("no receiver");
  open.push(receiver);
  return { receiver, port, received, log };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Unlike `fetch` it sends any Host header and leaves the path as it is. */
function get(port: number, path: string, { method = "GET", headers = {} }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, path, method, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

const ANSWER = "/oauth/callback?code=U0pDMTF&state=state-1&expires_in=60";

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.destroy();
  return connected;
}

describe("the answer", () => {
  test("is handed on as it came, once, and ends the wait", async () => {
    const { receiver, port, received, log } = await start();
    expect(receiver.redirectUri).toBe(`http://127.0.0.1:${port}/oauth/callback`);
    const answer = await get(port, ANSWER);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("You can close this tab. Handset goes on by itself.");
    expect(received).toEqual([`http://127.0.0.1:${port}${ANSWER}`]);
    await expect(get(port, ANSWER)).rejects.toThrow("ECONNREFUSED");
    expect(received).toHaveLength(1);
    expect(log.text()).not.toContain("U0pDMTF");
    expect(log.text()).not.toContain("state-1");
  });

  test("is taken with code in it when it is an error, and the page says where to look", async () => {
    const { port, received } = await start();
    const path = "/oauth/callback?error=access_denied&error_description=No&state=state-1";
    const answer = await get(port, path);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("see Handset");
    expect(answer.text).not.toContain("access_denied");
    expect(received).toEqual([`http://127.0.0.1:${port}${path}`]);
  });

  test("is the first of two at the same time", async () => {
    const { port, received } = await start();
    const both = await Promise.allSettled([get(port, ANSWER), get(port, ANSWER.replace("U0p", "Other"))]);
    expect(received).toHaveLength(1);
    expect(both.some((each) => each.status === "fulfilled" && each.value.status === 200)).toBe(true);
  });

  test("with another state than the awaited one changes nothing", async () => {
    const { port, received } = await start({ isAwaited: (state) => state === "state-1" });
    expect((await get(port, "/oauth/callback?code=a&state=state-2")).status).toBe(403);
    expect(received).toEqual([]);
    expect((await get(port, ANSWER)).status).toBe(200);
    expect(received).toHaveLength(1);
  });
});

describe("the page", () => {
  test("has no script, tells nobody its address and is not kept", async () => {
    const { port } = await start({ productName: "A & <b>B</b>" });
    const { headers, text } = await get(port, ANSWER);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      connection: "close",
      "x-content-type-options": "nosniff",
    });
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(text).not.toMatch(/<script|src=|href=|url\(/i);
    expect(text).toContain("A &#38; &#60;b&#62;B&#60;/b&#62; goes on by itself.");
    expect(text).not.toContain("U0pDMTF");
  });
});

describe("other requests are answered and change nothing", () => {
  const own = (port: number) => ({ host: `127.0.0.1:${port}` });
  test.each<[string, string, number, (port: number) => Asked]>([
    ["another host, as in DNS rebinding", ANSWER, 403, () => ({ headers: { host: "evil.example" } })],
    ["localhost", ANSWER, 403, (port) => ({ headers: { host: `localhost:${port}` } })],
    ["the host without its port", ANSWER, 403, () => ({ headers: { host: "127.0.0.1" } })],
    ["the start page", "/", 404, () => ({})],
    ["the icon", "/favicon.ico", 404, () => ({})],
    ["a longer path", "/oauth/callback/?code=a&state=b", 404, () => ({})],
    ["dots in the path", "/oauth/x/../callback?code=a&state=b", 404, () => ({})],
    ["capitals in the path", "/OAuth/callback?code=a&state=b", 404, () => ({})],
    ["escapes in the path", "/oauth/%63allback?code=a&state=b", 404, () => ({})],
    ["a whole address", "http://127.0.0.1/oauth/callback?code=a&state=b", 404, () => ({})],
    ["a POST", ANSWER, 405, () => ({ method: "POST" })],
    ["a HEAD", ANSWER, 405, () => ({ method: "HEAD" })],
    ["no query", "/oauth/callback", 400, () => ({})],
    ["no state", "/oauth/callback?code=a", 400, () => ({})],
    ["an empty state", "/oauth/callback?code=a&state=", 400, () => ({})],
    ["neither code nor error", "/oauth/callback?state=a", 400, () => ({})],
    [
      "an image of some page",
      ANSWER,
      403,
      (port) => ({ headers: { ...own(port), "sec-fetch-dest": "image" } }),
    ],
    [
      "a frame of some page",
      ANSWER,
      403,
      (port) => ({ headers: { ...own(port), "sec-fetch-dest": "iframe" } }),
    ],
    ["an address too long", `/oauth/callback?state=a&code=${"a".repeat(4096)}`, 414, () => ({})],
  ])("%s", async (_, path, status, asked) => {
    const { port, received } = await start();
    const answer = await get(port, path, asked(port));
    expect(answer.status).toBe(status);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers.connection).toBe("close");
    expect(received).toEqual([]);
    const navigation = { ...own(port), "sec-fetch-dest": "document" };
    expect((await get(port, ANSWER, { headers: navigation })).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  test("headers without an end are cut off", async () => {
    const { port, received } = await start();
    expect((await get(port, ANSWER, { headers: { cookie: "a".repeat(40_000) } })).status).toBe(431);
    expect(received).toEqual([]);
  });
});

describe("ports", () => {
  test("the first free one is taken", async () => {
    const taken = await freePort();
    await listenOn(taken);
    const free = await freePort();
    const { receiver, log } = await start({ ports: [taken, free, await freePort()] });
    expect(receiver.redirectUri).toBe(`http://127.0.0.1:${free}/oauth/callback`);
    expect(log.text()).toContain("loopback.port-taken");
  });

  test("null when none is", async () => {
    const taken = await freePort();
    await listenOn(taken);
    const options = { productName: "Handset", received: () => {} };
    expect(await startLoopbackReceiver({ ...options, ports: [taken] })).toBeNull();
    expect(await startLoopbackReceiver({ ...options, ports: [] })).toBeNull();
  });

  test("nothing listens on other interfaces", async () => {
    const { port } = await start();
    const others = Object.values(networkInterfaces())
      .flat()
      .flatMap((each) =>
        each === undefined || each.internal || each.family !== "IPv4" ? [] : [each.address],
      );
    for (const host of [...others, "127.0.0.2"]) {
      const socket = connect(port, host);
      await expect(once(socket, "connect")).rejects.toThrow();
    }
  });
});

describe("close", () => {
  test("drops who is connected, frees the port and may be called again", async () => {
    const { receiver, port, received } = await start();
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write("GET /oauth/callback?code=a HTTP/1.1\r\n");
    const gone = new Promise((resolve) => socket.once("close", resolve));
    receiver.close();
    receiver.close();
    await gone;
    expect(await isListening(port)).toBe(false);
    expect(received).toEqual([]);
    await listenOn(port);
  });

  test("does not keep the process alive, even with somebody connected who says nothing", async () => {
    const port = await freePort();
    const module = fileURLToPath(new URL("../../../src/auth/loopback-receiver.ts", import.meta.url));
    const script = `
      import { connect } from "node:net";
      import { startLoopbackReceiver } from ${JSON.stringify(pathToFileURL(module).href)};
      const receiver = await startLoopbackReceiver({ ports: [${port}], productName: "Handset", received: () => {} });
      const silent = connect(${port}, "127.0.0.1", async () => {
        await fetch("http://127.0.0.1:${port}/oauth/callback?code=a&state=b").then((answer) => answer.text());
        process.stdout.write("answered");
      });
      silent.on("error", () => {});
      silent.unref();
    `;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 8_000,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = await once(child, "exit");
    expect({ code, output }).toEqual({ code: 0, output: "answered" });
  });
});
