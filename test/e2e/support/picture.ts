import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { resultsFolder } from "../../tools/repository.ts";

/** Screenshots for a person to look at: test/results/screenshots/{name}-{light|dark}.png. */
export async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(resultsFolder, "screenshots", `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
  // A page that scrolls sideways has a text or a control that does not fit.
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} fits its window's width`).toBeLessThanOrEqual(0);
}
