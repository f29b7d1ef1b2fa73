import type { Page } from "@playwright/test";
import { microphoneNotice } from "../../src/devices/microphone.ts";
import { lookAtState } from "./support/accessible.ts";
import { cannotRing, expect, type RunningApp, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";
import { press } from "./support/press.ts";

/** Plugs devices in and out, as far as pages hear of it: Chromium's fake devices never change. */
async function plug(
  page: Page,
  change: { readonly add?: string; readonly removeAll?: boolean },
): Promise<void> {
  await page.evaluate(async ({ add, removeAll }) => {
    const real = await navigator.mediaDevices.enumerateDevices();
    const device = (kind: string, deviceId: string): object => ({
      kind,
      deviceId,
      label: deviceId === "default" ? `Default - ${add}` : add,
      groupId: "plugged",
    });
    const kept = removeAll === true ? [] : real.filter(({ deviceId }) => deviceId !== "default");
    const kinds = ["audioinput", "audiooutput"];
    const added =
      add === undefined ? [] : kinds.flatMap((kind) => [device(kind, "default"), device(kind, "plugged")]);
    Object.defineProperty(navigator.mediaDevices, "enumerateDevices", {
      configurable: true,
      value: async () => [...added, ...kept],
    });
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  }, change);
}

test("microphone, speakers and ring are tried, and what is plugged in is said", async ({ handset }) => {
  const app = await handset.launch();
  await (await app.page("sign-in")).getByRole("button", { name: "Settings" }).click();
  const settings = await app.page("settings");
  await settings.getByRole("button", { name: "Check microphone and speakers" }).click();
  const page = await app.page("devices");
  await expect(page.getByLabel("Microphone to try")).toContainText("Fake Audio Input 1");
  await picture(page, "devices");

  await page.getByRole("button", { name: "Try the microphone" }).click();
  const meter = page.getByRole("meter", { name: "Loudness" });
  // The fake microphone beeps.
  await expect.poll(() => meter.evaluate((it: HTMLMeterElement) => it.value)).toBeGreaterThan(0.3);
  await expect(page.getByText(/You are heard well|Something is heard|Very loud/)).toBeVisible();
  await picture(page, "devices-listening");
  await page.getByRole("button", { name: "Record 3 seconds" }).click();
  await expect(page.getByText("Recording… Say something.")).toBeVisible();
  await expect(page.getByText("That is how others hear you…")).toBeVisible();
  await expect(page.getByText("That was the recording.")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(meter).toHaveCount(0);

  await page.getByRole("button", { name: "Play a sound" }).click();
  await expect(page.getByText(/^A sound was played on .*\. Did you hear it\?$/)).toBeVisible();
  await page.getByRole("button", { name: "Ring on all" }).click();
  await expect(page.getByText(/^It rang on all \d speakers\.$/)).toBeVisible();

  await plug(page, { add: "Headset X" });
  const news = page.getByText("Headset X was connected. Headset X is the system’s choice now.");
  await expect(news).toHaveAttribute("role", "status");
  await expect(page.getByLabel("Microphone to try")).toContainText("Headset X (system’s choice)");
  await picture(page, "devices-plugged");
  await plug(page, { removeAll: true });
  await expect(page.getByText("There is no microphone: nobody will hear you.")).toBeVisible();
  await expect(page.getByText("There is no speaker: you will hear nobody, and no ring.")).toBeVisible();
  await picture(page, "devices-none");

  // Linux asks nobody for the microphone; the other systems do.
  const views = {
    "not-asked": { notice: null, button: "Ask for the microphone" },
    denied: { notice: microphoneNotice("denied", "darwin"), button: "Open the system’s settings" },
  } as const;
  await plug(page, { add: "Headset X" });
  for (const [microphone, { notice, button }] of Object.entries(views)) {
    const view = {
      productName: "Handset",
      microphone,
      notice,
      hasSystemSettings: true,
      canOpenPhoneSettings: true,
    };
    await (await app.electron.browserWindow(page)).evaluate(
      (it: Electron.BrowserWindow, next) => it.webContents.send("devices:view-changed", next),
      view,
    );
    await expect(page.getByRole("button", { name: button })).toBeVisible();
    await picture(page, `devices-${microphone}`);
  }
});

/** The phone's page tells these labels, as its preload does. */
async function tellDevices(phone: Page, app: RunningApp, labels: readonly string[]): Promise<void> {
  const devices = labels.map((label, index) => ({ id: label, label, isDefault: index === 0 }));
  const window = await app.electron.browserWindow(phone);
  await app.electron.evaluate(
    ({ ipcMain }, { window: { webContents: sender }, url, payload }) => {
      ipcMain.emit("widget:devices", { sender, senderFrame: { parent: null, url } }, payload);
    },
    { window, url: phone.url(), payload: { microphones: devices, speakers: devices } },
  );
}

test.describe("with a tray and notifications", () => {
  test.skip(cannotRing !== false, cannotRing || undefined);
  test.use({ panel: true, notifications: true });

  test("who has no microphone is told so, and in a call which device has come", async ({ handset }) => {
    const app = await handset.launch();
    const tray = await handset.desktop.panel?.item();
    const phone = await handset.signIn(app);
    await expect.poll(() => tray?.tooltip()).toBe("Handset: +1 650 555 0100 ext. 101\nAvailable");
    await tellDevices(phone, app, []);
    await expect.poll(() => tray?.tooltip()).toContain("nobody will hear you: there is no microphone.");
    await tray?.press("Check microphone and speakers");
    const page = await app.page("devices");
    await expect(page.getByLabel("Microphone to try")).toBeVisible();
    await page.getByRole("button", { name: "Open the phone’s audio settings" }).click();
    await expect(phone.getByRole("heading", { name: "Settings" })).toBeVisible();

    await expect.poll(() => handset.sandbox.lines()).toBe(1);
    const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
    const popup = await app.page("call-popup");
    await expect(popup.getByText("nobody will hear you: there is no microphone.")).toBeVisible();
    await expect(popup.getByText("Connect a microphone or a headset; it is used at once.")).toBeVisible();
    await lookAtState(popup, "call-popup-no-microphone");
    await press(popup.getByRole("button", { name: "Answer" }));
    await expect.poll(() => tray?.tooltip()).toContain("On a call");
    await tellDevices(phone, app, ["Headset X"]);
    await expect
      .poll(
        () => handset.desktop.notifications?.shown.findLast(({ title }) => title.startsWith("Audio"))?.body,
      )
      .toBe("Headset X was connected. Headset X is the system’s choice now.");
    handset.sandbox.remoteHangup(call.id);
    await expect.poll(() => tray?.tooltip()).toBe("Handset: +1 650 555 0100 ext. 101\nAvailable");
  });
});
