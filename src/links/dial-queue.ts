/**
 * Holds what the user confirmed until the dialer can take it. Every item reaches the page exactly once: it
 * leaves the queue only when the page's preload says that it posted all of it, and goes back to the front when the
 * page is replaced before that.
 */

export interface DialQueueOptions<T> {
  /** Hands an item to the page; `acknowledge(id)` follows for each message it was posted as. */
  readonly deliver: (id: number, item: T) => void;
  /** All of the item was posted. */
  readonly posted?: (item: T) => void;
  /** Items waited longer than `ttlMs`, or were waiting at `dropAll`. Called once for all of them. */
  readonly dropped: (items: readonly T[]) => void;
  /** In how many messages an item is posted; one by default. */
  readonly messages?: (item: T) => number;
  /**
   * Whether the dialer is busy with the item for a while: Embeddable ignores a call that comes while it places
   * another (2.3.1, src/modules/Adapter, `_newCall`). The next item waits until the dialer was busy and is ready
   * again, or for `busyMs` where it never says so.
   */
  readonly occupies?: (item: T) => boolean;
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => () => void;
  /** How long a confirmed item may wait, in milliseconds. */
  readonly ttlMs: number;
  /** In milliseconds. */
  readonly busyMs: number;
}

export interface DialQueue<T> {
  add(item: T): void;
  /** The dialer can take items (`rc-dialer-status-notify {ready: true}`), or no longer. */
  setReady(ready: boolean): void;
  /** The page that held delivered items is gone; what was not acknowledged waits again. */
  pageReplaced(): void;
  acknowledge(id: number): void;
  /** Drops what waited too long; to be called now and then. */
  sweep(): void;
  /** Drops everything that was not posted, also what a page has and has not acknowledged. */
  dropAll(): void;
  readonly size: number;
}

interface Entry<T> {
  readonly id: number;
  readonly item: T;
  readonly addedAt: number;
  /** How many of its messages were not posted yet; null while it waits. */
  outstanding: number | null;
}

export function createDialQueue<T>(options: DialQueueOptions<T>): DialQueue<T> {
  /** Waiting entries in order, and by id what was delivered and not acknowledged: both stay small or drain fast. */
  let waiting: Entry<T>[] = [];
  const delivered = new Map<number, Entry<T>>();
  let ready = false;
  let stopBusy: (() => void) | null = null;
  let nextId = 1;

  const drop = (isDropped: (entry: Entry<T>) => boolean): void => {
    const gone = waiting.filter(isDropped);
    if (gone.length === 0) return;
    waiting = waiting.filter((entry) => !isDropped(entry));
    options.dropped(gone.map(({ item }) => item));
  };
  const sweep = (): void => {
    const deadline = options.now() - options.ttlMs;
    drop((entry) => entry.addedAt < deadline);
  };
  const setIdle = (): void => {
    stopBusy?.();
    stopBusy = null;
  };
  const setBusy = (): void => {
    setIdle();
    stopBusy = options.after(options.busyMs, () => {
      stopBusy = null;
      flush();
    });
  };
  const flush = (): void => {
    sweep();
    while (ready && stopBusy === null) {
      const entry = waiting.shift();
      if (entry === undefined) return;
      entry.outstanding = options.messages?.(entry.item) ?? 1;
      delivered.set(entry.id, entry);
      if (options.occupies?.(entry.item) === true) setBusy();
      options.deliver(entry.id, entry.item);
    }
  };
  const takeBack = (): void => {
    const again = [...delivered.values()];
    delivered.clear();
    for (const entry of again) entry.outstanding = null;
    waiting = [...again, ...waiting].sort((one, other) => one.id - other.id);
  };

  return {
    add(item) {
      waiting.push({ id: nextId++, item, addedAt: options.now(), outstanding: null });
      flush();
    },
    setReady(value) {
      if (value && !ready) setIdle();
      ready = value;
      flush();
    },
    pageReplaced() {
      ready = false;
      setIdle();
      takeBack();
    },
    acknowledge(id) {
      const entry = delivered.get(id);
      if (entry === undefined || entry.outstanding === null) return;
      entry.outstanding -= 1;
      if (entry.outstanding > 0) return;
      delivered.delete(id);
      options.posted?.(entry.item);
    },
    sweep,
    dropAll() {
      // Of what was not acknowledged nobody knows whether it was posted; the next account must not get it.
      takeBack();
      drop(() => true);
    },
    get size() {
      return waiting.length + delivered.size;
    },
  };
}
