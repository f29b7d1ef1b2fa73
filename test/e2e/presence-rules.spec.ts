import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setScreenSaver } from "../tools/screen-saver.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";

test.use({ panel: true, display: "own" });
test.skip(cannotRing !== false, cannotRing || undefined);

/** What the platform was last asked to say of the user. */
async function presenceOf(handset: Handset): Promise<string> {
  const path = "/restapi/v1.0/account/~/extension/~/presence";
  const put = handset.sandbox.requests({ path, method: "PUT" }).at(-1);
  const { userStatus, dndStatus } = (put?.json ?? {}) as { userStatus?: string; dndStatus?: string };
  return `${userStatus} ${dndStatus}`;
}

/** As if nobody had touched mouse or keyboard for so long; also where the display says otherwise. */
async function beIdle(app: RunningApp, seconds: number): Promise<void> {
  await app.electron.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle;
  }, seconds);
}

test("the presence follows call, lock and absence, comes back, and stays what the user chose", async ({
  handset,
}) => {
  test.slow(); // two starts, and each lock is noticed within two seconds
  await handset.writeSettings({ presenceOnSignIn: "available", presenceOnSignOut: "invisible" });
  const app = await handset.launch();
  const { panel, env } = handset.desktop;
  if (panel === null) throw new Error("this desktop has no panel");
  const tray = await panel.item();
  await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  await expect.poll(() => tray.tooltip()).toContain("Available");

  await handset.openLink("handset:open?page=settings");
  const settings = await app.page("settings");
  await settings.getByRole("searchbox").fill("presence");
  for (const rule of ["while a call is up", "while the screen is locked"])
    await settings.getByLabel(`Do not disturb ${rule}`).check();
  await settings.getByLabel("After 5 minutes").check();
  await settings.getByRole("searchbox").fill("do not disturb");
  await settings.getByRole("heading", { name: "Presence" }).scrollIntoViewIfNeeded();
  await picture(settings, "settings-presence");

  await beIdle(app, 299);
  await setScreenSaver(env, true);
  await expect.poll(() => presenceOf(handset)).toBe("Busy DoNotAcceptAnyCalls");
  await setScreenSaver(env, false);
  await expect.poll(() => presenceOf(handset)).toBe("Available TakeAllCalls");

  await beIdle(app, 300);
  await expect.poll(() => presenceOf(handset)).toBe("Busy TakeAllCalls");
  await beIdle(app, 0);
  await expect.poll(() => presenceOf(handset)).toBe("Available TakeAllCalls");

  const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  await expect.poll(() => tray.tooltip()).toContain("Ada Lovelace is calling");
  expect(await presenceOf(handset)).toBe("Available TakeAllCalls");
  await tray.press("Answer");
  await expect.poll(() => presenceOf(handset)).toBe("Busy DoNotAcceptAnyCalls");
  await expect
    .poll(() => readFile(join(handset.profile, "presence.json"), "utf8").catch(() => ""))
    .toContain('"wish":{"userStatus":"Available"');
  await tray.press("Presence: Do not disturb", "Invisible");
  await expect.poll(() => presenceOf(handset)).toBe("Offline TakeAllCalls");
  handset.sandbox.remoteHangup(call.id);
  await expect.poll(() => tray.tooltip()).toContain("Invisible");
  expect(await presenceOf(handset)).toBe("Offline TakeAllCalls");

  await tray.press("Presence: Invisible", "Busy");
  await expect.poll(() => presenceOf(handset)).toBe("Busy TakeAllCalls");
  await setScreenSaver(env, true);
  await expect.poll(() => presenceOf(handset)).toBe("Busy DoNotAcceptAnyCalls");
  await app.quit();
  expect(await presenceOf(handset)).toBe("Busy TakeAllCalls");

  const again = await handset.launch();
  await expect.poll(() => presenceOf(handset)).toBe("Busy DoNotAcceptAnyCalls");
  await setScreenSaver(env, false);
  await expect.poll(() => presenceOf(handset)).toBe("Busy TakeAllCalls");
  const trayAgain = await panel.item();
  await expect.poll(() => trayAgain.tooltip()).toContain("Busy");
  await trayAgain.press("Sign out");
  await again.page("sign-in");
  expect(await presenceOf(handset)).toBe("Offline TakeAllCalls");
});
