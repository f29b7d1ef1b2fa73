/** Quieter than this is silence, in decibels below the loudest that can be. */
const FLOOR_DB = -60;

/**
 * How loud samples are, from 0 (silence) to 1, on the logarithmic scale that ears have.
 *
 * @param samples from -1 to 1, as `AnalyserNode.getFloatTimeDomainData` gives them
 */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = Math.sqrt(sum / samples.length);
  if (loudness === 0 || Number.isNaN(loudness)) return 0;
  const decibels = 20 * Math.log10(loudness);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
}

export type LevelWord = "silent" | "quiet" | "good" | "loud";

/** What the meter says in a word; speech at a headset's distance lies around 0.6. */
export function levelWord(level: number): LevelWord {
  if (level < 0.05) return "silent";
  if (level < 0.35) return "quiet";
  return level < 0.92 ? "good" : "loud";
}

/** What is shown next: up at once, down slowly, so that it can be read. */
export function fallingLevel(shown: number, heard: number): number {
  return heard >= shown ? heard : Math.max(heard, shown - 0.03);
}
