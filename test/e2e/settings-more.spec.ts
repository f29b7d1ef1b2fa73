import { spawn } from "node:child_process";
import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openClipboard } from "../tools/clipboard.ts";
import { type } from "./support/command-line.ts";
import { cannotRing, expect, type Handset, isSignedIn, type RunningApp, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";
import { press } from "./support/press.ts";

async function openSettings(handset: Handset, app: RunningApp): Promise<Page> {
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  return page;
}

const settingsFile = async (handset: Handset): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(handset.profile, "config.json"), "utf8"));

const isDark = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.matchMedia("(prefers-color-scheme: dark)").matches);

const goTo = (page: Page, section: string): Promise<void> =>
  page.getByRole("navigation").getByRole("link", { name: section, exact: true }).click();

test.describe("in a tray", () => {
  test.use({ panel: true });
  test.skip(process.platform !== "linux", "elsewhere the system’s own lists of this user would be changed");

  test("colours change at once in every window, and Handset starts hidden at login until the user or the system says otherwise", async ({
    handset,
  }) => {
    const { desktop } = handset;
    const entryFile = join(desktop.dir, "config/autostart/handset.desktop");
    const entry = (): Promise<string> => readFile(entryFile, "utf8").catch(() => "");
    const first = await handset.launch();
    const phone = await handset.signIn(first);
    const page = await openSettings(handset, first);
    await page.getByLabel("Dark", { exact: true }).check();
    await expect.poll(() => isDark(page)).toBe(true);
    await expect.poll(() => isDark(phone)).toBe(true);
    await page.getByLabel("Light", { exact: true }).check();
    await expect.poll(() => isDark(page)).toBe(false);
    await page.getByLabel("Dark", { exact: true }).check();

    const atLogin = page.getByLabel("Start Handset when you log in");
    await atLogin.check();
    await expect.poll(entry).toContain(" --hidden\n");
    await expect.poll(async () => (await settingsFile(handset)).startAtLogin).toBe(true);
    // As GNOME's own list of what starts at login does it.
    await writeFile(entryFile, (await entry()).replace("enabled=true", "enabled=false"));
    await page.evaluate(() => self.dispatchEvent(new Event("focus")));
    await expect(atLogin).not.toBeChecked();
    await atLogin.check();
    await expect.poll(entry).toContain("enabled=true");
    await goTo(page, "Window");
    await picture(page, "settings-window");
    await first.quit();

    const app = await handset.launch("--hidden");
    await expect.poll(() => isSignedIn(handset)).toBe(true);
    const hidden = await app.page("app.html");
    const window = await app.electron.browserWindow(hidden);
    await expect.poll(async () => (await desktop.panel?.item())?.tooltip()).toContain("Available");
    expect(await window.evaluate((opened) => opened.isVisible())).toBe(false);
    expect(app.electron.windows()).toHaveLength(1);
    await expect.poll(() => isDark(hidden)).toBe(true);
    // A second start always shows the window, whatever switches it comes with.
    const [program = "", ...args] = handset.command;
    spawn(program, [...args, "--hidden"], { env: desktop.env, stdio: "ignore" });
    await expect.poll(() => window.evaluate((opened) => opened.isVisible())).toBe(true);
    await app.quit();

    const uninstaller = await type(handset, ["--unregister-links"]);
    expect(uninstaller.exitCode, uninstaller.err).toBe(0);
    expect(await entry()).toBe("");
  });
});

test("an address that is being typed stays when something else changes, and when it is refused", async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await openSettings(handset, app);
  const field = page.getByLabel("Style sheet");
  await field.pressSequentially("http://styles.example");
  // Another window, another program or a policy changes a setting meanwhile.
  await page.evaluate(() =>
    Reflect.get(window, "handset").request("settings:change", { setting: "callWindow", value: false }),
  );
  await expect(page.getByLabel("Show a small window during calls")).not.toBeChecked();
  await expect(field).toHaveValue("http://styles.example");
  await field.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(field).toHaveValue("http://styles.example");
  await field.fill("https://styles.example/phone.css ");
  await field.press("Enter");
  await expect(field).toHaveValue("https://styles.example/phone.css");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a feature of the phone counts after a reload that waits for the end of the call, with the same sign-in", async ({
  handset,
}) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  const page = await openSettings(handset, app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  await press((await app.page("call-popup")).getByRole("button", { name: "Answer" }));
  await expect.poll(() => handset.sandbox.calls().find(({ id }) => id === call.id)?.state).toBe("connected");

  const tokens = (): number => handset.sandbox.requests({ path: "/restapi/oauth/token" }).length;
  const before = tokens();
  await page.getByLabel("Message templates").check();
  await page.getByLabel("Meetings", { exact: true }).uncheck();
  await page.getByLabel("Phone that calls are made with").selectOption({ label: "The RingCentral app" });
  await goTo(page, "Phone");
  await expect(page.getByText("Applies when the phone is loaded again.")).toBeVisible();
  await picture(page, "settings-phone");
  await page.getByRole("button", { name: "After the call" }).click();
  await expect(page.getByText("The phone is loaded again when your call has ended.")).toBeVisible();
  expect(phone.url()).not.toContain("enableSMSTemplate");
  expect(handset.sandbox.calls().find(({ id }) => id === call.id)?.state).toBe("connected");

  handset.sandbox.remoteHangup(call.id);
  await expect.poll(() => phone.url()).toContain("enableSMSTemplate=1");
  expect(phone.url()).toContain("disableMeeting=1");
  expect(phone.url()).toContain("defaultCallWith=jupiter");
  await expect(page.getByText("phone is loaded again")).toHaveCount(0);
  await expect(phone.getByText("Ready for calls")).toBeVisible();
  expect(tokens()).toBe(before);
  expect((await settingsFile(handset)).widgetFeatures).toEqual({
    enableSMSTemplate: true,
    disableMeeting: true,
    defaultCallWith: "jupiter",
  });

  // Without a call it is loaded at once.
  await page.getByLabel("Message templates").uncheck();
  await page.getByRole("button", { name: "Reload now" }).click();
  await expect.poll(() => phone.url()).not.toContain("enableSMSTemplate");
  await expect(page.getByText("phone is loaded again")).toHaveCount(0);
});

test.describe("with a clipboard of its own", () => {
  test.use({ display: "own" });

  test("the settings say what is shipped and what is stored, and remove it", async ({ handset }) => {
    await handset.writeSettings({
      trustedSources: ["command-line", "link:tel"],
      blockedSources: ["link:callto"],
      calledCountries: ["FR"],
      theme: "light",
    });
    const app = await handset.launch();
    const phone = await handset.signIn(app);
    const page = await openSettings(handset, app);
    await goTo(page, "About");
    await page.getByRole("button", { name: "Copy details" }).click();
    const clipboard = openClipboard(handset.desktop.env);
    await expect.poll(() => clipboard.paste()).toMatch(/^Handset \d.*\nElectron \d.*\nChromium \d/);
    await page.getByRole("button", { name: "Show licences" }).click();
    const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
      await readFile("package.json", "utf8"),
    );
    const search = page.getByRole("searchbox", { name: "Search licences" });
    for (const name of ["Handset", "@ringcentral/sdk", "electron-store", "libphonenumber-js", "preact"]) {
      await search.fill(name);
      const version = name === "Handset" ? "" : dependencies[name];
      const row = page.locator("details").filter({ hasText: `${name} ${version}` });
      await row.locator("summary").first().click();
      await expect(row.locator("pre").first()).toContainText("Permission is hereby granted");
    }
    await picture(page, "settings-about");

    await goTo(page, "Privacy");
    await picture(page, "settings-privacy");
    await page.getByRole("button", { name: "Forget trusted and blocked sources" }).click();
    await page.getByRole("button", { name: "Forget calls" }).click();
    await expect
      .poll(() => settingsFile(handset))
      .toMatchObject({ trustedSources: ["command-line"], blockedSources: [], calledCountries: [] });

    await phone.evaluate(() => localStorage.setItem("rc-widget-of-a-test", "kept"));
    await page.getByRole("button", { name: "Clear the phone’s data…" }).click();
    await page.getByRole("button", { name: "Clear the phone’s data", exact: true }).click();
    await expect(page.getByText("The phone’s data is removed.")).toBeVisible();
    await expect(phone.getByText("Ready for calls")).toBeVisible();
    expect(await phone.evaluate(() => localStorage.getItem("rc-widget-of-a-test"))).toBeNull();

    expect(await handset.readLog()).toContain("app.starting");
    await page.getByRole("button", { name: "Delete the log" }).click();
    await expect(page.getByText("The log is deleted.")).toBeVisible();
    expect(await handset.readLog()).not.toContain("app.starting");

    await page.getByLabel("Start Handset when you log in").check();
    await writeFile(join(handset.profile, "config.json.set-aside-1"), "{");
    await page.getByRole("button", { name: "Sign out and remove everything…" }).click();
    await page.getByRole("button", { name: "Sign out and remove everything", exact: true }).click();
    await expect(page.getByText("Everything is removed.")).toBeVisible();
    await expect(page.getByText("Nobody is signed in.")).toBeVisible();
    expect(await settingsFile(handset)).toMatchObject({ clientId: "", theme: "system", startAtLogin: false });
    for (const gone of ["config.json.set-aside-1", "vault/session-token.sealed", "held-schemes.json"])
      await expect
        .poll(() =>
          access(join(handset.profile, gone)).then(
            () => gone,
            () => "",
          ),
        )
        .toBe("");
    await expect((await app.page("sign-in")).getByLabel("Client ID")).toHaveValue("");
  });
});
