/// <reference types="electron" />
import { expect } from "@playwright/test";
import { openKeyboard } from "../../tools/keyboard.ts";
import { setScreenSaver } from "../../tools/screen-saver.ts";
import { test } from "./harness.ts";

// They share the display's screen saver.
test.describe.configure({ mode: "default" });
test.skip(process.platform !== "linux", "about X11");

test("the idle time is that of the display, and a key ends it", async ({ launch }) => {
  const app = await launch();
  const idle = () =>
    app.evaluate(({ powerMonitor }) => ({
      time: powerMonitor.getSystemIdleTime(),
      state: powerMonitor.getSystemIdleState(1),
      later: powerMonitor.getSystemIdleState(100_000),
    }));
  // Other tests press keys on the same display.
  await expect.poll(async () => (await idle()).time).toBeGreaterThanOrEqual(1);
  await expect.poll(idle).toMatchObject({ state: "idle", later: "active" });
  const keyboard = await openKeyboard(process.env);
  try {
    await keyboard.press("Control+F9");
    expect(await idle()).toMatchObject({ time: 0, state: "active" });
  } finally {
    await keyboard.close();
  }
});

test("a screen saver that is on counts as locked", async ({ launch }) => {
  const app = await launch();
  const state = () => app.evaluate(({ powerMonitor }) => powerMonitor.getSystemIdleState(100_000));
  const stateWithSaver = async () => {
    await setScreenSaver(process.env, true);
    return state();
  };
  try {
    await expect.poll(stateWithSaver).toBe("locked");
  } finally {
    await setScreenSaver(process.env, false);
  }
  await expect.poll(state).toBe("active");
});

test("a threshold of nothing is refused", async ({ launch }) => {
  const app = await launch();
  const message = await app.evaluate(({ powerMonitor }) => {
    try {
      return powerMonitor.getSystemIdleState(0);
    } catch (error) {
      return String(error);
    }
  });
  expect(message).toBe("TypeError: Invalid idle threshold, must be greater than 0");
});
