/** `net::ERR_ABORTED`: what was there before stays. */
const ERR_ABORTED = -3;

/** A page, as far as it says that its document is another one. */
export interface Documents {
  on(event: "did-navigate", listener: () => void): unknown;
  on(
    event: "did-fail-load",
    listener: (event: unknown, code: number, text: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
}

/**
 * Calls back when the document of the main frame, with everything that it knew, has been replaced: by another one or by
 * Chromium's words that it cannot be had. A navigation that was only begun replaces nothing: `did-start-navigation` is
 * also told of links that the shell then keeps from being followed, and of what becomes a download
 * (https://www.electronjs.org/docs/latest/api/web-contents, "Navigation Events").
 */
export function followReplacement(page: Documents, replaced: () => void): void {
  page.on("did-navigate", replaced);
  page.on("did-fail-load", (_event, code, _text, _url, isMainFrame) => {
    if (isMainFrame && code !== ERR_ABORTED) replaced();
  });
}
