import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import { addressOf, keyFile } from "./places.ts";
import {
  addressFile,
  type ControlReply,
  type ControlRequest,
  MAX_HELLO,
  MAX_REQUEST,
  parseHello,
  parseRequest,
} from "./protocol.ts";

export interface ControlServerOptions {
  /** A folder of its own below the profile; made where it is not there. */
  readonly folder: string;
  readonly respond: (request: ControlRequest) => Promise<ControlReply>;
  /** This reply has been sent. */
  readonly answered?: (reply: ControlReply) => void;
  readonly log: Log;
  /** A client that has not asked by then is dropped, in milliseconds. */
  readonly askLimitMs?: number;
  readonly platform?: NodeJS.Platform;
}

export interface ControlServer {
  /** Stops listening, and removes the socket and the key. */
  close(): void;
}

const ASK_LIMIT_MS = 3_000;
const MAX_CLIENTS = 16;

/**
 * Lets programs of the same user control this Handset. Two locks: the folder, which only the user can open, and a
 * key in a file in there that a client has to present, since not every system looks at the permissions of a socket
 * (unix(7)). Only the instance that has the profile's lock may call this: a socket that is there is a leftover.
 *
 * @returns null, with the cause in the log, where it cannot listen: the phone works without
 */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer | null> {
  const { folder, log, platform = process.platform } = options;
  const clients = new Set<Socket>();
  try {
    prepareFolder(folder, platform);
    const path = addressOf(folder, platform, randomName, makeShortFolder);
    if (platform !== "win32") rmSync(path, { force: true });
    const key = randomBytes(32).toString("base64url");
    const server = createServer((client) => {
      clients.add(client);
      client.on("close", () => clients.delete(client));
      serve(client, key, options);
    });
    server.maxConnections = MAX_CLIENTS;
    await listening(server, path);
    server.on("error", (cause) => log.warn("control.failed", { cause }));
    if (platform !== "win32") chmodSync(path, 0o600);
    writePrivately(keyFile(folder), addressFile({ path, key }));
    log.info("control.listening", {});
    return {
      close() {
        server.close();
        for (const client of clients) client.destroy();
        rmSync(keyFile(folder), { force: true });
        if (platform === "win32") return;
        rmSync(path, { force: true });
        if (dirname(path) !== folder) rmSync(dirname(path), { recursive: true, force: true });
      },
    };
  } catch (cause) {
    log.warn("control.failed", { cause });
    return null;
  }
}

function prepareFolder(folder: string, platform: NodeJS.Platform): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isOwn = platform === "win32" || found.uid === process.getuid?.();
  if (!found.isDirectory() || !isOwn) throw new Error("the control folder is not a folder of this user");
  chmodSync(folder, 0o700);
}

const randomName = (): string => randomBytes(16).toString("hex");
/** mkdtemp(3) gives it to this user alone. */
const makeShortFolder = (): string => mkdtempSync(join(tmpdir(), "softphone-"));

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Whole or not at all, and never readable by others, not even for a moment. */
function writePrivately(file: string, content: string): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, content, { mode: 0o600, flag: "wx" });
  renameSync(temporary, file);
}

/** One client: who it is, what it asks, the answer. Whoever does anything else is dropped without a word. */
function serve(
  client: Socket,
  key: string,
  { respond, answered, log, askLimitMs }: ControlServerOptions,
): void {
  let received = Buffer.alloc(0);
  let isIdentified = false;
  let hasAsked = false;
  const drop = (why: string): void => {
    if (!client.destroyed) log.warn("control.dropped", { why });
    client.destroy();
  };
  const timer = setTimeout(() => drop("silent"), askLimitMs ?? ASK_LIMIT_MS);
  client.on("close", () => clearTimeout(timer));
  client.on("error", () => client.destroy());

  const answer = async (request: ControlRequest): Promise<void> => {
    log.info("control.request", { verb: request.verb });
    const reply = await respond(request).catch((cause: unknown): ControlReply => {
      log.error("control.respond-failed", { verb: request.verb, cause });
      return { result: "refused", title: `${brand.name} failed at this.`, nextStep: "Its log says more." };
    });
    client.end(`${JSON.stringify(reply)}\n`, () => answered?.(reply));
  };
  const take = (line: string): void => {
    if (hasAsked) drop("more than one request");
    else if (!isIdentified) {
      isIdentified = isKey(parseHello(line), key);
      if (!isIdentified) drop("key");
    } else {
      hasAsked = true;
      clearTimeout(timer);
      const request = parseRequest(line);
      if (request === null) drop("request");
      else void answer(request);
    }
  };
  client.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (!client.destroyed) {
      const limit = isIdentified ? MAX_REQUEST : MAX_HELLO;
      const end = received.indexOf("\n");
      if (end >= limit || (end === -1 && received.length >= limit)) drop("too long");
      else if (end === -1) {
        if (hasAsked && received.length > 0) drop("more than one request");
        return;
      } else {
        const line = received.toString("utf8", 0, end);
        received = received.subarray(end + 1);
        take(line);
      }
    }
  });
}

/** Compares digests, so that the time it takes tells nothing about the key. */
function isKey(presented: string | null, key: string): boolean {
  const digest = (value: string): Buffer => createHash("sha256").update(value).digest();
  return presented !== null && timingSafeEqual(digest(presented), digest(key));
}
