import type { Page } from "@playwright/test";
import { cannotRing, expect, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";
import { press } from "./support/press.ts";

test("the sign-in page from a link to the end of a sign-in", { tag: "@thorough" }, async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByLabel("Client ID")).toBeVisible();
  await picture(page, "sign-in");

  await page.getByText("More ways to sign in").click();
  await page.getByLabel("With a JWT").check();
  await picture(page, "sign-in-more-ways");
  await page.getByLabel("In the browser").check();
  await page.getByText("More ways to sign in").click();

  await handset.openLink("tel:+14155550123");
  await handset.openLink(await handset.authorize(app, "cancel"));
  await expect(page.getByRole("status").or(page.getByRole("alert")).first()).toBeVisible();
  await expect(page.getByText("You did not allow Handset")).toBeVisible();
  await expect(page.getByText("After you sign in, Handset asks about +1 415 555 0123.")).toBeVisible();
  await picture(page, "sign-in-denied");

  const redirect = await handset.authorize(app);
  await expect(page.getByText("Continue in your browser")).toBeVisible();
  await picture(page, "sign-in-waiting");

  handset.sandbox.setFault({ kind: "latency", ms: 4000, path: "/restapi/oauth/token" });
  await handset.openLink(redirect);
  await expect(page.getByText("Finishing sign-in…")).toBeVisible();
  await picture(page, "sign-in-finishing");
});

test("the sign-in page while RingCentral cannot be reached, and by itself when it can again", {
  tag: "@thorough",
}, async ({ handset }) => {
  const app = await handset.launch();
  const redirect = await handset.authorize(app);
  handset.sandbox.setFault({ kind: "drop", host: "apps.ringcentral.com" });
  await handset.openLink(redirect);
  const page = await app.page("sign-in");
  await expect(page.getByText("RingCentral cannot be reached.")).toBeVisible();
  await picture(page, "sign-in-unreachable");
  handset.sandbox.clearFaults();
  await expect.poll(() => handset.sessionState()).toBe("signed-in");
});

test("the confirmation window in all its states", { tag: "@thorough" }, async ({ handset }) => {
  test.slow();
  const app = await handset.launch();
  await handset.signIn(app);
  for (const [name, link, shown] of [
    ["confirm-call", "tel:+14155550123", "+1 415 555 0123"],
    ["confirm-message", "sms:+442079460018?body=Running%20ten%20minutes%20late", "+44 20 7946 0018"],
    ["confirm-group", "sms:+14155550123,+14155550124,+14155550125?body=Lunch%3F", "+1 415 555 0125"],
    ["confirm-new-country", "tel:+4930123456", "Nobody has called Germany from here before."],
    ["confirm-premium", "tel:+19005550123", "This is a premium-rate number"],
    ["confirm-emergency", "tel:911", "This phone may not know where you are"],
    ["confirm-refused", "tel:*%2321%23", "The link holds a service code, not a phone number: “*#21#”."],
  ] as const) {
    await handset.openLink(link);
    await pictureOfCard(await app.page("confirm-call"), name, shown);
    await expect.poll(() => app.electron.windows().length).toBe(1);
  }

  for (const number of ["0123", "0124", "0125"]) await handset.openLink(`tel:+1415555${number}`);
  const several = await app.page("confirm-call");
  await expect(several.getByText("and 2 more from the same source")).toBeVisible();
  await picture(several, "confirm-several");
  await press(several.getByRole("button", { name: "Dismiss all" }));
  await expect.poll(() => app.electron.windows().length).toBe(1);

  await handset.openLink("tel:+14155550123");
  const blocking = await app.page("confirm-call");
  await press(blocking.getByRole("button", { name: /^Never from this source/ }));
  await pictureOfCard(blocking, "confirm-blocked", "Tel: links are not opened any more.");
});

test("the confirmation window where links fill the dialer, and during a call", { tag: "@thorough" }, async ({
  handset,
}) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  await handset.writeSettings({ linkAction: "dialer" });
  const app = await handset.launch();
  await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace", queue: "Support" });
  await press((await app.page("call-popup")).getByRole("button", { name: /^Answer/ }));
  await expect.poll(() => app.electron.windows().length).toBe(1);
  await handset.openLink("tel:+14155550123");
  await pictureOfCard(await app.page("confirm-call"), "confirm-during-call", "You are on a call.");
});

/** Takes the picture once the card is there and its button is armed, and dismisses it. */
async function pictureOfCard(page: Page, name: string, shown: string): Promise<void> {
  await expect(page.getByText(shown)).toBeVisible();
  const accept = page.getByRole("button", { name: /^(Call|Write message|To the dialer)$/ });
  if (await accept.isVisible()) await expect(accept).toBeEnabled();
  await picture(page, name);
  await press(page.getByRole("button", { name: /^(Don’t|OK|Dismiss$)/ }));
}

test("a page of Handset's own that crashes comes back", async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByLabel("Client ID")).toBeVisible();
  const devTools = await app.electron.context().newCDPSession(page);
  devTools.send("Page.crash").catch(() => undefined); // there is nobody left to answer
  await expect.poll(() => handset.readLog()).toContain("page.crashed");
  // The stand-in continues in another target, Electron in the same one.
  const shows = async () => {
    const pages = app.electron.windows();
    const counts = pages.map((each) =>
      each
        .getByLabel("Client ID")
        .count()
        .catch(() => 0),
    );
    return (await Promise.all(counts)).includes(1);
  };
  await expect.poll(shows).toBe(true);
});
