import { isRecord, parseJsonObject } from "../app/json.ts";
import { compareVersions, parseVersion } from "./version.ts";

/** After so many failures a version is left alone. */
const MAX_FAILURES = 2;
/** Versions that are remembered; the oldest fall out. */
const MAX_REMEMBERED = 20;

/** What has to outlive a restart; kept in `{userData}/updates.json`. */
export interface UpdateMemory {
  /** Versions that arrived damaged or could not be installed, and how often. */
  readonly failed: readonly { readonly version: string; readonly times: number }[];
  /** The version whose installation was begun when Handset last ended, or null. */
  readonly installing: string | null;
  /** When the server was last asked with success, in milliseconds since the epoch, or null. */
  readonly lastChecked: number | null;
}

export const emptyMemory: UpdateMemory = { failed: [], installing: null, lastChecked: null };

/** What is to become of a version that the server has. */
export type Verdict = "newer" | "same" | "older" | "prerelease" | "given-up" | "not-a-version";

/** Never a step back, never a version before a release, and not a third time one that failed twice. */
export function verdictOn(offered: string, current: string, memory: UpdateMemory): Verdict {
  const there = parseVersion(offered);
  const here = parseVersion(current);
  if (there === null || here === null) return "not-a-version";
  const difference = compareVersions(there, here);
  if (difference === 0) return "same";
  if (difference < 0) return "older";
  if (there.isPrerelease) return "prerelease";
  return isGivenUp(memory, offered) ? "given-up" : "newer";
}

export function isGivenUp(memory: UpdateMemory, version: string): boolean {
  return memory.failed.some((each) => each.version === version && each.times >= MAX_FAILURES);
}

/** A version arrived damaged or could not be installed. */
export function afterFailure(memory: UpdateMemory, version: string): UpdateMemory {
  const times = (memory.failed.find((each) => each.version === version)?.times ?? 0) + 1;
  const others = memory.failed.filter((each) => each.version !== version);
  return { ...memory, failed: [...others, { version, times }].slice(-MAX_REMEMBERED) };
}

/**
 * What a start learns: the version whose installation was begun runs now, or its installation has failed.
 * @param failed the version that should be running, or null
 */
export function afterStart(
  memory: UpdateMemory,
  current: string,
): { readonly memory: UpdateMemory; readonly failed: string | null } {
  const { installing } = memory;
  if (installing === null) return { memory, failed: null };
  const settled = { ...memory, installing: null };
  const there = parseVersion(installing);
  const here = parseVersion(current);
  if (there !== null && here !== null && compareVersions(here, there) >= 0)
    return { memory: settled, failed: null };
  return { memory: afterFailure(settled, installing), failed: installing };
}

/** @returns null for what is no such memory */
export function parseUpdateMemory(text: string): UpdateMemory | null {
  const file = parseJsonObject(text);
  if (file === null || !Array.isArray(file.failed)) return null;
  const failed = file.failed.filter(isFailure).map(({ version, times }) => ({ version, times }));
  const installing = typeof file.installing === "string" ? file.installing : null;
  const lastChecked = typeof file.lastChecked === "number" ? file.lastChecked : null;
  return { failed: failed.slice(-MAX_REMEMBERED), installing, lastChecked };
}

function isFailure(value: unknown): value is { readonly version: string; readonly times: number } {
  return isRecord(value) && typeof value.version === "string" && typeof value.times === "number";
}
