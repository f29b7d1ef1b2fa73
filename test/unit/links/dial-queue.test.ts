import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDialQueue, type DialQueueOptions } from "../../../src/links/dial-queue.ts";
import { createFakeScheduler } from "../support/scheduler.ts";

const TTL_MS = 120_000;
const BUSY_MS = 3_000;

function createBench(more: Pick<DialQueueOptions<string>, "occupies" | "messages"> = {}) {
  const clock = createFakeScheduler();
  const delivered: { readonly id: number; readonly item: string }[] = [];
  const expired: string[] = [];
  const queue = createDialQueue<string>({
    deliver: (id, item) => delivered.push({ id, item }),
    dropped: (items) => expired.push(...items),
    now: clock.now,
    after: clock.after,
    ttlMs: TTL_MS,
    busyMs: BUSY_MS,
    ...more,
  });
  return { clock, queue, delivered, expired, items: () => delivered.map(({ item }) => item) };
}

describe("the dial queue", () => {
  test("keeps items until the dialer is ready, then delivers them in order", () => {
    const { queue, items } = createBench();
    for (const item of ["a", "b", "c"]) queue.add(item);
    expect(items()).toEqual([]);
    expect(queue.size).toBe(3);
    queue.setReady(true);
    expect(items()).toEqual(["a", "b", "c"]);
  });

  test("delivers at once while the dialer is ready, and not again when it says so again", () => {
    const { queue, items } = createBench();
    queue.setReady(true);
    queue.add("a");
    queue.setReady(true);
    queue.setReady(false);
    queue.setReady(true);
    expect(items()).toEqual(["a"]);
  });

  test("lets go of an item only when it was posted", () => {
    const { queue, delivered } = createBench();
    queue.setReady(true);
    queue.add("a");
    expect(queue.size).toBe(1);
    queue.acknowledge(delivered[0]?.id ?? -1);
    expect(queue.size).toBe(0);
    queue.pageReplaced();
    queue.setReady(true);
    expect(delivered).toHaveLength(1);
  });

  test("delivers anew what a replaced page had not posted, before what came later", () => {
    const { queue, items } = createBench();
    queue.setReady(true);
    queue.add("a");
    queue.pageReplaced();
    queue.add("b");
    expect(items()).toEqual(["a"]);
    queue.setReady(true);
    expect(items()).toEqual(["a", "a", "b"]);
  });

  test("an acknowledgement of something unknown changes nothing", () => {
    const { queue } = createBench();
    queue.add("a");
    queue.acknowledge(0);
    queue.acknowledge(999);
    expect(queue.size).toBe(1);
  });

  test("drops what waited too long, says so, and keeps the rest", () => {
    const { clock, queue, items, expired } = createBench();
    queue.add("old");
    clock.advance(TTL_MS);
    queue.sweep();
    expect(expired).toEqual([]);
    queue.add("new");
    clock.advance(1);
    queue.sweep();
    expect(expired).toEqual(["old"]);
    queue.setReady(true);
    expect(items()).toEqual(["new"]);
    expect(expired).toEqual(["old"]);
  });

  test("never delivers what has waited too long, even when nobody has swept", () => {
    const { clock, queue, items, expired } = createBench();
    queue.add("old");
    clock.advance(TTL_MS + 1);
    queue.setReady(true);
    expect(items()).toEqual([]);
    expect(expired).toEqual(["old"]);
  });

  test("drops at a sign-out also what a page has and has not acknowledged, so that no other page gets it", () => {
    const { queue, delivered, items, expired } = createBench();
    queue.setReady(true);
    queue.add("a");
    queue.setReady(false);
    queue.add("b");
    queue.dropAll();
    expect(expired).toEqual(["a", "b"]);
    expect(queue.size).toBe(0);
    queue.acknowledge(delivered[0]?.id ?? -1);
    queue.pageReplaced();
    queue.setReady(true);
    expect(items()).toEqual(["a"]);
  });

  test("does not drop what the page already has", () => {
    const { clock, queue, expired } = createBench();
    queue.setReady(true);
    queue.add("a");
    clock.advance(TTL_MS * 2);
    queue.sweep();
    expect(expired).toEqual([]);
    expect(queue.size).toBe(1);
  });
});

describe("a dialer that takes one call at a time", () => {
  const calls = { occupies: (item: string) => item.startsWith("call") };

  test("gets the next item only when it was busy with the last and is ready again", () => {
    const { queue, items } = createBench(calls);
    queue.setReady(true);
    for (const item of ["call 1", "call 2", "text"]) queue.add(item);
    // Ready was never taken back yet: this is still the readiness from before the call.
    queue.setReady(true);
    expect(items()).toEqual(["call 1"]);
    queue.setReady(false);
    expect(items()).toEqual(["call 1"]);
    queue.setReady(true);
    expect(items()).toEqual(["call 1", "call 2"]);
    queue.setReady(false);
    queue.setReady(true);
    expect(items()).toEqual(["call 1", "call 2", "text"]);
  });

  test("gets it after a while where it never says that it was busy", () => {
    const { clock, queue, items } = createBench(calls);
    queue.setReady(true);
    queue.add("call 1");
    queue.add("call 2");
    clock.advance(BUSY_MS - 1);
    expect(items()).toEqual(["call 1"]);
    clock.advance(1);
    expect(items()).toEqual(["call 1", "call 2"]);
  });

  test("is not waited for when its page is replaced", () => {
    const { queue, delivered, items } = createBench(calls);
    queue.setReady(true);
    queue.add("call 1");
    queue.acknowledge(delivered[0]?.id ?? -1);
    queue.add("call 2");
    queue.pageReplaced();
    queue.setReady(true);
    expect(items()).toEqual(["call 1", "call 2"]);
  });
});

describe("an item of several messages", () => {
  test("leaves when all of them were posted, and goes whole to a new page before that", () => {
    const { queue, delivered, items } = createBench({ messages: () => 2 });
    const acknowledge = () => queue.acknowledge(delivered.at(-1)?.id ?? -1);
    queue.setReady(true);
    queue.add("group");
    acknowledge();
    expect(queue.size).toBe(1);
    queue.pageReplaced();
    queue.setReady(true);
    expect(items()).toEqual(["group", "group"]);
    acknowledge();
    acknowledge();
    expect(queue.size).toBe(0);
  });
});

type Step = "add" | "ready" | "not-ready" | "post" | "acknowledge" | "replace" | "wait";

/**
 * The page's side: what is delivered lies in front of the page until it posts it, and is gone when the page is.
 * Acknowledgements and the news of a replaced page come over the same wire, in order.
 */
function play(steps: readonly Step[]) {
  const clock = createFakeScheduler();
  let inFront: { readonly id: number; readonly item: number }[] = [];
  let unacknowledged: number[] = [];
  const posted: number[] = [];
  const expired: number[] = [];
  let added = 0;
  const queue = createDialQueue<number>({
    deliver: (id, item) => inFront.push({ id, item }),
    dropped: (items) => expired.push(...items),
    now: clock.now,
    after: clock.after,
    ttlMs: TTL_MS,
    busyMs: BUSY_MS,
  });
  const acknowledgeAll = (): void => {
    const ids = unacknowledged;
    unacknowledged = [];
    for (const id of ids) queue.acknowledge(id);
  };
  const post = (): void => {
    const next = inFront.shift();
    if (next === undefined) return;
    posted.push(next.item);
    unacknowledged.push(next.id);
  };
  const perform = (step: Step): void => {
    switch (step) {
      case "add":
        queue.add(added++);
        return;
      case "ready":
        queue.setReady(true);
        return;
      case "not-ready":
        queue.setReady(false);
        return;
      case "post":
        post();
        return;
      case "acknowledge":
        acknowledgeAll();
        return;
      case "replace":
        acknowledgeAll();
        inFront = [];
        queue.pageReplaced();
        return;
      case "wait":
        clock.advance(50_000);
        queue.sweep();
        return;
    }
  };
  for (const step of steps) perform(step);
  return {
    posted,
    expired,
    added,
    size: () => queue.size,
    /** The dialer comes up and stays. */
    finish() {
      perform("ready");
      while (inFront.length > 0) post();
      acknowledgeAll();
    },
  };
}

describe("under any order of events", () => {
  const step = fc.constantFrom<Step>(
    "add",
    "add",
    "ready",
    "not-ready",
    "post",
    "acknowledge",
    "replace",
    "wait",
  );

  test("each item is posted exactly once or expires with a word, never both", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const run = play(steps);
        run.finish();
        const ends = [...run.posted, ...run.expired].sort((a, b) => a - b);
        expect(ends).toEqual(Array.from({ length: run.added }, (_, index) => index));
        expect(run.size()).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test("what is posted is posted in the order it was confirmed", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const run = play(steps);
        run.finish();
        expect(run.posted).toEqual([...run.posted].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});
