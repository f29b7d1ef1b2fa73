import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Handset, isSignedIn, test } from "./support/fixtures.ts";

const token = { path: "/restapi/oauth/token", method: "POST" };
const revoke = { path: "/restapi/oauth/revoke", method: "POST" };

interface LoggedStatus {
  readonly reason: string | null;
  readonly warning: string | null;
  readonly offline: boolean;
}

/** What Handset's log says about the session, from the first to the last. */
async function statuses(handset: Handset): Promise<readonly LoggedStatus[]> {
  const lines = (await handset.readLog()).split("\n").filter((line) => line.includes('"session.status"'));
  return lines.map((line) => JSON.parse(line));
}

const warning = async (handset: Handset): Promise<string | null | undefined> =>
  (await statuses(handset)).at(-1)?.warning;

/** Makes the widget refresh: whatever it asks meets a 401. */
async function makeItRefresh(handset: Handset, phone: Page): Promise<void> {
  handset.sandbox.expireTokens("access");
  await phone.evaluate(() =>
    window.postMessage({ type: "rc-adapter-set-presence", userStatus: "Busy" }, location.origin),
  );
}

/** Signed in, with the token in the vault. */
async function signedIn(handset: Handset): Promise<Page> {
  const phone = await handset.signIn(await handset.launch());
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  return phone;
}

const refreshes = (handset: Handset) =>
  handset.sandbox.requests(token).filter(({ form }) => form?.grant_type === "refresh_token");

for (const status of [429, 503]) {
  test(`a refresh that meets ${status} is sent again after Retry-After, not before, and nobody is signed out`, {
    tag: status === 429 ? [] : ["@thorough"],
  }, async ({ handset }) => {
    const phone = await signedIn(handset);
    handset.sandbox.setFault({ kind: "error", status, retryAfter: 3, path: token.path, times: 1 });
    await makeItRefresh(handset, phone);
    await expect.poll(() => warning(handset)).toBe("session/waiting");
    expect(await isSignedIn(handset)).toBe(true);
    await expect.poll(() => refreshes(handset).map((each) => each.status)).toEqual([status, 200]);
    const [first, second] = refreshes(handset);
    const waited = (second?.at ?? 0) - (first?.at ?? 0);
    expect(waited).toBeGreaterThanOrEqual(3_000);
    await expect.poll(() => warning(handset)).not.toBe("session/waiting");
    expect((await statuses(handset)).some(({ offline }) => offline)).toBe(false);
    expect(await isSignedIn(handset)).toBe(true);
  });
}

test("a code that meets 429 is redeemed when Retry-After allows it", { tag: "@thorough" }, async ({
  handset,
}) => {
  const app = await handset.launch();
  const redirect = await handset.authorize(app);
  handset.sandbox.setFault({ kind: "error", status: 429, retryAfter: 2, path: token.path, times: 1 });
  await handset.openLink(redirect);
  await expect(
    (await app.page("sign-in")).getByText("RingCentral has asked Handset to wait (429)."),
  ).toBeVisible();
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  expect(handset.sandbox.requests(token).map(({ status }) => status)).toEqual([429, 200]);
});

test("a code that would be dead by then is given up, with the seconds; no sign-in begins before", {
  tag: "@thorough",
}, async ({ handset }) => {
  const app = await handset.launch();
  const redirect = await handset.authorize(app);
  handset.sandbox.setFault({ kind: "error", status: 503, retryAfter: 90, path: token.path });
  await handset.openLink(redirect);
  const page = await app.page("sign-in");
  await expect(page.getByText("RingCentral takes no sign-ins for the moment (503).")).toBeVisible();
  await expect(page.getByText(/Sign in again in (90|8\d) seconds\./)).toBeVisible();
  await page.getByRole("button", { name: /^Sign in/ }).click();
  await expect(page.getByText(/Sign in again in \d\d seconds\./)).toBeVisible();
  expect(handset.sandbox.requests(token)).toHaveLength(1);
});

test("a code that RingCentral refuses is never sent again", { tag: "@thorough" }, async ({ handset }) => {
  const app = await handset.launch();
  const redirect = await handset.authorize(app);
  handset.sandbox.setFault({ kind: "error", status: 400, errorCode: "OAU-106", path: token.path });
  await handset.openLink(redirect);
  await expect(
    (await app.page("sign-in")).getByText("RingCentral did not accept the sign-in code"),
  ).toBeVisible();
  expect(handset.sandbox.requests(token)).toHaveLength(1);
});

test("a network that fails during a refresh is shown as offline, not as signed out, and the refresh goes on", async ({
  handset,
}) => {
  const phone = await signedIn(handset);
  // Until it is seen: Chromium by itself repeats a request whose connection was cut.
  handset.sandbox.setFault({ kind: "drop", path: token.path });
  await makeItRefresh(handset, phone);
  await expect.poll(async () => (await statuses(handset)).some(({ offline }) => offline)).toBe(true);
  handset.sandbox.clearFaults();
  await expect.poll(() => refreshes(handset).at(-1)?.status).toBe(200);
  await expect.poll(async () => (await statuses(handset)).at(-1)?.offline).toBe(false);
  expect(await isSignedIn(handset)).toBe(true);
  const seen = (await statuses(handset)).find(({ offline }) => offline);
  expect(seen).toMatchObject({ warning: "session/offline", reason: null });
});

test("a machine that loses its network is offline at once, and no longer when it is back", {
  tag: "@thorough",
}, async ({ handset }) => {
  const app = await handset.launch();
  await handset.signIn(app);
  await app.electron.context().setOffline(true);
  await expect.poll(() => warning(handset)).toBe("session/offline");
  expect(await isSignedIn(handset)).toBe(true);
  await app.electron.context().setOffline(false);
  await expect
    .poll(async () => (await statuses(handset)).at(-1))
    .toMatchObject({ warning: null, offline: false });
  expect(await isSignedIn(handset)).toBe(true);
});

test("a page that cannot be loaded is offline; signing out there revokes, empties everything and stays so", async ({
  handset,
}) => {
  const { sandbox } = handset;
  await signedIn(handset);
  await handset.quitAll();
  sandbox.clearRequests();
  sandbox.setFault({ kind: "drop", host: "apps.ringcentral.com", path: "*" });

  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByText("RingCentral cannot be reached.")).toBeVisible();
  await expect
    .poll(async () => (await statuses(handset)).at(-1))
    .toMatchObject({
      reason: "widget/unreachable",
      offline: true,
    });
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect
    .poll(() => sandbox.requests(revoke))
    .toMatchObject([
      {
        status: 200,
        origin: null,
        authorization: "none",
        form: { client_id: sandbox.clients.public.clientId },
      },
    ]);
  await expect.poll(() => readdir(join(handset.profile, "vault"))).toEqual([]);
  await app.quit();

  sandbox.clearFaults();
  sandbox.clearRequests();
  const again = await handset.launch();
  await expect((await again.page("sign-in")).getByLabel("Client ID")).toBeVisible();
  expect(sandbox.requests(token)).toEqual([]);
});

test("a page that its server has not at the moment is waited for as long as that asks, and nobody is signed out", async ({
  handset,
}) => {
  const { sandbox } = handset;
  await signedIn(handset);
  await handset.quitAll();
  sandbox.setFault({ kind: "error", status: 503, retryAfter: 3, host: "apps.ringcentral.com", path: "*" });
  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(
    page.getByText("RingCentral’s phone page is not available at the moment (503)."),
  ).toBeVisible();
  await expect(page.getByText("tries again in 3 seconds.")).toBeVisible();
  sandbox.clearFaults();
  await expect.poll(() => isSignedIn(handset)).toBe(true);
  const states = (await statuses(handset)).map(({ reason }) => reason);
  expect(states).toContain("widget/unavailable");
  expect(states).not.toContain("session/redemption-timed-out");
});

test("a revocation that meets 503 does not hold up the sign-out, and is sent again after Retry-After", {
  tag: "@thorough",
}, async ({ handset }) => {
  const { sandbox } = handset;
  await signedIn(handset);
  await handset.quitAll();
  sandbox.clearRequests();
  sandbox.setFault({ kind: "drop", host: "apps.ringcentral.com", path: "*" });
  sandbox.setFault({ kind: "error", status: 503, retryAfter: 2, path: revoke.path, times: 1 });

  const app = await handset.launch();
  const page = await app.page("sign-in");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect.poll(() => sandbox.requests(revoke).map(({ status }) => status)).toEqual([503, 200]);
  const [first, second] = sandbox.requests(revoke);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
});

test("signing out can remove what the widget has stored on this machine", { tag: "@thorough" }, async ({
  handset,
}) => {
  const { sandbox } = handset;
  const phone = await signedIn(handset);
  await phone.evaluate(() => localStorage.setItem("left-by-the-widget", "yes"));
  await handset.quitAll();
  sandbox.setFault({ kind: "drop", host: "apps.ringcentral.com", path: "*" });

  const app = await handset.launch();
  const page = await app.page("sign-in");
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await page.evaluate(() => window.handset.request("sign-in:sign-out", { clearData: true }));
  await expect.poll(() => handset.readLog()).toContain('"event":"sign-out.data-cleared"');
  sandbox.clearFaults();
  const next = await handset.signIn(app);
  await expect(next.getByRole("button", { name: "Messages" })).toBeVisible();
  expect(await next.evaluate(() => localStorage.getItem("left-by-the-widget"))).toBeNull();
});

test.describe("with refresh tokens that live five seconds", () => {
  test.use({ sandboxOptions: { lifetimes: { refreshToken: 5 } } });

  test("a live session warns, ends in words, and the next sign-in comes back to the same page", {
    tag: "@thorough",
  }, async ({ handset }) => {
    const app = await handset.launch();
    const phone = await handset.signIn(app);
    await phone.getByRole("button", { name: "Messages" }).click();
    await expect(phone.getByLabel("Message", { exact: true })).toBeVisible();
    await expect.poll(() => warning(handset)).toBe("session/ending");
    const page = await app.page("sign-in");
    await expect(page.getByText("Your sign-in has expired")).toBeVisible();

    const again = await handset.signIn(app);
    await expect(again.getByLabel("Message", { exact: true })).toBeVisible();
  });
});

test("a voicemail's address, which carries the token, is saved by the phone and never opened in the browser", async ({
  handset,
}) => {
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  await app.electron.evaluate(({ session }) => {
    Reflect.set(globalThis, "saved", 0);
    session.fromPartition("persist:softphone").on("will-download", (event) => {
      event.preventDefault();
      Reflect.set(globalThis, "saved", Reflect.get(globalThis, "saved") + 1);
    });
  });
  const saved = () => app.electron.evaluate(() => Reflect.get(globalThis, "saved"));
  await phone.evaluate(() => {
    const { access_token: token } = JSON.parse(localStorage.getItem("sdk-rc-widgetplatform") ?? "{}");
    window.open(`https://media.ringcentral.com/restapi/v1.0/account/~/voicemail.mp3?access_token=${token}`);
  });
  await expect.poll(saved).toBe(1);
  await phone.evaluate(() => {
    const { access_token: token } = JSON.parse(localStorage.getItem("sdk-rc-widgetplatform") ?? "{}");
    location.assign(`https://media.ringcentral.com/restapi/v1.0/account/~/fax.pdf?access_token=${token}`);
  });
  await expect.poll(saved).toBe(2);
  // Elsewhere it has no business at all.
  await phone.evaluate(() => void window.open("https://elsewhere.test/?access_token=not-for-you"));
  await expect.poll(() => handset.readLog()).toContain("navigation.refused");
  await phone.evaluate(() => void window.open("https://elsewhere.test/plain"));
  expect(await handset.nextBrowserVisit()).toBe("https://elsewhere.test/plain");
});
