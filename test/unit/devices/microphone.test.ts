import { expect, test } from "vitest";
import {
  type MicrophoneState,
  microphoneNotice,
  microphoneSettings,
  microphoneState,
  type SystemAccess,
} from "../../../src/devices/microphone.ts";

test.each<[SystemAccess, number | null, MicrophoneState]>([
  [null, null, "unknown"],
  [null, 0, "none"],
  [null, 2, "granted"],
  ["granted", 1, "granted"],
  ["granted", 0, "none"],
  ["unknown", 1, "granted"],
  ["denied", 1, "denied"],
  ["restricted", null, "denied"],
  ["not-determined", 0, "not-asked"],
])("system %s, %s microphones: %s", (access, inputs, state) => {
  expect(microphoneState(access, inputs)).toBe(state);
});

test("only what keeps the user from being heard is a notice, and it leads on", () => {
  for (const platform of ["linux", "darwin", "win32"] as const) {
    for (const state of ["granted", "not-asked", "unknown"] as const)
      expect(microphoneNotice(state, platform)).toBeNull();
    for (const state of ["denied", "none"] as const)
      expect(microphoneNotice(state, platform)?.nextStep).not.toBe("");
  }
  expect(microphoneNotice("denied", "darwin")?.nextStep).toContain("start again");
});

test("the system's page of microphones is a fixed address", () => {
  expect(microphoneSettings("darwin")).toMatch(/^x-apple\.systempreferences:.*Privacy_Microphone$/);
  expect(microphoneSettings("win32")).toBe("ms-settings:privacy-microphone");
  expect(microphoneSettings("linux")).toBeNull();
});
