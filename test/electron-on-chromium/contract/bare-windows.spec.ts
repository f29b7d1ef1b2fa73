/// <reference types="electron" />

import { existsSync, readdirSync } from "node:fs";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { test } from "./harness.ts";
import { withSite } from "./site.ts";

/** Windows without a preload, for pages that are given nothing, in sessions of their own. */

interface Bare {
  readonly windows: Map<string, Electron.BrowserWindow>;
  readonly events: unknown[];
}
declare const bare: Bare;

/** Opens a window without a preload in the session of that name; returns its page. */
async function open(app: ElectronApplication, name: string, url: string): Promise<Page> {
  await app.evaluate(
    async ({ BrowserWindow, session }, given) => {
      const known = Reflect.get(globalThis, "bare") ?? { windows: new Map(), events: [] };
      Reflect.set(globalThis, "bare", known);
      const window = new BrowserWindow({
        title: "kept by the app",
        webPreferences: { session: session.fromPartition(given.name), sandbox: true },
      });
      known.windows.set(given.name, window);
      await window.loadURL(given.url);
    },
    { name, url },
  );
  const find = () => app.windows().findLast((page) => page.url() === url);
  await expect.poll(find).toBeDefined();
  return find() ?? app.firstWindow();
}

test("a page without a preload gets no bridge, and sessions know nothing of each other", async ({
  launch,
}) => {
  await withSite(async (base) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    const first = await open(app, "one", `${base}/one`);
    expect(await first.evaluate(() => Reflect.has(window, "bridge"))).toBe(false);
    await first.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: what is tested
      document.cookie = "who=one";
    });
    const second = await open(app, "two", `${base}/two`);
    expect(await second.evaluate(() => document.cookie)).toBe("");
    expect(await first.evaluate(() => document.cookie)).toBe("who=one");
  });
});

test("a session in memory is empty once it was cleared", async ({ launch }) => {
  await withSite(async (base) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1", CONTRACT_STAY: "1" } });
    const first = await open(app, "cleared", `${base}/before`);
    await first.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: what is tested
      document.cookie = "who=me";
      localStorage.setItem("k", "kept");
    });
    await app.evaluate(async ({ session }) => {
      bare.windows.get("cleared")?.destroy();
      const cleared = session.fromPartition("cleared");
      await Promise.all([cleared.clearStorageData(), cleared.clearCache(), cleared.clearAuthCache()]);
    });
    const again = await open(app, "cleared", `${base}/after`);
    expect(await again.evaluate(() => [document.cookie, localStorage.getItem("k")])).toEqual(["", null]);
  });
});

test("a redirect that is prevented is not asked of the server", async ({ launch }) => {
  await withSite(async (base, requests) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    const page = await open(app, "redirect", `${base}/start`);
    await app.evaluate(() => {
      bare.windows.get("redirect")?.webContents.on("will-redirect", (event) => {
        event.preventDefault();
        bare.events.push([event.url, event.isMainFrame]);
      });
    });
    await page.evaluate(() => void setTimeout(() => location.assign("/redirect")));
    await expect.poll(() => app.evaluate(() => bare.events)).toEqual([[`${base}/landed`, true]]);
    await expect(page).toHaveTitle("site");
    expect(requests).not.toContain("/landed");
  });
});

test("a title that the app keeps stays, and did-navigate says where the page is, and its status", async ({
  launch,
}) => {
  await withSite(async (base) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    const page = await open(app, "title", `${base}/start`);
    await expect
      .poll(() => app.evaluate(() => bare.windows.get("title")?.getTitle()), "the page's, if nobody minds")
      .toBe("site");
    await app.evaluate(() => {
      const window = bare.windows.get("title");
      window?.setTitle("mine");
      window?.on("page-title-updated", (event, title) => {
        event.preventDefault();
        bare.events.push(title);
      });
      window?.webContents.on("did-navigate", (_event, url, status) => bare.events.push([url, status]));
    });
    await page.evaluate(() => {
      document.title = "the page's";
    });
    await expect.poll(() => app.evaluate(() => bare.events)).toContain("the page's");
    await page.goto(`${base}/elsewhere`);
    await expect.poll(() => app.evaluate(() => bare.events)).toContainEqual([`${base}/elsewhere`, 200]);
    await page.goto(`${base}/unavailable`);
    await expect.poll(() => app.evaluate(() => bare.events)).toContainEqual([`${base}/unavailable`, 503]);
    await page.goto("about:blank");
    await expect.poll(() => app.evaluate(() => bare.events)).toContainEqual(["about:blank", -1]);
    expect(await app.evaluate(() => bare.windows.get("title")?.getTitle())).toBe("mine");
  });
});

test("a download is announced, and prevented does not take place", async ({ launch, userData }) => {
  await withSite(async (base, requests) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    const page = await open(app, "download", `${base}/start`);
    await app.evaluate(({ session }) => {
      session.fromPartition("download").on("will-download", (event) => {
        event.preventDefault();
        bare.events.push("will-download");
      });
    });
    await page.getByText("file").click();
    await expect.poll(() => app.evaluate(() => bare.events)).toEqual(["will-download"]);
    expect(requests).toContain("/file");
    await app.evaluate(
      (_, url) => bare.windows.get("download")?.webContents.downloadURL(url),
      `${base}/file`,
    );
    await expect.poll(() => app.evaluate(() => bare.events)).toEqual(["will-download", "will-download"]);
    expect(page.url()).toBe(`${base}/start`);
    await app.close();
    const files = existsSync(userData) ? readdirSync(userData, { recursive: true, encoding: "utf8" }) : [];
    expect(files.filter((name) => name.includes("kept.txt"))).toEqual([]);
  });
});
