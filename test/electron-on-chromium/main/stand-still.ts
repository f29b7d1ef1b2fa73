/**
 * Keeps this thread where it is until another one has made the number something else than 0, for `limitMs` at most: a
 * millisecond or two for what is asked of an X server.
 *
 * It looks again and again instead of calling `Atomics.wait`. With V8 11 (Node 20) some hundred waits of a main thread
 * were seen to end in a thread that spins for ever in `FutexEmulation::Wake`, or in "free(): invalid pointer".
 */
export function standStill(numbers: Int32Array, index: number, limitMs: number): void {
  const end = performance.now() + limitMs;
  while (Atomics.load(numbers, index) === 0 && performance.now() < end) {
    // The other thread is at work.
  }
}
