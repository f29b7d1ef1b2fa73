import type { Log } from "../diagnostics/log.ts";

/** `net::ERR_ABORTED`: another load took this one's place. */
const ERR_ABORTED = -3;

/** Resolves to whether the page was loaded in time. The address holds secrets: only the error code is logged. */
export async function loadWithin(
  window: { loadURL(url: string): Promise<void> },
  url: string,
  isLatest: () => boolean,
  limitMs: number,
  log: Log,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      log.warn("widget.load-failed", { code: "timeout" });
      resolve(false);
    }, limitMs);
  });
  const load = window.loadURL(url).then(
    () => true,
    (cause: unknown) => {
      const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null;
      const errno: unknown = cause instanceof Error ? Reflect.get(cause, "errno") : null;
      log.warn("widget.load-failed", { code });
      // Replaced by a later load, whose outcome counts; aborted by anything else it has just not come.
      return errno === ERR_ABORTED && !isLatest();
    },
  );
  try {
    return await Promise.race([load, limit]);
  } finally {
    clearTimeout(timer);
  }
}
