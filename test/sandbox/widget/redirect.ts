/**
 * Where the widget's own login window ends. Like RingCentral's page it hands the whole redirect to the page that
 * opened it, and without one leaves it in `localStorage`, for every page of this origin and on the disk.
 */
const callbackUri = location.href;
const opener: Window | null = window.opener;
if (opener === null) {
  const id = new URL(callbackUri).searchParams.get("state")?.split("-").slice(1).join("-") ?? "";
  localStorage.setItem(`rc-widget-${id}-redirect-callbackUri`, callbackUri);
} else {
  opener.postMessage({ callbackUri }, location.origin);
  window.close();
}

export {};
