import type { Page } from "@playwright/test";
import { type } from "./support/command-line.ts";
import { cannotRing, expect, type Handset, type RunningApp, test } from "./support/fixtures.ts";
import { answerQuestion } from "./support/handset.ts";
import { picture } from "./support/picture.ts";

test.use({ panel: true });
test.skip(cannotRing !== false, cannotRing || undefined);

declare global {
  /** What was asked of `powerSaveBlocker`, in order. */
  var blockers: string[];
}

/** Signed in and in a call with Ada Lovelace. */
async function inCall(handset: Handset) {
  const app = await handset.launch();
  const { panel } = handset.desktop;
  if (panel === null) throw new Error("this desktop has no panel");
  const tray = await panel.item();
  await handset.signIn(app);
  await app.electron.evaluate(({ powerSaveBlocker }) => {
    const { start, stop } = powerSaveBlocker;
    globalThis.blockers = [];
    powerSaveBlocker.start = (kind) => {
      globalThis.blockers.push(kind);
      return start.call(powerSaveBlocker, kind);
    };
    powerSaveBlocker.stop = (id) => {
      globalThis.blockers.push("stop");
      return stop.call(powerSaveBlocker, id);
    };
  });
  await expect.poll(() => handset.sandbox.lines()).toBe(1);
  const call = handset.sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
  await expect.poll(() => tray.tooltip()).toContain("is calling");
  await tray.press("Answer");
  await expect.poll(() => tray.tooltip()).toContain("On a call with");
  const blockers = () => app.electron.evaluate(() => globalThis.blockers);
  const labels = () => tray.menu().map(({ label }) => label);
  return { app, tray, call, blockers, labels };
}

async function questionOf(app: RunningApp): Promise<Page> {
  const page = await app.page("question");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  return page;
}

test("quitting during a call asks: not at all, after the call, or now", async ({ handset }) => {
  const { app, tray, call, blockers, labels } = await inCall(handset);
  expect(await blockers()).toEqual(["prevent-app-suspension"]);

  await tray.press("Quit");
  const asked = await questionOf(app);
  await expect(asked.getByRole("heading")).toHaveText("A call with Ada Lovelace is up.");
  await expect(asked.getByText("Quitting Handset now ends the call.")).toBeVisible();
  await expect(asked.getByRole("button", { name: "Cancel" })).toBeFocused();
  await picture(asked, "question-quit");
  // The page is gone before the key is up.
  await asked.keyboard.down("Escape");
  await expect.poll(() => asked.isClosed()).toBe(true);

  expect(await type(handset, ["quit"])).toEqual({
    exitCode: 1,
    out: "",
    err: 'A call with Ada Lovelace is up. "handset hangup" ends it; the tray’s Quit can also wait for its end.\n',
  });

  // The system's way: a signal, a menu, the end of the desktop's session.
  await app.electron.evaluate(({ app }) => app.quit());
  await answerQuestion(await questionOf(app), "Quit after the call");
  await expect.poll(labels).toContain("Quits after the call – Cancel");
  await tray.press("Quits after the call – Cancel");
  await expect.poll(labels).not.toContain("Quits after the call – Cancel");

  await tray.press("Quit");
  await answerQuestion(await questionOf(app), "End the call and quit");
  await expect.poll(() => app.isRunning()).toBe(false);
  expect(handset.sandbox.calls().find(({ id }) => id === call.id)?.state).toBe("ended");
  await expect.poll(() => handset.sandbox.lines()).toBe(0);
});

test("links that are followed in the phone during a call leave the call alone", async ({ handset }) => {
  const { app, tray, blockers } = await inCall(handset);
  const phone = await app.page("app.html");
  // What a page navigates to, and the shell keeps from it: each begins as every navigation does.
  for (const url of ["rcapp://settings", "https://elsewhere.test/in-a-message", "javascript-no:1"]) {
    await phone.evaluate((href) => {
      const link = Object.assign(document.createElement("a"), { href, textContent: "link" });
      document.body.append(link);
      link.click();
      link.remove();
    }, url);
  }
  await expect.poll(() => handset.readLog()).toContain("navigation.refused");
  expect(tray.tooltip()).toContain("On a call with Ada Lovelace");
  expect(await blockers()).toEqual(["prevent-app-suspension"]);
  await tray.press("Quit");
  await expect((await questionOf(app)).getByRole("heading")).toHaveText("A call with Ada Lovelace is up.");
});

test("signing out asks as well, and happens when the call is over", async ({ handset }) => {
  const { app, tray, call, blockers, labels } = await inCall(handset);
  await tray.press("Quit");
  await questionOf(app);
  await tray.press("Sign out");
  const asked = await questionOf(app);
  await expect(asked.getByText("Signing out now ends the call.")).toBeVisible();
  await answerQuestion(asked, "Sign out after the call");
  await expect.poll(labels).toContain("Signs out after the call – Cancel");
  expect(await handset.sessionState()).toBe("signed-in");

  handset.sandbox.remoteHangup(call.id);
  await expect((await app.page("sign-in")).getByRole("button", { name: /^Sign in/ })).toBeVisible();
  expect(await blockers()).toEqual(["prevent-app-suspension", "stop"]);
  expect(labels()).not.toContain("Signs out after the call – Cancel");
});
