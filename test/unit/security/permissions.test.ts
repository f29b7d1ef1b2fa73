import { describe, expect, test } from "vitest";
import { isAudioPermitted, isPermitted } from "../../../src/security/permissions.ts";

const WIDGET = "https://apps.ringcentral.com";
const isWidgetPermitted = (permission: string, types: readonly string[] = []) =>
  isPermitted(permission, WIDGET, WIDGET, types);

describe("the softphone's page", () => {
  test.each(["media", "speaker-selection", "notifications", "clipboard-sanitized-write"])(
    "may use %s",
    (permission) => {
      expect(isWidgetPermitted(permission)).toBe(true);
    },
  );

  test.each([
    "geolocation",
    "clipboard-read",
    "display-capture",
    "fullscreen",
    "openExternal",
    "hid",
    "usb",
    "serial",
    "midiSysex",
    "fileSystem",
    "unknown",
    "",
  ])("may not use %j", (permission) => {
    expect(isWidgetPermitted(permission)).toBe(false);
  });

  test("may listen, never look", () => {
    expect(isWidgetPermitted("media", ["audio"])).toBe(true);
    expect(isWidgetPermitted("media", ["video"])).toBe(false);
    expect(isWidgetPermitted("media", ["audio", "video"])).toBe(false);
    expect(isWidgetPermitted("media", ["unknown"])).toBe(false);
  });
});

test.each(["https://evil.example", "https://apps.ringcentral.com.evil.example", "null", ""])(
  "%j may use nothing",
  (origin) => {
    for (const permission of ["media", "notifications", "speaker-selection"]) {
      expect(isPermitted(permission, origin, WIDGET, ["audio"])).toBe(false);
    }
  },
);

describe("the page that tries microphone and speakers", () => {
  const page = "handset-page://shell/devices.html";
  const ask = (permission: string, changes: Partial<Parameters<typeof isAudioPermitted>[1]> = {}): boolean =>
    isAudioPermitted(permission, { url: page, isMainFrame: true, types: [], ...changes }, page);

  test("may hear and play", () => {
    expect(ask("media", { types: ["audio"] })).toBe(true);
    expect(ask("media", { url: `${page}?a#b` })).toBe(true);
    expect(ask("speaker-selection")).toBe(true);
  });

  test.each([
    "notifications",
    "clipboard-read",
    "clipboard-sanitized-write",
    "display-capture",
    "geolocation",
    "midi",
    "openExternal",
    "unknown",
  ])("may not use %s", (permission) => {
    expect(ask(permission)).toBe(false);
  });

  test("may not look, and no other page or frame may anything", () => {
    expect(ask("media", { types: ["video"] })).toBe(false);
    expect(ask("media", { types: ["audio", "video"] })).toBe(false);
    expect(ask("media", { isMainFrame: false })).toBe(false);
    for (const url of [
      "",
      "handset-page://shell/settings.html",
      `${page}.evil`,
      "https://evil.example/devices.html",
    ])
      expect(ask("media", { url })).toBe(false);
  });
});
