import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { exchange } from "../../../src/control/client.ts";
import { keyFile } from "../../../src/control/places.ts";
import {
  addressFile,
  type ControlReply,
  type ControlRequest,
  helloLine,
  MAX_REQUEST,
  parseAddress,
} from "../../../src/control/protocol.ts";
import { type ControlServerOptions, startControlServer } from "../../../src/control/server.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const STATUS = '{"verb":"status"}\n';

async function start(more: Partial<ControlServerOptions> = {}) {
  const folder = more.folder ?? join(await createTempFolder(), "control");
  const log = createRecordingLog();
  const asked: ControlRequest[] = [];
  const respond = async (request: ControlRequest): Promise<ControlReply> => {
    asked.push(request);
    return { result: "shown" };
  };
  const server = await startControlServer({ folder, respond, log, ...more });
  onTestFinished(() => server?.close());
  const address = existsSync(keyFile(folder)) ? parseAddress(await readFile(keyFile(folder), "utf8")) : null;
  /** Says it and returns all that comes back until the other side is done. */
  const say = (what: string | Buffer): Promise<string> => {
    const socket = connect(address?.path ?? "");
    socket.on("error", () => {});
    socket.write(what);
    return text(socket).catch(() => "");
  };
  const ask = (request: ControlRequest = { verb: "status" }, replyLimitMs = 2000) =>
    exchange({ folder, request, startLimitMs: 0, replyLimitMs });
  return { folder, server, log, asked, address, say, ask, hello: helloLine(address?.key ?? "") };
}

describe("a client with the key", () => {
  test("asks one thing and gets one answer", async () => {
    const { ask, asked, say, hello } = await start();
    expect(await ask({ verb: "call", number: "102" })).toEqual({ kind: "reply", reply: { result: "shown" } });
    expect(await say(hello + STATUS)).toBe('{"result":"shown"}\n');
    expect(asked).toEqual([{ verb: "call", number: "102" }, { verb: "status" }]);
  });

  test("may say it in pieces", async () => {
    const { address, hello } = await start();
    const socket = connect(address?.path ?? "");
    const answer = text(socket);
    for (const character of hello + STATUS) {
      socket.write(character);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await answer).toBe('{"result":"shown"}\n');
  });

  test("is told when Handset failed, and the log has the cause", async () => {
    const respond = () => Promise.reject(new Error("broken"));
    const { ask, log } = await start({ respond });
    expect(await ask()).toMatchObject({ kind: "reply", reply: { result: "refused" } });
    expect(log.text()).toContain("broken");
  });

  test("is answered before what follows happens", async () => {
    const order: string[] = [];
    const { ask } = await start({ answered: ({ result }) => order.push(result) });
    await ask({ verb: "quit" });
    await expect.poll(() => order).toEqual(["shown"]);
  });

  test("waits no longer than it wants to", async () => {
    const { ask } = await start({ respond: () => new Promise(() => {}) });
    expect(await ask({ verb: "status" }, 50)).toEqual({ kind: "no-answer" });
  });
});

describe("who is dropped without a word", () => {
  test.each<[string, (hello: string) => string | Buffer]>([
    ["a stranger", () => helloLine("A".repeat(43)) + STATUS],
    ["nobody", () => STATUS],
    ["a browser", () => "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n{}\n"],
    ["a flood without a line", () => Buffer.alloc(1_000_000, 120)],
    ["zeros", () => Buffer.alloc(2000)],
    ["a long hello", () => `${" ".repeat(600)}\n`],
    ["a long request", (hello) => `${hello}{"verb":"call","number":"${"1".repeat(MAX_REQUEST)}"}\n`],
    ["an unknown verb", (hello) => `${hello}{"verb":"eval"}\n`],
    ["an empty request", (hello) => `${hello}\n`],
    ["two requests", (hello) => hello + STATUS + STATUS],
    ["a request and the beginning of one", (hello) => `${hello}${STATUS}{`],
  ])("%s", async (_, what) => {
    const { say, hello, log } = await start();
    expect(await say(what(hello))).toBe("");
    expect(log.text()).toContain("control.dropped");
    expect(await say(hello + STATUS)).toBe('{"result":"shown"}\n');
  });

  test("one that says nothing", async () => {
    const { say, log } = await start({ askLimitMs: 30 });
    expect(await say("")).toBe("");
    expect(log.text()).toContain("silent");
  });

  test("any garbage; and the key never reaches the log", async () => {
    const { say, hello, log, address, asked } = await start();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 2000 }),
        fc.boolean(),
        async (bytes, known) => {
          const garbage = Buffer.concat([Buffer.from(known ? hello : ""), bytes, Buffer.from("\n\n")]);
          expect(await say(garbage)).toBe("");
        },
      ),
      { numRuns: 100 },
    );
    expect(asked).toEqual([]);
    expect(log.text()).not.toContain(address?.key ?? "no key");
  });
});

describe("the folder", () => {
  test.skipIf(process.platform === "win32")("is for the user alone, with all that is in it", async () => {
    const { folder } = await start();
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    expect(await mode(folder)).toBe("700");
    expect(await mode(keyFile(folder))).toBe("600");
    expect(await mode(join(folder, "socket"))).toBe("600");
  });

  test.skipIf(process.platform === "win32")("is closed where somebody had left it open", async () => {
    const folder = join(await createTempFolder(), "control");
    await mkdir(folder, { mode: 0o777 });
    await start({ folder });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test("that is a link to another is refused", async () => {
    const base = await createTempFolder();
    await mkdir(join(base, "elsewhere"));
    await symlink(join(base, "elsewhere"), join(base, "control"));
    const { server, log } = await start({ folder: join(base, "control") });
    expect(server).toBeNull();
    expect(log.text()).toContain("control.failed");
  });

  test("with what a killed Handset left is taken over, and each start has a key of its own", async () => {
    const first = await start();
    await writeFile(join(first.folder, "key.new"), "half");
    first.server?.close();
    await writeFile(keyFile(first.folder), addressFile({ path: join(first.folder, "socket"), key: "old" }));
    await writeFile(join(first.folder, "socket"), "");
    expect(await first.ask()).toEqual({ kind: "not-running" });
    const second = await start({ folder: first.folder });
    expect(second.address?.key).not.toBe("old");
    expect(second.address?.key).toMatch(/^[\w-]{43}$/);
    expect((await second.ask()).kind).toBe("reply");
  });

  test("is empty after the end", async () => {
    const { folder, server, ask } = await start();
    server?.close();
    await expect.poll(() => existsSync(join(folder, "socket"))).toBe(false);
    expect(existsSync(keyFile(folder))).toBe(false);
    expect(await ask()).toEqual({ kind: "not-running" });
  });

  test("may have a path that is too long for a socket", async () => {
    const folder = join(await createTempFolder(), "x".repeat(150));
    const { address, ask, server } = await start({ folder });
    expect(address?.path.length).toBeLessThan(104);
    expect((await ask()).kind).toBe("reply");
    server?.close();
    expect(existsSync(address?.path ?? "")).toBe(false);
  });
});

describe("the client", () => {
  const options = (folder: string) =>
    ({ folder, request: { verb: "call", number: "102" }, startLimitMs: 5000, replyLimitMs: 5000 }) as const;

  test("waits for a Handset that is just starting", async () => {
    const folder = join(await createTempFolder(), "control");
    const result = exchange(options(folder));
    await start({ folder });
    expect(await result).toEqual({ kind: "reply", reply: { result: "shown" } });
  });

  test("never says a thing twice, and takes no garbage for an answer", async () => {
    const folder = await createTempFolder();
    const path = join(folder, "socket");
    let heard = 0;
    for (const answer of ["", "what?\n", "x".repeat(300_000)]) {
      heard = 0;
      const server = createServer((client) => {
        heard += 1;
        client.on("error", () => {});
        client.once("data", () => client.end(answer));
      });
      await new Promise<void>((resolve) => server.listen(path, resolve));
      await writeFile(keyFile(folder), addressFile({ path, key: "k" }));
      expect(await exchange(options(folder))).toEqual({ kind: "no-answer" });
      expect(heard).toBe(1);
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    }
  });

  test("does not know a Handset whose key file is damaged", async () => {
    const { folder } = await start();
    await writeFile(keyFile(folder), "{");
    expect(await exchange({ ...options(folder), startLimitMs: 0 })).toEqual({ kind: "not-running" });
  });
});
