import { describe, expect, test } from "vitest";
import {
  type AudioDevices,
  audioDevices,
  changeInWords,
  type DeviceInfo,
  noDevices,
} from "../../../src/devices/device-list.ts";

const info = (kind: string, deviceId: string, label: string, groupId = deviceId): DeviceInfo => ({
  kind,
  deviceId,
  label,
  groupId,
});
const headset = (label: string, isDefault = true): AudioDevices => ({
  microphones: [{ id: `in-${label}`, label, isDefault }],
  speakers: [{ id: `out-${label}`, label, isDefault }],
});

describe("the devices of a page", () => {
  test("are the real ones, the system's choice marked by name", () => {
    const devices = audioDevices([
      info("audioinput", "default", "Default - Jabra Evolve 65 (0b0e:030c)", "g2"),
      info("audioinput", "communications", "Communications - Jabra Evolve 65 (0b0e:030c)", "g2"),
      info("audioinput", "a", "Built-in Microphone"),
      info("audioinput", "b", "Jabra Evolve 65 (0b0e:030c)", "g2"),
      info("videoinput", "c", "Camera"),
      info("audiooutput", "d", "Speakers"),
    ]);
    expect(devices).toEqual({
      microphones: [
        { id: "a", label: "Built-in Microphone", isDefault: false },
        { id: "b", label: "Jabra Evolve 65", isDefault: true },
      ],
      speakers: [{ id: "d", label: "Speakers", isDefault: true }],
    });
  });

  test("by group where the name is in another language, and the first where nothing is said", () => {
    const two = [info("audiooutput", "a", "One"), info("audiooutput", "b", "Two", "g")];
    const chosen = (infos: readonly DeviceInfo[]) =>
      audioDevices(infos).speakers.find(({ isDefault }) => isDefault)?.label;
    expect(chosen([info("audiooutput", "default", "Standard", "g"), ...two])).toBe("Two");
    expect(chosen(two)).toBe("One");
  });

  test("have numbers while the page may not know their names, and none without an id", () => {
    expect(audioDevices([info("audioinput", "a", ""), info("audiooutput", "", "")])).toEqual({
      microphones: [{ id: "a", label: "Microphone 1", isDefault: true }],
      speakers: [],
    });
  });

  test("are not more, and not longer, than anybody reads", () => {
    const many = Array.from({ length: 200 }, (_, index) => info("audioinput", `${index}`, "x".repeat(500)));
    const { microphones } = audioDevices(many);
    expect(microphones).toHaveLength(50);
    expect(microphones[0]?.label).toHaveLength(100);
  });
});

describe("what has changed", () => {
  const laptop: AudioDevices = {
    microphones: [{ id: "m", label: "Built-in Microphone", isDefault: true }],
    speakers: [{ id: "s", label: "Built-in Speakers", isDefault: true }],
  };
  const both: AudioDevices = {
    microphones: [
      { id: "m", label: "Built-in Microphone", isDefault: false },
      { id: "h", label: "Headset X", isDefault: true },
    ],
    speakers: [
      { id: "s", label: "Built-in Speakers", isDefault: false },
      { id: "h", label: "Headset X", isDefault: true },
    ],
  };

  test.each<[string, AudioDevices, AudioDevices, string | null]>([
    ["nothing", laptop, laptop, null],
    [
      "a headset comes and is used",
      laptop,
      both,
      "Headset X was connected. Headset X is the system’s choice now.",
    ],
    [
      "a headset goes, two others are used",
      both,
      laptop,
      "Headset X was disconnected. The microphone of the system’s choice is now Built-in Microphone. The speaker of the system’s choice is now Built-in Speakers.",
    ],
    [
      "one comes and is not used",
      laptop,
      { ...laptop, speakers: [...laptop.speakers, { id: "t", label: "TV", isDefault: false }] },
      "TV was connected.",
    ],
    [
      "the choice moves",
      both,
      { ...both, microphones: laptop.microphones.concat({ id: "h", label: "Headset X", isDefault: false }) },
      "The microphone of the system’s choice is now Built-in Microphone.",
    ],
    ["all go", headset("A"), noDevices, "A was disconnected. There is no microphone any more."],
    [
      "several come",
      noDevices,
      both,
      "Built-in Microphone, Headset X and Built-in Speakers were connected. Headset X is the system’s choice now.",
    ],
  ])("%s", (_, before, after, words) => {
    expect(changeInWords(before, after)).toBe(words);
  });

  test("names that are known only now are no new devices", () => {
    const unnamed = audioDevices([info("audioinput", "a", "")]);
    const named = audioDevices([info("audioinput", "a", "Headset X")]);
    expect(changeInWords(unnamed, named)).toBeNull();
  });
});
