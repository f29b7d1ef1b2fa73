import { spawn } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { shellQuote } from "../tools/desktop-files.ts";
import { expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";

const linuxOnly = process.platform !== "linux";

/** Opens the settings as any program can, and waits until the system has said who opens what. */
async function openSettings(handset: Handset, app: RunningApp): Promise<Page> {
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await expect(page.getByText("is not known")).toHaveCount(0);
  return page;
}

const settingsFile = async (handset: Handset): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(handset.profile, "config.json"), "utf8"));

const mimeApps = (handset: Handset): Promise<string> =>
  readFile(join(handset.desktop.dir, "config", "mimeapps.list"), "utf8").catch(() => "");

/** Another telephone program of the desktop, which notes the links that it is given. */
async function installOtherPhone(
  handset: Handset,
  ...schemes: readonly string[]
): Promise<() => Promise<string>> {
  const calls = join(handset.desktop.dir, "other-phone-calls");
  await writeFile(calls, "");
  await handset.desktop.addDesktopEntry({
    id: "zz-other-phone",
    name: "Other Phone",
    exec: ["/bin/sh", "-c", `printf '%s\\n' "$1" >>${shellQuote(calls)}`, "phone"],
    schemes,
  });
  return () => readFile(calls, "utf8");
}

test("the settings open from the sign-in page, signed out, and closing one window leaves the other", async ({
  handset,
}) => {
  const app = await handset.launch();
  const signIn = await app.page("sign-in");
  await signIn.getByRole("button", { name: "Settings" }).click();
  const page = await app.page("settings");
  await expect(page.getByText("Nobody is signed in.")).toBeVisible();
  await page.close();
  await expect(signIn.getByLabel("Client ID")).toBeVisible();
  expect(app.electron.windows()).toHaveLength(1);
});

test("a change is in force at once and on the disk", async ({ handset }) => {
  await handset.writeSettings({
    trustedSources: ["link:tel", "link:sms:chromium"],
    blockedSources: ["link:callto"],
  });
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  await expect(phone.locator("body")).toBeVisible();
  const page = await openSettings(handset, app);

  await page.getByLabel("Only put the number into the dialer").check();
  await page.getByLabel("Country of numbers without a country code").selectOption({ label: "Germany" });
  await page.getByLabel("Closing the window keeps the phone running").uncheck();
  await page.getByLabel("Allow sign-in in a window").check();
  for (const notified of [
    "Missed calls",
    "Voicemails",
    "Text messages and faxes",
    "When you cannot be called",
    "Show what was written",
  ]) {
    await page.getByLabel(notified, { exact: true }).uncheck();
  }
  await page.getByRole("button", { name: "Remove “sms: links from chromium” from" }).click();
  await page.getByRole("button", { name: "Remove “callto: links from anywhere” from" }).click();
  await expect(page.getByText("None.")).toBeVisible();
  await expect
    .poll(() => settingsFile(handset))
    .toMatchObject({
      linkAction: "dialer",
      region: "DE",
      closeToTray: false,
      allowSignInWindow: true,
      notifyMissedCalls: false,
      notifyVoicemails: false,
      notifyMessages: false,
      notifyUnreachable: false,
      notificationPreviews: false,
      trustedSources: ["link:tel"],
      blockedSources: [],
    });

  // No longer trusted: the next link is asked about, without a restart.
  await page.getByRole("button", { name: "Remove “tel: links from anywhere” from" }).click();
  await expect(page.getByText("None.")).toHaveCount(2);
  await handset.openLink("tel:030%20901820");
  const confirm = await app.page("confirm-call");
  await expect(confirm.getByText("+49 30 901820")).toBeVisible();
  expect(handset.dialled()).toEqual([]);
});

test("a setting that cannot be saved is not in force, and the page says so", async ({ handset }) => {
  const app = await handset.launch();
  const page = await openSettings(handset, app);
  const file = join(handset.profile, "config.json");
  await rm(file);
  // A folder in its place: even root cannot write the file now.
  await mkdir(join(file, "in-the-way"), { recursive: true });
  await page.getByLabel("Closing the window keeps the phone running").click();
  await expect(page.getByRole("alert")).toContainText("The setting could not be saved.");
  await expect(page.getByLabel("Closing the window keeps the phone running")).toBeChecked();
});

test("signing out in the settings asks first where data is lost, and can be taken back", {
  tag: "@thorough",
}, async ({ handset }) => {
  const app = await handset.launch();
  await handset.signIn(app);
  const page = await openSettings(handset, app);
  await expect(page.getByText("Signed in as +1 650 555 0100 ext. 101.")).toBeVisible();

  await page.getByRole("button", { name: "Sign out and clear data…" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sign out and clear data…" })).toBeFocused();

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("Nobody is signed in.")).toBeVisible();
  await expect.poll(() => handset.sessionState()).toBe("signed-out");
  await expect((await app.page("sign-in")).getByLabel("Client ID")).toBeVisible();
});

test("the search finds settings by words of any order, and says when there is none", async ({ handset }) => {
  const app = await handset.launch();
  const page = await openSettings(handset, app);
  const search = page.getByRole("searchbox", { name: "Search settings" });
  await expect(search).toBeFocused();
  await page.keyboard.type("tray closing");
  await expect(page.getByText("1 setting found.")).toBeVisible();
  await expect(page.getByLabel("Closing the window keeps the phone running")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Links", level: 2 })).toHaveCount(0);
  await search.fill("spaceship");
  await expect(page.getByText("No setting has these words.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(page.getByRole("heading", { level: 2 })).toContainText([
    "Account",
    "Calls",
    "Links",
    "Shortcuts",
    "Notifications",
    "Window",
    "Updates",
    "Phone",
    "Privacy",
    "About",
  ]);
});

test("a section's link leads to it, and the page works on from there", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await openSettings(handset, app);
  await page.getByRole("navigation").getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("heading", { name: "About", level: 2 })).toBeInViewport();
  await page.keyboard.press("Tab");
  // The first thing of that section.
  await expect(page.getByRole("button", { name: "Copy details" })).toBeFocused();
  await expect(page.getByLabel("Data folder")).toHaveValue(handset.profile);
  await page.getByLabel("Closing the window keeps the phone running").uncheck();
  await expect.poll(async () => (await settingsFile(handset)).closeToTray).toBe(false);
});

test("a second profile shows who opens links, and changes nothing of it", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch("--profile=work");
  await (await app.page("sign-in")).getByRole("button", { name: "Settings" }).click();
  const page = await app.page("settings");
  await expect(page.getByText("Profile: work").first()).toBeVisible();
  await expect(page.getByText("This is a second profile")).toBeVisible();
  await expect(page.getByText("Phone numbers in web pages and mails.")).toBeVisible();
  await expect(page.getByText("is not known")).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: /links with Handset/ })).toHaveCount(0);
  expect(await mimeApps(handset)).not.toContain("handset.desktop");
});

test("every control has a name of its own and can be reached and worked by keyboard alone", async ({
  handset,
}) => {
  await handset.writeSettings({ trustedSources: ["link:tel", "link:sms"], blockedSources: ["link:callto"] });
  const app = await handset.launch();
  const page = await openSettings(handset, app);
  const names = await page.locator("a, button, input, select").evaluateAll((elements) =>
    elements.map((element) => {
      const labels = "labels" in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const name =
        element.getAttribute("aria-label") ??
        (labels.map((label) => label.textContent).join(" ") || element.textContent);
      // A radio button is read out with its group.
      const group = element.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
      return `${element.tagName} ${group} ${name?.trim()}`;
    }),
  );
  expect(names.filter((name) => /^\w+ .* $|undefined|null/.test(name))).toEqual([]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);

  // Radio buttons are one stop for all of a group.
  const stops = await page
    .locator("a, button, input:not([type=radio]), select, input[type=radio]:checked")
    .count();
  const reached = new Set<string>();
  await page.getByRole("searchbox").focus();
  for (let count = 0; count < stops; count += 1) {
    reached.add(await page.evaluate(() => document.activeElement?.outerHTML ?? ""));
    await page.keyboard.press("Tab");
  }
  expect(reached.size).toBe(stops);

  await page.getByLabel("Closing the window keeps the phone running").focus();
  await page.keyboard.press("Space");
  await expect.poll(async () => (await settingsFile(handset)).closeToTray).toBe(false);
  await page.getByRole("radio", { name: "Call the number" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await settingsFile(handset)).linkAction).toBe("dialer");
});

test.describe("on a Linux desktop", () => {
  test.skip(linuxOnly, "xdg is Linux");

  test("a scheme of another program is claimed on demand and given back to it", async ({ handset }) => {
    const otherCalls = await installOtherPhone(handset, "tel", "callto");
    await handset.desktop.setDefaultHandler("tel", "zz-other-phone");
    const app = await handset.launch();
    await handset.signIn(app);
    const page = await openSettings(handset, app);
    const tel = page.getByLabel("Open tel: links with Handset");
    await expect(tel).not.toBeChecked();
    await expect(page.getByText("Other Phone opens these.")).toHaveCount(1);
    await expect(page.getByText("has taken over")).toHaveCount(0);

    await tel.check();
    await expect(page.getByText("Other Phone opens these.")).toHaveCount(0);
    await handset.openLink("tel:+14155550123");
    await press((await app.page("confirm-call")).getByRole("button", { name: "Don’t call" }));
    expect(await mimeApps(handset)).toContain("x-scheme-handler/tel=handset.desktop;zz-other-phone.desktop;");

    await tel.uncheck();
    await expect(page.getByText("Other Phone opens these.")).toHaveCount(1);
    await handset.openLink("tel:+14155550124");
    await expect.poll(otherCalls).toBe("tel:+14155550124\n");
    expect((await settingsFile(handset)).claimedSchemes).toEqual(["callto", "sms", "smsto"]);
    expect(app.electron.windows().some((window) => window.url().includes("confirm-call"))).toBe(false);
  });

  test("a program that takes over is shown and left alone, at the next start as well, until the user says otherwise", {
    tag: "@thorough",
  }, async ({ handset }) => {
    const first = await handset.launch();
    await openSettings(handset, first);
    await expect.poll(() => mimeApps(handset)).toContain("x-scheme-handler/tel=handset.desktop");
    await expect.poll(() => readFile(join(handset.profile, "held-schemes.json"), "utf8")).toContain("tel");
    await first.quit();

    await installOtherPhone(handset, "tel", "sms");
    await handset.desktop.setDefaultHandler("tel", "zz-other-phone");
    const app = await handset.launch();
    const page = await openSettings(handset, app);
    await expect(page.getByText("Other Phone has taken over tel: links.")).toBeVisible();
    expect(await mimeApps(handset)).toContain("x-scheme-handler/tel=zz-other-phone.desktop");

    // Taken over while the page is open: seen when the user comes back to it.
    await handset.desktop.setDefaultHandler("sms", "zz-other-phone");
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(page.getByText("Other Phone has taken over sms: links.")).toBeVisible();

    await page.getByRole("button", { name: "Open tel: links with Handset again" }).click();
    await expect(page.getByLabel("Open tel: links with Handset", { exact: true })).toBeChecked();
    await expect(page.getByText("has taken over tel:")).toHaveCount(0);
    await page.getByRole("button", { name: "Leave sms: links to Other Phone" }).click();
    await expect(page.getByText("has taken over")).toHaveCount(0);
    await expect(page.getByLabel("Open sms: links with Handset")).not.toBeChecked();
    expect((await settingsFile(handset)).claimedSchemes).toEqual(["tel", "callto", "smsto"]);
  });

  test("an AppImage registers itself, also after it was moved, and leaves nothing when it is unregistered", {
    tag: "@thorough",
  }, async ({ handset }) => {
    const { desktop } = handset;
    const entryFile = join(desktop.dir, "data/applications/handset.desktop");
    const entry = (): Promise<string> => readFile(entryFile, "utf8").catch(() => "");
    await rm(entryFile);
    // What the AppImage runtime does: the image is one file, what is in it runs from a mount.
    const image = join(desktop.dir, "bin", "Handset 1.AppImage");
    const moved = join(desktop.dir, "bin", "Handset-2.AppImage");
    const [program = "", folder = "", ...args] = handset.command;
    const mount = dirname(program);
    const script = `#!/bin/sh\nshift\nexport APPIMAGE="$0" APPDIR=${shellQuote(mount)}\nexec setsid --fork ${[program, folder, ...args].map(shellQuote).join(" ")} "$@" >/dev/null 2>&1\n`;
    await writeFile(image, script, { mode: 0o755 });

    const first = await handset.launchWith({ APPIMAGE: image, APPDIR: mount });
    await expect.poll(entry).toContain(`TryExec=${image}\nExec="${image}" `);
    await expect.poll(() => handset.readLog()).toContain("registration.done");
    await first.quit();

    await rename(image, moved);
    const second = await handset.launchWith({ APPIMAGE: moved, APPDIR: mount });
    await expect.poll(entry).toContain(`TryExec=${moved}\nExec=${moved} `);
    await second.page("sign-in");
    await handset.openLink("tel:+14155550123");
    const page = await second.page("sign-in");
    await expect(page.getByText("After you sign in, Handset asks about +1 415 555 0123.")).toBeVisible();
    await second.quit();

    const bystander = "[Added Associations]\ntext/plain=editor.desktop;\n";
    await writeFile(join(desktop.dir, "config", "mimeapps.list"), `${await mimeApps(handset)}${bystander}`);
    const uninstaller = spawn(program, [folder, ...args, "--unregister-links"], {
      env: { ...desktop.env, APPIMAGE: moved, APPDIR: mount },
      stdio: "ignore",
    });
    expect(await new Promise((resolve) => uninstaller.once("exit", resolve))).toBe(0);
    await expect.poll(entry).toBe("");
    await expect.poll(() => mimeApps(handset)).not.toContain("handset.desktop");
    expect(await mimeApps(handset)).toContain(bystander);
    await expect(handset.openLink("tel:+14155550123")).rejects.toThrow();
  });
});
