import { type FailedRequest, parseRetryAfter } from "../auth/retry.ts";
import type { Log } from "../diagnostics/log.ts";

/** `net::ERR_ABORTED`: another load took this one's place. */
const ERR_ABORTED = -3;
/** `net::ERR_HTTP_RESPONSE_CODE_FAILURE`: an error status with nothing to show. With a body, Chromium shows that. */
const ERR_HTTP_RESPONSE_CODE_FAILURE = -379;
/** What the server says of its pause is worth a short wait only. */
const ASK_LIMIT_MS = 5_000;

/** The page is there, or why it is not. */
export type PageLoad = "loaded" | FailedRequest;

export interface LoadOptions {
  readonly page: {
    loadURL(url: string): Promise<void>;
    /** HTTP status of the document that is there, below 100 for none (`did-navigate` of webContents). */
    httpStatus(): number;
  };
  /** Holds secrets: only codes of errors are logged. */
  readonly url: string;
  /** Whether no other load was begun since. */
  readonly isLatest: () => boolean;
  readonly limitMs: number;
  /** Asks the server about the page, without anything secret. */
  readonly fetch: () => Promise<Response>;
  readonly log: Log;
}

/**
 * Loads the page; an answer of 400 and above is no page, whatever it shows. Chromium does not say how long such a server
 * wants to be left alone, so it is asked once more, for the header only.
 *
 * @returns never rejects; "loaded" also when another load took this one's place, whose outcome counts
 */
export async function loadWithin(options: LoadOptions): Promise<PageLoad> {
  const { page, url, isLatest, limitMs, log } = options;
  const load = page.loadURL(url).then(
    (): number | "loaded" | "network-error" => {
      const status = page.httpStatus();
      return status >= 400 && isLatest() ? status : "loaded";
    },
    (cause: unknown) => {
      const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null;
      const errno: unknown = cause instanceof Error ? Reflect.get(cause, "errno") : null;
      log.warn("widget.load-failed", { code });
      if (errno === ERR_HTTP_RESPONSE_CODE_FAILURE) return page.httpStatus();
      // Aborted by anything but a later load it has just not come.
      return errno === ERR_ABORTED && !isLatest() ? ("loaded" as const) : ("network-error" as const);
    },
  );
  const outcome = await within(load, limitMs);
  if (outcome === "late") {
    log.warn("widget.load-failed", { code: "timeout" });
    return "network-error";
  }
  return typeof outcome === "number" ? askForPause(options, outcome) : outcome;
}

/** @param seen below 400 where the page was not told the status */
async function askForPause({ fetch, log }: LoadOptions, seen: number): Promise<FailedRequest> {
  const asked = await within(
    fetch().catch(() => null),
    ASK_LIMIT_MS,
  );
  const answer = asked === "late" ? null : asked;
  const status = seen >= 400 ? seen : (answer?.status ?? 0);
  log.warn("widget.load-failed", { status });
  if (status < 400) return "network-error";
  return { status, retryAfterSeconds: parseRetryAfter(answer?.headers.get("retry-after") ?? null) };
}

async function within<R>(work: Promise<R>, limitMs: number): Promise<R | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, limitMs, "late");
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
