import { fallingLevel, levelOf } from "./level.ts";
import { pause } from "./sounds.ts";

/** A microphone that is listened to; `stop` gives it back. */
export interface ListeningTo {
  /** Records for so long, in milliseconds. */
  record(ms: number): Promise<Blob>;
  stop(): void;
}

const SHOWN_EVERY_MS = 50;

/**
 * Opens a microphone and tells its level, from 0 to 1.
 *
 * @param deviceId "" for the system's choice
 * @param ended called when the device is gone
 * @throws DOMException when it cannot be used
 */
export async function listen(
  deviceId: string,
  level: (level: number) => void,
  ended: () => void,
): Promise<ListeningTo> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: deviceId === "" ? true : { deviceId: { exact: deviceId } },
  });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let shown = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    shown = fallingLevel(shown, levelOf(samples));
    level(shown);
  }, SHOWN_EVERY_MS);
  const stop = (): void => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    if (context.state !== "closed") void context.close();
  };
  for (const track of stream.getAudioTracks()) track.addEventListener("ended", ended);
  return {
    async record(ms) {
      const recorder = new MediaRecorder(stream);
      const parts: Blob[] = [];
      recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
      const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
      recorder.start();
      await pause(ms);
      if (recorder.state !== "inactive") recorder.stop();
      await stopped;
      return new Blob(parts, { type: recorder.mimeType });
    },
    stop,
  };
}
