import { useEffect, useState } from "preact/hooks";

/**
 * Counts the time during which a card has been in sight: false until `afterMs` milliseconds have passed, and
 * from the start again whenever the window comes back into sight.
 * @returns whether the card may be accepted, and the number of the present count
 */
export function useArmed(afterMs: number): readonly [armed: boolean, round: number] {
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

  return [armed, round];
}
