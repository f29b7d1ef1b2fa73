import type { Page } from "@playwright/test";
import { expect, type Handset, isSignedIn, type RunningApp, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";

const redirectPage = "/integration/ringcentral-embeddable/2.x/redirect.html";
const token = { path: "/restapi/oauth/token", method: "POST" };
const allowed = { allowSignInWindow: true, redirect: "window" };

/** Presses the sign-in button; returns the sign-in window's page. */
async function openWindow(app: RunningApp, handset: Handset): Promise<Page> {
  const page = await app.page("sign-in");
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.hostedRedirect.clientId);
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  await expect(page.getByText("Continue in the sign-in window")).toBeVisible();
  return await app.page("oauth/authorize");
}

/** Plays the person in the window. */
async function signInThere(window: Page, handset: Handset): Promise<void> {
  const { username, password } = handset.sandbox.demoUser;
  await window.getByLabel("Email or phone number").fill(username);
  await window.getByLabel("Password").fill(password);
  await window.getByRole("button", { name: "Sign in" }).click();
  await press(window.getByRole("button", { name: "Authorize" }));
}

/** Sends the page elsewhere by a script of its own, a moment later: the page may be gone at once. */
async function goFrom(window: Page, url: string): Promise<void> {
  await window.evaluate((to) => void setTimeout(() => location.assign(to)), url);
}

async function titleOf(app: RunningApp, page: Page): Promise<string> {
  return await (await app.electron.browserWindow(page)).evaluate((window) => window.getTitle());
}

test("8: on the hosted redirect page, which is never loaded, in a window that forgets everything", async ({
  handset,
}) => {
  await handset.writeSettings(allowed);
  const app = await handset.launch();
  const window = await openWindow(app, handset);
  await expect(window.getByLabel("Password")).toBeVisible();
  expect(await titleOf(app, window)).toBe("Sign in - https://platform.ringcentral.com");
  await window.evaluate(() => {
    document.title = "Handset";
    localStorage.setItem("left-behind", "by the sign-in page");
  });
  await signInThere(window, handset);
  const phone = await handset.signedIn(app);
  expect(handset.sandbox.requests({ path: redirectPage })).toEqual([]);
  const [redemption] = handset.sandbox.requests(token);
  expect(redemption).toMatchObject({ status: 200, authorization: "none" });
  expect(redemption?.form?.redirect_uri).toBe(`https://apps.ringcentral.com${redirectPage}`);
  expect(redemption?.form?.code_verifier).toMatch(/^[\w-]{43}$/);
  await expect.poll(() => app.electron.windows().length).toBe(1);

  // Nothing knows the browser again. The cookie of the login is among the secrets that the leak scan looks for.
  await phone.evaluate(() => globalThis.window.postMessage({ type: "rc-adapter-logout" }, location.origin));
  await expect((await app.page("sign-in")).getByText("You are signed out.")).toBeVisible();
  const second = await openWindow(app, handset);
  await expect(second.getByLabel("Password")).toBeVisible();
  expect(await second.evaluate(() => [document.cookie, localStorage.length])).toEqual(["", 0]);
  expect(handset.sandbox.secretsByKind().map(({ kind }) => kind)).toContain("login-session");
  await signInThere(second, handset);
  await expect.poll(() => isSignedIn(handset)).toBe(true);
});

test("8: the title names the site whatever the page calls itself", { tag: "@thorough" }, async ({
  handset,
}) => {
  await handset.writeSettings(allowed);
  const app = await handset.launch();
  const window = await openWindow(app, handset);
  await expect(window.getByLabel("Password")).toBeVisible();
  await window.evaluate(() => {
    document.title = "https://login.ringcentral.com";
  });
  await expect(window).toHaveTitle("https://login.ringcentral.com");
  expect(await titleOf(app, window)).toBe("Sign in - https://platform.ringcentral.com");
  await goFrom(window, "https://login.ringcentral.com/restapi/oauth/authorize");
  await expect.poll(() => titleOf(app, window)).toBe("Sign in - https://login.ringcentral.com");
});

for (const [name, leave] of [
  [
    "by a redirect of the site, as single sign-on does",
    (window: Page) => window.getByText("Single sign-on").click(),
  ],
  ["by the page itself", (window: Page) => goFrom(window, "https://login.identity-provider.example/")],
  ["without encryption", (window: Page) => goFrom(window, "http://login.identity-provider.example/")],
] as const) {
  const details = name.startsWith("by a redirect") ? {} : { tag: "@thorough" };
  test(
    `8: the window does not leave RingCentral ${name}, and says what to do instead`,
    details,
    async ({ handset }) => {
      await handset.writeSettings(allowed);
      const app = await handset.launch();
      const window = await openWindow(app, handset);
      await expect(window.getByLabel("Password")).toBeVisible();
      await leave(window);
      const page = await app.page("sign-in");
      await expect(
        page.getByText(
          "The sign-in wanted to go on at login.identity-provider.example, which is not RingCentral’s.",
        ),
      ).toBeVisible();
      await expect(page.getByText(/uses your browser/)).toBeVisible();
      await expect.poll(() => app.electron.windows().length).toBe(1);
      expect(await handset.sessionState()).toBe("signed-out");
    },
  );
}

test("8: a window that the user closes, and one that is cancelled, end the sign-in", {
  tag: "@thorough",
}, async ({ handset }) => {
  await handset.writeSettings(allowed);
  const app = await handset.launch();
  const page = await app.page("sign-in");
  const window = await openWindow(app, handset);
  await expect(page.getByRole("button", { name: "Copy the address" })).toBeHidden();
  await window.close();
  await expect(
    page.getByText("You closed the sign-in window before the sign-in was finished."),
  ).toBeVisible();
  await openWindow(app, handset);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Sign in with RingCentral" })).toBeVisible();
  await expect.poll(() => app.electron.windows().length).toBe(1);
});

test("8: closing the sign-in page quits, with the window open", { tag: "@thorough" }, async ({ handset }) => {
  await handset.writeSettings(allowed);
  const app = await handset.launch();
  await openWindow(app, handset);
  const closed = app.electron.waitForEvent("close");
  await (await app.page("sign-in")).close();
  await closed;
  await expect.poll(() => handset.desktop.programs()).toEqual([]);
});

test("8: an answer that belongs to another sign-in is not taken", async ({ handset }) => {
  await handset.writeSettings(allowed);
  const app = await handset.launch();
  const window = await openWindow(app, handset);
  await expect(window.getByLabel("Password")).toBeVisible();
  await goFrom(window, `https://apps.ringcentral.com${redirectPage}?code=foreign&state=foreign`);
  const page = await app.page("sign-in");
  await expect(page.getByText("A sign-in answer came that belongs to a different sign-in.")).toBeVisible();
  await expect.poll(() => app.electron.windows().length).toBe(1);
  expect(handset.sandbox.requests(token)).toEqual([]);
  expect(handset.sandbox.requests({ path: redirectPage })).toEqual([]);
});

test("8: with the redirect page of another version of Embeddable, as it is registered", {
  tag: "@thorough",
}, async ({ handset }) => {
  await handset.writeSettings({ allowSignInWindow: true });
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByText("More ways to sign in").click();
  await page.getByLabel("In a window of this app (compatibility)").check();
  await expect(page.getByText(/RFC 8252/)).toBeVisible();
  await expect(page.getByLabel("Register these instead")).toHaveValue(
    /^app\.handset\.desktop:\/oauth\/callback\nhttp:\/\/127\.0\.0\.1:8473\/oauth\/callback/,
  );
  const latest = "https://apps.ringcentral.com/integration/ringcentral-embeddable/latest/redirect.html";
  await expect(page.getByLabel("Redirect page that is registered")).toHaveValue(
    `https://apps.ringcentral.com${redirectPage}`,
  );
  await page.getByLabel("Redirect page that is registered").fill(latest);
  await signInThere(await openWindow(app, handset), handset);
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(token)[0]?.form?.redirect_uri).toBe(latest);
});

test("8: without the permission it is not offered, and a settings file that asks for it is not followed", async ({
  handset,
}) => {
  await handset.writeSettings({ redirect: "window" });
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByText("More ways to sign in").click();
  await expect(page.getByLabel("Automatic")).toBeChecked();
  await expect(page.getByLabel("In a window of this app (compatibility)")).toHaveCount(0);
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.public.clientId);
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  expect(await handset.nextBrowserVisit()).toContain("redirect_uri=app.handset.desktop");
  expect(app.electron.windows()).toHaveLength(1);
});
