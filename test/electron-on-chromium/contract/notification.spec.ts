/// <reference types="electron" />
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type ElectronApplication, expect } from "@playwright/test";
import { type NotificationServer, startNotificationServer } from "../../tools/notification-server.ts";
import { environment, isStandIn, test } from "./harness.ts";

test.skip(process.platform !== "linux", "the desktop's side is played on Linux only");

/** A session bus of its own, with a server of notifications unless `serves` is false. */
async function withBus(
  serves: boolean,
  use: (env: Record<string, string>, server: NotificationServer | null) => Promise<void>,
): Promise<void> {
  const bus = spawn("dbus-daemon", ["--session", "--nofork", "--print-address"], {
    env: environment({}),
    stdio: ["ignore", "pipe", "ignore"],
  });
  let server: NotificationServer | null = null;
  try {
    const address = await new Promise<string>((done) =>
      createInterface({ input: bus.stdout }).once("line", done),
    );
    if (serves) server = await startNotificationServer(address);
    await use({ DBUS_SESSION_BUS_ADDRESS: address, CONTRACT_NO_WINDOW: "1" }, server);
  } finally {
    server?.stop();
    bus.kill();
  }
}

/** Shows a notification and records its events as `contract.log`. */
const show = (app: ElectronApplication, options: Electron.NotificationConstructorOptions): Promise<void> =>
  app.evaluate(({ Notification }, given) => {
    const shown = new Notification(given);
    const { log } = Reflect.get(globalThis, "contract") as { log: unknown[] };
    for (const event of ["show", "click", "close", "action", "failed"] as const) {
      shown.on(event as "show", () => log.push(event));
    }
    Reflect.set(globalThis, "kept", shown);
    shown.show();
  }, options);

const log = (app: ElectronApplication): Promise<unknown> =>
  app.evaluate(() => (Reflect.get(globalThis, "contract") as { log: unknown[] }).log);

test("a notification reaches the desktop with its texts and urgency, and tells of a click", async ({
  launch,
}) => {
  await withBus(true, async (env, server) => {
    const app = await launch({ env });
    expect(await app.evaluate(({ Notification }) => Notification.isSupported())).toBe(true);
    await show(app, { title: "One & two", body: "<three>", urgency: "critical", silent: true });
    await expect.poll(() => server?.shown).toHaveLength(1);
    expect(server?.shown[0]).toMatchObject({ title: "One & two", body: "<three>", urgency: "critical" });
    expect(server?.shown[0]?.actions).toEqual({ default: "View" });
    await expect.poll(() => log(app)).toEqual(["show"]);
    server?.click(1);
    await expect.poll(() => log(app)).toEqual(["show", "click", "close"]);
  });
});

test("Linux gets no buttons, whatever the app asks for", async ({ launch }) => {
  await withBus(true, async (env, server) => {
    const app = await launch({ env });
    await show(app, { title: "t", actions: [{ type: "button", text: "Call back" }], closeButtonText: "No" });
    await expect.poll(() => server?.shown).toHaveLength(1);
    expect(server?.shown[0]?.actions).toEqual({ default: "View" });
  });
});

test("a person's closing is told", async ({ launch }) => {
  await withBus(true, async (env, server) => {
    const app = await launch({ env });
    await show(app, { title: "t", body: "b" });
    await expect.poll(() => log(app)).toEqual(["show"]);
    server?.dismiss(1);
    await expect.poll(() => log(app)).toEqual(["show", "close"]);
  });
});

test("close takes it from the screen, and showing it again puts a new one there", async ({ launch }) => {
  await withBus(true, async (env, server) => {
    const app = await launch({ env });
    await show(app, { title: "t", body: "b" });
    await expect.poll(() => log(app)).toContain("show");
    await app.evaluate(() => (Reflect.get(globalThis, "kept") as Electron.Notification).close());
    await expect.poll(() => server?.shown.map(({ closed }) => closed)).toEqual([true]);
    await app.evaluate(() => (Reflect.get(globalThis, "kept") as Electron.Notification).show());
    await expect.poll(() => server?.shown.map(({ closed }) => closed)).toEqual([true, false]);
    await app.evaluate(() => (Reflect.get(globalThis, "kept") as Electron.Notification).show());
    await expect.poll(() => server?.shown.map(({ closed }) => closed)).toEqual([true, true, false]);
  });
});

test("without a server they count as supported, and one that is shown fails", async ({ launch }) => {
  await withBus(false, async (env) => {
    const app = await launch({ env });
    expect(await app.evaluate(({ Notification }) => Notification.isSupported())).toBe(true);
    await show(app, { title: "t", body: "b" });
    await expect.poll(() => log(app)).toEqual(["failed"]);
  });
});

test("before the app is ready there are none", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1", CONTRACT_EARLY_NOTIFICATION: "1" } });
  expect(await log(app)).toEqual(["Cannot create Notification before app is ready"]);
});

test("a badge count goes to the docks that listen", async ({ launch }) => {
  await withBus(true, async (env, server) => {
    const app = await launch({ env: { ...env, XDG_CURRENT_DESKTOP: "Unity" } });
    expect(await app.evaluate(({ app: it }) => [it.setBadgeCount(3), it.badgeCount])).toEqual([true, 3]);
    await expect.poll(() => server?.counts.at(-1)).toMatchObject({ count: 3, visible: true });
    expect(server?.counts[0]?.app).toMatch(/^application:\/\/.+\.desktop$/);
    await app.evaluate(({ app: it }) => it.setBadgeCount(0));
    await expect.poll(() => server?.counts.at(-1)?.visible).toBe(false);
  });
});

test("the window that was focused last has the focus, and says so", async ({ launch }) => {
  test.skip(!isStandIn, "a real window manager decides about the focus");
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  const seen = await app.evaluate(() => {
    const { open } = Reflect.get(globalThis, "contract") as {
      open(options: object): Electron.BrowserWindow;
    };
    const [first, second] = [open({ show: false }), open({ show: false })];
    const told: string[] = [];
    for (const [name, window] of Object.entries({ first, second })) {
      window.on("focus", () => told.push(`${name} focus`));
      window.on("blur", () => told.push(`${name} blur`));
    }
    first.show();
    second.showInactive();
    const afterInactive = [first.isFocused(), second.isFocused()];
    second.focus();
    const afterFocus = [first.isFocused(), second.isFocused()];
    second.hide();
    first.flashFrame(true);
    first.setOverlayIcon(null, "");
    return { told, afterInactive, afterFocus, afterHide: [first.isFocused(), second.isFocused()] };
  });
  expect(seen).toEqual({
    told: ["first focus", "first blur", "second focus", "second blur"],
    afterInactive: [true, false],
    afterFocus: [false, true],
    afterHide: [false, false],
  });
});
