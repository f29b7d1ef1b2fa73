import type { Page } from "@playwright/test";
import type { ShownNotification } from "../tools/notification-server.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { press } from "./support/press.ts";
import { until } from "./support/until.ts";

test.skip(cannotRing !== false, cannotRing || undefined);
test.use({ notifications: true });

/** Signs in, waits for the line and looks elsewhere: the phone's window is hidden. */
async function signInAndLookAway(handset: Handset): Promise<{ app: RunningApp; phone: Page }> {
  const app = await handset.launch();
  const phone = await handset.signIn(app);
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  await lookAway(app, phone);
  return { app, phone };
}

async function lookAway(app: RunningApp, phone: Page): Promise<void> {
  const shell = await app.electron.browserWindow(phone);
  await shell.evaluate((it: Electron.BrowserWindow) => it.hide());
}

const isVisible = async (app: RunningApp, phone: Page): Promise<boolean> =>
  (await app.electron.browserWindow(phone)).evaluate((it: Electron.BrowserWindow) => it.isVisible());

const shown = (handset: Handset): readonly ShownNotification[] => handset.desktop.notifications?.shown ?? [];
const titles = (handset: Handset): readonly string[] => shown(handset).map(({ title }) => title);

const arrives = (handset: Handset, title: string): Promise<ShownNotification> =>
  until(`there is the notification "${title}"`, () =>
    shown(handset).find((each) => each.title === title && !each.closed),
  );

/** What the launcher's icon says, as far as anybody was told. */
const count = (handset: Handset): number | undefined => handset.desktop.notifications?.counts.at(-1)?.count;

test("a missed call is told once, and a click opens the history", async ({ handset }) => {
  const { app, phone } = await signInAndLookAway(handset);
  const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  await app.page("call-popup");
  handset.sandbox.remoteHangup(call.id);
  const missed = await arrives(handset, "Missed call");
  expect(missed.body).toBe("Ada Lovelace, +1 415 555 0142");
  expect(missed.appName).toBe("Handset");
  // The popup was up while it rang: there was no second word about it.
  expect(titles(handset)).toEqual(["Missed call"]);
  await expect.poll(() => count(handset)).toBe(1);

  handset.desktop.notifications?.click(missed.id);
  await expect(phone.getByRole("heading", { name: "History" })).toBeVisible();
  await expect(phone.getByText("Ada Lovelace: Missed")).toBeVisible();
  await expect.poll(() => isVisible(app, phone)).toBe(true);
  await expect.poll(() => count(handset)).toBe(0);
});

test("a call that was answered or declined is not a missed one", { tag: "@thorough" }, async ({
  handset,
}) => {
  const { app } = await signInAndLookAway(handset);
  const declined = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  await press((await app.page("call-popup")).getByRole("button", { name: "Decline" }));
  await expect
    .poll(() => handset.sandbox.calls().find(({ id }) => id === declined.id)?.endReason)
    .toBe("rejected");
  await expect.poll(() => app.electron.windows().length).toBe(1);

  const answered = handset.sandbox.ring({ from: "+14155550143", name: "Grace Hopper" });
  await press((await app.page("call-popup")).getByRole("button", { name: "Answer" }));
  await expect
    .poll(() => handset.sandbox.calls().find(({ id }) => id === answered.id)?.state)
    .toBe("connected");
  handset.sandbox.remoteHangup(answered.id);

  handset.sandbox.receiveMessage({ from: "+14155550144", text: "The last thing to happen" });
  await arrives(handset, "Message from +1 415 555 0144");
  expect(titles(handset)).toEqual(["Message from +1 415 555 0144"]);
});

test("a message is told once, and a click opens its conversation", async ({ handset }) => {
  const { app, phone } = await signInAndLookAway(handset);
  handset.sandbox.receiveMessage({
    from: "+14155550142",
    name: "Ada Lovelace",
    text: "Are <b>you</b>\nthere?",
  });
  const message = await arrives(handset, "Message from Ada Lovelace");
  // Servers read markup in a body: what somebody else wrote must not be any.
  expect(message.body).toBe("Are &lt;b&gt;you&lt;/b&gt; there?");
  await expect.poll(() => count(handset)).toBe(1);

  // As when the widget syncs anew: the same message, once more.
  await phone.evaluate(() => {
    const from = { phoneNumber: "+14155550142", name: "Ada Lovelace" };
    const stored = {
      id: 9000001,
      type: "SMS",
      direction: "Inbound",
      readStatus: "Unread",
      availability: "Alive",
    };
    window.postMessage({ type: "rc-inbound-message-notify", message: { ...stored, from, subject: "again" } });
  });
  handset.sandbox.receiveMessage({ from: "102", text: "From next door" });
  const internal = await arrives(handset, "Message from Extension 102");
  expect(titles(handset)).toEqual(["Message from Ada Lovelace", "Message from Extension 102"]);
  await expect.poll(() => count(handset)).toBe(2);

  handset.desktop.notifications?.click(internal.id);
  await expect(phone.getByRole("heading", { name: "Conversation" })).toBeVisible();
  await expect(phone.getByText("From next door")).toBeVisible();
  await expect(phone.getByText("there?")).toBeHidden();
  await expect.poll(() => isVisible(app, phone)).toBe(true);
  await expect.poll(() => count(handset)).toBe(0);
  expect(await handset.readLog()).not.toMatch(/next door|there\?|Lovelace/);
});

test("a message that was read elsewhere is told no longer", { tag: "@thorough" }, async ({ handset }) => {
  const { phone } = await signInAndLookAway(handset);
  handset.sandbox.receiveMessage({ from: "+14155550142", text: "Are you there?" });
  await arrives(handset, "Message from +1 415 555 0142");
  await expect.poll(() => count(handset)).toBe(1);
  await phone.evaluate(() => {
    const path = "/conversations/7000000";
    window.postMessage({ type: "rc-adapter-navigate-to", path });
  });
  await expect.poll(() => shown(handset).map(({ closed }) => closed)).toEqual([true]);
  await expect.poll(() => count(handset)).toBe(0);
});

test("many messages at once become one notification", { tag: "@thorough" }, async ({ handset }) => {
  await signInAndLookAway(handset);
  for (const last of [1, 2, 3, 4, 5]) {
    handset.sandbox.receiveMessage({ from: `+1415555014${last}`, text: `Number ${last}` });
  }
  const summary = await arrives(handset, "5 new messages");
  expect(summary.body).toBe("From +1 415 555 0141, +1 415 555 0142 and others.");
  await expect
    .poll(() => shown(handset).flatMap(({ title, closed }) => (closed ? [] : [title])))
    .toEqual(["5 new messages"]);
});

test("a voicemail is told, and a click opens the voicemails", { tag: "@thorough" }, async ({ handset }) => {
  const { phone } = await signInAndLookAway(handset);
  handset.sandbox.receiveVoicemail({ from: "+14155550142", name: "Ada Lovelace", seconds: 75 });
  const voicemail = await arrives(handset, "Voicemail from Ada Lovelace");
  expect(voicemail.body).toBe("Length 1:15");
  handset.desktop.notifications?.click(voicemail.id);
  await expect(phone.getByRole("heading", { name: "Voicemail" })).toBeVisible();
});

test("nothing is told in do not disturb, nor while the phone is looked at", async ({ handset }) => {
  const { app, phone } = await signInAndLookAway(handset);
  const setDnd = (dndStatus: string) =>
    phone.evaluate((status) => {
      window.postMessage({ type: "rc-adapter-set-presence", dndStatus: status });
    }, dndStatus);
  await setDnd("DoNotAcceptAnyCalls");
  await expect.poll(() => handset.sandbox.presence().dndStatus).toBe("DoNotAcceptAnyCalls");
  handset.sandbox.receiveMessage({ from: "+14155550142", text: "Not now" });
  // Counted all the same, and so it has been heard of.
  await expect.poll(() => count(handset)).toBe(1);
  await setDnd("TakeAllCalls");
  await expect.poll(() => handset.sandbox.presence().dndStatus).toBe("TakeAllCalls");

  const shell = await app.electron.browserWindow(phone);
  await shell.evaluate((it: Electron.BrowserWindow) => it.show());
  await expect.poll(() => count(handset)).toBe(0);
  handset.sandbox.receiveMessage({ from: "+14155550143", text: "While you look" });
  // The widget has told of the message by the time that it shows it.
  await phone.evaluate(() => window.postMessage({ type: "rc-adapter-navigate-to", path: "/messages" }));
  await expect(phone.getByText("While you look")).toBeVisible();

  await lookAway(app, phone);
  handset.sandbox.receiveMessage({ from: "+14155550144", text: "Now" });
  await arrives(handset, "Message from +1 415 555 0144");
  expect(titles(handset)).toEqual(["Message from +1 415 555 0144"]);
});

test("without previews the text stays hidden; what is switched off is not told", {
  tag: "@thorough",
}, async ({ handset }) => {
  await handset.writeSettings({ notificationPreviews: false, notifyVoicemails: false });
  await signInAndLookAway(handset);
  handset.sandbox.receiveVoicemail({ from: "+14155550142" });
  handset.sandbox.receiveMessage({ from: "+14155550143", text: "Between you and me" });
  const message = await arrives(handset, "Message from +1 415 555 0143");
  expect(message.body).toBe("Open it to read it.");
  expect(titles(handset)).toEqual(["Message from +1 415 555 0143"]);
});

test.describe("where nobody shows notifications", () => {
  test.use({ notifications: false });

  test("nothing breaks, and the log says so once", { tag: "@thorough" }, async ({ handset }) => {
    const { phone } = await signInAndLookAway(handset);
    handset.sandbox.receiveMessage({ from: "+14155550142", text: "One" });
    handset.sandbox.receiveMessage({ from: "+14155550142", text: "Two" });
    await expect.poll(() => handset.readLog()).toContain('"notification.failed"');
    await phone.evaluate(() => window.postMessage({ type: "rc-adapter-navigate-to", path: "/messages" }));
    await expect(phone.getByText("Two")).toBeVisible();
    const call = handset.sandbox.ring({ from: "+14155550142" });
    await expect(phone.getByText("Incoming call")).toBeVisible();
    handset.sandbox.remoteHangup(call.id);
    await expect(phone.getByText("Incoming call")).toBeHidden();
    expect((await handset.readLog()).match(/"notification\.failed"/g)).toHaveLength(1);
    expect(await handset.sessionState()).toBe("signed-in");
  });
});
