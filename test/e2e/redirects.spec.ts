import { expect, type Handset, isSignedIn, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";

const callback = "app.handset.desktop:/oauth/callback";

function redemptions(handset: Handset): number {
  return handset.sandbox.requests({ path: "/restapi/oauth/token", method: "POST" }).length;
}

async function refusals(handset: Handset): Promise<number> {
  return (await handset.readLog()).split("redirect.refused").length - 1;
}

test("redirects that answer no request of ours, or one a second time, are named and change nothing", async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await handset.openLink(`${callback}?code=stolen&state=guessed`);
  await expect(page.getByText("A sign-in answer came that Handset did not ask for.")).toBeVisible();

  const redirect = await handset.authorize(app);
  const withOtherState = redirect.replace(/state=[^&]+/, "state=another");
  const otherPath = redirect.replace("/oauth/callback", "/oauth/other");
  const otherHost = redirect.replace(":/oauth/callback", "://evil.example/oauth/callback");
  for (const [link, sentence] of [
    [withOtherState, "A sign-in answer came that belongs to a different sign-in."],
    [otherPath, "A sign-in answer came back to an address that Handset did not give out."],
    [otherHost, "A sign-in answer came back to an address that Handset did not give out."],
    [`${callback}?nothing=here`, "A sign-in answer came back damaged."],
  ] as const) {
    const refusedBefore = await refusals(handset);
    await handset.openLink(link);
    await expect.poll(() => refusals(handset)).toBe(refusedBefore + 1);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  expect(redemptions(handset)).toBe(0);

  // The request they did not answer is still open.
  await handset.openLink(redirect);
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(redemptions(handset)).toBe(1);

  // Not a second time.
  await handset.openLink(redirect);
  const card = await app.page("confirm-call");
  await expect(card.getByText("A sign-in answer came a second time.")).toBeVisible();
  await press(card.getByRole("button", { name: "OK" }));
  expect(redemptions(handset)).toBe(1);
  expect(await isSignedIn(handset)).toBe(true);
});

test("access_denied and an expired code are named, and signing in again works", async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await handset.openLink(await handset.authorize(app, "cancel"));
  await expect(page.getByText("You did not allow Handset to use your RingCentral account.")).toBeVisible();
  expect(redemptions(handset)).toBe(0);

  const redirect = await handset.authorize(app);
  handset.sandbox.expireCodes();
  await handset.openLink(redirect);
  await expect(
    page.getByText("The sign-in code had expired before it could be used (OAU-108)."),
  ).toBeVisible();
  await handset.signIn(app);
});
