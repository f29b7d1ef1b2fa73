import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "@playwright/test";
import { electronPath, environment, exitOf, test } from "./harness.ts";

test("an app can wait for a thread and end before `ready`, with its code and without a display", async ({
  userData,
}) => {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = environment({ XDG_CONFIG_HOME: userData });
  const app = spawn(electronPath, [...root, join(import.meta.dirname, "command-app"), "word"], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = exitOf(app);
  expect(await text(app.stdout)).toBe("from the thread; 1.0.0; word\n");
  expect(await ended).toEqual({ code: 7, signal: null });
});
