import type { Log } from "../diagnostics/log.ts";

/** `net::ERR_ABORTED`: another load took this one's place. */
const ERR_ABORTED = -3;

/** A page that can be sent to an address. */
export interface Loadable {
  loadURL(url: string): Promise<void>;
  /** The address that it has now. */
  getURL(): string;
}

export interface LoadOptions {
  /** Whether no other load was begun since. */
  readonly isLatest: () => boolean;
  /** How long a document may take, in milliseconds. */
  readonly limitMs: number;
  readonly log: Log;
}

/**
 * Loads a new document, also where the page has that address already. Addresses that are equal up to their fragment are
 * one document to Chromium: it goes to the fragment and says that all is done, also where the whole address is the same
 * (https://github.com/electron/electron/issues/46469). Such a page is emptied first.
 *
 * @returns whether the page was loaded in time; true also when a later load took its place, whose outcome counts. The
 *   address holds secrets: only the error code is logged.
 */
export async function loadAnew(page: Loadable, url: string, options: LoadOptions): Promise<boolean> {
  if (documentOf(page.getURL()) === documentOf(url)) {
    const isEmpty = await loadWithin(page, "about:blank", options);
    if (!isEmpty || !options.isLatest()) return isEmpty;
  }
  return loadWithin(page, url, options);
}

const documentOf = (url: string): string => url.replace(/#.*$/s, "");

async function loadWithin(
  page: Pick<Loadable, "loadURL">,
  url: string,
  { isLatest, limitMs, log }: LoadOptions,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      log.warn("widget.load-failed", { code: "timeout" });
      resolve(false);
    }, limitMs);
  });
  const load = page.loadURL(url).then(
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
