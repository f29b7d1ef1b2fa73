import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { DialRequest } from "../links/intent.ts";
import type { DialOutcome } from "../links/link-controller.ts";
import {
  longTextNotice,
  noTextNotice,
  slowTextNotice,
  type TextPlace,
  unreadableTextNotice,
} from "./notices.ts";

export interface DialTextOptions {
  readonly platform: NodeJS.Platform;
  readonly links: { request(request: DialRequest): Promise<DialOutcome>; tell(notice: Notice): void };
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** What is selected or copied; may fail, or never settle. */
  readonly read: (place: TextPlace) => Promise<string>;
  /** Brings forward where the user signs in. */
  readonly showPhone: () => void;
}

/** A phone number, even with words around it, is shorter. */
const MAX_LENGTH = 200;
const READ_LIMIT_MS = 3_000;

/**
 * Makes the function that asks about calling what is selected or copied. It does nothing while an earlier text is
 * still being read; whatever cannot be dialled is told.
 */
export function createDialText(options: DialTextOptions): (place: TextPlace) => Promise<void> {
  const { platform, links, scheduler, log } = options;
  let isReading = false;

  /** Null when it takes too long. */
  const read = (place: TextPlace): Promise<string | null> =>
    new Promise((resolve, reject) => {
      const giveUp = scheduler.after(READ_LIMIT_MS, () => resolve(null));
      options.read(place).then(resolve, reject).finally(giveUp);
    });
  const dial = async (place: TextPlace): Promise<Notice | null> => {
    let text: string | null;
    try {
      text = await read(place);
    } catch (cause) {
      log.warn("shortcuts.unreadable", { place, cause });
      return unreadableTextNotice(place, platform);
    }
    if (text === null) return slowTextNotice(place);
    const written = text.trim();
    if (written === "") return noTextNotice(place);
    if (written.length > MAX_LENGTH) return longTextNotice(place);
    const request = { kind: "call", written, text: null, source: { kind: "shortcut" } } as const;
    const outcome = await links.request(request);
    if (outcome.result === "waiting" && outcome.for === "sign-in") options.showPhone();
    // What is dropped later was told by then.
    return outcome.result === "refused" ? outcome.notice : null;
  };

  return async (place) => {
    if (isReading) return;
    isReading = true;
    try {
      const notice = await dial(place);
      if (notice === null) return;
      log.info("shortcuts.not-dialled", { place, code: notice.code });
      links.tell(notice);
    } finally {
      isReading = false;
    }
  };
}
