import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createCertificate } from "../sandbox/certificate.ts";

/** What `updateUrl` of the brand leads to. */
export const updateHost = "updates.handset.example";
const folder = "/stable/";

export interface Release {
  readonly version: string;
  readonly file: Buffer;
  /** Of the block map at the file's end (electron-builder's `appendBlockmap`). */
  readonly blockMapSize?: number;
  /** Instead of the file's own: base64 SHA-512. */
  readonly sha512?: string;
  readonly stagingPercentage?: number;
  readonly releaseNotes?: string;
}

export interface SeenRequest {
  readonly path: string;
  /** "bytes=0-99", or "". */
  readonly range: string;
  readonly stagingId: string;
  readonly status: number;
}

export interface UpdateServer {
  readonly port: number;
  /** Switches by which a program finds it and believes it, the given ones among them. */
  chromiumArgs(others?: readonly string[]): readonly string[];
  /** Puts a version there as electron-builder lays it out, in place of the one before. */
  publish(release: Release): void;
  /** Answers `latest*.yml` with this text. */
  publishText(feed: string): void;
  /** Breaks the next so many answers with a file off, each after so many bytes. */
  breakOff(times: number, afterBytes: number): void;
  /** Answers with the whole file, whatever part is asked for. */
  ignoreRanges(): void;
  /** Sends a file only so far as this allows, in bytes; Infinity lets it go. */
  holdAt(bytes: number): void;
  /** Answers everything with this status, or normally again (null). */
  fail(status: number | null): void;
  /** Takes requests and never answers. */
  fallSilent(): void;
  readonly requests: readonly SeenRequest[];
  /** Requests for files, and not for what there is. */
  downloads(): readonly SeenRequest[];
  close(): Promise<void>;
}

/** A web server with a folder of versions: static files, single ranges, and faults on demand. */
export async function startUpdateServer(): Promise<UpdateServer> {
  const certificate = await createCertificate();
  const requests: SeenRequest[] = [];
  const files = new Map<string, Buffer>();
  const faults = {
    status: null as number | null,
    silent: false,
    ignoresRanges: false,
    breaks: 0,
    afterBytes: 0,
    held: Number.POSITIVE_INFINITY,
  };
  let feed = "";
  let goOn = (): void => {};

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (faults.silent) return;
    const path = (request.url ?? "").split("?")[0] ?? "";
    const { range: wanted = "", "x-user-staging-id": stagingId = "" } = request.headers;
    const range = faults.ignoresRanges ? "" : wanted;
    const body = /^\/stable\/latest-linux(-\w+)?\.yml$/.test(path) ? Buffer.from(feed) : files.get(path);
    const part = body === undefined ? null : partOf(body, range);
    const status = faults.status ?? (part === null ? 404 : range === "" ? 200 : 206);
    requests.push({ path, range, stagingId: String(stagingId), status });
    if (part === null || status >= 400) {
      response.writeHead(status).end("no");
      return;
    }
    response.writeHead(status, { "content-length": part.length, "accept-ranges": "bytes" });
    if (!files.has(path)) response.end(part);
    else if (faults.breaks > 0) {
      faults.breaks -= 1;
      // What was sent has to arrive before the line breaks.
      response.write(part.subarray(0, faults.afterBytes), () => setTimeout(() => response.destroy(), 50));
    } else send(response, part);
  };
  const send = (response: ServerResponse, part: Buffer): void => {
    let sent = 0;
    goOn = () => {
      const until = Math.min(part.length, faults.held);
      if (until > sent) response.write(part.subarray(sent, until));
      sent = Math.max(sent, until);
      if (sent === part.length) response.end();
    };
    goOn();
  };

  const server = createServer({ key: certificate.key, cert: certificate.cert }, answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    chromiumArgs: (others = []) =>
      withSwitches(others, {
        "host-resolver-rules": `MAP ${updateHost} 127.0.0.1:${port}`,
        "ignore-certificate-errors-spki-list": certificate.spkiPin,
      }),
    publish({ version, file, blockMapSize, sha512 = hash(file), ...more }) {
      const url = `handset-${version}-linux-x86_64.AppImage`;
      files.clear();
      files.set(`${folder}${url}`, file);
      const size = blockMapSize === undefined ? {} : { blockMapSize };
      // JSON is YAML.
      feed = JSON.stringify({
        version,
        files: [{ url, sha512, size: file.length, ...size }],
        path: url,
        sha512,
        releaseDate: "2026-01-01T00:00:00.000Z",
        ...more,
      });
    },
    publishText(text) {
      feed = text;
    },
    ignoreRanges() {
      faults.ignoresRanges = true;
    },
    breakOff(times, afterBytes) {
      faults.breaks = times;
      faults.afterBytes = afterBytes;
    },
    holdAt(bytes) {
      faults.held = bytes;
      goOn();
    },
    fail(status) {
      faults.status = status;
    },
    fallSilent() {
      faults.silent = true;
    },
    requests,
    downloads: () => requests.filter(({ path }) => !path.endsWith(".yml")),
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

const hash = (file: Buffer): string => createHash("sha512").update(file).digest("base64");

function partOf(body: Buffer, range: string): Buffer {
  const [, from = "0", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  return body.subarray(Number(from), to === "" ? body.length : Number(to) + 1);
}

/** Joins the values of switches that are lists, since the last of a name counts. */
function withSwitches(args: readonly string[], more: Readonly<Record<string, string>>): readonly string[] {
  const valueIn = (name: string): string[] =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  return Object.entries(more).map(([name, value]) => `--${name}=${[...valueIn(name), value].join(",")}`);
}
