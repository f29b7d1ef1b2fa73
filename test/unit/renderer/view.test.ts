import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NoAnswer } from "../../../renderer/shared/limit.ts";
import { type ViewSource, type ViewState, watchView } from "../../../renderer/shared/view.ts";

function fakeSource() {
  const answer = { resolve: (_view: string) => {}, reject: (_cause: Error) => {} };
  const answered = new Promise<string>((resolve, reject) => {
    Object.assign(answer, { resolve, reject });
  });
  const listeners = new Set<(view: string) => void>();
  const source: ViewSource<string> = {
    load: () => answered,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const push = (view: string) => {
    for (const listener of listeners) listener(view);
  };
  return { source, answer, listeners, push };
}

function watched(source: ViewSource<string>) {
  const states: ViewState<string>[] = [];
  const stop = watchView(source, 5_000, (state) => states.push(state));
  return { states, stop };
}

describe("watchView", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("shows the first answer, then each pushed view", async () => {
    const { source, answer, push } = fakeSource();
    const { states } = watched(source);
    answer.resolve("first");
    await vi.advanceTimersByTimeAsync(0);
    push("second");
    expect(states).toEqual([
      { status: "loading" },
      { status: "shown", view: "first" },
      { status: "shown", view: "second" },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not let a late answer replace a newer pushed view", async () => {
    const { source, answer, push } = fakeSource();
    const { states } = watched(source);
    push("newer");
    answer.resolve("older");
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ status: "shown", view: "newer" });
  });

  it("fails after the limit, and recovers when a view is pushed after all", async () => {
    const { source, push } = fakeSource();
    const { states } = watched(source);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(states).toEqual([{ status: "loading" }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(states.at(-1)).toEqual({ status: "failed", cause: expect.any(NoAnswer) });
    push("late");
    expect(states.at(-1)).toEqual({ status: "shown", view: "late" });
  });

  it("keeps a pushed view when the request fails", async () => {
    const { source, answer, push } = fakeSource();
    const { states } = watched(source);
    push("pushed");
    answer.reject(new Error("refused"));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ status: "shown", view: "pushed" });
  });

  it("fails at once when the page has no way to the main process", async () => {
    const cause = new TypeError("window.handset is undefined");
    const { states } = watched({
      load: () => Promise.resolve("never"),
      subscribe: () => {
        throw cause;
      },
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ status: "failed", cause });
  });

  it("reports nothing after it was stopped", async () => {
    const { source, answer, listeners, push } = fakeSource();
    const { states, stop } = watched(source);
    stop();
    push("late");
    answer.resolve("later");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(states).toEqual([{ status: "loading" }]);
    expect(listeners.size).toBe(0);
  });
});
