import { createLog, type Log } from "../../../src/diagnostics/log.ts";

export interface RecordingLog extends Log {
  readonly lines: readonly string[];
  /** Everything written, for "is this secret anywhere in it". */
  text(): string;
}

/** The real logger, writing to memory. */
export function createRecordingLog(): RecordingLog {
  const lines: string[] = [];
  return {
    ...createLog((line) => lines.push(line), Date.now),
    lines,
    text: () => lines.join(""),
  };
}
