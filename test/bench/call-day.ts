import { getHeapCodeStatistics } from "node:v8";
import { playDay } from "./played-day.ts";

/**
 * Days of 2,000 calls, 500 sleeps and 300 reloads each, as fast as they go, through the parts that follow calls. Ends with
 * 1 when what Handset says is not what happened, or the memory after the warm-up is not flat. Run with --expose-gc.
 *
 * What V8 has compiled is told, but is not what has to be flat: a day in seconds is over before everything is compiled
 * that a day has time for.
 */
const DAYS = Number(process.argv[2] ?? 2);
const WARM_UP = 0.2;
const LIMIT = 0.1;

const { gc } = globalThis;
if (gc === undefined) throw new Error("run with --expose-gc");

const heaps: number[] = [];
let compiled = 0;
const wrong: string[] = [];
const startedAt = performance.now();
for (let day = 1; day <= DAYS; day += 1) {
  const result = await playDay({
    calls: 2_000,
    sleeps: 500,
    reloads: 300,
    seed: day,
    sample: (share) => {
      if (day === 1 && share < WARM_UP) return;
      gc();
      compiled = getHeapCodeStatistics().code_and_metadata_size;
      heaps.push(process.memoryUsage().heapUsed - compiled);
    },
  });
  wrong.push(...result.wrong.map((what) => `day ${day}: ${what}`));
  console.log(
    `day ${day}    ${result.tellings} messages, ${result.missed} calls missed (${result.missedUnseen} without a page), ${result.pops} pages opened`,
  );
}
const least = Math.min(...heaps);
const most = Math.max(...heaps);
const growth = (most - least) / least;
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
console.log(
  `heap     ${megabytes(heaps[0] ?? 0)} after the warm-up, ${megabytes(heaps.at(-1) ?? 0)} at the end, and ${megabytes(compiled)} of code`,
);
console.log(
  `between  ${megabytes(least)} and ${megabytes(most)}: ${(growth * 100).toFixed(1)} % (limit 10 %)`,
);
console.log(`took     ${((performance.now() - startedAt) / 1000).toFixed(1)} s for ${DAYS} days`);
if (growth > LIMIT) wrong.push("the memory is not flat");
for (const what of wrong) console.log(`wrong    ${what}`);
process.exit(wrong.length > 0 ? 1 : 0);
