import { getHeapCodeStatistics } from "node:v8";
import { playDay } from "./played-day.ts";

/**
 * Days of 2,000 calls, 500 sleeps and 300 reloads each, as fast as they go, through the parts that follow calls. Ends with
 * 1 when what Handset says is not what happened, or the memory after the warm-up is not flat. Run with --expose-gc.
 *
 * The first day is held to its whole heap. From day to day what V8 has compiled is left out: days in seconds are over
 * before everything is compiled that a day has time for.
 */
const DAYS = Number(process.argv[2] ?? 2);
const WARM_UP = 0.2;
const LIMIT = 0.1;

const { gc } = globalThis;
if (gc === undefined) throw new Error("run with --expose-gc");

const firstDay: number[] = [];
const withoutCode: number[] = [];
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
      const { heapUsed } = process.memoryUsage();
      if (day === 1) firstDay.push(heapUsed);
      withoutCode.push(heapUsed - getHeapCodeStatistics().code_and_metadata_size);
    },
  });
  wrong.push(...result.wrong.map((what) => `day ${day}: ${what}`));
  console.log(
    `day ${day}    ${result.tellings} messages, ${result.missed} calls missed (${result.missedUnseen} without a page), ${result.pops} pages opened`,
  );
}
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
for (const [name, heaps] of [
  ["first day", firstDay],
  ["without compiled code, all days", withoutCode],
] as const) {
  const [least, most] = [Math.min(...heaps), Math.max(...heaps)];
  const growth = (most - least) / least;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  console.log(
    `heap     ${name}: ${megabytes(least)} to ${megabytes(most)}, ${percent(growth)} (limit ${percent(LIMIT)})`,
  );
  if (growth > LIMIT) wrong.push(`the memory is not flat: ${name}`);
}
console.log(`took     ${((performance.now() - startedAt) / 1000).toFixed(1)} s for ${DAYS} days`);
for (const what of wrong) console.log(`wrong    ${what}`);
process.exit(wrong.length > 0 ? 1 : 0);
