import { useEffect, useState } from "preact/hooks";

/** How far a card is from taking answers. */
export interface Arming {
  readonly armed: boolean;
  /** Number of the present count. */
  readonly round: number;
  /** How long a count takes, in milliseconds. */
  readonly afterMs: number;
}

/**
 * Counts the time during which a card has been in sight: not armed until `afterMs` milliseconds have passed, and
 * from the start again whenever the window comes back into sight.
 */
export function useArmed(afterMs: number): Arming {
  const [armed, setArmed] = useState(afterMs <= 0);
  const [round, setRound] = useState(0);

  // Each round counts afresh
  useEffect(() => {
    if (afterMs <= 0) return;
    const timer = setTimeout(() => setArmed(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs, round]);

  useEffect(() => {
    const onVisibility = () => {
      if (document.visibilityState !== "visible" || afterMs <= 0) return;
      setArmed(false);
      setRound((last) => last + 1);
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, [afterMs]);

  return { armed, round, afterMs };
}
