import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { browserProgram, prepareBrowser } from "../tools/demo-browser.ts";
import { root } from "../tools/repository.ts";
import { expect, type Handset, isRealWidget, type RunningApp, test } from "./support/fixtures.ts";
import { definedOnly } from "./support/handset.ts";
import { press } from "./support/press.ts";
import { connectToStarted, pageWith } from "./support/started-handset.ts";

test.skip(process.platform !== "linux", "xdg-open is Linux");

async function signedIn(handset: Handset): Promise<RunningApp> {
  const app = await handset.launch();
  await handset.signIn(app);
  return app;
}

/** Notes every command that reaches the widget's page from now on. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    window.addEventListener("message", ({ data }) => {
      if (/^rc-adapter-new-(call|sms)$/.test(data?.type)) heard.push(data);
    });
  });
}

interface Heard {
  readonly type: string;
  readonly phoneNumber: string;
  readonly text?: string;
  readonly toCall?: boolean;
}
const heard = (page: Page): Promise<readonly Heard[]> =>
  page.evaluate(() => Reflect.get(window, "heard") as Heard[]);

/** One link of each scheme; message links say the text they carry. */
const links: readonly (readonly [link: string, number: string, dialled: string, text?: string])[] = [
  ["tel:+14155550120", "+1 415 555 0120", "+14155550120"],
  ["callto:+14155550121", "+1 415 555 0121", "+14155550121"],
  ["sms:+14155550122?body=On%20my%20way", "+1 415 555 0122", "+14155550122", "On my way"],
  ["smsto:+14155550123", "+1 415 555 0123", "+14155550123", ""],
  ["sip:+14155550124@gateway.example.com;user=phone", "+1 415 555 0124", "+14155550124"],
  ["sips:+14155550125@gateway.example.com", "+1 415 555 0125", "+14155550125"],
  ["handset://call?number=%2B14155550126", "+1 415 555 0126", "+14155550126"],
  ["rcmobile://call?number=%2B14155550127", "+1 415 555 0127", "+14155550127"],
  ["rcapp://r/sms?type=new&number=%2B14155550128&content=Hi", "+1 415 555 0128", "+14155550128", "Hi"],
];

/** Confirms what is asked and waits until the widget has it. */
async function confirm(
  page: Page,
  phone: Page,
  [, shown, number, text]: (typeof links)[number],
): Promise<void> {
  const before = (await heard(phone)).length;
  await expect(page.locator(".number")).toHaveText(shown);
  const answer = text === undefined ? "Call" : "Write message";
  await press(page.getByRole("button", { name: answer, exact: true }));
  await expect.poll(async () => (await heard(phone)).length).toBe(before + 1);
  expect((await heard(phone)).at(-1)).toMatchObject({
    type: text === undefined ? "rc-adapter-new-call" : "rc-adapter-new-sms",
    phoneNumber: number,
    ...(text ? { text } : {}),
  });
}

test("a link of each scheme reaches a running Handset through xdg-open", async ({ handset }) => {
  const app = await signedIn(handset);
  const phone = await app.page("app.html");
  await listen(phone);
  for (const row of links) {
    await handset.openLink(row[0]);
    await confirm(await app.page("confirm-call"), phone, row);
    await expect
      .poll(() => app.electron.windows().some((each) => each.url().includes("confirm-call")))
      .toBe(false);
  }
  expect(await heard(phone)).toHaveLength(links.length);
  const hosts = handset.sandbox.requests().map(({ host }) => host);
  expect(hosts.filter((host) => host.includes("example.com"))).toEqual([]);
});

test("a link of each scheme starts Handset through xdg-open, and is not lost", async ({ handset }) => {
  test.slow();
  const first = await signedIn(handset);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await first.quit();
  for (const row of links) {
    const output = join(handset.desktop.dir, "log", "handset.log");
    await writeFile(output, "");
    await handset.openLink(row[0]);
    const started = await connectToStarted(output);
    const page = await pageWith(started, "confirm-call");
    const phone = await pageWith(started, "app.html");
    await listen(phone);
    await confirm(page, phone, row);
    // Closing the phone's window quits.
    await phone.close();
    await expect.poll(() => handset.desktop.programs().map(({ command }) => command)).toEqual([]);
  }
});

test("several recipients get one message, and each is named before", async ({ handset }) => {
  const app = await signedIn(handset);
  const phone = await app.page("app.html");
  await listen(phone);
  await handset.openLink("sms:+14155550123,+14155550124?body=Hello%20both");
  const page = await app.page("confirm-call");
  await expect(page.getByText("+1 415 555 0124")).toBeVisible();
  await press(page.getByRole("button", { name: "Write message" }));
  await expect
    .poll(async () => (await heard(phone)).map(({ phoneNumber, text }) => [phoneNumber, text ?? null]))
    .toEqual([
      ["+14155550123", null],
      ["+14155550124", "Hello both"],
    ]);
});

test("an emergency number is asked about even when its source is trusted, and says what to think of", async ({
  handset,
}) => {
  await handset.writeSettings({ trustedSources: ["link:tel"] });
  const app = await signedIn(handset);
  await handset.openLink("tel:911");
  const page = await app.page("confirm-call");
  await expect(page.getByText("This phone may not know where you are")).toBeVisible();
  expect(handset.dialled()).toEqual([]);
  await press(page.getByRole("button", { name: "Don’t call" }));
  await handset.openLink("tel:+14155550123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

test("a source is refused from the card on, without a word", async ({ handset }) => {
  const app = await signedIn(handset);
  await handset.openLink("tel:+14155550123");
  const page = await app.page("confirm-call");
  await press(page.getByRole("button", { name: "Never from this source" }));
  await expect(page.getByText("Tel: links are not opened any more.")).toBeVisible();
  await press(page.getByRole("button", { name: "OK" }));
  await expect.poll(() => app.electron.windows().length).toBe(1);
  await handset.openLink("tel:+14155550124");
  await expect
    .poll(() => handset.readLog())
    .toContain('"event":"link.blocked","source":"link:tel","count":1');
  await handset.openLink("callto:+14155550125");
  await expect((await app.page("confirm-call")).locator(".number")).toHaveText("+1 415 555 0125");
  expect(handset.dialled()).toEqual([]);
});

test("a number that is only put into the dialer is not called, and Text writes instead of calling", async ({
  handset,
}) => {
  await handset.writeSettings({ linkAction: "dialer" });
  const app = await signedIn(handset);
  const phone = await app.page("app.html");
  await listen(phone);
  await handset.openLink("tel:+14155550123");
  await press((await app.page("confirm-call")).getByRole("button", { name: "To the dialer" }));
  await expect.poll(async () => (await heard(phone)).length).toBe(1);
  await handset.openLink("tel:+14155550124");
  await expect((await app.page("confirm-call")).locator(".number")).toHaveText("+1 415 555 0124");
  await press((await app.page("confirm-call")).getByRole("button", { name: "Text", exact: true }));
  await expect.poll(async () => (await heard(phone)).length).toBe(2);
  expect(await heard(phone)).toMatchObject([
    { type: "rc-adapter-new-call", phoneNumber: "+14155550123", toCall: false },
    { type: "rc-adapter-new-sms", phoneNumber: "+14155550124" },
  ]);
  expect(handset.dialled()).toEqual([]);
});

test("a confirmed call outlives a reload of the page", async ({ handset }) => {
  const app = await signedIn(handset);
  const phone = await app.page("app.html");
  await handset.openLink("tel:+14155550123");
  const page = await app.page("confirm-call");
  await expect(page.locator(".number")).toHaveText("+1 415 555 0123");
  handset.sandbox.setFault({ kind: "latency", ms: 2000, path: "/restapi/v1.0/account/~" });
  const reloaded = phone.reload();
  await press(page.getByRole("button", { name: "Call", exact: true }));
  await reloaded;
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

/** The real page takes some 50 ms for each. */
const BURST = isRealWidget ? 500 : 10_000;

test("ten thousand links of a trusted source reach the widget, each once and in order, in flat memory", async ({
  handset,
}) => {
  test.slow();
  await handset.writeSettings({ trustedSources: ["link:tel"], linkAction: "dialer" });
  const app = await signedIn(handset);
  const phone = await app.page("app.html");
  await listen(phone);
  const arrived = async (count: number): Promise<void> => {
    await expect
      .poll(() => phone.evaluate(() => (Reflect.get(window, "heard") as unknown[]).length), {
        timeout: 60_000,
      })
      .toBe(count);
  };
  await burst(app, 100_000, BURST / 5);
  await arrived(BURST / 5);
  const before = await heapAfterCollection(app);
  await burst(app, 200_000, BURST);
  await arrived(BURST / 5 + BURST);
  const numbers = (await heard(phone)).slice(BURST / 5).map(({ phoneNumber }) => phoneNumber);
  expect(numbers).toEqual(Array.from({ length: BURST }, (_, index) => String(200_000 + index)));
  expect(app.electron.windows()).toHaveLength(1);
  // What the host has still to do for the last links is no growth.
  await expect.poll(async () => (await heapAfterCollection(app)) / before).toBeLessThan(1.1);
});

/** As many programs at a time as a hasty user starts. */
const AT_ONCE = 5;

test("twenty links, each of a process of its own, reach a running Handset, none lost and none twice", async ({
  handset,
}) => {
  test.slow();
  await handset.writeSettings({ trustedSources: ["link:tel"], linkAction: "dialer" });
  const app = await signedIn(handset);
  const phone = await app.page("app.html");
  await listen(phone);
  const numbers = Array.from({ length: 20 }, (_, index) => String(300_000 + index));
  const waiting = [...numbers];
  const openAll = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await secondInstance(handset, `tel:${next}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openAll));
  await expect.poll(async () => (await heard(phone)).length, { timeout: 30_000 }).toBe(numbers.length);
  const arrived = (await heard(phone)).map(({ phoneNumber }) => phoneNumber);
  expect([...arrived].sort()).toEqual(numbers);
});

/** Starts Handset with a link while it runs; resolves when that process has handed the link over and ended. */
async function secondInstance(handset: Handset, link: string): Promise<void> {
  const [program = "", ...args] = handset.command;
  await promisify(execFile)(program, [...args, link], { cwd: root, env: definedOnly(handset.desktop.env) });
}

/** As the news of second instances comes in, all at once. */
async function burst(app: RunningApp, first: number, count: number): Promise<void> {
  await app.electron.evaluate(
    ({ app: electronApp }, numbers) => {
      for (let index = 0; index < numbers.count; index++) {
        electronApp.emit("second-instance", {}, [], "/", { link: `tel:${numbers.first + index}` });
      }
    },
    { first, count },
  );
}

/** Bytes of the main process's heap that are still in use. */
async function heapAfterCollection(app: RunningApp): Promise<number> {
  return await app.electron.evaluate(async () => {
    process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
    const collect: () => void = process.getBuiltinModule("node:vm").runInNewContext("gc");
    for (let round = 0; round < 3; round++) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage().heapUsed;
  });
}

test("the user's browser asks Handset about a link on the test page, and Handset names the browser", async ({
  handset,
}) => {
  const app = await signedIn(handset);
  await startWithoutDetaching(handset);
  const html = await readFile(join(root, "docs/click-to-dial-test.html"));
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const profile = join(handset.desktop.dir, "browser");
  const args = await prepareBrowser(profile, handset.sandbox, { [origin]: { tel: true } });
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserProgram,
    headless: false,
    args: [...args],
    env: definedOnly(handset.desktop.env),
  });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(origin);
    await page.locator("#tel").click();
    const card = await app.page("confirm-call");
    await expect(card.locator(".number")).toHaveText("+1 415 555 0123");
    await expect(card.getByText("From a link (tel:) on a web page in Chromium")).toBeVisible();
    expect(handset.dialled()).toEqual([]);
    await expect(card.getByRole("button", { name: "Call", exact: true })).toBeEnabled();
    await card.getByLabel("Do not ask again for tel: links from Chromium").check();
    await press(card.getByRole("button", { name: "Call", exact: true }));
    await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
    const settings = join(handset.profile, "config.json");
    await expect.poll(() => readFile(settings, "utf8")).toContain("link:tel:chromium");
  } finally {
    await browser.close();
    server.close();
  }
});

/**
 * The test desktop starts programs detached, and so nobody can tell who asked; a package's Exec line starts Handset
 * from xdg-open itself.
 */
async function startWithoutDetaching(handset: Handset): Promise<void> {
  const command = handset.command.map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(" ");
  await writeFile(join(handset.desktop.dir, "bin", "handset"), `#!/bin/sh\nexec ${command} "$@"\n`, {
    mode: 0o755,
  });
}
