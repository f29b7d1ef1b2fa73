import type { Scheduler } from "../app/scheduler.ts";
import type { CallChange } from "../calls/call-changes.ts";
import { exampleCall, type PopValues, parseScreenPop, screenPopUrl } from "../calls/screen-pop.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { Settings } from "../settings/settings.ts";

export interface ScreenPopperOptions {
  readonly settings: () => Pick<Settings, "screenPopUrl" | "screenPopOn" | "screenPopFor">;
  /** The number in E.164, or null where it has no such form. */
  readonly toE164: (number: string) => string | null;
  /** Resolves to false when the system browser could not be opened. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  readonly scheduler: Pick<Scheduler, "now">;
  readonly log: Log;
}

export interface ScreenPopper {
  handle(changes: readonly CallChange[]): void;
  /** Opens the page of the example call; a notice when there is none or the browser does not open. */
  tryOut(template: string): Promise<Notice | null>;
}

/** More calls than one person looks at: the pages of five may come at once, then one in six seconds. */
const BURST = 5;
const REFILL_MS = 6_000;
/** A call that is found already answered was answered by now if it is this old: Handset has only just started. */
const FRESH_MS = 60_000;
/** Calls are not told again so much later. */
const REMEMBERED = 200;

/** Opens the page for a call: once for each call, and never as many as would bury the user. */
export function createScreenPopper(options: ScreenPopperOptions): ScreenPopper {
  const { settings, scheduler, log } = options;
  const opened = new Set<string>();
  let allowance = BURST;
  let countedAt = scheduler.now();

  const mayOpen = (): boolean => {
    const now = scheduler.now();
    // A clock that was set back gives nothing and takes nothing.
    allowance = Math.min(BURST, allowance + Math.max(0, now - countedAt) / REFILL_MS);
    countedAt = now;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
  const open = async (url: string, host: string): Promise<boolean> => {
    const isOpen = await options.openBrowser(url);
    // The rest of the address has the caller in it.
    if (isOpen) log.info("screen-pop.opened", { host });
    else log.warn("screen-pop.failed", { host });
    return isOpen;
  };
  const isTime = (change: CallChange): boolean => {
    const now = scheduler.now();
    switch (settings().screenPopOn) {
      case "ring":
        return (
          change.what === "began" && (change.call.phase === "ringing" || change.call.phase === "dialing")
        );
      case "answer":
        return change.what === "answered" && now - (change.call.startedAt ?? now) < FRESH_MS;
      case "end":
        return change.what === "ended";
    }
  };
  const remember = (id: string): void => {
    opened.add(id);
    for (const oldest of [...opened].slice(0, Math.max(0, opened.size - REMEMBERED))) opened.delete(oldest);
  };

  return {
    handle(changes) {
      const { screenPopUrl: written, screenPopFor } = settings();
      if (written === "") return;
      for (const change of changes) {
        const { id, direction, number, name, queue } = change.call;
        if (opened.has(id) || !isTime(change)) continue;
        if (direction === "outbound" && screenPopFor === "inbound") continue;
        remember(id);
        const read = parseScreenPop(written);
        if (!read.ok) log.warn("screen-pop.refused", { code: read.notice.code });
        else if (!mayOpen()) log.warn("screen-pop.too-many", { host: read.template.host });
        else {
          const e164 = options.toE164(number) ?? "";
          const values: PopValues = {
            number,
            e164,
            name: name ?? "",
            queue: queue ?? "",
            callId: id,
            direction,
          };
          void open(screenPopUrl(read.template, values), read.template.host);
        }
      }
    },
    async tryOut(written) {
      const read = parseScreenPop(written);
      if (!read.ok) return read.notice;
      const isOpen = await open(screenPopUrl(read.template, exampleCall), read.template.host);
      return isOpen ? null : noBrowserNotice;
    },
  };
}

const noBrowserNotice: Notice = {
  code: "screen-pop/no-browser",
  severity: "error",
  title: "Your browser could not be opened.",
  nextStep: "Choose a default browser in the system’s settings, then try again.",
};
