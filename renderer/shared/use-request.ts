import { useEffect, useRef, useState } from "preact/hooks";
import type { Notice } from "../../src/ipc/channels.ts";
import { withLimit } from "./limit.ts";
import { texts } from "./texts.ts";

const usualLimitMs = 10_000;

export interface RequestRunner {
  /** True while a request is under way. */
  readonly busy: boolean;
  /** What went wrong with the last one. */
  readonly problem: Notice | null;
  /** Makes a request unless one is under way; `done` runs only when it was answered without a problem. */
  run(request: () => Promise<Notice | null>, done?: () => void): void;
  /** Forgets the problem and stops waiting; an answer with a notice still counts, silence no longer does. */
  release(): void;
  /** As `release`, but nothing that is still to come counts: what was asked about is no longer there. */
  abandon(): void;
}

/**
 * One request to the main process at a time, each with an end: answered, refused or out of time.
 * @param answerLimitMs how long an answer may take, in milliseconds
 */
export function useRequest(answerLimitMs = usualLimitMs): RequestRunner {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Notice | null>(null);
  // In a ref, because state changes only with the next rendering and two quick presses must not both count.
  const current = useRef({ id: 0, waiting: false });
  useEffect(
    () => () => {
      current.current = { id: -1, waiting: false };
    },
    [],
  );

  const run: RequestRunner["run"] = (request, done) => {
    if (current.current.waiting) return;
    const id = current.current.id + 1;
    current.current = { id, waiting: true };
    setBusy(true);
    setProblem(null);
    const finish = (notice: Notice | null) => {
      current.current.waiting = false;
      setBusy(false);
      setProblem(notice);
      if (notice === null) done?.();
    };
    withLimit(request(), answerLimitMs).then(
      (notice) => {
        if (current.current.id === id) finish(notice);
      },
      (cause: unknown) => {
        console.error("A request to the main process failed:", cause);
        if (current.current.id === id && current.current.waiting) finish(texts.noAnswer);
      },
    );
  };
  const release = () => {
    current.current.waiting = false;
    setBusy(false);
    setProblem(null);
  };
  const abandon = () => {
    current.current.id += 1;
    release();
  };
  return { busy, problem, run, release, abandon };
}
