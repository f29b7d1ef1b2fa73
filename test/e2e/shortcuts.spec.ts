import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Clipboard, openClipboard } from "../tools/clipboard.ts";
import { type Keyboard, openKeyboard } from "../tools/keyboard.ts";
import { resultsFolder } from "../tools/repository.ts";
import { test as base, cannotRing, expect, type Handset, type RunningApp } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";
import { press } from "./support/press.ts";
import { until } from "./support/until.ts";

/** Another program of the desktop, and a keyboard: keys and selections reach every program of the display. */
const test = base.extend<{ keyboard: Keyboard; other: Clipboard }>({
  display: "own",
  keyboard: async ({ handset }, use) => {
    const keyboard = await openKeyboard(handset.desktop.env);
    await use(keyboard);
    await keyboard.close();
  },
  other: async ({ handset }, use) => {
    const other = openClipboard(handset.desktop.env);
    await use(other);
    await other.close();
  },
});

test.skip(process.platform !== "linux", "the keyboard of the tests is that of X11");

const dialKeys = { shortcutDialSelection: "Control+Alt+D", shortcutDialClipboard: "Control+Alt+C" };

async function signedIn(handset: Handset, settings: Readonly<Record<string, unknown>>): Promise<RunningApp> {
  await handset.writeSettings(settings);
  const app = await handset.launch();
  await handset.signIn(app);
  return app;
}

async function openSettings(handset: Handset, app: RunningApp): Promise<Page> {
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  await expect(page.getByRole("heading", { name: "Shortcuts", level: 2 })).toBeVisible();
  return page;
}

const chosen = async (handset: Handset): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(handset.profile, "config.json"), "utf8"));

/** What Handset did last with the system's keys, by its own account: "applied", or "paused" while some are chosen. */
const lastOfKeys = async (handset: Handset): Promise<string | undefined> =>
  [...(await handset.readLog()).matchAll(/"event":"shortcuts\.(applied|paused)"/g)].at(-1)?.[1];

test("what is selected in another program, or copied, is asked about and called", async ({
  handset,
  keyboard,
  other,
}) => {
  const app = await signedIn(handset, dialKeys);
  await other.select(" (415) 555-0123\n");
  await other.copy("+1 415 555 0199");
  await keyboard.press("Control+Alt+D");
  const confirm = await app.page("confirm-call");
  await expect(confirm.getByText("+1 415 555 0123")).toBeVisible();
  await expect(confirm.getByText("From a keyboard shortcut")).toBeVisible();
  expect(handset.dialled()).toEqual([]);
  await press(confirm.getByRole("button", { name: "Call", exact: true }));
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
  expect(await other.pasteSelection()).toBe(" (415) 555-0123\n");

  await expect.poll(() => app.electron.windows().length).toBe(1);
  await other.select("+1 415 555 0199");
  await other.copy("+44 20 7946 0018 ext. 12");
  await keyboard.press("Control+Alt+C");
  const copied = await app.page("confirm-call");
  await expect(copied.getByText("+44 20 7946 0018 ext. 12")).toBeVisible();
  await expect(copied.getByText("From a keyboard shortcut")).toBeVisible();
});

test("what is no number is said, with the part that is not", { tag: "@thorough" }, async ({
  handset,
  keyboard,
  other,
}) => {
  const app = await signedIn(handset, dialKeys);
  let pressedAt = Number.NEGATIVE_INFINITY;
  const says = async (keys: string, text: string): Promise<void> => {
    // Keys that come again sooner count as held down.
    await until("the keys count again", () => performance.now() - pressedAt > 800);
    pressedAt = performance.now();
    await keyboard.press(keys);
    const confirm = await app.page("confirm-call");
    await expect(confirm.getByText(text)).toBeVisible();
    await press(confirm.getByRole("button", { name: "OK" }));
    await expect.poll(() => app.electron.windows().length).toBe(1);
  };
  await says("Control+Alt+D", "No text is selected.");
  await says("Control+Alt+C", "There is no text on the clipboard.");
  await other.select("1-800-FLOWERS");
  await says("Control+Alt+D", "The number in the text has letters in it: “FLOWERS”.");
  await other.copy(`+14155550123 ${"and more ".repeat(100)}`);
  await says("Control+Alt+C", "The text on the clipboard is too long to be a phone number.");
  other.freeze();
  await says("Control+Alt+D", "did not hand over the selected text in time.");
  expect(handset.dialled()).toEqual([]);
});

test("a number that is selected while nobody is signed in waits for the sign-in", {
  tag: "@thorough",
}, async ({ handset, keyboard, other }) => {
  await handset.writeSettings(dialKeys);
  const app = await handset.launch();
  const signIn = await app.page("sign-in");
  await expect(signIn.getByLabel("Client ID")).toBeVisible();
  await other.select("+1 415 555 0123");
  await keyboard.press("Control+Alt+D");
  await expect(signIn.getByText("After you sign in, Handset asks about +1 415 555 0123.")).toBeVisible();
});

test("a call is answered, muted and hung up by keys", async ({ handset, keyboard }) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  const app = await signedIn(handset, {
    shortcutAnswer: "Control+Alt+A",
    shortcutHangUp: "Control+Alt+H",
    shortcutMute: "F9",
  });
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const { id } = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  const call = () => handset.sandbox.calls().find((each) => each.id === id);
  await expect((await app.page("call-popup")).getByText("Ada Lovelace", { exact: true })).toBeVisible();
  await keyboard.press("Control+Alt+A");
  await expect.poll(() => call()?.state).toBe("connected");
  await expect.poll(() => app.electron.windows().length).toBe(1);
  await keyboard.press("F9");
  await expect.poll(() => call()?.muted).toBe(true);
  await keyboard.press("Control+Alt+H");
  await expect.poll(() => call()).toMatchObject({ state: "ended", endReason: "hung-up" });
});

test("shortcuts are off until they are chosen, and off again when they are cleared", {
  tag: "@thorough",
}, async ({ handset, keyboard, other }) => {
  const app = await signedIn(handset, {});
  const page = await openSettings(handset, app);
  // Nobody holds these: others can have them.
  await (await keyboard.grab("Control+Alt+D"))();
  const field = page.getByRole("textbox", { name: "Call the selected number" });
  await expect(field).toHaveValue("");
  await field.focus();
  await page.keyboard.press("Control+Alt+d");
  await expect(field).toHaveValue("Ctrl+Alt+D");
  await expect(page.getByText("These keys work in every program.")).toHaveCount(1);
  expect(await chosen(handset)).toMatchObject({ shortcutDialSelection: "Control+Alt+D" });
  await expect(keyboard.grab("Control+Alt+D")).rejects.toThrow("another program has");

  await other.select("+1 415 555 0123");
  // Within the field the keys would be chosen once more.
  await field.blur();
  await keyboard.press("Control+Alt+D");
  const confirm = await app.page("confirm-call");
  await press(confirm.getByRole("button", { name: "Don’t call" }));

  await page.getByRole("button", { name: "Clear the keys for “Call the selected number”" }).click();
  await expect(field).toHaveValue("");
  expect(await chosen(handset)).toMatchObject({ shortcutDialSelection: "" });
  await (await keyboard.grab("Control+Alt+D"))();
});

test("keys of another program are reported, and work when they are free and chosen again", {
  tag: "@thorough",
}, async ({ handset, keyboard, other }) => {
  const giveBack = await keyboard.grab("Control+Alt+D");
  const app = await signedIn(handset, dialKeys);
  const page = await openSettings(handset, app);
  const taken = page.getByText("Ctrl+Alt+D belongs to another program or to the system.");
  await expect(taken).toBeVisible();
  await expect(page.getByText("These keys work in every program.")).toHaveCount(1);
  await other.select("+1 415 555 0123");
  await giveBack();
  const field = page.getByRole("textbox", { name: "Call the selected number" });
  await field.focus();
  await expect.poll(() => lastOfKeys(handset)).toBe("paused");
  await page.keyboard.press("Control+Alt+d");
  await expect.poll(() => lastOfKeys(handset)).toBe("applied");
  await expect(taken).toHaveCount(0);
  await expect(page.getByText("These keys work in every program.")).toHaveCount(2);
  await field.blur();
  await keyboard.press("Control+Alt+D");
  await expect((await app.page("confirm-call")).getByText("+1 415 555 0123")).toBeVisible();
});

test("keys that another program let go of are taken up when the user comes back to the settings", {
  tag: "@thorough",
}, async ({ handset, keyboard }) => {
  const giveBack = await keyboard.grab("F9");
  const app = await signedIn(handset, { shortcutMute: "F9" });
  const page = await openSettings(handset, app);
  await expect(page.getByText("F9 belongs to another program or to the system.")).toBeVisible();
  await giveBack();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByText("These keys work in every program.")).toBeVisible();
});

test("while keys are being chosen none acts, and the field takes keys only", { tag: "@thorough" }, async ({
  handset,
  keyboard,
}) => {
  const app = await signedIn(handset, { shortcutAnswer: "F9" });
  const page = await openSettings(handset, app);
  const mute = page.getByRole("textbox", { name: "Mute and unmute" });
  const last = () => lastOfKeys(handset);
  const isHeld = () => expect(keyboard.grab("F9")).rejects.toThrow("another program has");
  const isFree = async () => (await keyboard.grab("F9"))();
  await isHeld();
  await mute.focus();
  await expect.poll(last).toBe("paused");
  await isFree();
  await page.keyboard.press("F9");
  await expect(mute).toHaveValue("F9");
  await expect(page.getByText("F9 is chosen twice.")).toBeVisible();

  await page.keyboard.down("Control");
  await expect(mute).toHaveValue("Ctrl+…");
  await page.keyboard.down("f");
  await expect(mute).toHaveValue("Ctrl+F");
  await expect(mute).toBeFocused();
  await page.keyboard.up("f");
  await page.keyboard.up("Control");

  await page.keyboard.press("d");
  await expect(page.getByText("This key alone would be lost for every other program.")).toBeVisible();
  await page.keyboard.insertText("abc");
  await expect(mute).toHaveValue("Ctrl+F");
  await page.keyboard.press("Escape");
  await expect(mute).toHaveValue("");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Clear the keys for “Mute and unmute”" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(mute).toBeFocused();

  await expect.poll(last).toBe("paused");
  await mute.blur();
  await expect.poll(last).toBe("applied");
  await isHeld();
  // A page that is closed in the middle of it does not keep them either.
  await mute.focus();
  await expect.poll(last).toBe("paused");
  await isFree();
  await page.close();
  await expect.poll(last).toBe("applied");
  await isHeld();
});

test("pictures: every state of a shortcut", { tag: "@thorough" }, async ({ handset, keyboard }) => {
  await keyboard.grab("Super+L");
  const app = await signedIn(handset, {
    shortcutDialSelection: "Control+Alt+D",
    shortcutDialClipboard: "Super+L",
    shortcutAnswer: "Control+Alt+D",
    shortcutHangUp: "Hyper+H",
  });
  const page = await openSettings(handset, app);
  await expect(page.getByText("Super+L belongs to another program or to the system.")).toBeVisible();
  await expect(page.getByText("Ctrl+Alt+D is chosen twice.")).toBeVisible();
  await expect(page.getByText("Hyper+H is not a combination of keys.")).toBeVisible();
  for (const [size, scale] of [
    ["", "100%"],
    ["-large", "200%"],
  ] as const) {
    await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
    }, scale);
    for (const [part, start] of [
      ["", page.getByRole("heading", { name: "Shortcuts", level: 2 })],
      ["-more", page.getByRole("textbox", { name: "Hang up" })],
    ] as const) {
      await start.evaluate((element) => element.scrollIntoView());
      const name = `settings-shortcuts${part}${size}`;
      await picture(page, name);
      await page.emulateMedia({ forcedColors: "active" });
      await page.screenshot({ path: join(resultsFolder, "screenshots", `${name}-forced.png`) });
      await page.emulateMedia({ forcedColors: null });
    }
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "";
  });
  await page.getByRole("textbox", { name: "Mute and unmute" }).focus();
  await page.keyboard.press("d");
  await page.keyboard.down("Control");
  await expect(page.getByText("This key alone would be lost for every other program.")).toBeVisible();
  await picture(page, "settings-shortcuts-choosing");
});
