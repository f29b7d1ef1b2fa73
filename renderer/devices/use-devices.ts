import { useEffect, useState } from "preact/hooks";
import { type AudioDevices, audioDevices, changeInWords } from "../../src/devices/device-list.ts";

export interface SeenDevices {
  /** Null until the first answer. */
  readonly devices: AudioDevices | null;
  /** What has changed last, in words; "" before anything has. */
  readonly change: string;
}

/**
 * The devices as they come and go.
 *
 * @param again looked at once more when it changes: names are there only once the microphone may be used
 */
export function useDevices(again: unknown): SeenDevices {
  const [seen, setSeen] = useState<SeenDevices>({ devices: null, change: "" });
  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<void> => {
      const devices = audioDevices(await navigator.mediaDevices.enumerateDevices());
      if (isOver) return;
      setSeen((before) => ({
        devices,
        change: (before.devices === null ? null : changeInWords(before.devices, devices)) ?? before.change,
      }));
    };
    const looked = (): void => {
      look().catch((cause: unknown) => console.error("The audio devices are not known:", cause));
    };
    looked();
    navigator.mediaDevices.addEventListener("devicechange", looked);
    return () => {
      isOver = true;
      navigator.mediaDevices.removeEventListener("devicechange", looked);
    };
  }, [again]);
  return seen;
}
