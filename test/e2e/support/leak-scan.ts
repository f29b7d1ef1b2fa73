import { readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { controlFolder, keyFile } from "../../../src/control/places.ts";
import { parseAddress } from "../../../src/control/protocol.ts";
import type { Sandbox } from "../../sandbox/index.ts";
import type { Desktop } from "../../tools/desktop.ts";

interface Secret {
  readonly kind: string;
  readonly value: string;
}

export interface LeakScan {
  /** Looks through everything, and returns where a secret was found: "code-verifier in config/…/History". */
  finish(): Promise<readonly string[]>;
  stop(): void;
}

/** Process arguments are looked at this often while the app runs, in milliseconds. */
const SAMPLE_INTERVAL_MS = 500;
/** May never be in a request line: it would be in the logs of every proxy and server on the way. */
const NEVER_IN_REQUEST_LINES = [
  "jwt",
  "client-secret",
  "code-verifier",
  "access-token",
  "refresh-token",
  "stream-token",
];

/**
 * Watches one test: every access token, refresh token, verifier, JWT and client secret that the sandbox issued or
 * saw must be nowhere in the profile folder, in logs, in the arguments of any process, or in a request line. So must
 * the key that controls a running Handset, which may only be in its own file, and what the test itself calls a secret.
 */
export function startLeakScan(
  desktop: Pick<Desktop, "dir" | "programs">,
  sandbox: Pick<Sandbox, "secretsByKind" | "allRequests">,
  own: readonly Secret[] = [],
): LeakScan {
  const commandLines = new Set<string>();
  const controlKeys = new Map<string, string>();
  const sample = (): void => {
    for (const file of controlKeyFiles(desktop)) {
      const key = readKey(file);
      if (key !== null) controlKeys.set(key, file);
    }
    for (const { command } of desktop.programs()) commandLines.add(command);
  };
  const timer = setInterval(sample, SAMPLE_INTERVAL_MS);
  const stop = (): void => clearInterval(timer);
  return {
    stop,
    async finish() {
      stop();
      const secrets = [...sandbox.secretsByKind(), ...own]
        // The code itself is in the redirect's arguments by the nature of private-use schemes; it is used up.
        .filter(({ kind, value }) => kind !== "authorization-code" && value.length >= 8);
      const keys = [...controlKeys].map(([value, file]) => ({ kind: "control key", value, file }));
      const hits: string[] = [];
      for (const file of await filesBelow(desktop.dir)) {
        const elsewhere = keys.filter((key) => key.file !== file);
        const content = await readIfThere(file);
        for (const kind of findSecrets(content, [...secrets, ...elsewhere])) {
          hits.push(`${kind} in ${relative(desktop.dir, file)}`);
        }
      }
      for (const line of commandLines) {
        for (const kind of findSecrets(Buffer.from(line), [...secrets, ...keys]))
          hits.push(`${kind} in the arguments of a process`);
      }
      for (const { method, path, query, host } of sandbox.allRequests()) {
        const line = Buffer.from(`${method} ${path} ${Object.values(query).join(" ")}`);
        for (const kind of findSecrets(line, secrets)) {
          if (NEVER_IN_REQUEST_LINES.includes(kind)) hits.push(`${kind} in a request line to ${host}${path}`);
        }
      }
      return [...new Set(hits)];
    },
  };
}

/** The kinds of the secrets that are in the bytes: as they are, percent-encoded, as UTF-16, or in base64. */
export function findSecrets(bytes: Buffer, secrets: readonly Secret[]): readonly string[] {
  const has = (text: string): boolean =>
    bytes.includes(text, 0, "utf8") ||
    bytes.includes(text, 0, "utf16le") ||
    base64Cores(text).some((core) => bytes.includes(core, 0, "latin1"));
  return secrets
    .filter(
      ({ value }) => has(value) || (encodeURIComponent(value) !== value && has(encodeURIComponent(value))),
    )
    .map(({ kind }) => kind);
}

/** What a text looks like inside of base64, wherever it begins: without the ends that its neighbours shape. */
function base64Cores(text: string): readonly string[] {
  return [0, 1, 2].map((offset) =>
    Buffer.from(" ".repeat(offset) + text)
      .toString("base64")
      .slice(offset === 0 ? 0 : 4, -4),
  );
}

/** @throws Error when the folder cannot be read: then nothing is known of what is in it */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Empty for a file that is gone by now. @throws Error when it is there and cannot be read */
const readIfThere = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });

/** The key file of every profile on this desktop. */
function controlKeyFiles(desktop: Pick<Desktop, "dir">): readonly string[] {
  const config = join(desktop.dir, "config");
  try {
    return readdirSync(config).map((profile) => keyFile(controlFolder(join(config, profile))));
  } catch {
    return []; // a desktop that is not Linux has another place
  }
}

function readKey(file: string): string | null {
  try {
    return parseAddress(readFileSync(file, "utf8"))?.key ?? null;
  } catch {
    return null; // no Handset runs with this profile now
  }
}
