/// <reference types="electron" />

import { expect, type Page } from "@playwright/test";
import { type Contract, test } from "./harness.ts";

declare const contract: Contract;

const isDark = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.matchMedia("(prefers-color-scheme: dark)").matches);

test("the theme counts in windows that are open, in those opened later, and across a navigation", async ({
  launch,
}) => {
  const app = await launch();
  const first = await app.firstWindow();
  await expect(first.locator("body")).toHaveAttribute("data-ready", "yes");
  const system = await isDark(first);
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe("system");

  await first.evaluate(() => {
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
      document.body.dataset.dark = String(matches);
    });
  });
  const other = system ? "light" : "dark";
  await app.evaluate(
    ({ nativeTheme }, theme) => {
      nativeTheme.themeSource = theme;
    },
    other as "light" | "dark",
  );
  await expect(first.locator("body")).toHaveAttribute("data-dark", String(!system));

  const opening = app.waitForEvent("window");
  await app.evaluate(() => {
    void contract.open().loadURL("contract-page://shell/start.html");
  });
  const second = await opening;
  await expect(second.locator("body")).toHaveAttribute("data-ready", "yes");
  await expect.poll(() => isDark(second)).toBe(!system);

  await first.click("#next");
  await expect(first).toHaveTitle("next");
  await expect.poll(() => isDark(first)).toBe(!system);

  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = "system";
  });
  await expect.poll(() => isDark(first)).toBe(system);
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe("system");
});

test("a theme that is none is refused", async ({ launch }) => {
  const app = await launch();
  await expect(
    app.evaluate(({ nativeTheme }) => {
      Reflect.set(nativeTheme, "themeSource", "sepia");
    }),
  ).rejects.toThrow();
});

test("shell.openPath says when there is nothing to open", async ({ launch }) => {
  const app = await launch();
  expect(await app.evaluate(({ shell }) => shell.openPath("/nowhere/at/all.html"))).not.toBe("");
});
