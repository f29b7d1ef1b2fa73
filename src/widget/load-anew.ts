import { type LoadOptions, loadWithin, type PageLoad } from "./load-within.ts";

export interface LoadAnewOptions extends LoadOptions {
  readonly page: LoadOptions["page"] & {
    /** The address that it has now. */
    getURL(): string;
  };
}

/**
 * Loads a new document, also where the page has that address already. Addresses that are equal up to their fragment are
 * one document to Chromium: it goes to the fragment and says that all is done, also where the whole address is the same
 * (https://github.com/electron/electron/issues/46469). Such a page is emptied first.
 *
 * @returns never rejects; "loaded" also when a later load took this one's place, whose outcome counts
 */
export async function loadAnew(options: LoadAnewOptions): Promise<PageLoad> {
  const { page, url, isLatest } = options;
  if (documentOf(page.getURL()) === documentOf(url)) {
    const emptied = await loadWithin({ ...options, url: "about:blank" });
    if (emptied !== "loaded" || !isLatest()) return emptied;
  }
  return loadWithin(options);
}

const documentOf = (url: string): string => url.replace(/#.*$/s, "");
