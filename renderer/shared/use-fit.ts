import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Tells how high the element is, in CSS pixels, now and whenever that changes: for windows that are as high as what
 * they show, whatever the size of the text.
 */
export function useFit<E extends HTMLElement>(tell: (height: number) => void): RefObject<E | null> {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    let last = 0;
    const look = () => {
      const height = Math.ceil(current.getBoundingClientRect().height);
      if (height === last) return;
      last = height;
      tell(height);
    };
    const observer = new ResizeObserver(look);
    observer.observe(current);
    look();
    return () => observer.disconnect();
  }, [tell]);
  return element;
}

/** What a request that nobody waits for came to, where it failed. */
export function logFailure(cause: unknown): void {
  console.error("A request to the main process failed:", cause);
}
