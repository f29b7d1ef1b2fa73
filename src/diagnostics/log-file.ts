import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** At this size the file becomes `{path}.1` and a new one begins: two megabytes at most in all. */
const MAX_BYTES = 1024 * 1024;

/**
 * Appends lines to a file, at once, so that the last line before a crash is there. A log that cannot be written
 * never stops the phone: the lines are dropped.
 */
export function createLogFile(path: string): (line: string) => void {
  let bytes = 0;
  try {
    mkdirSync(dirname(path), { recursive: true });
    bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return () => {};
  }
  return (line) => {
    try {
      if (bytes > MAX_BYTES) {
        renameSync(path, `${path}.1`);
        bytes = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
    } catch {
      // Nowhere to say it.
    }
  };
}
