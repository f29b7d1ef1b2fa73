import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { openClipboard } from "../tools/clipboard.ts";
import { lookAtState } from "./support/accessible.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { canOwnEtc, withOwnEtc } from "./support/own-etc.ts";
import { press } from "./support/press.ts";
import { until } from "./support/until.ts";

async function openDiagnostics(handset: Handset, app: RunningApp): Promise<Page> {
  await handset.openLink("handset:open?page=diagnostics");
  const page = await app.page("diagnostics");
  await checked(page);
  return page;
}

/** Waits until every check has ended. */
async function checked(page: Page): Promise<void> {
  await expect(page.getByText("Looking…")).toHaveCount(0);
}

const check = (page: Page, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: false }) });

test("who is signed in sees what works, and takes a report of it that has no secret", async ({ handset }) => {
  const app = await handset.launch();
  await handset.signIn(app);
  await handset.openLink("handset:open?page=settings");
  const settings = await app.page("settings");
  await settings.getByRole("button", { name: "Check what works" }).click();
  const page = await app.page("diagnostics");
  await checked(page);
  for (const [name, words] of [
    ["Keychain", "Sign-ins are kept under the system’s keychain."],
    ["Sign-in", "Somebody is signed in."],
    ["Phone links", "Handset opens tel: links."],
    ["Policies", "Nothing is managed on this computer."],
    ["Settings file", "The settings file is in order."],
  ] as const) {
    await expect(check(page, name).filter({ hasText: words })).toContainText("OK");
  }
  await expect(check(page, "Tray")).toContainText("This desktop shows no tray icons");
  await expect(page.getByRole("heading", { name: "Graduate your app" })).toHaveCount(0);

  await page.getByRole("button", { name: "Save report" }).click();
  const path = join(handset.profile, "logs", "handset-report.txt");
  await expect(page.getByText(path)).toBeVisible();
  const report = await readFile(path, "utf8");
  expect(report).toContain("[ok] Keychain: Sign-ins are kept under the system's keychain.");
  expect(report).toMatch(/info session\.changed state=signed-in/);
  for (const secret of handset.sandbox.secrets()) expect(report).not.toContain(secret);
  expect(report).not.toContain(handset.sandbox.demoUser.directNumber.slice(1));
  expect(report).not.toContain(handset.sandbox.demoUser.name);
  expect(report).not.toContain(handset.sandbox.clients.public.clientId);
});

test.describe("on a desktop of its own", () => {
  test.use({ display: "own", keyring: "absent" });

  test("a keychain that is not there fails, and so does a page that is out of order; both are in the copied report", async ({
    handset,
  }) => {
    await handset.writeSettings("{ broken");
    const app = await handset.launch();
    const page = await openDiagnostics(handset, app);
    await expect(check(page, "Keychain")).toContainText("Does not work");
    await expect(check(page, "Keychain")).toContainText("This system has no keychain that Handset can use");
    await expect(check(page, "Settings file")).toContainText("was damaged and was set aside");
    await expect(page.getByRole("status").first()).toHaveText("1 thing does not work.");
    await expect(check(page, "Sign-in").first()).toContainText("Nobody is signed in.");
    await lookAtState(page, "diagnostics-failed");

    await handset.signIn(app);
    await openDiagnostics(handset, app);
    await page.getByRole("button", { name: "Check again" }).click();
    await checked(page);
    await expect(check(page, "Sign-in").first()).toContainText("kept only until you quit");
    await page.getByRole("button", { name: "Copy report" }).click();
    await expect(page.getByText("The report is on the clipboard.")).toBeVisible();
    const clipboard = openClipboard(handset.desktop.env);
    const report = await until(
      "the report is on the clipboard",
      async () => (await clipboard.paste()) || undefined,
    );
    await clipboard.close();
    expect(report).toContain("[failed] Keychain: This system has no keychain");
    for (const secret of handset.sandbox.secrets()) expect(report).not.toContain(secret);
  });
});

test("a policy file that is damaged is told with its source, and what it held before is in force", async ({
  handset: plain,
}) => {
  test.skip(!canOwnEtc(), "policies are the machine's: their tests need a mount namespace of their own");
  const { handset, writePolicy } = await withOwnEtc(plain);
  try {
    await writePolicy({ managedBy: "Acme IT", region: "DE" });
    await (await handset.launch()).quit();
    await writePolicy('{"managedBy": "Acme');
    const app = await handset.launch();
    const page = await openDiagnostics(handset, app);
    await expect(check(page, "Policies")).toContainText(
      "The policies in /etc/handset/policy.json cannot be used: it is damaged. What it held before stays in force.",
    );
    await page.getByRole("button", { name: "Save report" }).click();
    await expect(page.getByText("Saved as")).toBeVisible();
    const report = await readFile(join(handset.profile, "logs", "handset-report.txt"), "utf8");
    expect(report).toContain("[failed] Policies: The policies in /etc/handset/policy.json cannot be used");
    expect(report).toContain("region = DE (managed by Acme IT)");
  } finally {
    await handset.quitAll();
  }
});

const activity = (page: Page, name: string): Locator => page.getByRole("listitem").filter({ hasText: name });

test("what an app does in RingCentral’s sandbox environment is counted", async ({ handset }) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  test.slow();
  await handset.writeSettings({ server: "sandbox" });
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const page = await openDiagnostics(handset, app);
  await expect(activity(page, "Make calls on this computer")).toContainText("0 of 5");

  await handset.openLink("tel:+14155550123");
  await press((await app.page("confirm-call")).getByRole("button", { name: "Call", exact: true }));
  await expect(activity(page, "Make calls on this computer")).toContainText("1 of 5");
  handset.sandbox.ring({ from: "+14155550142" });
  await press((await app.page("call-popup")).getByRole("button", { name: "Answer" }));
  await expect(activity(page, "Take calls on this computer")).toContainText("1 of 5");
  await handset.openLink("sms:+14155550123?body=hello");
  await press((await app.page("confirm-call")).getByRole("button", { name: "Write message" }));
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await expect(activity(page, "Send text messages (SMS)")).toContainText("1 of 6");
  const busy = { type: "rc-adapter-set-presence", userStatus: "Busy", dndStatus: "TakeAllCalls" };
  await phone.evaluate((message) => window.postMessage(message, location.origin), busy);
  await expect(activity(page, "Change the presence in the phone’s settings")).toContainText("1 of 6");
  await lookAtState(page, "diagnostics-counted");
});

test("an app is led on its way to production, and what it has done is still there after a restart", {
  tag: "@thorough",
}, async ({ handset }) => {
  test.slow();
  await handset.writeSettings({ server: "sandbox" });
  const app = await handset.launch();
  await handset.signIn(app);
  const page = await openDiagnostics(handset, app);
  const contacts = "Done: Refresh the contacts on their page";
  await page.getByRole("checkbox", { name: contacts }).check();
  await expect(activity(page, "Refresh the contacts on their page")).toContainText("done");
  await expect(page.getByText("Not all of it is done yet.")).toBeVisible();
  await lookAtState(page, "diagnostics-graduation");

  await page.getByRole("button", { name: "Ask RingCentral’s developer support" }).click();
  expect(await handset.nextBrowserVisit()).toBe("https://developers.ringcentral.com/support/create-case");
  await page.getByRole("button", { name: "Open the settings to sign out" }).click();
  const settings = await app.page("settings");
  await settings.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect((await app.page("sign-in")).getByText("You are signed out.")).toBeVisible();
  await expect(activity(page, "Sign in and out")).toContainText("1 of 6");
  await expect(page.getByRole("button", { name: "Open the sign-in page" })).toBeVisible();
  await app.quit();

  const after = await openDiagnostics(handset, await handset.launch());
  await expect(activity(after, "Sign in and out")).toContainText("1 of 6");
  await expect(after.getByRole("checkbox", { name: contacts })).toBeChecked();
});
