import { readFile } from "node:fs/promises";
import { type Browser, chromium, expect, type Page } from "@playwright/test";

/**
 * Looks into a Handset that a link has started, through the DevTools address in its output.
 * @param output path of the file with what it printed
 */
export async function connectToStarted(output: string): Promise<Browser> {
  const address = /DevTools listening on (ws:\S+)/;
  await expect.poll(() => readFile(output, "utf8").catch(() => "")).toMatch(address);
  return await chromium.connectOverCDP(address.exec(await readFile(output, "utf8"))?.[1] ?? "");
}

/** The page whose address contains `part`, as soon as there is one. */
export async function pageWith(browser: Browser, part: string): Promise<Page> {
  const find = (): Page | undefined =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().includes(part));
  await expect.poll(() => find()?.url()).toContain(part);
  const page = find();
  if (page === undefined) throw new Error(`no page with ${part}`);
  return page;
}
