import type { Notice } from "../../src/ipc/channels.ts";
import type { LevelWord } from "./level.ts";

/** Every sentence of the page of microphone and speakers. `product` is the product's name. */
export const texts = {
  title: "Microphone and speakers",
  windowTitle: (product: string) => `Microphone and speakers – ${product}`,
  looking: "Looking for devices…",

  microphones: "Microphone",
  chosenBySystem: "system’s choice",
  noMicrophone: nothing("There is no microphone: nobody will hear you."),
  choose: "Microphone to try",
  listen: "Try the microphone",
  stopListening: "Stop",
  level: "Loudness",
  levels: {
    silent: "Nothing is heard. Speak; if the bar stays empty, look for a mute switch.",
    quiet: "Something is heard, quietly.",
    good: "You are heard well.",
    loud: "Very loud: move the microphone away a little.",
  } satisfies Record<LevelWord, string>,
  levelWords: {
    silent: "silent",
    quiet: "quiet",
    good: "good",
    loud: "very loud",
  } satisfies Record<LevelWord, string>,
  record: "Record 3 seconds",
  recording: "Recording… Say something.",
  playingBack: "That is how others hear you…",
  playedBack: "That was the recording. Nothing of it was kept.",

  speakers: "Speakers",
  noSpeaker: nothing("There is no speaker: you will hear nobody, and no ring."),
  chooseSpeaker: "Speaker to try",
  playSound: "Play a sound",
  playing: (device: string) => `Playing on ${device}…`,
  played: (device: string) => `A sound was played on ${device}. Did you hear it?`,

  ring: "Ring",
  chooseRing: "Device that rings",
  ringHelp: "A call can ring on another device than the one you talk on.",
  playRing: "Ring there",
  playRingEverywhere: "Ring on all",
  all: (count: number) => `all ${count} speakers`,
  ringing: (device: string) => `Ringing on ${device}…`,
  rang: (device: string) => `It rang on ${device}.`,

  inUse: "What the phone uses",
  inUseHelp:
    "The phone uses the system’s choice, unless you have chosen other devices in its own audio settings. There you choose microphone, speaker and the device that rings.",
  openPhoneSettings: "Open the phone’s audio settings",
  openSystemSettings: "Open the system’s settings",
  ask: "Ask for the microphone",
  askHelp: "The system asks you once whether this app may use the microphone.",
};

function nothing(title: string): Notice {
  return {
    code: "devices/none",
    severity: "warning",
    title,
    nextStep: "Connect one, or a headset; it shows up here by itself.",
  };
}

/** Why a device could not be used, of what the browser engine says (`DOMException.name`). */
export function problemOf(cause: unknown): Notice {
  const name = cause instanceof DOMException ? cause.name : "";
  switch (name) {
    case "NotAllowedError":
      return {
        code: "devices/not-allowed",
        severity: "error",
        title: "The system does not allow the microphone.",
        nextStep: "Allow it in the system’s settings, then try again.",
      };
    case "NotFoundError":
    case "OverconstrainedError":
      return {
        code: "devices/gone",
        severity: "error",
        title: "That device is not there any more.",
        nextStep: "Connect it again, or choose another one.",
      };
    case "NotReadableError":
    case "AbortError":
      return {
        code: "devices/busy",
        severity: "error",
        title: "That device does not answer.",
        nextStep: "Close other programs that may use it, or connect it again.",
      };
    default:
      return {
        code: "devices/failed",
        severity: "error",
        title: "That device could not be used.",
        nextStep: "Try another one.",
      };
  }
}
