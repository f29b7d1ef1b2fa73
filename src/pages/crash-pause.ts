const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** What crashes again after so long has nothing to do with the time before. */
const FORGOTTEN_AFTER_MS = 5 * 60_000;

/**
 * How long to wait before a page that has crashed is loaded again: not at all at first, then from 1 s up to every minute,
 * so that one which cannot live takes no processor.
 *
 * @param now milliseconds since the epoch
 * @returns to be called at each crash; gives the pause in milliseconds
 */
export function createCrashPause(now: () => number): () => number {
  let crashes = 0;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - last > FORGOTTEN_AFTER_MS) crashes = 0;
    last = now();
    crashes += 1;
    return crashes === 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (crashes - 2), LONGEST_PAUSE_MS);
  };
}
