/// <reference types="electron" />
import { expect, type Page } from "@playwright/test";
import { type Contract, test } from "./harness.ts";

declare const contract: Contract;

interface Bridge {
  readonly order: unknown;
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  send(channel: string, ...args: unknown[]): void;
  sendSync(channel: string, ...args: unknown[]): unknown;
  on(channel: string, listener: (...args: unknown[]) => void): () => void;
  callBack(callback: (value: number) => Promise<number>, value: number): Promise<string>;
  fail(): void;
  failLater(): Promise<void>;
}
declare global {
  interface Window {
    bridge: Bridge;
    early: { when: boolean; value: string };
    earlySeen: string;
    fromPage(value: number): number;
  }
}

async function ready(page: Page): Promise<Page> {
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  return page;
}

test("invoke carries what JSON carries and a little more", async ({ launch }) => {
  const page = await ready(await (await launch()).firstWindow());
  const echoed = await page.evaluate(async () => {
    const value = { list: [1, null, "ö"], date: new Date(5), none: undefined, ["__proto__"]: 1, nan: NaN };
    const [back] = (await window.bridge.invoke("echo", value)) as [typeof value];
    const isOwn = Object.hasOwn(back, "__proto__");
    return [back.list, back.date.getTime(), "none" in back, isOwn, Number.isNaN(back.nan)];
  });
  expect(echoed).toEqual([[1, null, "ö"], 5, true, true, true]);
});

test("errors of a handler, and a missing handler, reject with Electron's words", async ({ launch }) => {
  const page = await ready(await (await launch()).firstWindow());
  const message = (channel: string) =>
    page.evaluate((name) => window.bridge.invoke(name).catch((error: Error) => error.message), channel);
  expect(await message("fail")).toBe("Error invoking remote method 'fail': Error: no luck");
  expect(await message("nobody")).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
});

test("the main process knows the sender's frame", async ({ launch }) => {
  const page = await ready(await (await launch()).firstWindow());
  const url = "contract-page://shell/start.html";
  const who = await page.evaluate(() => window.bridge.invoke("who"));
  expect(who).toEqual({ url, top: true, same: true });
  expect(await page.evaluate(() => window.bridge.sendSync("sync", 21))).toEqual({ doubled: 42, url });
});

test("send goes both ways and a listener can be taken off", async ({ launch }) => {
  const app = await launch();
  const page = await ready(await app.firstWindow());
  await page.evaluate(() => window.bridge.send("note", "hello", 1));
  await expect.poll(() => app.evaluate(() => contract.log)).toContainEqual(["note", "hello", 1]);
  await page.evaluate(() => {
    const stop = window.bridge.on("news", (...args) => {
      document.title = args.join();
      stop();
    });
  });
  await app.evaluate(() => contract.windows[0]?.webContents.send("news", "a", 2));
  await expect(page).toHaveTitle("a,2");
  await app.evaluate(() => contract.windows[0]?.webContents.send("news", "b"));
  expect(await page.evaluate(() => window.bridge.invoke("echo", 1))).toEqual([1]);
  await expect(page).toHaveTitle("a,2");
});

test("functions, promises and errors cross the bridge both ways", async ({ launch }) => {
  const page = await ready(await (await launch()).firstWindow());
  const seen = await page.evaluate(async () => {
    const outcome = (work: () => unknown) => {
      try {
        return String(work());
      } catch (error) {
        return String(error instanceof Error && error.message);
      }
    };
    return {
      callback: await window.bridge.callBack(async (value) => value + 1, 41),
      thrown: outcome(() => window.bridge.fail()),
      rejected: await window.bridge.failLater().catch((error: Error) => error.message),
      replaced: outcome(() => Object.defineProperty(window, "bridge", { value: 1 })),
      kept: typeof window.bridge.invoke,
    };
  });
  expect(seen).toMatchObject({
    callback: "preload got 42",
    thrown: "out of range",
    rejected: "later",
    kept: "function",
  });
  expect(seen.replaced).toContain("Cannot redefine property");
});

test("executeInMainWorld runs before the page's scripts, under its strict content security policy", async ({
  launch,
}) => {
  const page = await ready(await (await launch()).firstWindow());
  const seen = await page.evaluate(() => ({
    early: window.early,
    earlySeen: window.earlySeen,
    proxied: window.fromPage(4),
    order: window.bridge.order,
    noRequire: typeof Reflect.get(window, "require"),
  }));
  expect(seen).toEqual({
    early: { when: true, value: "seeded" },
    earlySeen: "seeded",
    proxied: 41,
    order: { seenScripts: 0 },
    noRequire: "undefined",
  });
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => window.earlySeen)).toBe("seeded");
});
