import { createHash } from "node:crypto";
import { expect, isSignedIn, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";

const authorize = { path: "/restapi/oauth/authorize", method: "GET" };
const token = { path: "/restapi/oauth/token", method: "POST" };

test("a first sign-in asks for a client ID, then goes through the browser to the softphone", async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByRole("button", { name: /^Sign in/ }).click();
  await expect(page.getByText("Enter the client ID of your RingCentral app to go on.")).toBeVisible();

  await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
  await page.getByRole("button", { name: /^Sign in/ }).click();
  await expect(page.getByText("Continue in your browser")).toBeVisible();
  const visit = new URL(await handset.nextBrowserVisit());
  const redirect = await handset.sandbox.approve(visit);
  await handset.openLink(redirect);
  await app.page("app.html");
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  await expect
    .poll(() => app.electron.windows().map((window) => window.url()))
    .toEqual([expect.stringContaining("app.html")]);

  // What signed in does not stay in the page's address.
  const phone = await app.page("app.html");
  await expect.poll(() => phone.evaluate(() => location.href)).not.toContain("authorizationCode");

  const { sandbox } = handset;
  expect(visit.searchParams.get("code_challenge_method")).toBe("S256");
  const [request, ...moreRequests] = sandbox.requests(authorize);
  expect(moreRequests).toEqual([]);
  expect(request?.query).toMatchObject({
    response_type: "code",
    client_id: sandbox.clients.public.clientId,
    redirect_uri: "app.handset.desktop:/oauth/callback",
    code_challenge_method: "S256",
    state: expect.stringMatching(/^[\w-]{20,}$/),
  });
  const [redemption, ...moreRedemptions] = sandbox.requests(token);
  expect(moreRedemptions).toEqual([]);
  expect(redemption).toMatchObject({
    status: 200,
    authorization: "none",
    form: {
      grant_type: "authorization_code",
      client_id: sandbox.clients.public.clientId,
      redirect_uri: "app.handset.desktop:/oauth/callback",
      code: new URL(redirect).searchParams.get("code"),
    },
  });
  const verifier = redemption?.form?.code_verifier ?? "";
  expect(createHash("sha256").update(verifier).digest("base64url")).toBe(request?.query.code_challenge);
});

test("every sign-in has a state of its own", async ({ handset }) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  const states: (string | null)[] = [];
  for (let round = 0; round < 2; round += 1) {
    await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
    await page.getByRole("button", { name: /^Sign in/ }).click();
    states.push(new URL(await handset.nextBrowserVisit()).searchParams.get("state"));
    await page.getByRole("button", { name: "Cancel" }).click();
  }
  expect(new Set(states).size).toBe(2);
});

test("the next start is signed in without a browser and without a code", async ({ handset }) => {
  const first = await handset.launch();
  await handset.signIn(first);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await first.quit();
  handset.sandbox.clearRequests();

  const second = await handset.launch();
  await second.page("app.html");
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(authorize)).toEqual([]);
  expect(
    handset.sandbox.requests(token).filter(({ form }) => form?.grant_type === "authorization_code"),
  ).toEqual([]);
  expect(second.electron.windows().map((page) => page.url())).toEqual([expect.stringContaining("app.html")]);
});

test("a redirect finds its request again after Handset was quit in between", async ({ handset }) => {
  const first = await handset.launch();
  const redirect = await handset.authorize(first);
  await first.quit();

  await handset.openLink(redirect);
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(token).filter(({ status }) => status === 200)).toHaveLength(1);
});

test.describe("with refresh tokens that live two seconds", () => {
  test.use({ sandboxOptions: { lifetimes: { refreshToken: 2 } } });

  test("a start after that goes straight to the sign-in page, which says why", async ({ handset }) => {
    const first = await handset.launch();
    await handset.signIn(first);
    await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
    const [redemption] = handset.sandbox.requests(token);
    await first.quit();
    handset.sandbox.clearRequests();
    await expect.poll(() => Date.now()).toBeGreaterThan((redemption?.at ?? 0) + 2_100);

    const second = await handset.launch();
    const page = await second.page("sign-in");
    await expect(page.getByText("Your sign-in has expired")).toBeVisible();
    expect(handset.sandbox.requests()).toEqual([]);
  });
});

test("a refresh that RingCentral refuses leads to the sign-in page, which says so", async ({ handset }) => {
  const first = await handset.launch();
  await handset.signIn(first);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await first.quit();
  handset.sandbox.expireTokens("all");

  const second = await handset.launch();
  const page = await second.page("sign-in");
  await expect(page.getByText("RingCentral has ended your sign-in (OAU-211).")).toBeVisible();
  await handset.signIn(second);
});

test("signing out in the widget revokes, empties the vault, and the next start is signed out", async ({
  handset,
}) => {
  const first = await handset.launch();
  const phone = await handset.signIn(first);
  await phone.evaluate(() => window.postMessage({ type: "rc-adapter-logout" }, location.origin));
  const page = await first.page("sign-in");
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(handset.sandbox.requests({ path: "/restapi/oauth/revoke", method: "POST" })).toHaveLength(1);
  await first.quit();

  const second = await handset.launch();
  await second.page("sign-in");
  await handset.signIn(second);
});

test.describe("without a keyring", () => {
  test.use({ keyring: "absent" });

  test("signing in works, says that it will not last, and leaves nothing behind", async ({ handset }) => {
    const first = await handset.launch();
    await handset.signIn(first);
    const card = await first.page("confirm-call");
    await expect(card.getByText("This system has no keychain that Handset can use")).toBeVisible();
    await press(card.getByRole("button", { name: "OK" }));
    await first.quit();

    const second = await handset.launch();
    await expect((await second.page("sign-in")).getByLabel("Client ID")).toBeVisible();
  });
});

test.describe("with a keyring that stays locked", () => {
  test.use({ keyring: "locked" });

  test("the token is kept in memory only, and the user is told", async ({ handset }) => {
    const app = await handset.launch();
    await handset.signIn(app);
    const card = await app.page("confirm-call");
    await expect(card.getByText("This system has no keychain that Handset can use")).toBeVisible();
    await expect.poll(() => handset.readLog()).toContain('"result":"memory-only"');
    expect(await handset.readLog()).not.toContain('"result":"sealed"');
  });
});
