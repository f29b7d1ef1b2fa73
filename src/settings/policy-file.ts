import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { parseJsonObject } from "../app/json.ts";

/** Why a source of policies that is there cannot be used. */
export type SourceFailure =
  /** Somebody else than the administrator could have written it. */
  "not-trusted" | "not-a-file" | "too-large" | "not-json" | "unreadable" | "too-slow";

/** What a source of policies holds. */
export type SourceContent =
  | { readonly kind: "absent" }
  | { readonly kind: "values"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: "broken"; readonly because: SourceFailure };

/** A policy file is a few kilobytes. */
const MAX_BYTES = 256 * 1024;

const broken = (because: SourceFailure): SourceContent => ({ kind: "broken", because });

/**
 * Whether only the administrator can have written it: it is root's, and neither its group nor everybody may write.
 * Windows keeps that in access control lists, which Node does not show: a file there passes, and policy-sources.ts says
 * that it is not guarded.
 */
export function isTrusted(
  { uid, mode }: { readonly uid: number; readonly mode: number },
  platform: NodeJS.Platform,
  administrator = 0,
): boolean {
  return platform === "win32" || (uid === administrator && (mode & 0o022) === 0);
}

export interface PolicyFileOptions {
  readonly platform: NodeJS.Platform;
  /** User id of who may write it; root. */
  readonly administrator?: number;
  /** Reads another form of file, given its path once that is trusted; JSON without it. Rejects when it cannot. */
  readonly convert?: (path: string) => Promise<string>;
}

/** Reads a policy file as JSON. Never rejects and never waits for a writer, which a named pipe would have it do. */
export async function readPolicyFile(path: string, options: PolicyFileOptions): Promise<SourceContent> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const [found, folder] = await Promise.all([file.stat(), stat(dirname(path))]);
    if (!found.isFile()) return broken("not-a-file");
    const { platform, administrator } = options;
    // Whoever may write the folder can put another file in the place of this one.
    if (![found, folder].every((each) => isTrusted(each, platform, administrator)))
      return broken("not-trusted");
    if (found.size > MAX_BYTES) return broken("too-large");
    const text = options.convert === undefined ? await file.readFile("utf8") : await options.convert(path);
    const values = parseJsonObject(text.replace(/^\uFEFF/, ""));
    return values === null ? broken("not-json") : { kind: "values", values };
  } catch (cause) {
    const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null;
    return code === "ENOENT" || code === "ENOTDIR" ? { kind: "absent" } : broken("unreadable");
  } finally {
    // Closing what was only read has no failure that matters.
    await file?.close().catch(() => {});
  }
}
