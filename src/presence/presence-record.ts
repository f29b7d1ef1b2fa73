import { isRecord, parseJsonObject } from "../app/json.ts";
import { type Presence, parsePresence } from "./presence.ts";
import type { Restorable } from "./presence-rules.ts";

/** `Restorable` on the disk, and whose it is. It holds no secret: the account is there as a digest only. */
export interface PresenceRecord extends Restorable {
  readonly account: string;
}

/** In the data folder. */
export const PRESENCE_FILE = "presence.json";

/** More than a run ever asks for at once. */
const MAX_SHOWN = 10;

export function presenceRecordFile({ account, wish, shown }: PresenceRecord): string {
  return JSON.stringify({ version: 1, account, wish, shown: shown.slice(0, MAX_SHOWN) });
}

/** Reads the file that an earlier run left; null for anything else. */
export function parsePresenceRecord(content: string): PresenceRecord | null {
  const record = parseJsonObject(content);
  if (record === null || record.version !== 1 || typeof record.account !== "string") return null;
  const wish = readPresence(record.wish);
  if (wish === null || !Array.isArray(record.shown)) return null;
  const list: readonly unknown[] = record.shown;
  const shown = list.map(readPresence).filter((presence) => presence !== null);
  if (shown.length === 0 || shown.length !== list.length || shown.length > MAX_SHOWN) return null;
  return { account: record.account, wish, shown };
}

function readPresence(value: unknown): Presence | null {
  return isRecord(value) ? parsePresence(value.userStatus, value.dndStatus) : null;
}
