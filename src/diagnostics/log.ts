import { redact } from "./redaction.ts";

/** Fields are redacted one by one; an `Error` under any name is reduced to its name and message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The one logger. Events are named `domain.what-happened`; texts for people do not belong here. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/**
 * @param write takes one line of JSON, newline included
 * @param now milliseconds since the epoch
 */
export function createLog(write: (line: string) => void, now: () => number): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const safe = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redact(value)]));
      // In front for the reader, and again behind: no field can pose as one of these.
      const line = { at: new Date(now()).toISOString(), level, event };
      write(`${JSON.stringify({ ...line, ...safe, ...line })}\n`);
    };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
