import type { Page } from "@playwright/test";
import {
  browserFailedNotice,
  clientIdMissingNotice,
  discoveryFailedNotice,
  discoveryUnusableNotice,
  hostedRedirectUnusableNotice,
  jwtMissingNotice,
  keychainWaitingNotice,
  noLoopbackPortNotice,
  offlineNotice,
  redirectNotice,
  serverUnusableNotice,
  unreachableNotice,
  vaultNotice,
  waitingNotice,
} from "../../src/auth/notices.ts";
import type { RedirectRefusal } from "../../src/auth/redirect.ts";
import type { Session, SignOutReason } from "../../src/auth/session.ts";
import { type SignInFacts, signInView } from "../../src/auth/sign-in-view.ts";
import type { SignInWindowEnd } from "../../src/auth/sign-in-window.ts";
import type { SignInView } from "../../src/ipc/channels.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { expect, type RunningApp, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";

/**
 * Every state of the sign-in page and everything that it can say, as pictures. What takes a minute or a broken
 * machine to get to is shown by sending the page the view that the main process would.
 */

const facts: SignInFacts = {
  productName: "Handset",
  profile: null,
  session: { state: "signed-out" },
  now: 0,
  settings: defaultSettings,
  clientId: "handset-demo-client",
  clientIdLocked: false,
  locked: {},
  ways: null,
  kept: { clientSecret: false, jwt: false },
  redirectUris: {
    scheme: "app.handset.desktop:/oauth/callback",
    loopback: [8473, 18473, 28473].map((port) => `http://127.0.0.1:${port}/oauth/callback`),
    hosted: "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/redirect.html",
  },
  offersLoopback: false,
  waitingIn: "browser",
  notice: null,
  vaultNotice: null,
  waitingNumber: null,
};

const authorizing: Session = {
  state: "authorizing",
  transaction: {
    clientId: facts.clientId,
    server: "https://platform.ringcentral.com",
    redirectUri: facts.redirectUris.scheme,
    discovery: null,
    state: "state",
    codeVerifier: null,
    madeBy: "shell",
    url: "https://platform.ringcentral.com/restapi/oauth/authorize",
    createdAt: 0,
  },
};

/** Sends the page a view as the main process does. */
async function show(app: RunningApp, page: Page, view: SignInView): Promise<void> {
  const window = await app.electron.browserWindow(page);
  await window.evaluate((own, shown) => own.webContents.send("sign-in:view-changed", shown), view);
}

const refusals: Record<RedirectRefusal, string | null> = {
  "wrong-address": null,
  malformed: null,
  "not-asked": null,
  "keychain-closed": null,
  "wrong-state": null,
  replayed: null,
  "foreign-server": null,
  "access-denied": "access_denied",
  "authorization-error": "invalid_scope",
};
const windowEnds: Record<SignInWindowEnd["kind"], SignInWindowEnd> = {
  closed: { kind: "closed" },
  left: { kind: "left", host: "login.identity-provider.example" },
  unreachable: { kind: "unreachable" },
};
/** Every way to get here; the compiler asks for each. */
const reasons: Record<SignOutReason["kind"], readonly SignOutReason[]> = {
  user: [{ kind: "user" }],
  cancelled: [{ kind: "cancelled" }],
  expired: [{ kind: "expired" }],
  "vault-unreadable": [{ kind: "vault-unreadable" }],
  "vault-locked": [{ kind: "vault-locked" }],
  busy: [{ kind: "busy", status: 429, until: 90_000 }],
  "vault-silent": [{ kind: "vault-silent" }],
  "authorization-timed-out": [{ kind: "authorization-timed-out" }],
  "redemption-timed-out": [{ kind: "redemption-timed-out" }],
  redirect: Object.entries(refusals).map(([because, error]) => ({
    kind: "redirect",
    because: because as RedirectRefusal,
    error,
  })),
  "sign-in-window": Object.values(windowEnds).map((because) => ({ kind: "sign-in-window", because })),
  "ended-by-widget": ["SMS", ""].map((scope) => ({ kind: "ended-by-widget", scope, hasRefreshToken: true })),
  "jwt-refused": ["OAU-112", "OAU-249", null].map((code) => ({
    kind: "jwt-refused",
    status: 400,
    code,
    claims: { expiresAt: null, server: null },
    server: "https://platform.ringcentral.com",
  })),
  ended: [{ kind: "ended", code: "OAU-211" }],
  refused: ["OAU-106", "OAU-108", "OAU-109", "OAU-110", "OAU-146", "OAU-999", null].map((code) => ({
    kind: "refused",
    code,
  })),
};
const notices = [
  unreachableNotice(16, null),
  unreachableNotice(16, 503),
  keychainWaitingNotice,
  vaultNotice("locked"),
  vaultNotice("closed"),
  vaultNotice("unavailable"),
  offlineNotice,
  waitingNotice(429, 5),
  browserFailedNotice,
  clientIdMissingNotice,
  serverUnusableNotice,
  jwtMissingNotice,
  noLoopbackPortNotice,
  hostedRedirectUnusableNotice,
  discoveryUnusableNotice,
  discoveryFailedNotice,
  redirectNotice("replayed", null),
].filter((notice) => notice !== null);

async function pictureOfView(app: RunningApp, page: Page, name: string, view: SignInView): Promise<void> {
  await show(app, page, view);
  if (view.notice !== null) {
    await expect(page.getByText(view.notice.title, { exact: true })).toBeVisible();
    await expect(page.getByText(view.notice.nextStep, { exact: true })).toBeVisible();
  }
  await picture(page, name);
}

test("pictures: why the user is here", { tag: "@thorough" }, async ({ handset }) => {
  test.setTimeout(120_000);
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByLabel("Client ID")).toBeVisible();
  for (const because of Object.values(reasons).flat()) {
    const view = signInView({ ...facts, session: { state: "signed-out", because } });
    await pictureOfView(
      app,
      page,
      `sign-in-because-${view.notice?.code.replace("/", "-") ?? because.kind}`,
      view,
    );
  }
});

test("pictures: what the page can say", async ({ handset }) => {
  test.setTimeout(120_000);
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByLabel("Client ID")).toBeVisible();
  for (const notice of notices) {
    const view = signInView({ ...facts, notice });
    await pictureOfView(app, page, `sign-in-says-${notice.code.replace("/", "-")}`, view);
  }
});

test("pictures: a product with a client ID of its own, another profile, and the states under way", async ({
  handset,
}) => {
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByLabel("Client ID")).toBeVisible();
  await pictureOfView(app, page, "sign-in-ready", signInView({ ...facts, clientIdLocked: true }));
  await expect(page.getByLabel("Client ID")).toHaveCount(0);
  await pictureOfView(
    app,
    page,
    "sign-in-ready-notice",
    signInView({
      ...facts,
      clientIdLocked: true,
      session: { state: "signed-out", because: { kind: "expired" } },
      waitingNumber: "+1 415 555 0123",
    }),
  );
  const locked = { server: "Acme IT", method: "Acme IT", redirect: "Acme IT", discovery: "Acme IT" };
  const loopback = { ...facts.settings, redirect: "loopback" } as const;
  await show(app, page, signInView({ ...facts, settings: loopback, locked, ways: ["loopback"] }));
  await expect(page.getByRole("radio", { name: "Sandbox", disabled: true })).toBeVisible();
  await expect(page.getByRole("radio", { name: "With a JWT" })).toHaveCount(0);
  await expect(page.getByText("Managed by Acme IT.")).toHaveCount(4);
  await picture(page, "sign-in-managed");
  await show(app, page, signInView({ ...facts, profile: "work" }));
  await expect(page.getByText("Profile: work")).toBeVisible();
  await picture(page, "sign-in-profile");

  await show(app, page, signInView({ ...facts, session: authorizing }));
  await expect(page.getByText("Continue in your browser")).toBeVisible();
  await picture(page, "sign-in-waiting-browser");
  await show(app, page, signInView({ ...facts, session: authorizing, offersLoopback: true }));
  await expect(page.getByText("Has your browser finished but nothing happened here?")).toBeVisible();
  await picture(page, "sign-in-waiting-offers-loopback");
  await pictureOfView(
    app,
    page,
    "sign-in-waiting-browser-failed",
    signInView({ ...facts, session: authorizing, notice: browserFailedNotice }),
  );
  await show(app, page, signInView({ ...facts, session: authorizing, waitingIn: "window" }));
  await expect(page.getByText("Continue in the sign-in window")).toBeVisible();
  await picture(page, "sign-in-waiting-window");
  const redeeming: Session = { state: "redeeming", since: 0, from: "code" };
  await show(app, page, signInView({ ...facts, session: redeeming }));
  await expect(page.getByText("Finishing sign-in…")).toBeVisible();
  await picture(page, "sign-in-finishing");
  await pictureOfView(
    app,
    page,
    "sign-in-offline",
    signInView({ ...facts, session: { ...redeeming, from: "vault" }, notice: unreachableNotice(4, null) }),
  );
});

test("pictures: each way's form", { tag: "@thorough" }, async ({ handset }) => {
  await handset.writeSettings({ allowSignInWindow: true });
  const app = await handset.launch();
  const page = await app.page("sign-in");
  // High enough for all that a person would scroll to.
  await (await app.electron.browserWindow(page)).evaluate((window) => window.setContentSize(440, 1600));
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  await expect(page.getByText("Enter the client ID of your RingCentral app to go on.")).toBeVisible();
  await picture(page, "sign-in-form-problem");
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.jwt.clientId);
  await picture(page, "sign-in-form-filled");
  await page.getByText("More ways to sign in").click();
  for (const [name, way] of [
    ["automatic", "Automatic"],
    ["scheme", "This app’s own scheme"],
    ["loopback", "A local address"],
    ["window", "In a window of this app (compatibility)"],
  ] as const) {
    await page.getByLabel(way).check();
    await picture(page, `sign-in-form-${name}`);
  }
  await page.getByText(/opens in a window of Handset/).scrollIntoViewIfNeeded();
  await picture(page, "sign-in-form-window-end");
  await page.getByLabel("Redirect page that is registered").fill("http://phone.example/redirect.html");
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  await expect(page.getByText("Enter the whole address of the page.")).toBeVisible();
  await picture(page, "sign-in-form-window-problem");

  await page.getByLabel("Automatic").check();
  await page.getByLabel("Custom server").check();
  await page.getByLabel("Server address").fill("https://platform.example.com");
  await page.getByLabel("Ask RingCentral where my account lives (discovery)").check();
  await picture(page, "sign-in-form-server-discovery");
  await page.getByLabel("Production").check();

  const { jwt } = handset.sandbox.clients;
  await page.getByLabel("With a JWT").check();
  await page.getByLabel("Client secret").fill(jwt.clientSecret ?? "");
  await page.getByLabel("JWT", { exact: true }).fill(jwt.assertion);
  await page.getByRole("button", { name: "Test it" }).click();
  await expect(page.getByText(handset.sandbox.demoUser.name)).toBeVisible();
  await picture(page, "sign-in-form-jwt");

  await page
    .getByLabel("Embeddable snippet or address")
    .fill(
      `https://apps.ringcentral.com/integration/ringcentral-embeddable/latest/app.html?clientId=my-app&discovery=1&discoverAppServer=https://discovery.ringcentral.com&redirectUri=${facts.redirectUris.hosted}&stylesUri=x`,
    );
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByText("This was understood:")).toBeVisible();
  await picture(page, "sign-in-form-snippet");
});

test("pictures: the sign-in window", async ({ handset }) => {
  await handset.writeSettings({ allowSignInWindow: true, redirect: "window" });
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByLabel("Client ID").fill(handset.sandbox.clients.hostedRedirect.clientId);
  await page.getByRole("button", { name: "Sign in with RingCentral" }).click();
  const window = await app.page("oauth/authorize");
  await expect(window.getByLabel("Password")).toBeVisible();
  await picture(window, "sign-in-window");
});
