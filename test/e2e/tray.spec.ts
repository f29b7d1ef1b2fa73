import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openClipboard } from "../tools/clipboard.ts";
import { resultsFolder } from "../tools/repository.ts";
import type { MenuEntry } from "../tools/tray-item.ts";
import { closeWindow } from "../tools/x-windows.ts";
import { cannotRing, expect, type Handset, test } from "./support/fixtures.ts";

test.use({ panel: true, display: "own" });

/** The one tray icon, and a look at its menu. */
async function trayOf(handset: Handset) {
  const { panel } = handset.desktop;
  if (panel === null) throw new Error("this desktop has no panel");
  const item = await panel.item();
  const labels = (entries: readonly MenuEntry[] = item.menu()): string[] =>
    entries.flatMap(({ label, children }) => [label, ...labels(children)]);
  /** Pictures for a person to look at. */
  const picture = async (name: string): Promise<void> => {
    const icon = item.icon();
    expect(icon, "the tray has an icon").not.toBeNull();
    const folder = join(resultsFolder, "screenshots");
    await mkdir(folder, { recursive: true });
    if (icon !== null) await writeFile(join(folder, `tray-${name}.png`), icon.png);
  };
  return { item, labels, picture };
}

test("the tray says who is signed in, and the close button of the window leaves the phone in it", async ({
  handset,
}) => {
  const app = await handset.launch();
  const { item, labels, picture } = await trayOf(handset);
  await expect.poll(() => item.tooltip()).toContain("Signed out");
  expect(labels()).not.toContain("Sign out");
  await picture("signed-out");

  const phone = await handset.signIn(app);
  await expect.poll(() => item.tooltip()).toBe("Handset: +1 650 555 0100 ext. 101\nAvailable");
  await picture("available");
  await expect.poll(() => labels()).toContain("Hide");

  const window = await app.electron.browserWindow(phone);
  await closeWindow(handset.desktop.env, await phone.title());
  await expect.poll(() => labels()).toContain("Show");
  expect(await window.evaluate((opened) => opened.isVisible())).toBe(false);
  await item.press("Show");
  await expect.poll(() => window.evaluate((opened) => opened.isVisible())).toBe(true);
  await item.press("Hide");
  await expect.poll(() => window.evaluate((opened) => opened.isVisible())).toBe(false);
  await item.activate();
  await expect.poll(() => window.evaluate((opened) => opened.isVisible())).toBe(true);
  await item.press("Quit");
  await expect.poll(() => app.isRunning()).toBe(false);
});

test("without closing to the tray the close button quits", { tag: "@thorough" }, async ({ handset }) => {
  await handset.writeSettings({ closeToTray: false });
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  const window = await app.electron.browserWindow(phone);
  await window.evaluate((opened) => opened.close()).catch(() => {}); // it may be gone before it answers
  await expect.poll(() => app.isRunning()).toBe(false);
});

test("signing out in the tray empties the vault and leads to the sign-in page", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch();
  const { item, labels } = await trayOf(handset);
  await handset.signIn(app);
  await expect.poll(() => labels()).toContain("Sign out");
  await item.press("Sign out");
  await expect((await app.page("sign-in")).getByRole("button", { name: /^Sign in/ })).toBeVisible();
  await expect.poll(() => item.tooltip()).toContain("signed out");
  expect(handset.sandbox.requests({ path: "/restapi/oauth/revoke" }).length).toBeGreaterThan(0);
  await app.quit();
  const again = await handset.launch();
  await expect((await again.page("sign-in")).getByRole("button", { name: /^Sign in/ })).toBeVisible();
});

test("a number on the clipboard can be called from the tray", async ({ handset }) => {
  const app = await handset.launch();
  const { item, labels } = await trayOf(handset);
  await handset.signIn(app);
  const other = openClipboard(handset.desktop.env);
  try {
    await other.copy("(415) 555-0123");
    await expect.poll(() => labels()).toContain("Call +1 415 555 0123");
    await item.press("Call +1 415 555 0123");
    await expect.poll(() => handset.dialled()).toEqual(["+14155550123"]);
    await other.copy("no number at all");
    await expect.poll(() => labels().filter((label) => label.startsWith("Call +"))).toEqual([]);
  } finally {
    await other.close();
  }
});

test("a second profile says which one it is", { tag: "@thorough" }, async ({ handset }) => {
  await handset.launch("--profile=work");
  const { item } = await trayOf(handset);
  await expect.poll(() => item.tooltip()).toContain("Handset (work)");
});

test.describe("with calls", () => {
  test.skip(cannotRing !== false, String(cannotRing));

  test("a call is answered, held, muted and hung up from the tray; presence is shown and set", async ({
    handset,
  }) => {
    const app = await handset.launch();
    const { item, labels, picture } = await trayOf(handset);
    await handset.signIn(app);
    await expect.poll(() => handset.sandbox.lines()).toBe(1);
    handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
    await expect.poll(() => item.tooltip()).toContain("Ada Lovelace is calling");
    await picture("ringing");
    await item.press("Answer");
    await expect.poll(() => item.tooltip()).toContain("On a call with Ada Lovelace");
    await picture("on-call");
    await item.press("Mute");
    await expect.poll(() => item.tooltip()).toContain("muted");
    await item.press("Hold");
    await expect.poll(() => item.tooltip()).toContain("On hold: Ada Lovelace");
    await item.press("Resume");
    await expect.poll(() => labels()).toContain("Hold");
    await item.press("Hang up");
    await expect.poll(() => item.tooltip()).toContain("Available");
    await expect.poll(() => labels()).toContain("Answered: Ada Lovelace");

    await item.press("Presence: Available", "Do not disturb");
    await expect.poll(() => item.tooltip()).toContain("Do not disturb");
    await picture("do-not-disturb");
    await item.press("Presence: Do not disturb", "Busy");
    await expect.poll(() => item.tooltip()).toContain("Busy");
    await picture("busy");
    await item.press("Presence: Busy", "Available");
    await expect.poll(() => item.tooltip()).toContain("Available");
  });

  test("a missed call is counted until the phone is looked at, and can be called back", async ({
    handset,
  }) => {
    const app = await handset.launch();
    const { item, labels, picture } = await trayOf(handset);
    await handset.signIn(app);
    await expect.poll(() => handset.sandbox.lines()).toBe(1);
    await item.press("Hide");
    const { id } = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
    await expect.poll(() => item.tooltip()).toContain("is calling");
    handset.sandbox.remoteHangup(id);
    await expect.poll(() => item.tooltip()).toContain("1 missed call");
    await picture("missed");
    await item.press("Show");
    await expect.poll(() => item.tooltip()).toContain("Available");
    expect(labels()).toContain("Missed: Ada Lovelace");
    await item.press("Recent calls", "Missed: Ada Lovelace");
    await expect.poll(() => handset.dialled()).toEqual(["+14155550142"]);
  });
});
