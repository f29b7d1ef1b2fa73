import type { Page } from "@playwright/test";
import { cannotRing, connections, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";

test.use({ panel: true });

/** The machine sleeps and wakes, as far as the app hears of it. */
const sleepAndWake = (app: RunningApp): Promise<void> =>
  app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.emit("suspend");
    powerMonitor.emit("resume");
  });

/** A page that is loaded anew has forgotten it. */
const mark = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.set(window, "marked", true));
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => Reflect.has(window, "marked"));

async function trayOf(handset: Handset) {
  const item = await handset.desktop.panel?.item();
  if (item === undefined) throw new Error("this desktop has no panel");
  return item;
}

/** The rungs of the ladder, in the order in which they were climbed. */
const rungs = async (handset: Handset): Promise<readonly string[]> =>
  [...(await handset.readLog()).matchAll(/"recovery\.rung","rung":"([a-z-]+)"/g)].map(
    ([, rung = ""]) => rung,
  );

test("a line that died in a sleep is found and comes back by itself; a living one is only looked at", async ({
  handset,
}) => {
  const { sandbox } = handset;
  const app = await handset.launch();
  const tray = await trayOf(handset);
  const phone = await handset.signIn(app);
  await expect.poll(() => tray.tooltip()).toContain("Available");
  await mark(phone);

  await sleepAndWake(app);
  await expect.poll(() => tray.tooltip()).toContain("You cannot be called yet: the phone is connecting.");
  await expect.poll(() => tray.tooltip()).toContain("Available");
  expect(await rungs(handset)).toEqual(["settling", "rest", "waiting", "nudging", "rest"]);
  expect(connections(handset)).toBe(1);

  // It still looks alive to the widget.
  sandbox.silenceLines();
  await sleepAndWake(app);
  await expect.poll(() => tray.tooltip()).toContain("You cannot be called yet");
  await expect.poll(() => connections(handset)).toBe(2);
  await expect.poll(() => tray.tooltip()).toContain("Available");
  expect(await isMarked(phone)).toBe(true);
});

test("a phone that does not connect is loaded anew, but not while a call is up; the tray says so", async ({
  handset,
}) => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  const { sandbox } = handset;
  const app = await handset.launch();
  const tray = await trayOf(handset);
  const labels = (): readonly string[] => tray.menu().map(({ label }) => label);
  const phone = await handset.signIn(app);
  await expect.poll(() => sandbox.lines()).toBe(1);
  await mark(phone);
  const call = sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  await press((await app.page("call-popup")).getByRole("button", { name: "Answer" }));
  await expect.poll(() => tray.tooltip()).toContain("On a call with Ada Lovelace");

  await sleepAndWake(app);
  await expect.poll(() => rungs(handset)).toContain("postponed");
  await expect.poll(() => labels()).toContain("Reconnect now");
  await tray.press("Reconnect now");
  await sleepAndWake(app);
  expect(await isMarked(phone)).toBe(true);
  expect(sandbox.calls().find(({ id }) => id === call.id)?.state).toBe("connected");
  expect(await rungs(handset)).not.toContain("reloading");

  sandbox.setFault({ kind: "drop", path: "/restapi/oauth/wstoken" });
  sandbox.remoteHangup(call.id);
  sandbox.dropConnections();
  await expect.poll(() => tray.tooltip()).toContain("Reconnecting, next try in");
  sandbox.clearFaults();
  await tray.press("Reconnect now");
  await expect.poll(() => rungs(handset)).toContain("reloading");
  await expect.poll(() => sandbox.lines()).toBe(1);
  await expect.poll(() => tray.tooltip()).toContain("Available");
  expect(await isMarked(await app.page("app.html"))).toBe(false);
  // By the token in the vault: nobody signed in again.
  expect(sandbox.requests({ path: "/restapi/oauth/token", method: "POST" })).toHaveLength(1);
});

test("a phone that crashes comes back at once, then after a pause that the user can cut short", async ({
  handset,
}) => {
  const app = await handset.launch();
  const tray = await trayOf(handset);
  await handset.signIn(app);
  const crash = async (): Promise<void> => {
    await expect.poll(() => tray.tooltip()).toContain("Available");
    const phone = await app.page("app.html");
    const devTools = await app.electron.context().newCDPSession(phone);
    devTools.send("Page.crash").catch(() => undefined); // there is nobody left to answer
  };

  await crash();
  await expect.poll(() => connections(handset)).toBe(2);
  await crash();
  await expect.poll(() => tray.tooltip()).toContain("the phone’s page has crashed");
  expect(connections(handset)).toBe(2);
  await tray.press("Reconnect now");
  await expect.poll(() => connections(handset)).toBe(3);
  await expect.poll(() => tray.tooltip()).toContain("Available");
  expect((await handset.readLog()).split('"widget.crashed"').length - 1).toBe(2);
});
