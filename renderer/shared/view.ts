import { withLimit } from "./limit.ts";

/** Where a page gets what it shows: once by asking, then by notice. */
export interface ViewSource<V> {
  load(): Promise<V>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (view: V) => void): () => void;
}

export type ViewState<V> =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly cause: unknown }
  | { readonly status: "shown"; readonly view: V };

/**
 * Reports every state of a page's view until stopped. A pushed view is newer than the answer to a request
 * still under way, so it wins, and it also ends a failure.
 * @param limitMs how long the first answer may take, in milliseconds
 * @returns the function that stops watching
 */
export function watchView<V>(
  source: ViewSource<V>,
  limitMs: number,
  report: (state: ViewState<V>) => void,
): () => void {
  let stopped = false;
  let pushed = false;
  let unsubscribe = () => {};

  const start = async () => {
    unsubscribe = source.subscribe((view) => {
      pushed = true;
      if (!stopped) report({ status: "shown", view });
    });
    const view = await withLimit(source.load(), limitMs);
    if (!stopped && !pushed) report({ status: "shown", view });
  };

  report({ status: "loading" });
  start().catch((cause: unknown) => {
    if (!stopped && !pushed) report({ status: "failed", cause });
  });
  return () => {
    stopped = true;
    unsubscribe();
  };
}
