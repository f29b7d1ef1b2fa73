import { focusedTitle, moveWindow, openOtherWindow } from "../tools/x-windows.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { picture } from "./support/picture.ts";
import { press } from "./support/press.ts";

test.skip(cannotRing !== false, cannotRing || undefined);
test.use({ display: "own" });

const ada = { from: "+14155550142", name: "A LOVELACE", contact: "Ada Lovelace" };
const grace = { from: "+442079460018", name: "Grace Hopper" };

const stateOf = (handset: Handset, id: string) => handset.sandbox.calls().find((call) => call.id === id);
const boundsOf = (app: RunningApp, title: string) =>
  app.electron.evaluate(
    ({ BrowserWindow }, part) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.getTitle().includes(part))
        ?.getBounds(),
    title,
  );
const isPhoneMuted = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.webContents.isAudioMuted()),
  );

test("calls ring in a popup that takes no keyboard, says who it is and does what its buttons say", async ({
  handset,
}) => {
  test.slow();
  await handset.writeSettings({ shortcutAnswer: "Control+Alt+A" });
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  // The phone has come forward; then the user goes to another program.
  await expect.poll(() => focusedTitle(handset.desktop.env)).toContain("Softphone");
  const other = await openOtherWindow(handset.desktop.env);

  const first = handset.sandbox.ring(ada);
  const popup = await app.page("call-popup");
  await expect(popup.getByText("Ada Lovelace", { exact: true })).toBeVisible();
  await expect(popup.getByText("+1 415 555 0142 · Contact")).toBeVisible();
  await expect(popup.getByText("Ctrl+Alt+A")).toBeVisible();
  const dialog = popup.getByRole("alertdialog", { name: "Incoming call" });
  await expect(dialog).toHaveAccessibleDescription("Incoming call from Ada Lovelace, +1 415 555 0142");
  await expect(dialog).toBeFocused();
  expect(await other.hasFocus()).toBe(true);
  await picture(popup, "call-popup");
  await expect.poll(async () => (await boundsOf(app, "Incoming"))?.x).toBe(1280 - 360 - 16);

  // Escape leaves the call ringing, but silently; another call is heard.
  await popup.keyboard.press("Escape");
  await expect(popup.getByText("Incoming call · Silenced")).toBeVisible();
  await expect.poll(() => isPhoneMuted(app)).toBe(true);
  const queued = handset.sandbox.ring({ from: "+14155550143", queue: "Support" });
  const last = handset.sandbox.ring(grace);
  await expect.poll(() => isPhoneMuted(app)).toBe(false);
  await expect(popup.getByRole("alertdialog", { name: "3 incoming calls" })).toBeVisible();
  await expect(popup.getByText("Incoming call through Support")).toBeVisible();
  await picture(popup, "call-popup-three");
  expect(await other.hasFocus()).toBe(true);

  await press(popup.getByRole("button", { name: "Send Grace Hopper to voicemail" }));
  await expect.poll(() => stateOf(handset, last.id)?.endReason).toBe("to-voicemail");
  await press(popup.getByRole("button", { name: "Decline +1 415 555 0143" }));
  await expect.poll(() => stateOf(handset, queued.id)?.endReason).toBe("rejected");

  await popup.getByRole("button", { name: "Reply by text to Ada Lovelace" }).press("Enter");
  await expect(popup.getByRole("button", { name: "I’ll call you back" })).toBeFocused();
  await picture(popup, "call-popup-reply");
  await press(popup.getByRole("button", { name: "Can I call you later?" }));
  await expect.poll(() => stateOf(handset, first.id)?.endReason).toBe("to-voicemail");
  await expect(phone.getByLabel("To")).toHaveValue("+14155550142");
  await expect(phone.getByRole("textbox", { name: "Message" })).toHaveValue("Can I call you later?");
  await expect.poll(() => app.electron.windows().length).toBe(1);
  other.close();
});

test("the popup stays in the corner to which it was dragged", async ({ handset }) => {
  const app = await handset.launch();
  await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const abandoned = handset.sandbox.ring(ada);
  const popup = await app.page("call-popup");
  await expect(popup.getByText("Ada Lovelace", { exact: true })).toBeVisible();
  await expect.poll(async () => (await boundsOf(app, "Incoming"))?.x).toBe(1280 - 360 - 16);
  // As a person does: until it stays. Chromium may still be laying it out, at the place that it knows of.
  await expect
    .poll(async () => {
      await moveWindow(handset.desktop.env, "Incoming", { x: 40, y: 600 });
      return (await boundsOf(app, "Incoming"))?.x;
    })
    .toBe(40);
  handset.sandbox.remoteHangup(abandoned.id);
  await expect.poll(() => app.electron.windows().length).toBe(1);

  const call = handset.sandbox.ring(grace);
  const again = await app.page("call-popup");
  await expect(again.getByText("Grace Hopper", { exact: true })).toBeVisible();
  await expect
    .poll(async () => {
      const { x = 0, y = 0, height = 0 } = (await boundsOf(app, "Incoming")) ?? {};
      return [x, y + height];
    })
    .toEqual([16, 1024 - 16]);
  await press(again.getByRole("button", { name: "Answer" }));
  await expect.poll(() => stateOf(handset, call.id)?.state).toBe("connected");
  await expect.poll(() => app.electron.windows().length).toBe(1);
});

test("the call window: time, mute, hold, keypad, a second call, hang up", async ({ handset }) => {
  test.slow();
  const app = await handset.launch();
  await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const first = handset.sandbox.ring(ada);
  await press((await app.page("call-popup")).getByRole("button", { name: "Answer" }));
  await expect.poll(() => app.electron.windows().length).toBe(1);
  // The phone has the focus, and shows the call itself.
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const page = await app.page("call-window");
  await expect(page.getByText("Ada Lovelace", { exact: true })).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^0:0[1-9]$/);

  await page.getByRole("button", { name: "Mute" }).click();
  await expect(page.getByRole("button", { name: "Mute", pressed: true })).toBeVisible();
  expect(stateOf(handset, first.id)?.muted).toBe(true);
  await page.getByRole("button", { name: "Mute" }).click();
  await expect.poll(() => stateOf(handset, first.id)?.muted).toBe(false);

  await page.getByRole("button", { name: "Keypad" }).click();
  await page.getByRole("group", { name: "Keypad" }).getByRole("button", { name: "4" }).click();
  await page.keyboard.press("2");
  await page.keyboard.press("#");
  await expect.poll(() => stateOf(handset, first.id)?.digits).toBe("42#");
  await picture(page, "call-window-keypad");
  await page.getByRole("button", { name: "Keypad" }).click();
  await expect.poll(() => page.evaluate(() => innerHeight)).toBeLessThan(250);
  await picture(page, "call-window");

  const second = handset.sandbox.ring(grace);
  await press((await app.page("call-popup")).getByRole("button", { name: "Hold and answer Grace Hopper" }));
  await expect(page.getByText("Grace Hopper", { exact: true })).toBeVisible();
  expect(stateOf(handset, first.id)?.onHold).toBe(true);
  await expect(page.getByRole("button", { name: "Swap to Ada Lovelace" })).toBeVisible();
  await picture(page, "call-window-two");
  await page.getByRole("button", { name: "Swap to Ada Lovelace" }).click();
  await expect.poll(() => stateOf(handset, second.id)?.onHold).toBe(true);
  expect(stateOf(handset, first.id)?.onHold).toBe(false);

  await press(page.getByRole("button", { name: "Hang up the call with Ada Lovelace" }));
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => stateOf(handset, second.id)?.onHold).toBe(false);
  await press(page.getByRole("button", { name: "Hang up the call with Grace Hopper" }));
  await expect.poll(() => app.electron.windows().length).toBe(1);
  expect(handset.sandbox.calls().map(({ endReason }) => endReason)).toEqual(["hung-up", "hung-up"]);
});
