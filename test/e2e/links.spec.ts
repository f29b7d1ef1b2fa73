import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Handset, isSignedIn, type RunningApp, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";
import { connectToStarted, pageWith } from "./support/started-handset.ts";

async function accept(page: Page, number: string): Promise<void> {
  await expect(page.getByText(number)).toBeVisible();
  await press(page.getByRole("button", { name: "Call", exact: true }));
}

async function signedIn(handset: Handset): Promise<RunningApp> {
  const app = await handset.launch();
  await handset.signIn(app);
  return app;
}

test("a tel: link on a running Handset is asked about; dismissed it dials nothing, confirmed it dials once", async ({
  handset,
}) => {
  const app = await signedIn(handset);
  const asked = async (number: string): Promise<Page> => {
    await handset.openLink(`tel:${number}`);
    return await app.page("confirm-call");
  };
  // Until then the next page would be this one.
  const isGone = () => expect.poll(() => app.electron.windows().length).toBe(1);

  const escaped = await asked("+14155550121");
  await expect(escaped.getByRole("button", { name: "Don’t call" })).toBeFocused();
  await expect(escaped.getByRole("button", { name: "Don’t call" })).toBeEnabled();
  // The page is gone before the key comes up again.
  await escaped.keyboard.down("Escape");
  await isGone();

  await press((await asked("+14155550122")).getByRole("button", { name: "Don’t call" }));
  await isGone();

  const page = await asked("+14155550123");
  await expect(page.getByText("United States")).toBeVisible();
  await expect(page.getByText("From a link (tel:) in another program")).toBeVisible();
  expect(handset.dialled()).toEqual([]);
  await accept(page, "+1 415 555 0123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
  await isGone();
});

test("a link on a cold start is kept until the dialer is ready", async ({ handset }) => {
  const first = await signedIn(handset);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await first.quit();
  const second = await handset.launch("tel:+14155550123");
  await accept(await second.page("confirm-call"), "+1 415 555 0123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

// The whole of each scheme: click-to-dial.spec.ts.
test("xdg-open starts a Handset that does not run, with the link", { tag: "@thorough" }, async ({
  handset,
}) => {
  test.skip(process.platform !== "linux", "xdg-open is Linux");
  const first = await signedIn(handset);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await first.quit();
  await handset.openLink("tel:+14155550123");
  const page = await pageOfStarted(handset, "confirm-call");
  await accept(page, "+1 415 555 0123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

test("a link on a signed-out Handset waits for the sign-in and is asked about then", async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await handset.openLink("tel:+14155550123");
  await expect(page.getByText("After you sign in, Handset asks about +1 415 555 0123.")).toBeVisible();
  await handset.signIn(app);
  await accept(await app.page("confirm-call"), "+1 415 555 0123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

test("ten links at once are asked about one by one, and each reaches the widget once", async ({
  handset,
}) => {
  const app = await signedIn(handset);
  const numbers = Array.from({ length: 10 }, (_, index) => `+1415555010${index}`);
  await Promise.all(numbers.map((number) => handset.openLink(`tel:${number}`)));
  await expect.poll(async () => (await handset.readLog()).split('"link.received"').length - 1).toBe(11);
  const page = await app.page("confirm-call");
  await expect(page.getByText("and 9 more from the same source")).toBeVisible();
  for (let left = 10; left > 0; left -= 1) {
    const shown = await page.locator(".number").textContent();
    await press(page.getByRole("button", { name: "Call", exact: true }));
    if (left > 1) await expect(page.locator(".number")).not.toHaveText(shown ?? "");
  }
  await expect.poll(() => handset.dialled().length).toBe(10);
  expect([...handset.dialled()].sort()).toEqual(numbers);
});

test("an sms: link opens a message with its text", async ({ handset }) => {
  const app = await signedIn(handset);
  await handset.openLink("sms:+14155550123?body=On%20my%20way");
  const page = await app.page("confirm-call");
  await expect(page.getByText("On my way")).toBeVisible();
  await press(page.getByRole("button", { name: "Write message" }));
  await expect.poll(() => app.electron.windows().length).toBe(1);
});

const refused: readonly (readonly [name: string, link: string, sentence: string])[] = [
  ["letters", "tel:CALL-ME-NOW", "The number in the link has letters in it: “CALLMENOW”."],
  ["a USSD code", "tel:*%2306%23", "The link holds a service code, not a phone number: “*#06#”."],
  ["100 digits", `tel:${"1".repeat(100)}`, "more than 15 digits"],
  ["tones", "tel:+14155550123;postd=42", "The link would send tones after the number"],
  ["junk of 100 KB", `tel:${"x".repeat(100_000)}`, "far too long"],
];

test("links that are no phone numbers are refused in words and dial nothing", async ({ handset }) => {
  const app = await signedIn(handset);
  for (const [, link, sentence] of refused) {
    await handset.openLink(link);
    const page = await app.page("confirm-call");
    await expect(page.getByText(sentence)).toBeVisible();
    await press(page.getByRole("button", { name: "OK" }));
    await expect.poll(() => app.electron.windows().length).toBe(1);
  }
  expect(handset.dialled()).toEqual([]);
  expect(await isSignedIn(handset)).toBe(true);
});

test("a megabyte of junk through the second-instance door is refused, and Handset goes on", async ({
  handset,
}) => {
  const app = await signedIn(handset);
  await app.electron.evaluate(({ app: electronApp }) => {
    const junk = `tel:${"9;a=%".repeat(210_000)}`;
    electronApp.emit("second-instance", {}, [], "/", { link: junk });
  });
  const page = await app.page("confirm-call");
  await expect(page.getByText("far too long")).toBeVisible();
  await press(page.getByRole("button", { name: "OK" }));
  await handset.openLink("tel:+14155550123");
  await accept(await app.page("confirm-call"), "+1 415 555 0123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

test("Handset registers itself where no package did, and xdg-open finds it", async ({ handset }) => {
  test.skip(process.platform !== "linux", "xdg-open is Linux");
  const { desktop } = handset;
  const { rm } = await import("node:fs/promises");
  await rm(join(desktop.dir, "data/applications/handset.desktop"));
  const app = await signedInByCommandLine(handset);
  await expect.poll(() => handset.readLog()).toContain("registration.done");
  const entry = await readFile(join(desktop.dir, "data/applications/handset.desktop"), "utf8");
  expect(entry).toContain("MimeType=x-scheme-handler/tel;");
  await handset.openLink("tel:+14155550123");
  await accept(await app.page("confirm-call"), "+1 415 555 0123");
  await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
});

/** Signs in with the redirect handed over by a second start, for a desktop that does not know Handset yet. */
async function signedInByCommandLine(handset: Handset): Promise<RunningApp> {
  const app = await handset.launch();
  const redirect = await handset.authorize(app);
  const [program = "", ...args] = handset.command;
  const second = spawn(program, [...args, redirect], { env: handset.desktop.env, stdio: "ignore" });
  await new Promise((resolve) => second.once("exit", resolve));
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  return app;
}

/** A page of the Handset that the desktop's entry for links has started. */
async function pageOfStarted(handset: Handset, part: string): Promise<Page> {
  return pageWith(await connectToStarted(join(handset.desktop.dir, "log", "handset.log")), part);
}
