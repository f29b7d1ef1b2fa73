import type { Page } from "@playwright/test";
import { openKeyboard } from "../tools/keyboard.ts";
import { focusedTitle } from "../tools/x-windows.ts";
import { expect, type Handset, test } from "./support/fixtures.ts";

// Keys reach every program of the display.
test.use({ display: "own" });

test.skip(process.platform !== "linux", "the keyboard of the tests is that of X11");

const ARM_AFTER_MS = 500;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/**
 * Brings the second of two links in front of the user, whose page's time stands still from then on: the first is
 * dismissed as people do, with the keyboard.
 */
async function secondCard(handset: Handset, press: (key: string) => Promise<void>): Promise<Page> {
  const app = await handset.launch();
  await handset.signIn(app);
  await handset.openLink("tel:+14155550120");
  const page = await app.page("confirm-call");
  await expect(page.locator(".number")).toHaveText("+1 415 555 0120");
  // Each has a process of its own, which may overtake the one before.
  await handset.openLink("tel:+14155550121");
  await expect(page.getByText("and 1 more from the same source")).toBeVisible();
  await handset.openLink("tel:+14155550122");
  await expect(page.getByText("and 2 more from the same source")).toBeVisible();
  await expect(button(page, "Don’t call")).toBeEnabled();
  await expect.poll(() => focusedTitle(handset.desktop.env)).toContain("Confirm");
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await press("Enter");
  await expect(page.locator(".number")).toHaveText("+1 415 555 0121");
  await expect(button(page, "Don’t call")).toBeFocused();
  return page;
}

/** Counts the keys that the page is told of; resolves to the function that waits for so many. */
async function countKeys(page: Page): Promise<(keys: number) => Promise<void>> {
  await page.evaluate(() => {
    let keys = 0;
    const count = (): void => {
      keys += 1;
      document.documentElement.dataset.keys = String(keys);
    };
    addEventListener("keydown", count, { capture: true });
  });
  return (keys) => expect(page.locator("html")).toHaveAttribute("data-keys", String(keys));
}

/** The number in front by Handset's own account, once it has taken in every answer that the page gave before. */
const inFront = (page: Page): Promise<string | null> =>
  page.evaluate(async () => {
    const { card } = await window.handset.request("confirm-call:view", null);
    return card?.kind === "confirm" ? card.number : null;
  });

test("keys and clicks that come with a card neither call nor throw it away, and half a second later they count", async ({
  handset,
}) => {
  const keyboard = await openKeyboard(handset.desktop.env);
  try {
    const page = await secondCard(handset, keyboard.press);
    const pressed = await countKeys(page);
    for (const key of ["Enter", "Space", "Escape"]) await keyboard.press(key);
    await pressed(3);
    for (const name of ["Call", "Don’t call", "Text", "Dismiss all", "Copy number"])
      await button(page, name).dispatchEvent("click");
    await button(page, "Call").focus();
    await keyboard.press("Enter");
    await pressed(4);
    await page.clock.runFor(ARM_AFTER_MS - 50);
    await keyboard.press("Enter");
    await pressed(5);
    expect(await inFront(page)).toBe("+1 415 555 0121");
    expect(handset.dialled()).toEqual([]);

    await page.clock.runFor(ARM_AFTER_MS);
    await expect(button(page, "Call")).toBeEnabled();
    await keyboard.press("Enter");
    await expect.poll(() => handset.dialled()).toEqual(["+14155550121"]);
  } finally {
    await keyboard.close();
  }
});

test("each new card has to arm anew, and then the safe answer is where the keyboard is", async ({
  handset,
}) => {
  const keyboard = await openKeyboard(handset.desktop.env);
  try {
    const page = await secondCard(handset, keyboard.press);
    await page.clock.runFor(2 * ARM_AFTER_MS);
    await keyboard.press("Enter");
    await expect(page.locator(".number")).toHaveText("+1 415 555 0122");
    const pressed = await countKeys(page);
    await keyboard.press("Escape");
    await pressed(1);
    expect(await inFront(page)).toBe("+1 415 555 0122");
    await page.clock.runFor(2 * ARM_AFTER_MS);
    await keyboard.press("Escape");
    await expect.poll(() => page.isClosed()).toBe(true);
    expect(handset.dialled()).toEqual([]);
  } finally {
    await keyboard.close();
  }
});
