/** A part of a sound: these frequencies (in hertz) together from `from` to `to` (in seconds). */
interface Part {
  readonly hertz: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface Sound {
  readonly parts: readonly Part[];
  /** In seconds. */
  readonly length: number;
}

/** Three notes, one after the other. */
export const chime: Sound = {
  parts: [
    { hertz: [523.25], from: 0, to: 0.35 },
    { hertz: [659.25], from: 0.35, to: 0.7 },
    { hertz: [783.99], from: 0.7, to: 1.2 },
  ],
  length: 1.3,
};

/** Two rings as a telephone makes them: a warble between two tones. */
export const ring: Sound = {
  parts: [0, 1.6].flatMap((start) =>
    Array.from({ length: 10 }, (_, index) => ({
      hertz: [index % 2 === 0 ? 880 : 1108.73],
      from: start + index * 0.09,
      to: start + (index + 1) * 0.09,
    })),
  ),
  length: 2.6,
};

const VOLUME = 0.25;
/** A tone that begins or ends at once clicks. */
const FADE_S = 0.01;
/** What hangs in the system's audio is not waited for. */
const EXTRA_MS = 3_000;

/**
 * Plays a sound on a device; resolves when it is over.
 *
 * @param deviceId of the speaker, "" for the system's choice
 * @throws DOMException when the device is gone or must not be used
 */
export async function play(sound: Sound, deviceId: string): Promise<void> {
  const context = await openSpeaker(deviceId);
  try {
    const volume = new GainNode(context, { gain: VOLUME });
    volume.connect(context.destination);
    const start = context.currentTime + 0.05;
    for (const { hertz, from, to } of sound.parts) {
      for (const frequency of hertz) playTone(context, volume, frequency, start + from, start + to);
    }
    await pause(sound.length * 1000);
  } finally {
    await context.close();
  }
}

/** Plays what was recorded, until it is over. @throws DOMException as `play` */
export async function playRecording(recording: Blob, deviceId: string): Promise<void> {
  const context = await openSpeaker(deviceId);
  try {
    const buffer = await context.decodeAudioData(await recording.arrayBuffer());
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    const over = new Promise((resolve) => source.addEventListener("ended", resolve));
    source.start();
    await Promise.race([over, pause(buffer.duration * 1000 + EXTRA_MS)]);
  } finally {
    await context.close();
  }
}

async function openSpeaker(deviceId: string): Promise<AudioContext> {
  const context = new AudioContext();
  try {
    if (deviceId !== "") await setSink(context, deviceId);
    await Promise.race([context.resume(), pause(EXTRA_MS)]);
    return context;
  } catch (cause) {
    await context.close();
    throw cause;
  }
}

/** https://developer.mozilla.org/docs/Web/API/AudioContext/setSinkId; the compiler's declarations lack it. */
async function setSink(context: AudioContext, deviceId: string): Promise<void> {
  if ("setSinkId" in context && typeof context.setSinkId === "function") await context.setSinkId(deviceId);
}

function playTone(context: AudioContext, to: AudioNode, frequency: number, start: number, end: number): void {
  const tone = new OscillatorNode(context, { frequency });
  const shape = new GainNode(context, { gain: 0 });
  shape.gain.setValueAtTime(0, start);
  shape.gain.linearRampToValueAtTime(1, start + FADE_S);
  shape.gain.setValueAtTime(1, end - FADE_S);
  shape.gain.linearRampToValueAtTime(0, end);
  tone.connect(shape).connect(to);
  tone.start(start);
  tone.stop(end);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
