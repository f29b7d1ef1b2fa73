import type { Page } from "@playwright/test";
import { type } from "./support/command-line.ts";
import { connections, expect, type Handset, isSignedIn, type RunningApp, test } from "./support/fixtures.ts";

const authorize = { path: "/restapi/oauth/authorize", method: "GET" };
const token = { path: "/restapi/oauth/token", method: "POST" };
const appHtml = "/integration/ringcentral-embeddable/2.x/app.html";

async function openMoreWays(app: RunningApp): Promise<Page> {
  const page = await app.page("sign-in");
  await page.getByText("More ways to sign in").click();
  return page;
}

/** Presses the page's button; the user's browser answers, and its redirect is returned. */
async function authorizeFrom(page: Page, handset: Handset): Promise<string> {
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  return await handset.sandbox.approve(await handset.nextBrowserVisit());
}

test("2: by loopback redirect, on a port that is open for that one answer", async ({ handset }) => {
  const app = await handset.launch();
  const page = await openMoreWays(app);
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
  await page.getByLabel("A local address").check();
  const redirect = await authorizeFrom(page, handset);
  expect(redirect).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback\?/);
  const answer = await fetch(redirect);
  expect(await answer.text()).toContain("You can close this tab");
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(token)[0]?.form?.redirect_uri).toBe(redirect.split("?")[0]);
  await expect(fetch(redirect)).rejects.toThrow();
});

test("2: a second profile uses it by itself, beside the first with another account", async ({ handset }) => {
  const { demoUser, secondUser } = handset.sandbox;
  const whose = async (...profile: string[]): Promise<string | undefined> =>
    / ext\. (\d+)\./.exec((await type(handset, ["status", ...profile])).out)?.[1];
  const accounts = async () => [await whose(), await whose("--profile=work")];
  const both = [demoUser.extension, secondUser.extension];
  const first = await handset.launch();
  await handset.signIn(first);
  const second = await handset.launch("--profile=work");
  const page = await second.page("sign-in");
  await expect(page.getByText("work", { exact: false }).first()).toBeVisible();
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  const redirect = await handset.sandbox.approve(await handset.nextBrowserVisit(), secondUser);
  expect(redirect).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await fetch(redirect);
  await expect.poll(accounts).toEqual(both);

  await second.quit();
  await first.quit();
  await handset.launch("--profile=work");
  await handset.launch();
  await expect.poll(accounts).toEqual(both);
});

test("3 and 4: after a sign-out the widget that is there takes the next sign-in, its own or the page's", async ({
  handset,
}) => {
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  expect(handset.sandbox.requests({ path: appHtml })).toHaveLength(1);
  const signOut = async (): Promise<void> => {
    await phone.evaluate(() => window.postMessage({ type: "rc-adapter-logout" }, location.origin));
    await expect((await app.page("sign-in")).getByText("You are signed out.")).toBeVisible();
  };

  await signOut();
  handset.sandbox.clearRequests();
  await phone.evaluate(() => window.postMessage({ type: "rc-adapter-login" }, location.origin));
  await handset.openLink(await handset.sandbox.approve(await handset.nextBrowserVisit()));
  await handset.signedIn(app);
  expect(handset.sandbox.requests(authorize)).toHaveLength(1);

  await signOut();
  await handset.signIn(app);
  const redemptions = handset.sandbox.requests(token).filter(({ form }) => form?.code !== undefined);
  expect(redemptions.map(({ status }) => status)).toEqual([200, 200]);
  // Since the sign-out: both went to the page that was there.
  expect(handset.sandbox.requests({ path: appHtml })).toEqual([]);
});

test("5: with a client secret, for an app that is registered with one", async ({ handset }) => {
  const { confidential } = handset.sandbox.clients;
  const app = await handset.launch();
  const page = await openMoreWays(app);
  await page.getByLabel("Client ID").fill(confidential.clientId);
  await page.getByLabel("Client secret").fill(confidential.clientSecret ?? "");
  await handset.openLink(await authorizeFrom(page, handset));
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(authorize)[0]?.query.code_challenge).toBeUndefined();
  expect(handset.sandbox.requests(token)[0]).toMatchObject({ status: 200, authorization: "basic" });

  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await app.quit();
  handset.sandbox.expireTokens("access");
  handset.sandbox.clearRequests();
  await handset.launch();
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  await expect
    .poll(() => handset.sandbox.requests(token).map(({ form, status }) => `${form?.grant_type} ${status}`))
    .toEqual(["refresh_token 200"]);
});

test("6: with a JWT, which is tested first; it is loaded anew as often as is asked, and not after a sign-out", async ({
  handset,
}) => {
  const { jwt } = handset.sandbox.clients;
  const app = await handset.launch();
  const page = await openMoreWays(app);
  await page.getByLabel("With a JWT").check();
  await page.getByLabel("Client ID").fill(jwt.clientId);
  await page.getByLabel("Client secret").fill(jwt.clientSecret ?? "");
  await page.getByLabel("JWT", { exact: true }).fill("eyJhbGciOiJSUzI1NiJ9.e30.bm90LXJlYWw");
  await page.getByRole("button", { name: "Test it" }).click();
  await expect(page.getByRole("alert")).toContainText("JWT");
  await page.getByLabel("JWT", { exact: true }).fill(jwt.assertion);
  await page.getByRole("button", { name: "Test it" }).click();
  await expect(page.getByText(handset.sandbox.demoUser.name)).toBeVisible();
  expect(await isSignedIn(handset)).toBe(false);
  await page.getByRole("button", { name: "Sign in with this JWT" }).click();
  const phone = await handset.signedIn(app);
  await expect.poll(() => phone.evaluate(() => location.href)).not.toMatch(/[#&]jwt=/);
  await expect.poll(() => connections(handset)).toBe(1);
  const redeemed = () => handset.sandbox.requests(token).filter(({ form }) => form?.assertion !== undefined);
  const redeemedFirst = redeemed().length;

  // The first load had the JWT; the following ones differ in nothing.
  for (const time of [1, 2, 3]) {
    await phone.evaluate(() => Reflect.set(window, "marked", true));
    await phone.keyboard.press("Control+R");
    await expect.poll(() => connections(handset), `reload ${time}`).toBe(1 + time);
    // The sandbox may see the new page before Playwright does.
    const isMarked = () => phone.evaluate(() => Reflect.has(window, "marked")).catch(() => true);
    await expect.poll(isMarked).toBe(false);
  }
  expect(await isSignedIn(handset)).toBe(true);
  expect(redeemed()).toHaveLength(redeemedFirst);

  await phone.evaluate(() => window.postMessage({ type: "rc-adapter-logout" }, location.origin));
  await expect((await app.page("sign-in")).getByText("You are signed out.")).toBeVisible();
  await phone.reload();
  await app.quit();
  const again = await handset.launch();
  await expect((await again.page("sign-in")).getByLabel("Client ID")).toBeVisible();
  expect(await isSignedIn(handset)).toBe(false);
});

test("7: from a pasted snippet with the old names, at RingCentral's sandbox environment", async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await openMoreWays(app);
  const { clientId } = handset.sandbox.clients.public;
  await page.getByLabel("Embeddable snippet or address").fill(
    `<script>(function() { var rcs = document.createElement("script");
        rcs.src = "https://ringcentral.github.io/ringcentral-embeddable/adapter.js?appKey=${clientId}&appServer=https://platform.devtest.ringcentral.com";
      })();</script>`,
  );
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByRole("button", { name: "Use these settings" }).click();
  await expect(page.getByLabel("Client ID")).toHaveValue(clientId);
  await handset.openLink(await authorizeFrom(page, handset));
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(token).map(({ host }) => host)).toEqual([
    "platform.devtest.ringcentral.com",
  ]);
});

test("7: at a custom server, whose address is checked in words", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await openMoreWays(app);
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
  await page.getByLabel("Custom server").check();
  await page.getByLabel("Server address").fill("http://platform.ringcentral.com");
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  await expect(page.getByText(/https:\/\//).first()).toBeVisible();
  const host = "platform-elsewhere.ringcentral.com";
  await page.getByLabel("Server address").fill(`https://${host}`);
  await handset.openLink(await authorizeFrom(page, handset));
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  const asked = [...handset.sandbox.requests(authorize), ...handset.sandbox.requests(token)];
  expect(asked.map((request) => request.host)).toEqual([host, host]);
});

test("an app without refresh tokens is named, with the switch that is off", async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.withoutRefresh.clientId);
  await handset.openLink(await authorizeFrom(page, handset));
  const card = await app.page("confirm-call");
  await expect(card.getByText(/refresh token/i).first()).toBeVisible();
});
