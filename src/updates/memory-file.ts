import { readFileSync } from "node:fs";
import { writeFileSync } from "atomically";
import type { Log } from "../diagnostics/log.ts";
import { emptyMemory, parseUpdateMemory, type UpdateMemory } from "./update-policy.ts";

/** In the data folder. */
export const UPDATES_FILE = "updates.json";

export interface MemoryFile {
  read(): UpdateMemory;
  /** At once, since it may be the last thing this process does. */
  write(memory: UpdateMemory): void;
}

/** Keeps it as JSON at `path`. What cannot be read or written is logged; updates go on without. */
export function createMemoryFile(path: string, log: Log): MemoryFile {
  return {
    read() {
      try {
        const memory = parseUpdateMemory(readFileSync(path, "utf8"));
        if (memory === null) log.warn("updates.memory-unreadable");
        return memory ?? emptyMemory;
      } catch (cause) {
        const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
        if (!isMissing) log.warn("updates.memory-unreadable", { cause });
        return emptyMemory;
      }
    },
    write(memory) {
      try {
        writeFileSync(path, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
      } catch (cause) {
        log.warn("updates.memory-not-saved", { cause });
      }
    },
  };
}
