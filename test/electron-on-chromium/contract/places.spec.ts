import { expect } from "@playwright/test";
import { type Contract, test } from "./harness.ts";

declare const contract: Contract & { log: unknown[] };

const alone = { env: { CONTRACT_NO_WINDOW: "1" } };

test("bounds are set and told, also in part", async ({ launch }) => {
  const app = await launch(alone);
  const seen = await app.evaluate(async () => {
    const window = contract.open({ x: 30, y: 40, width: 500, height: 400 });
    await window.loadURL("contract-page://shell/next.html");
    const first = window.getBounds();
    const told = new Promise<void>((resolve) => {
      const names = new Set<string>();
      const note = (name: string) => () => {
        names.add(name);
        if (names.size === 2) resolve();
      };
      window.on("move", note("move"));
      window.on("resize", note("resize"));
    });
    window.setBounds({ x: 100, width: 620 });
    await told;
    return { first, second: window.getBounds(), normal: window.getNormalBounds() };
  });
  expect(seen.first).toMatchObject({ x: 30, y: 40, width: 500, height: 400 });
  expect(seen.second).toMatchObject({ x: 100, y: 40, width: 620, height: 400 });
  expect(seen.normal).toEqual(seen.second);
  const page = await app.firstWindow();
  await expect(page).toHaveTitle("next");
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeGreaterThan(600);
});

test("without a place a window is in the middle of the display", async ({ launch }) => {
  const app = await launch(alone);
  const [middle, centre] = await app.evaluate(({ screen }) => {
    const { x, y, width, height } = contract.open({ width: 500, height: 400 }).getBounds();
    const { workArea } = screen.getPrimaryDisplay();
    return [
      [x + width / 2, y + height / 2],
      [workArea.x + workArea.width / 2, workArea.y + workArea.height / 2],
    ] as const;
  });
  expect(Math.abs(middle[0] - centre[0])).toBeLessThan(40);
  expect(Math.abs(middle[1] - centre[1])).toBeLessThan(40);
});

test("a maximised window keeps its normal bounds, and tells both ways", async ({ launch }) => {
  const app = await launch(alone);
  const seen = await app.evaluate(async ({ screen }) => {
    const window = contract.open({ x: 30, y: 40, width: 500, height: 400, show: false });
    await window.loadURL("contract-page://shell/next.html");
    const shown = new Promise((resolve) => window.once("show", () => resolve(true)));
    const maximized = new Promise((resolve) => window.once("maximize", () => resolve(window.isMaximized())));
    window.maximize();
    const up = await Promise.all([shown, maximized]);
    const { width } = window.getBounds();
    const normal = window.getNormalBounds();
    const back = new Promise((resolve) => window.once("unmaximize", () => resolve(window.isMaximized())));
    window.unmaximize();
    return {
      up,
      isWide: width >= screen.getDisplayMatching(normal).workArea.width - 20,
      normal,
      back: await back,
      isVisible: window.isVisible(),
      isFullScreen: window.isFullScreen(),
    };
  });
  expect(seen).toMatchObject({
    up: [true, true],
    isWide: true,
    normal: { x: 30, y: 40, width: 500, height: 400 },
    back: false,
    isVisible: true,
    isFullScreen: false,
  });
});

test("there is a display, and its work area is within it", async ({ launch }) => {
  const app = await launch(alone);
  const displays = await app.evaluate(({ screen }) =>
    screen.getAllDisplays().map(({ bounds, workArea }) => ({ bounds, workArea })),
  );
  expect(displays.length).toBeGreaterThan(0);
  for (const { bounds, workArea } of displays) {
    expect(workArea.width).toBeGreaterThan(100);
    expect(workArea.width).toBeLessThanOrEqual(bounds.width);
    expect(workArea.height).toBeLessThanOrEqual(bounds.height);
  }
});

test("a zoomed page has fewer pixels, from its first script on and after a change", async ({ launch }) => {
  const app = await launch(alone);
  await app.evaluate(async () => {
    const window = contract.open({ width: 600, height: 400, useContentSize: true }, { zoomFactor: 1.5 });
    window.webContents.on("zoom-changed", (_event, direction) => contract.log.push(direction));
    await window.loadURL("contract-page://shell/next.html");
    window.show();
  });
  const page = await app.firstWindow();
  await expect(page).toHaveTitle("next");
  const size = () => page.evaluate(() => [innerWidth, innerHeight]);
  await expect.poll(size).toEqual([400, 267]);
  expect(await app.evaluate(() => contract.windows[0]?.webContents.getZoomFactor())).toBeCloseTo(1.5);
  await app.evaluate(() => contract.windows[0]?.webContents.setZoomLevel(-1));
  await expect.poll(size).toEqual([720, 480]);
  await app.evaluate(() => contract.windows[0]?.webContents.setZoomLevel(0));
  await expect.poll(size).toEqual([600, 400]);

  await page.mouse.move(100, 100);
  await page.mouse.wheel(0, -100);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.mouse.wheel(0, 100);
  await page.keyboard.up("Control");
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(["in", "out"]);
  expect(await size()).toEqual([600, 400]);
});

test("the spell checker takes languages that it has", async ({ launch }) => {
  const app = await launch({ env: { ...alone.env, LANGUAGE: "", LC_ALL: "en_GB.UTF-8" } });
  const seen = await app.evaluate(({ app: self, session }) => {
    const kept = session.fromPartition("fleeting");
    kept.setSpellCheckerLanguages(["en-GB"]);
    let refused = "";
    try {
      kept.setSpellCheckerLanguages(["tlh"]);
    } catch (error) {
      refused = String(error);
    }
    return {
      preferred: self.getPreferredSystemLanguages()[0],
      languages: kept.getSpellCheckerLanguages(),
      hasEnglish: kept.availableSpellCheckerLanguages.includes("en-US"),
      refused,
    };
  });
  expect(seen).toEqual({
    preferred: "en-GB",
    languages: ["en-GB"],
    hasEnglish: true,
    refused: expect.stringContaining("Invalid language code"),
  });
});
