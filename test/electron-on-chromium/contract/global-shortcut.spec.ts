/// <reference types="electron" />
import { expect } from "@playwright/test";
import { type Desktop, openDesktop } from "../../tools/desktop.ts";
import { type Keyboard, openKeyboard } from "../../tools/keyboard.ts";
import { test as base, type Contract } from "./harness.ts";

declare const contract: Contract & { log: unknown[] };

/** A display and a keyboard of its own: keys reach every program. */
const test = base.extend<{ desktop: Desktop; keyboard: Keyboard; env: Record<string, string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  desktop: async ({}, use) => {
    const desktop = await openDesktop({ keyring: "absent", display: "own" });
    await use(desktop);
    await desktop.dispose();
  },
  keyboard: async ({ desktop }, use) => {
    const keyboard = await openKeyboard(desktop.env);
    await use(keyboard);
    await keyboard.close();
  },
  env: ({ desktop }, use) => use({ DISPLAY: desktop.env.DISPLAY ?? "", CONTRACT_NO_WINDOW: "1" }),
});

/** Accelerators and the key that a person presses for each; the last ones as the keyboard has them, too. */
const spellings = [
  ["CommandOrControl+Shift+D", "Control+Shift+D"],
  ["ctrl+alt+7", "Control+Alt+7"],
  ["Super+Space", "Super+Space"],
  ["F9", "F9"],
  ["Alt+Left", "Alt+Left"],
  ["Control+Plus", "Control+Shift+="],
  ["Control+?", "Control+Shift+/"],
  ["Shift+Meta+Return", "Super+Shift+Enter"],
  ["MediaPlayPause", "MediaPlayPause"],
] as const;

test("each registered accelerator calls its own callback", async ({ launch, keyboard, env }) => {
  const app = await launch({ env });
  const registered = await app.evaluate(
    ({ globalShortcut }, accelerators) =>
      accelerators.map((accelerator) => [
        globalShortcut.isRegistered(accelerator),
        globalShortcut.register(accelerator, () => void contract.log.push(accelerator)),
        globalShortcut.isRegistered(accelerator),
        globalShortcut.register(accelerator, () => void contract.log.push("twice")),
      ]),
    spellings.map(([accelerator]) => accelerator),
  );
  expect(registered).toEqual(spellings.map(() => [false, true, true, false]));
  for (const [, pressed] of spellings) await keyboard.press(pressed);
  const log = spellings.map(([accelerator]) => accelerator);
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(log);
});

test("Caps Lock and Num Lock make no difference", async ({ launch, keyboard, env }) => {
  const app = await launch({ env });
  await app.evaluate(({ globalShortcut }) => {
    globalShortcut.register("Control+Shift+D", () => void contract.log.push("D"));
  });
  await keyboard.press("Capslock");
  await keyboard.press("Control+Shift+D");
  await keyboard.press("Numlock");
  await keyboard.press("Control+Shift+D");
  await keyboard.press("Capslock");
  await keyboard.press("Control+Shift+D");
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["D", "D", "D"]);
});

test("what another program holds is refused until it gives it back", async ({ launch, keyboard, env }) => {
  const app = await launch({ env });
  const register = () =>
    app.evaluate(({ globalShortcut }) => [
      globalShortcut.register("Control+Alt+C", () => void contract.log.push("C")),
      globalShortcut.isRegistered("Control+Alt+C"),
    ]);
  const giveBack = await keyboard.grab("Control+Alt+C");
  expect(await register()).toEqual([false, false]);
  await keyboard.press("Control+Alt+C");
  await giveBack();
  expect(await register()).toEqual([true, true]);
  await keyboard.press("Control+Alt+C");
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["C"]);
  await expect(keyboard.grab("Control+Alt+C")).rejects.toThrow("another program has");
});

test("what is unregistered is free for others, also at the end of the app", async ({
  launch,
  keyboard,
  env,
}) => {
  const app = await launch({ env });
  const registered = await app.evaluate(({ globalShortcut }) => {
    const note = () => void contract.log.push("pressed");
    globalShortcut.register("Control+1", note);
    globalShortcut.register("Control+2", note);
    globalShortcut.register("Control+3", note);
    globalShortcut.unregister("Control+1");
    const one = ["Control+1", "Control+2"].map((each) => globalShortcut.isRegistered(each));
    globalShortcut.unregisterAll();
    const none = ["Control+2", "Control+3"].map((each) => globalShortcut.isRegistered(each));
    globalShortcut.register("Control+4", note);
    return [...one, ...none];
  });
  expect(registered).toEqual([false, true, false, false]);
  for (const free of ["Control+1", "Control+2", "Control+3"]) await keyboard.grab(free);
  await app.close();
  await expect(async () => keyboard.grab("Control+4")).toPass();
});

test("what is no accelerator is refused with an error", async ({ launch, env }) => {
  const app = await launch({ env });
  const refused = await app.evaluate(({ globalShortcut }) =>
    ["Control+Shift", "Control+Nonsense", ""].map((text) => {
      try {
        return globalShortcut.register(text, () => {});
      } catch (error) {
        return error instanceof TypeError;
      }
    }),
  );
  expect(refused).toEqual([true, true, true]);
});
