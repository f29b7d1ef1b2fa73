/// <reference types="electron" />

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { type Contract, isStandIn, test } from "./harness.ts";
import { withSite } from "./site.ts";

declare const contract: Contract;

test("the app's own scheme serves pages with modules under their content security policy", async ({
  launch,
}) => {
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  expect(await page.evaluate(() => Reflect.get(window, "moduleValue"))).toBe(42);
  const blocked = await page.evaluate(async () => {
    const violation = new Promise((done) =>
      document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective)),
    );
    document.body.append(
      Object.assign(document.createElement("script"), { textContent: "window.injected = 1" }),
    );
    return [await violation, "injected" in window, window.isSecureContext];
  });
  expect(blocked).toEqual(["script-src-elem", false, true]);
  expect(await app.evaluate(() => contract.requests)).toContain("contract-page://shell/module.js");
});

test("will-navigate stops a page from leaving, by link and by script", async ({ launch }) => {
  await withSite(async (base, requests) => {
    const app = await launch();
    const page = await app.firstWindow();
    await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
    await page.evaluate((url) => location.assign(url), `${base}/away`);
    await page.click("#away");
    await page.click("#tel");
    await expect
      .poll(() => app.evaluate(() => contract.navigations))
      .toEqual([`${base}/away`, "https://away.test/", "tel:+14155550123"]);
    await expect(page).toHaveTitle("start");
    expect(requests).toEqual([]);
    await page.click("#next");
    await expect(page).toHaveTitle("next");
  });
});

test("a navigation starts before the app is asked, also one that is prevented; only a new document arrives", async ({
  launch,
}) => {
  await withSite(async (base) => {
    const app = await launch();
    const page = await app.firstWindow();
    await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
    await app.evaluate(() => {
      const contents = contract.windows[0]?.webContents;
      const log = (event: string, url: string) => (contract.log as unknown[]).push([event, url]);
      contents?.on("did-start-navigation", ({ url, isMainFrame, isSameDocument }) =>
        log(`start ${isMainFrame} ${isSameDocument}`, url),
      );
      contents?.on("will-navigate", ({ url }) => log("asked", url));
      contents?.on("did-navigate", (_, url) => log("arrived", url));
      contents?.on("did-fail-load", (_event, code, _text, url, isMainFrame) =>
        log(`failed ${code < 0} ${isMainFrame}`, url),
      );
    });
    const seen = () => app.evaluate(() => (contract.log as unknown[]).splice(0));

    await page.click("#tel");
    await page.click("#away");
    await expect(page).toHaveTitle("start");
    expect(await seen()).toEqual([
      ["start true false", "tel:+14155550123"],
      ["asked", "tel:+14155550123"],
      ["start true false", "https://away.test/"],
      ["asked", "https://away.test/"],
    ]);

    const next = "contract-page://shell/next.html";
    await page.click("#next");
    await expect(page).toHaveTitle("next");
    expect(await seen()).toEqual([
      ["start true false", next],
      ["asked", next],
      ["arrived", next],
    ]);

    const load = (url: string) =>
      app.evaluate((_, to) => contract.windows[0]?.loadURL(to).catch(() => undefined), url);
    await load(`${base}/page`);
    await load(`${base}/page#there`);
    // The same again, which is no reload where there is a fragment.
    await load(`${base}/page#there`);
    await load(`${base}/file`);
    expect(await seen()).toEqual([
      ["start true false", `${base}/page`],
      ["arrived", `${base}/page`],
      ["start true true", `${base}/page#there`],
      ["start true true", `${base}/page#there`],
      ["start true false", `${base}/file`],
    ]);
    expect(await app.evaluate(() => contract.windows[0]?.webContents.getURL())).toBe(`${base}/page#there`);

    await load("http://127.0.0.1:1/");
    await expect
      .poll(() => app.evaluate(() => contract.log))
      .toEqual([
        ["start true false", "http://127.0.0.1:1/"],
        ["failed true true", "http://127.0.0.1:1/"],
      ]);
  });
});

test("a denied window is not opened, by script and by link", async ({ launch }) => {
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  expect(await page.evaluate(() => window.open("https://popup.test/") === null)).toBe(true);
  await page.click("#pop");
  await expect
    .poll(() => app.evaluate(() => contract.denied))
    .toEqual(["https://popup.test/", "contract-page://shell/pop.html"]);
  await expect.poll(() => app.windows().length).toBe(1);
  expect(await app.evaluate(() => contract.requests)).not.toContain("contract-page://shell/pop.html");
});

test("loadURL settles as in Electron", async ({ launch }) => {
  await withSite(async (base) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    const seen = await app.evaluate(async (_electron, site) => {
      const window = contract.open();
      const code = (url: string) =>
        window.loadURL(url).then(
          () => "loaded",
          (error) => error.code,
        );
      const redirects: string[] = [];
      window.webContents.on("will-redirect", (details) => redirects.push(details.url));
      return {
        good: await code(`${site}/redirect`),
        redirects,
        refused: await code("http://127.0.0.1:1/"),
        invalid: await code("no url"),
      };
    }, base);
    expect(seen).toMatchObject({ good: "loaded", redirects: [`${base}/landed`] });
    expect(seen).toMatchObject({ invalid: "ERR_INVALID_URL" });
    expect(["ERR_CONNECTION_REFUSED", "ERR_UNSAFE_PORT"]).toContain(seen.refused);
  });
});

test("a persistent partition outlives the app, another does not", async ({ launch }) => {
  await withSite(async (base) => {
    for (const expected of [null, "kept"]) {
      const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
      const read = async (partition: string) => {
        const url = `${base}/${encodeURIComponent(partition)}`;
        await app.evaluate((_electron, { to, name }) => contract.open({}, { partition: name }).loadURL(to), {
          to: url,
          name: partition,
        });
        const find = () => app.windows().find((candidate) => candidate.url() === url);
        await expect.poll(find).toBeDefined();
        return find()?.evaluate(() => {
          const old = localStorage.getItem("k");
          localStorage.setItem("k", "kept");
          return old;
        });
      };
      expect(await read("persist:kept")).toBe(expected);
      expect(await read("fleeting")).toBe(null);
      await app.close();
    }
  });
});

test("permissions follow both handlers", async ({ launch }) => {
  await withSite(async (base) => {
    const app = await launch({
      env: { CONTRACT_NO_WINDOW: "1" },
      args: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    });
    await app.evaluate(async ({ session }, site) => {
      const partition = session.fromPartition("persist:kept");
      const checked = ["notifications", "media", "midi"];
      partition.setPermissionCheckHandler(
        (_contents, name, _origin, details) => checked.includes(name) && details.mediaType !== "video",
      );
      partition.setPermissionRequestHandler((_contents, name, callback) => callback(name !== "midi"));
      await contract.open({}, { partition: "persist:kept" }).loadURL(site);
    }, base);
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("site"); // Playwright may hear of the new document later than loadURL
    const states = await page.evaluate(() => {
      const names = ["microphone", "camera", "notifications", "geolocation", "midi"] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(states).toEqual(["granted", "denied", "granted", "denied", "denied"]);
  });
});

test("no address that was visited stays on the disk", async ({ launch, userData }) => {
  test.skip(!isStandIn, "about what Chromium has and Electron has not");
  await withSite(async (base) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    await app.evaluate(async (_electron, site) => {
      const window = contract.open({}, { partition: "persist:kept" });
      await window.loadURL(`${site}/page?q=in-the-query#in-the-fragment`);
    }, base);
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("site");
    await page.evaluate(() => {
      history.pushState(null, "", "/pushed-address");
      location.hash = "in-the-hash";
    });
    await page.waitForTimeout(1_500);
    await app.close();
  });
  const files = readdirSync(userData, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(userData, name)).isFile(),
  );
  const holding = (text: string) => files.filter((name) => readFileSync(join(userData, name)).includes(text));
  expect(holding("in-the-fragment")).toEqual([]);
  expect(holding("in-the-hash")).toEqual([]);
  expect(holding("pushed-address")).toEqual([]);
  // Electron's HTTP cache has it, too.
  expect(holding("in-the-query").filter((name) => !name.includes("Cache_Data"))).toEqual([]);
  expect(files.filter((name) => /Sessions/.test(name) && statSync(join(userData, name)).size > 0)).toEqual(
    [],
  );
});

test("clearStorageData removes what an origin has stored, and clearCache what was cached", async ({
  launch,
}) => {
  await withSite(async (base) => {
    const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
    await app.evaluate(async (_, url) => {
      await contract.open({}, { partition: "persist:stored" }).loadURL(url);
    }, base);
    const page = await app.firstWindow();
    await expect(page).toHaveTitle("site");
    const look = () =>
      page.evaluate(async () => [
        localStorage.getItem("a"),
        document.cookie,
        (await indexedDB.databases()).map(({ name }) => name),
      ]);
    await page.evaluate(async () => {
      localStorage.setItem("a", "1");
      // biome-ignore lint/suspicious/noDocumentCookie: the plainest way to have one
      document.cookie = "b=2; max-age=1000";
      await new Promise((done, fail) => {
        const opening = indexedDB.open("c");
        opening.onerror = fail;
        opening.onsuccess = () => {
          opening.result.close();
          done(null);
        };
      });
    });
    expect(await look()).toEqual(["1", "b=2", ["c"]]);
    const clear = (origin: string) =>
      app.evaluate(async ({ session }, wanted) => {
        const stored = session.fromPartition("persist:stored");
        await stored.clearStorageData({ origin: wanted });
        await stored.clearCache();
      }, origin);
    // Another host: cookies know no ports.
    await clear("http://127.0.0.2:9");
    expect(await look()).toEqual(["1", "b=2", ["c"]]);
    await app.evaluate(() => contract.windows[0]?.loadURL("about:blank"));
    await expect(page).toHaveTitle("");
    await clear(base);
    await app.evaluate((_, url) => contract.windows[0]?.loadURL(url), base);
    await expect(page).toHaveTitle("site");
    expect(await look()).toEqual([null, "", []]);
  });
});
