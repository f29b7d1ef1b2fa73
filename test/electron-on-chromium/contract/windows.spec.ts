/// <reference types="electron" />
import { expect } from "@playwright/test";
import { type Desktop, openDesktop } from "../../tools/desktop.ts";
import { closeWindow, moveWindow, openOtherWindow } from "../../tools/x-windows.ts";
import { type Contract, isStandIn, test } from "./harness.ts";

declare const contract: Contract & { log: unknown[] };

test("Playwright finds the window of a page, and the page of a window", async ({ launch }) => {
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  const window = await app.browserWindow(page);
  expect(await window.evaluate((found) => found === contract.windows[0])).toBe(true);
});

test("the page has the size that the app asked for, also a small one", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  await app.evaluate(async () => {
    const window = contract.open({ width: 320, height: 240, useContentSize: true });
    await window.loadURL("contract-page://shell/next.html");
  });
  const page = await app.firstWindow();
  await expect(page).toHaveTitle("next");
  const size = () => page.evaluate(() => [innerWidth, innerHeight]);
  await expect.poll(size).toEqual([320, 240]);
  await app.evaluate(() => contract.windows[0]?.setContentSize(700, 500));
  await expect.poll(size).toEqual([700, 500]);
});

test("show and hide change what isVisible says", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  const seen = await app.evaluate(async () => {
    const window = contract.open({ show: false });
    await window.loadURL("contract-page://shell/next.html");
    const hidden = window.isVisible();
    window.show();
    const shown = window.isVisible();
    window.hide();
    return { hidden, shown, after: window.isVisible() };
  });
  expect(seen).toEqual({ hidden: false, shown: true, after: false });
});

test("a hidden window with backgroundThrottling off goes on drawing", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  await app.evaluate(async () => {
    const window = contract.open({ show: false }, { backgroundThrottling: false });
    await window.loadURL("contract-page://shell/next.html");
  });
  const page = await app.firstWindow();
  await expect(page).toHaveTitle("next");
  const frames = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let count = 0; count < 5; count++) await frame();
    return document.visibilityState;
  });
  expect(frames).toBe("visible");
  await page.screenshot();
});

test("page.close closes the window, without asking the app", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_STAY: "1" } });
  const page = await app.firstWindow();
  await app.evaluate(() => contract.windows[0]?.on("close", (event) => event.preventDefault()));
  await page.close();
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["closed", "window-all-closed"]);
});

test("a listener of close keeps the window and its page, destroy does not ask", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_STAY: "1" } });
  const page = await app.firstWindow();
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  await page.evaluate(() => Reflect.set(window, "kept", "yes"));
  const seen = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.on("close", (event) => {
      contract.log.push("close");
      event.preventDefault();
    });
    window?.close();
    return BrowserWindow.getAllWindows().length;
  });
  expect(seen).toBe(1);
  expect(await page.evaluate(() => Reflect.get(window, "kept"))).toBe("yes");
  await app.evaluate(() => contract.windows[0]?.destroy());
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["close", "closed", "window-all-closed"]);
});

test("without such a listener close ends the window", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_STAY: "1" } });
  const page = await app.firstWindow();
  const gone = page.waitForEvent("close");
  await app.evaluate(() => contract.windows[0]?.close());
  await gone;
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["closed", "window-all-closed"]);
});

test.describe("closed by a person", () => {
  let desktop: Desktop;
  test.beforeEach(async () => {
    desktop = await openDesktop({ keyring: "absent", display: "own" });
  });
  test.afterEach(() => desktop.dispose());
  const env = () => ({ DISPLAY: desktop.env.DISPLAY ?? "", CONTRACT_STAY: "1" });

  test("the app is asked, and the window stays or goes", async ({ launch }) => {
    const app = await launch({ env: env() });
    await expect((await app.firstWindow()).locator("body")).toHaveAttribute("data-ready", "yes");
    await app.evaluate(() => {
      contract.windows[0]?.once("close", (event) => {
        contract.log.push("close");
        event.preventDefault();
      });
    });
    await closeWindow(desktop.env, "start");
    await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["close"]);
    await expect
      .poll(() =>
        Promise.all(
          app.windows().map((page) =>
            page
              .locator("body[data-ready=yes]")
              .count()
              .catch(() => 0),
          ),
        ),
      )
      .toContain(1);
    expect(await app.evaluate(() => contract.windows.length)).toBe(1);
    await closeWindow(desktop.env, "start");
    await expect
      .poll(() => app.evaluate(() => contract.log))
      .toEqual(["close", "closed", "window-all-closed"]);
  });
});

test.describe("beside other programs", () => {
  let desktop: Desktop;
  test.beforeEach(async () => {
    desktop = await openDesktop({ keyring: "absent", display: "own" });
  });
  test.afterEach(() => desktop.dispose());
  const env = () => ({ DISPLAY: desktop.env.DISPLAY ?? "", CONTRACT_NO_WINDOW: "1" });

  test("showInactive leaves the focus where it is, and the window stands where it was put", async ({
    launch,
  }) => {
    const app = await launch({ env: env() });
    const other = await openOtherWindow(desktop.env);
    await app.evaluate(async () => {
      const window = contract.open({ width: 300, height: 200, show: false, frame: false });
      window.setAlwaysOnTop(true, "screen-saver");
      window.setVisibleOnAllWorkspaces(true);
      window.setBounds({ x: 500, y: 300, width: 320, height: 240 });
      window.showInactive();
      await window.loadURL("contract-page://shell/next.html");
    });
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("next");
    await expect
      .poll(() => page.evaluate(() => [screenX, screenY, innerWidth, innerHeight]))
      .toEqual([500, 300, 320, 240]);
    expect(await app.evaluate(() => contract.windows[0]?.getBounds())).toEqual({
      x: 500,
      y: 300,
      width: 320,
      height: 240,
    });
    expect(
      await app.evaluate(() => [contract.windows[0]?.isVisible(), contract.windows[0]?.isFocused()]),
    ).toEqual([true, false]);
    expect(await other.hasFocus()).toBe(true);
    other.close();
  });

  test("a window that somebody moves says so", async ({ launch }) => {
    const app = await launch({ env: env() });
    await app.evaluate(async () => {
      const window = contract.open({ width: 300, height: 200, frame: false });
      await window.loadURL("contract-page://shell/next.html");
      window.on("move", () => contract.log.push(window.getBounds().x));
    });
    await expect(await app.firstWindow()).toHaveTitle("next");
    // As a person does: until it stays. Chromium may still be laying it out, at the place that it knows of.
    await expect
      .poll(async () => {
        await moveWindow(desktop.env, "next", { x: 345, y: 210 });
        return app.evaluate(() => contract.log.at(-1));
      })
      .toBe(345);
    await app.evaluate(() => contract.windows[0]?.setBounds({ x: 100, y: 100 }));
    await expect.poll(() => app.evaluate(() => contract.log.at(-1))).toBe(100);
  });

  test("screen knows the displays and the pointer", async ({ launch }) => {
    const app = await launch({ env: env() });
    const seen = await app.evaluate(({ screen }) => {
      const all = screen.getAllDisplays();
      const primary = screen.getPrimaryDisplay();
      const pointer = screen.getCursorScreenPoint();
      return {
        all: all.map(({ bounds }) => bounds),
        primary,
        pointer,
        near: screen.getDisplayNearestPoint(pointer).id,
      };
    });
    expect(seen.all).toEqual([{ x: 0, y: 0, width: 1280, height: 1024 }]);
    expect(seen.primary).toMatchObject({ workArea: seen.all[0], scaleFactor: 1, id: seen.near });
    // Where an X server puts the pointer at its start.
    expect(seen.pointer).toEqual({ x: 640, y: 512 });
  });
});

test("a page can be muted and heard again", async ({ launch }) => {
  const app = await launch();
  const seen = await app.evaluate(() => {
    const contents = contract.windows[0]?.webContents;
    const states = [contents?.isAudioMuted()];
    for (const muted of [true, false]) {
      contents?.setAudioMuted(muted);
      states.push(contents?.isAudioMuted());
    }
    return states;
  });
  expect(seen).toEqual([false, true, false]);
});

test("a crashed page is reported and can be loaded again", async ({ launch }) => {
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  await app.evaluate(() => {
    const contents = contract.windows[0]?.webContents;
    contents?.once("render-process-gone", () => contents.reload());
  });
  const devTools = await app.context().newCDPSession(page);
  devTools.send("Page.crash").catch(() => undefined); // there is nobody left to answer
  const alive = async () => app.windows().find((candidate) => candidate !== page) ?? page;
  await expect.poll(async () => (await alive()) !== page || !isStandIn).toBe(true);
  const again = await alive();
  await expect(again.locator("body")).toHaveAttribute("data-ready", "yes");
  expect(await again.evaluate(() => [Reflect.get(window, "moduleValue"), window.early.value])).toEqual([
    42,
    "seeded",
  ]);
  expect(await again.evaluate(() => window.bridge.invoke("echo", 1))).toEqual([1]);
});
