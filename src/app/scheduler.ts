/** The one clock and the one way to do something later; tests bring their own. */
export interface Scheduler {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` once after `ms` milliseconds; the returned function prevents it. */
  after(ms: number, work: () => void): () => void;
}

export const systemScheduler: Scheduler = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
