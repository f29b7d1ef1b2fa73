import type { LoggedRequest, RequestFilter } from "../types.ts";

export interface RequestLog {
  add(entry: Omit<LoggedRequest, "id">): void;
  list(filter?: RequestFilter): readonly LoggedRequest[];
  /** Makes `list` begin anew. */
  clear(): void;
  /** Everything since the start, cleared or not: what the leak scan looks through. */
  all(): readonly LoggedRequest[];
}

/** Enough for a day of demo; a forgotten sandbox must not eat the machine's memory. */
const maxEntries = 20_000;

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let lastId = 0;
  let clearedId = 0;
  return {
    add(entry) {
      lastId += 1;
      entries.push({ id: lastId, ...entry });
      if (entries.length > maxEntries) entries = entries.slice(-maxEntries / 2);
    },
    list: (filter = {}) => entries.filter((entry) => entry.id > clearedId && matches(entry, filter)),
    clear() {
      clearedId = lastId;
    },
    all: () => entries,
  };
}

/** True when every given field of the filter fits; `path` may end in `*`. */
export function matches(
  entry: Pick<LoggedRequest, "method" | "host" | "path">,
  filter: RequestFilter,
): boolean {
  if (filter.method !== undefined && filter.method.toUpperCase() !== entry.method) return false;
  if (filter.host !== undefined && filter.host !== entry.host) return false;
  if (filter.path === undefined) return true;
  return filter.path.endsWith("*")
    ? entry.path.startsWith(filter.path.slice(0, -1))
    : entry.path === filter.path;
}
