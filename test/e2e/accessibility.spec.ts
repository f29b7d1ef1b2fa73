import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { PageName } from "../../src/pages/electron.ts";
import { root } from "../tools/repository.ts";
import { lookAt, lookAtState } from "./support/accessible.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { answerQuestion } from "./support/handset.ts";
import { press } from "./support/press.ts";

/**
 * Every page of the shell, in its states, under axe and in pictures: light, dark and forced colours, at 100 and 200 %
 * text. docs/accessibility.md says what is looked at.
 */

/** As high as all of its sections are at 100 % text, in CSS pixels. */
const SETTINGS_HEIGHT = 8_000;

interface Bench {
  readonly handset: Handset;
  readonly app: RunningApp;
}

/** How each page is opened and what it is looked at in. A page that is not here fails the check of types and the test. */
const journeys = {
  "sign-in": async ({ handset, app }) => {
    const page = await app.page("sign-in");
    await expect(page.getByLabel("Client ID")).toBeVisible();
    await lookAt(page, "sign-in");
    const button = page.getByRole("button", { name: "Sign in with RingCentral" });
    await button.click();
    await expect(page.getByText("Enter the client ID of your RingCentral app to go on.")).toBeVisible();
    await lookAtState(page, "sign-in-problem");
    await page.getByText("More ways to sign in").click();
    await page.getByLabel("Custom server").check();
    await page.getByLabel("Ask RingCentral where my account lives").check();
    await lookAllOver(app, page, "sign-in-more-ways");
    await page.getByLabel("Production").check();
    await page.getByLabel("With a JWT").check();
    await lookAllOver(app, page, "sign-in-jwt");
    await page.getByLabel("In the browser").check();
    await page.getByText("More ways to sign in").click();

    await handset.openLink("tel:+14155550123");
    await handset.openLink(await handset.authorize(app, "cancel"));
    await expect(page.getByText("You did not allow Handset")).toBeVisible();
    await lookAtState(page, "sign-in-denied");
    const redirect = await handset.authorize(app);
    await expect(page.getByText("Continue in your browser")).toBeVisible();
    await lookAtState(page, "sign-in-waiting");
    handset.sandbox.setFault({ kind: "latency", ms: 10_000, path: "/restapi/oauth/token" });
    await handset.openLink(redirect);
    await expect(page.getByText("Finishing sign-in…")).toBeVisible();
    await lookAtState(page, "sign-in-finishing");
    handset.sandbox.clearFaults();
  },

  "confirm-call": async ({ handset, app }) => {
    for (const [name, link, shown] of [
      ["confirm-call", "tel:+14155550123", "+1 415 555 0123"],
      ["confirm-message", "sms:+442079460018?body=Running%20ten%20minutes%20late", "+44 20 7946 0018"],
      ["confirm-premium", "tel:+19005550123", "This is a premium-rate number"],
      ["confirm-refused", "tel:*%2321%23", "The link holds a service code"],
    ] as const) {
      await handset.openLink(link);
      const page = await app.page("confirm-call");
      await expect(page.getByText(shown)).toBeVisible();
      await expect(page.getByRole("button", { name: /^(Call|Write message|OK)$/ })).toBeEnabled();
      await (name === "confirm-call" ? lookAt : lookAtState)(page, name);
      await press(page.getByRole("button", { name: /^(Don’t|OK|Dismiss$)/ }));
      await expect
        .poll(() => app.electron.windows().some((each) => each.url().includes("confirm")))
        .toBe(false);
    }
    await app.electron.evaluate(({ app: electronApp }) => {
      const link = { link: "tel:+14155550123", opener: "chromium" };
      electronApp.emit("second-instance", {}, [], "/", link);
    });
    const known = await app.page("confirm-call");
    await expect(known.getByLabel("Do not ask again for tel: links from Chromium")).toBeVisible();
    await expect(known.getByRole("button", { name: "Call", exact: true })).toBeEnabled();
    await lookAtState(known, "confirm-known-program");
    await press(known.getByRole("button", { name: "Don’t call" }));
    await expect
      .poll(() => app.electron.windows().some((each) => each.url().includes("confirm")))
      .toBe(false);
    for (const number of ["0123", "0124", "0125"]) await handset.openLink(`tel:+1415555${number}`);
    const several = await app.page("confirm-call");
    await expect(several.getByText("and 2 more from the same source")).toBeVisible();
    await expect(several.getByRole("button", { name: "Call", exact: true })).toBeEnabled();
    await lookAtState(several, "confirm-several");
    await press(several.getByRole("button", { name: "Dismiss all" }));
  },

  "call-popup": async ({ handset, app }) => {
    if (cannotRing !== false) return;
    await expect.poll(() => handset.sandbox.lines()).toBe(1);
    const first = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace", queue: "Support" });
    const popup = await app.page("call-popup");
    await expect(popup.getByText("Ada Lovelace", { exact: true })).toBeVisible();
    await lookAt(popup, "call-popup");
    const second = handset.sandbox.ring({ from: "+442079460018", name: "Charles Babbage" });
    await expect(popup.getByText("Charles Babbage", { exact: true })).toBeVisible();
    await lookAtState(popup, "call-popup-two");
    for (const { id } of [first, second]) handset.sandbox.remoteHangup(id);
    await expect.poll(() => app.electron.windows().some((each) => each.url().includes("popup"))).toBe(false);
  },

  settings: async ({ handset, app }) => {
    await handset.openLink("handset:open?page=settings");
    const page = await app.page("settings");
    await expect(page.getByText("is not known")).toHaveCount(0);
    await lookAllOver(app, page, "settings", SETTINGS_HEIGHT);
    await page.getByRole("searchbox").fill("sign out");
    await page.getByRole("button", { name: "Sign out and clear data…" }).click();
    await lookAtState(page, "settings-question");
    await page.getByRole("searchbox").fill("no such words");
    await lookAtState(page, "settings-nothing-found");
  },

  devices: async ({ handset, app }) => {
    await handset.openLink("handset:open?page=settings");
    const settings = await app.page("settings");
    await settings.getByRole("searchbox").fill("");
    await settings.getByRole("button", { name: "Check microphone and speakers" }).click();
    const page = await app.page("devices");
    await expect(page.getByLabel("Microphone to try")).toContainText("Fake Audio Input 1");
    await lookAt(page, "devices");
    await page.getByRole("button", { name: "Try the microphone" }).click();
    await expect(page.getByRole("meter", { name: "Loudness" })).toBeVisible();
    await lookAtState(page, "devices-listening");
  },

  diagnostics: async ({ handset, app }) => {
    await handset.openLink("handset:open?page=diagnostics");
    const page = await app.page("diagnostics");
    const again = page.getByRole("button", { name: "Check again" });
    await expect(again).not.toHaveAttribute("aria-disabled", "true");
    await lookAllOver(app, page, "diagnostics");
    await page.getByRole("button", { name: "Save report" }).click();
    await expect(page.getByText("Saved as")).toBeVisible();
    await lookAtState(page, "diagnostics-saved");
  },

  "call-window": async ({ handset, app }) => {
    if (cannotRing !== false) return;
    await expect.poll(() => handset.sandbox.lines()).toBe(1);
    const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
    const popup = await app.page("call-popup");
    await press(popup.getByRole("button", { name: "Answer" }));
    const page = await app.page("call-window");
    await page.getByRole("button", { name: "Keypad" }).click();
    await expect(page.getByRole("button", { name: "Keypad" })).toHaveAttribute("aria-expanded", "true");
    await lookAt(page, "call-window");
    handset.sandbox.remoteHangup(call.id);
  },

  question: async ({ handset, app }) => {
    if (cannotRing !== false) return;
    await expect.poll(() => handset.sandbox.lines()).toBe(1);
    const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
    const popup = await app.page("call-popup");
    await press(popup.getByRole("button", { name: "Answer" }));
    await app.electron.evaluate(({ app: handsetApp }) => handsetApp.quit());
    const page = await app.page("question");
    await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
    await lookAt(page, "question");
    await answerQuestion(page, "Cancel");
    handset.sandbox.remoteHangup(call.id);
  },
} satisfies Record<PageName, (bench: Bench) => Promise<void>>;

/** Names of the pages that are there: each is a document of its own. */
async function pagesOfTheShell(): Promise<readonly string[]> {
  const files = await readdir(join(root, "out", "renderer"));
  return files.filter((file) => file.endsWith(".html")).map((file) => file.slice(0, -".html".length));
}

/** Makes the window high enough for all that a person would scroll to. */
async function lookAllOver(app: RunningApp, page: Page, name: string, height = 1600): Promise<void> {
  const window = await app.electron.browserWindow(page);
  const before = await window.evaluate((opened) => opened.getContentSize());
  const [width = 0] = before;
  await window.evaluate((opened, size) => opened.setContentSize(...size), [width, height] as [
    number,
    number,
  ]);
  await expect.poll(() => page.evaluate(() => innerHeight)).toBe(height);
  await lookAt(page, name);
  await window.evaluate((opened, size) => opened.setContentSize(...size), before as [number, number]);
}

test("the sign-in page in each of its states", async ({ handset }) => {
  test.slow();
  const app = await handset.launch();
  await journeys["sign-in"]({ handset, app });
});

test("every other page", async ({ handset }) => {
  test.slow();
  const pages = await pagesOfTheShell();
  expect(pages.toSorted(), "each page of the shell is looked at").toEqual(Object.keys(journeys).toSorted());
  const app = await handset.launch();
  await handset.signIn(app);
  for (const [page, look] of Object.entries(journeys)) {
    if (page !== "sign-in") await test.step(page, () => look({ handset, app }));
  }
});
