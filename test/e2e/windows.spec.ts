import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication, JSHandle, Page } from "@playwright/test";
import { openClipboard } from "../tools/clipboard.ts";
import { openKeyboard } from "../tools/keyboard.ts";
import { focusedTitle } from "../tools/x-windows.ts";
import { expect, type Handset, test } from "./support/fixtures.ts";
import { answerQuestion } from "./support/handset.ts";
import { until } from "./support/until.ts";

/** Keys, clipboard and focus belong to the test alone. */
test.use({ display: "own" });

type Window = JSHandle<Electron.BrowserWindow>;
const boundsOf = (window: Window): Promise<Electron.Rectangle> => window.evaluate((own) => own.getBounds());
const zoomOf = async (window: Window): Promise<number> =>
  Math.round(100 * (await window.evaluate((own) => own.webContents.getZoomFactor())));
const innerWidth = (page: Page): Promise<number> => page.evaluate(() => window.innerWidth);

/** The window gets the keys, which takes the display a moment. */
async function bringForward(handset: Handset, window: Window): Promise<void> {
  await window.evaluate((own) => own.focus());
  const title = await window.evaluate((own) => own.getTitle());
  await expect.poll(() => focusedTitle(handset.desktop.env)).toContain(title);
}

test("place, size and zoom of each window are there again after a restart", async ({ handset }) => {
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  const keyboard = await openKeyboard(handset.desktop.env);
  try {
    const window = await app.electron.browserWindow(phone);
    await window.evaluate((own) => own.setBounds({ x: 60, y: 40, width: 480, height: 640 }));
    await bringForward(handset, window);
    await keyboard.press("Control+Shift+=");
    await expect.poll(() => zoomOf(window)).toBe(110);
    await keyboard.press("Control+=");
    await expect.poll(() => zoomOf(window)).toBe(125);
    await expect.poll(() => innerWidth(phone)).toBe(480 / 1.25);

    await keyboard.press("Control+,");
    const settings = await app.page("settings");
    await expect(settings.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
    const other = await app.electron.browserWindow(settings);
    await other.evaluate((own) => own.setBounds({ x: 200, y: 100, width: 600, height: 500 }));
    await settings.mouse.move(300, 200);
    await settings.keyboard.down("Control");
    await settings.mouse.wheel(0, 100);
    await settings.keyboard.up("Control");
    await expect.poll(() => zoomOf(other)).toBe(90);
    expect(await zoomOf(window)).toBe(125);
    await other.evaluate((own) => own.maximize());
    await expect.poll(() => other.evaluate((own) => own.isMaximized())).toBe(true);
  } finally {
    await keyboard.close();
  }
  await app.quit();
  const kept = JSON.parse(await readFile(join(handset.profile, "windows.json"), "utf8"));
  expect(kept.softphone).toMatchObject({ x: 60, y: 40, width: 480, height: 640, maximized: false });
  expect(kept.settings).toMatchObject({ x: 200, y: 100, width: 600, height: 500, maximized: true });

  const again = await handset.launch();
  const phoneAgain = await again.page("app.html");
  const window = await again.electron.browserWindow(phoneAgain);
  expect(await boundsOf(window)).toEqual({ x: 60, y: 40, width: 480, height: 640 });
  expect(await zoomOf(window)).toBe(125);
  await expect.poll(() => innerWidth(phoneAgain)).toBe(480 / 1.25);
  await handset.openLink("handset:open?page=settings");
  const settings = await again.page("settings");
  const other = await again.electron.browserWindow(settings);
  await expect.poll(() => other.evaluate((own) => own.isMaximized())).toBe(true);
  expect(await zoomOf(other)).toBe(90);
  await other.evaluate((own) => own.unmaximize());
  await expect.poll(() => boundsOf(other)).toEqual({ x: 200, y: 100, width: 600, height: 500 });
});

interface ShownMenus {
  shownMenu?: Electron.Menu | null;
}

/** The next context menu is kept for the test instead of being drawn by the system, where nobody could see it. */
async function catchContextMenu(electron: ElectronApplication) {
  await electron.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      (globalThis as ShownMenus).shownMenu = this;
    };
  });
  return {
    /** Clicks there with the right button; returns what the menu has, with "-" for a separator. */
    async open(page: Page, selector: string): Promise<readonly string[]> {
      await electron.evaluate(() => {
        (globalThis as ShownMenus).shownMenu = null;
      });
      await page.locator(selector).click({ button: "right" });
      const look = () =>
        electron.evaluate(() =>
          (globalThis as ShownMenus).shownMenu?.items.map(({ type, label }) =>
            type === "separator" ? "-" : label,
          ),
        );
      await expect.poll(look).toBeDefined();
      return (await look()) ?? [];
    },
    choose: (wanted: string) =>
      electron.evaluate((_, label) => {
        (globalThis as ShownMenus).shownMenu?.items.find((item) => item.label === label)?.click();
      }, wanted),
  };
}

test("the context menu copies, pastes and calls, and keys work in every window", async ({ handset }) => {
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  const menu = await catchContextMenu(app.electron);
  const clipboard = openClipboard(handset.desktop.env);
  const keyboard = await openKeyboard(handset.desktop.env);
  try {
    // As if a message had it: the page's own text is another in each version.
    await phone.evaluate(() => {
      const note = document.createElement("p");
      note.innerHTML =
        'Ring <span id="note-number">(415) 555-0123</span> <a id="note-link" href="https://example.com/a">here</a><textarea id="note-field"></textarea>';
      document.body.prepend(note);
    });
    await phone.evaluate(() =>
      getSelection()?.selectAllChildren(document.querySelector("#note-number") ?? document.body),
    );
    expect(await menu.open(phone, "#note-number")).toEqual(["Call +1 415 555 0123", "-", "Copy"]);
    await menu.choose("Copy");
    await expect.poll(() => clipboard.paste()).toBe("(415) 555-0123");
    await menu.choose("Call +1 415 555 0123");
    await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);

    await phone.evaluate(() => getSelection()?.removeAllRanges());
    await menu.open(phone, "#note-link");
    await menu.choose("Copy link");
    await expect.poll(() => clipboard.paste()).toBe("https://example.com/a");
    await phone.locator("#note-field").click();
    expect(await menu.open(phone, "#note-field")).toEqual(["Cut", "Copy", "Paste", "-", "Select all"]);
    await menu.choose("Paste");
    await expect(phone.locator("#note-field")).toHaveValue("https://example.com/a");
  } finally {
    await clipboard.close();
  }

  try {
    await expect
      .poll(async () => (await handset.sandbox.calls()).some(({ state }) => state !== "ended"))
      .toBe(true);
    const window = await app.electron.browserWindow(phone);
    await bringForward(handset, window);
    // During a call the phone is not loaded anew without a question.
    await keyboard.press("Control+R");
    await answerQuestion(await app.page("question"), "Cancel");
    await bringForward(handset, window);
    await keyboard.press("Control+,");
    const settings = await app.page("settings");
    await expect(settings.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
    await expect(phone.locator("#note-field")).toHaveCount(1);
    await keyboard.press("Control+W");
    await expect
      .poll(() => app.electron.windows().some((page) => page.url().includes("settings")))
      .toBe(false);

    // The call ends while the question stands: nothing is in the way of what the key asked for.
    await bringForward(handset, window);
    await keyboard.press("Control+R");
    await app.page("question");
    const pageReplaced = phone.waitForEvent("framenavigated");
    for (const { id } of handset.sandbox.calls()) handset.sandbox.remoteHangup(id);
    await pageReplaced;
    await expect(phone.locator("#note-field")).toHaveCount(0);
    await expect.poll(() => phone.evaluate(() => document.readyState)).toBe("complete");
    // The question had the keys, and the display gives them to nobody when its window closes.
    await until("the question is closed", () =>
      app.electron.windows().every((page) => !page.url().includes("question")),
    );
    await bringForward(handset, window);
    await keyboard.press("Control+Q");
    await expect.poll(() => app.isRunning()).toBe(false);
  } finally {
    await keyboard.close();
  }
});

test("the drawer of 3.x gets its room, and the window its size back", async ({ handset }) => {
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  const window = await app.electron.browserWindow(phone);
  /** The page says so itself, as Embeddable 3.x does. */
  const drawer = (open: boolean): Promise<void> =>
    phone.evaluate((isOpen) => {
      globalThis.postMessage({ type: "rc-adapter-side-drawer-open-notify", open: isOpen }, "*");
    }, open);
  await window.evaluate((own) => own.setBounds({ x: 100, y: 50, width: 420, height: 700 }));
  await drawer(true);
  await expect.poll(() => boundsOf(window)).toEqual({ x: 100, y: 50, width: 720, height: 700 });
  await expect.poll(() => innerWidth(phone)).toBe(720);
  await drawer(false);
  await expect.poll(() => boundsOf(window)).toEqual({ x: 100, y: 50, width: 420, height: 700 });

  // At the right edge there is room on the left only; what the user makes higher meanwhile stays so.
  await window.evaluate((own) => own.setBounds({ x: 800 }));
  await drawer(true);
  await expect.poll(() => boundsOf(window)).toEqual({ x: 560, y: 50, width: 720, height: 700 });
  await window.evaluate((own) => own.setBounds({ height: 760 }));
  await drawer(false);
  await expect.poll(() => boundsOf(window)).toEqual({ x: 800, y: 50, width: 420, height: 760 });

  // A page that is replaced has no drawer any more, and what is remembered is the window without it.
  await drawer(true);
  await expect.poll(() => boundsOf(window)).toMatchObject({ width: 720 });
  await app.quit();
  const kept = JSON.parse(await readFile(join(handset.profile, "windows.json"), "utf8"));
  expect(kept.softphone).toMatchObject({ x: 800, y: 50, width: 420, height: 760 });
});
