import fc from "fast-check";
import { answersOf, checkLink, hostileLink, nationalNumber } from "../unit/links/hostile-links.ts";

/**
 * The fuzz of test/unit/links/link-fuzz.test.ts with a million inputs, or as many as the first argument says.
 * Prints figures; a broken property is printed with its seed, and ends it with 1.
 */
const inputs = Number(process.argv[2] ?? 1_000_000);
/** Shrinking and garbage stay small when a million comes in parts. */
const PART = 20_000;

const seen = new Map<string, number>();
const seed = Date.now() % 2 ** 31;
const started = performance.now();
let slowest = 0;
for (let done = 0; done < inputs; done += PART) {
  fc.assert(
    fc.property(hostileLink, (link) => {
      const before = performance.now();
      const verdict = checkLink(link);
      slowest = Math.max(slowest, performance.now() - before);
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
    }),
    { numRuns: Math.min(PART, inputs - done), seed: seed + done },
  );
}
let spelled = 0;
fc.assert(
  fc.property(nationalNumber, (national) => {
    const answers = answersOf(national);
    if (answers.length !== 1) throw new Error(`${national} is read as ${answers.join(", ")}`);
    spelled += 1;
  }),
  { numRuns: 2000, seed },
);
const seconds = (performance.now() - started) / 1000;

console.log(`inputs            ${inputs} (seed ${seed})`);
for (const [verdict, count] of [...seen].sort((a, b) => b[1] - a[1])) {
  console.log(`  ${verdict.padEnd(16)}${count}`);
}
console.log(`numbers in every spelling ${spelled}`);
console.log(`took              ${seconds.toFixed(1)} s, slowest input ${slowest.toFixed(2)} ms`);
