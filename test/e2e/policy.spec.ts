import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { canOwnEtc, withOwnEtc } from "./support/own-etc.ts";
import { picture } from "./support/picture.ts";

test.skip(!canOwnEtc(), "policies are the machine's: their tests need a mount namespace of their own");

async function openSettings(handset: Handset, app: RunningApp): Promise<Page> {
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  return page;
}

test("what an organisation decides holds on both pages, follows its file, and gives the user's own back", async ({
  handset: plain,
}) => {
  const { handset, writePolicy } = await withOwnEtc(plain);
  const policy = {
    managedBy: "Acme IT",
    clientId: plain.sandbox.clients.public.clientId,
    server: "production",
    signInWays: ["scheme", "loopback"],
    linkAction: "dialer",
    region: "DE",
    trustedSources: ["link:tel"],
    claimedSchemes: ["tel", "callto"],
    shortcutAnswer: "",
  };
  const own = { linkAction: "call", region: "FR", trustedSources: ["command-line"] };
  await handset.writeSettings(own);
  await writePolicy(policy);
  const app = await handset.launch();
  try {
    const signIn = await app.page("sign-in");
    await expect(signIn.getByText("Environment: Production. Managed by Acme IT.")).toBeVisible();
    await expect(signIn.getByLabel("Client ID")).toHaveCount(0);
    await picture(signIn, "policy-sign-in");

    const settings = await openSettings(handset, app);
    await expectLocked(settings);
    await picture(settings, "policy-settings");
    await handset.signIn(app);
    await app.quit();

    // What was last good stays, and is what the next start begins with.
    await writePolicy('{"managedBy": "Acme');
    const again = await handset.launch();
    const after = await openSettings(handset, again);
    await expect(after.getByText("cannot be used: it is damaged.")).toBeVisible();
    await expectLocked(after);
    await after.locator("#about-policy-title").scrollIntoViewIfNeeded();
    await picture(after, "policy-settings-broken");

    await writePolicy({ managedBy: "Acme IT", theme: "dark", colour: "red" });
    await expect(after.getByText("There is no policy “colour” in this version.")).toBeVisible();
    await expect(after.getByRole("radio", { name: "Call the number", exact: true })).toBeChecked();
    await expect(after.getByLabel("Country of numbers without a country code")).toHaveValue("FR");
    await expect(after.getByLabel("Country of numbers without a country code")).toBeEnabled();
    expect(JSON.parse(await readFile(join(handset.profile, "config.json"), "utf8"))).toMatchObject(own);
    expect(await handset.readLog()).toContain('"because":"not-json"');
  } finally {
    await handset.quitAll();
  }
});

/** Each kind of control of the page has its value from the organisation, says so, and gives way to no press. */
async function expectLocked(settings: Page): Promise<void> {
  const disabled = { disabled: true };
  const dialer = settings.getByRole("radio", { name: "Only put the number into the dialer", ...disabled });
  await expect(dialer).toBeChecked();
  await settings.getByRole("radio", { name: "Call the number", ...disabled }).click({ force: true });
  await expect(dialer).toBeChecked();
  await expect(settings.getByLabel("Country of numbers without a country code")).toBeDisabled();
  const window = settings.getByRole("checkbox", { name: /^Allow sign-in in a window/, ...disabled });
  await expect(window).not.toBeChecked();
  await expect(settings.getByRole("checkbox", { name: /^Open sms: links/, ...disabled })).toBeVisible();
  await expect(settings.getByRole("button", { name: /^Remove “.*tel/, ...disabled })).toBeVisible();
  const answer = settings.getByRole("textbox", { name: "Answer", exact: true, ...disabled });
  await expect(answer).toHaveValue("");
  for (const control of [
    settings.getByRole("region", { name: "What opens phone links" }),
    settings.getByRole("group", { name: "When you confirm a link" }),
    settings.getByRole("region", { name: "Sources that may call without asking" }),
    settings.locator(".item", { has: settings.getByLabel("Country of numbers without a country code") }),
    settings.locator(".item", { has: window }),
    settings.locator(".item", { has: answer }),
  ]) {
    await expect(control.getByText("Managed by Acme IT.")).toBeVisible();
  }
}
