import { expect } from "@playwright/test";
import { type Desktop, openDesktop } from "../../tools/desktop.ts";
import { openKeyboard } from "../../tools/keyboard.ts";
import { type Contract, type LaunchOptions, test } from "./harness.ts";

declare const contract: Contract & { log: unknown[] };

/** A page with text, a link and fields; the app's own would say nothing of these. */
const content = `<p id="text">some words</p><a id="link" href="https://link.test/a?b=1">a <b>link</b></a>
  <input id="field" value="typed"><input id="fixed" value="fixed" readonly><textarea id="area"></textarea>
  <div id="rich" contenteditable>rich</div>`;

test.describe("the application's menu", () => {
  let desktop: Desktop;
  test.beforeEach(async () => {
    desktop = await openDesktop({ keyring: "absent", display: "own" });
  });
  test.afterEach(() => desktop.dispose());
  const options = (): LaunchOptions => ({
    env: { DISPLAY: desktop.env.DISPLAY ?? "", CONTRACT_NO_WINDOW: "1" },
  });

  test("acts on its keys while a window has the focus, unless the page wants them", async ({ launch }) => {
    const app = await launch(options());
    await app.evaluate(async ({ Menu }) => {
      const item = (label: string, accelerator: string, more = {}) => ({
        label,
        accelerator,
        click: () => contract.log.push(label),
        ...more,
      });
      const submenu = [
        item("Settings", "CommandOrControl+,"),
        item("Larger", "CommandOrControl+Plus"),
        item("Larger too", "CommandOrControl+=", { visible: false }),
        item("Off", "CommandOrControl+O", { enabled: false }),
        item("Page's own", "CommandOrControl+K"),
        item("Function key", "F9"),
      ];
      Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: "App", submenu }]));
      const window = contract.open();
      await window.loadURL("contract-page://shell/next.html");
      window.show();
      window.focus();
    });
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("next");
    await page.evaluate(() => {
      document.addEventListener("keydown", (event) => {
        if (event.key !== "k") return;
        event.preventDefault();
        document.title = "page's own";
      });
    });
    const keyboard = await openKeyboard(desktop.env);
    try {
      for (const keys of ["Control+,", "Control+Shift+=", "Control+=", "Control+O", "Control+K", "F9"])
        await keyboard.press(keys);
      await expect
        .poll(() => app.evaluate(() => contract.log))
        .toEqual(["Settings", "Larger", "Larger too", "Function key"]);
      await expect(page).toHaveTitle("page's own");
    } finally {
      await keyboard.close();
    }
  });

  test("can be looked at, and its items clicked", async ({ launch }) => {
    const app = await launch(options());
    const seen = await app.evaluate(async ({ Menu, BrowserWindow }) => {
      const before = Menu.getApplicationMenu()?.items.length ?? 0;
      Menu.setApplicationMenu(
        Menu.buildFromTemplate([
          { label: "App", submenu: [{ id: "one", label: "One", accelerator: "Control+1" }] },
        ]),
      );
      const item = Menu.getApplicationMenu()?.getMenuItemById("one");
      const unfocused = BrowserWindow.getFocusedWindow();
      const window = contract.open();
      await window.loadURL("contract-page://shell/next.html");
      window.focus();
      return {
        isOther: before !== 1,
        label: item?.label,
        accelerator: item?.accelerator,
        unfocused,
        focused: BrowserWindow.getFocusedWindow() === window,
      };
    });
    expect(seen).toEqual({
      isOther: true,
      label: "One",
      accelerator: "Control+1",
      unfocused: null,
      focused: true,
    });
  });

  test("what is clicked with the right button is told, unless the page has a menu of its own", async ({
    launch,
  }) => {
    const app = await launch(options());
    await app.evaluate(async () => {
      const window = contract.open();
      window.webContents.on("context-menu", (_event, { isEditable, selectionText, linkURL, editFlags }) => {
        const { canCopy, canPaste, canEditRichly } = editFlags;
        contract.log.push({ isEditable, selectionText, linkURL, canCopy, canPaste, canEditRichly });
      });
      await window.loadURL("contract-page://shell/next.html");
      window.show();
    });
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("next");
    await page.evaluate((html) => {
      document.body.innerHTML = html;
      document.addEventListener("contextmenu", (event) => {
        if (event.target instanceof HTMLBodyElement || event.target instanceof HTMLHtmlElement)
          event.preventDefault();
      });
    }, content);
    const nothing = {
      isEditable: false,
      selectionText: "",
      linkURL: "",
      canCopy: false,
      canPaste: false,
      canEditRichly: false,
    };
    const told = async (count: number) => {
      await expect.poll(() => app.evaluate(() => contract.log.length)).toBe(count);
      return app.evaluate(() => contract.log.at(-1));
    };
    await page.locator("#link").click({ button: "right" });
    expect(await told(1)).toMatchObject({
      ...nothing,
      selectionText: expect.any(String),
      linkURL: "https://link.test/a?b=1",
      canCopy: expect.any(Boolean),
    });
    await page.mouse.click(600, 450, { button: "right" }); // the page's own
    await page.locator("#field").dblclick();
    await page.locator("#field").click({ button: "right" });
    expect(await told(2)).toMatchObject({
      isEditable: true,
      selectionText: "typed",
      canCopy: true,
      canPaste: true,
      canEditRichly: false,
    });
    await page.locator("#fixed").click({ button: "right" });
    expect(await told(3)).toMatchObject({ isEditable: false, canPaste: false });
    await page.locator("#rich").click({ button: "right" });
    expect(await told(4)).toMatchObject({ isEditable: true, canPaste: true, canEditRichly: true });
    await page.locator("#text").dblclick({ position: { x: 8, y: 8 } });
    await page.locator("#text").click({ button: "right", position: { x: 8, y: 8 } });
    expect(await told(5)).toMatchObject({
      isEditable: false,
      selectionText: expect.stringMatching(/some|words/),
      canCopy: true,
    });
  });

  test("a page is edited from outside", async ({ launch }) => {
    const app = await launch(options());
    await app.evaluate(async () => {
      const window = contract.open();
      await window.loadURL("contract-page://shell/next.html");
      window.show();
      window.focus();
    });
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("next");
    await page.evaluate((html) => {
      document.body.innerHTML = html;
    }, content);
    const edit = (what: "selectAll" | "copy" | "cut" | "paste" | "pasteAndMatchStyle") =>
      app.evaluate((_electron, name) => contract.windows[0]?.webContents[name](), what);
    await page.locator("#field").focus();
    await edit("selectAll");
    await edit("copy");
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe("typed");
    await page.locator("#area").focus();
    await edit("paste");
    await edit("pasteAndMatchStyle");
    await expect(page.locator("#area")).toHaveValue("typedtyped");
    await edit("selectAll");
    await edit("cut");
    await expect(page.locator("#area")).toHaveValue("");
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe("typedtyped");
  });
});

test("a menu that is popped up says so", async ({ launch }) => {
  const app = await launch();
  const shown = await app.evaluate(
    ({ Menu }) =>
      new Promise((resolve) => {
        const menu = Menu.buildFromTemplate([{ label: "One" }]);
        menu.once("menu-will-show", () => {
          resolve(menu.items.map(({ label }) => label));
        });
        const [window] = contract.windows;
        menu.popup(window === undefined ? {} : { window });
      }),
  );
  expect(shown).toEqual(["One"]);
});
