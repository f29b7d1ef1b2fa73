import { expect, type Handset, isSignedIn, type RunningApp, test } from "./support/fixtures.ts";

const token = { path: "/restapi/oauth/token", method: "POST" };
const home = "platform-eu.ringcentral.com";

/** Signs in through discovery; returns the redirect, not yet opened. */
async function authorize(app: RunningApp, handset: Handset): Promise<string> {
  const page = await app.page("sign-in");
  await page.getByText("More ways to sign in").click();
  await page.getByLabel("Ask RingCentral where my account lives (discovery)").check();
  return await handset.authorize(app);
}

test("7: discovery finds the sign-in page, and the account's own servers get code and tokens", async ({
  handset,
}) => {
  const app = await handset.launch();
  const redirect = await authorize(app, handset);
  expect(handset.sandbox.requests({ path: "/restapi/oauth/authorize" })[0]).toMatchObject({
    host: "login.ringcentral.com",
    query: { discovery: "true", code_challenge_method: "S256" },
  });
  await handset.openLink(redirect);
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(token).map(({ host, status }) => [host, status])).toEqual([[home, 200]]);
  expect(handset.sandbox.requests({ path: "/.well-known/entry-points/external" })[0]?.host).toBe(home);

  // The next start goes on there, refresh included.
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await app.quit();
  handset.sandbox.expireTokens("access");
  handset.sandbox.clearRequests();
  await handset.launch();
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  await expect
    .poll(() =>
      handset.sandbox.requests(token).map(({ host, form, status }) => [host, form?.grant_type, status]),
    )
    .toEqual([[home, "refresh_token", 200]]);
});

test("7: after a sign-out, the page that is there takes the redirect whole", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch();
  await handset.openLink(await authorize(app, handset));
  const phone = await handset.signedIn(app);
  await phone.evaluate(() => window.postMessage({ type: "rc-adapter-logout" }, location.origin));
  await expect((await app.page("sign-in")).getByText("You are signed out.")).toBeVisible();
  handset.sandbox.clearRequests();
  await phone.evaluate(() => window.postMessage({ type: "rc-adapter-login" }, location.origin));
  await handset.openLink(await handset.sandbox.approve(await handset.nextBrowserVisit()));
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(
    handset.sandbox
      .requests(token)
      .filter(({ form }) => form?.code)
      .map(({ host }) => host),
  ).toEqual([home]);
});

test("7: a redirect that names a foreign server gets no code redeemed", async ({ handset }) => {
  const app = await handset.launch();
  const redirect = await authorize(app, handset);
  await handset.openLink(
    redirect.replace(/token_uri=[^&]+/, "token_uri=https%3A%2F%2Fringcentral.com.evil.example%2F"),
  );
  const page = await app.page("sign-in");
  await expect(
    page.getByText("RingCentral’s answer names a server that is not RingCentral’s."),
  ).toBeVisible();
  expect(handset.sandbox.requests(token)).toEqual([]);
});

test("7: discovery that gets no answer, and a server that has none, are named", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  handset.sandbox.setFault({ kind: "drop", path: "/.well-known/entry-points/initial" });
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
  await page.getByText("More ways to sign in").click();
  await page.getByLabel("Ask RingCentral where my account lives (discovery)").check();
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  await expect(page.getByText("RingCentral did not say where to sign in.")).toBeVisible();
  await page.getByLabel("Custom server").check();
  await page.getByLabel("Server address").fill("https://platform.example.com");
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  await expect(page.getByText("Discovery only works with RingCentral’s own servers.")).toBeVisible();
});

test("7: a snippet with discovery is understood and used", { tag: "@thorough" }, async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByText("More ways to sign in").click();
  const { clientId } = handset.sandbox.clients.public;
  await page
    .getByLabel("Embeddable snippet or address")
    .fill(
      `https://apps.ringcentral.com/integration/ringcentral-embeddable/latest/app.html?clientId=${clientId}&discovery=1&discoverAppServer=https://discovery.ringcentral.com`,
    );
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByRole("button", { name: "Use these settings" }).click();
  await expect(page.getByText("https://discovery.ringcentral.com is asked.")).toBeVisible();
  await handset.openLink(await handset.authorize(app));
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  const asked = handset.sandbox.requests({ path: "/.well-known/entry-points/initial" });
  expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(["discovery.ringcentral.com"]));
});
