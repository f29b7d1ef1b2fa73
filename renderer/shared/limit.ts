/** The main process did not answer a request in time. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/**
 * Waits for `answer`, but never longer than `limitMs` milliseconds.
 * @throws {NoAnswer} when the time is over; otherwise whatever `answer` itself rejects with.
 */
export function withLimit<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer(`no answer within ${limitMs} ms`)), limitMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
