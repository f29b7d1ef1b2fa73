import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until `look` returns something, and returns it. For what cannot announce itself: a file, a window of
 * another process, a request that the sandbox receives.
 *
 * @param what completes "waited N s until ..."
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 20_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s until ${what}`);
    await pause(25);
  }
}
