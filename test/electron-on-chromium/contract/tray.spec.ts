/// <reference types="electron" />
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ElectronApplication, expect } from "@playwright/test";
import { type Desktop, openDesktop } from "../../tools/desktop.ts";
import { openPanel } from "../../tools/panel.ts";
import { encodePng } from "../../tools/png.ts";
import type { MenuEntry } from "../../tools/tray-item.ts";
import { test as base, type Contract, environment } from "./harness.ts";

declare const contract: Contract & { log: unknown[] };
declare global {
  var tray: Electron.Tray;
}

/** A desktop with a panel, and the app on it with pictures in `userData`. */
const test = base.extend<{ desktop: Desktop; panel: boolean; env: Record<string, string> }>({
  panel: [true, { option: true }],
  desktop: async ({ panel }, use) => {
    const desktop = await openDesktop({ keyring: "absent", panel });
    await use(desktop);
    await desktop.dispose();
  },
  env: async ({ desktop }, use) => {
    const { DBUS_SESSION_BUS_ADDRESS = "" } = desktop.env;
    await use({ DBUS_SESSION_BUS_ADDRESS, XDG_CURRENT_DESKTOP: "", CONTRACT_NO_WINDOW: "1" });
  },
});

/** A picture whose pixels are all different: red is the column, green the row. */
function writePicture(file: string, size: number): void {
  const rgba = Buffer.alloc(size * size * 4);
  for (let at = 0; at < size * size; at++) rgba.set([at % size, Math.floor(at / size), 200, 255], at * 4);
  rgba.set([0, 0, 0, 0], 0);
  writeFileSync(file, encodePng(size, size, rgba));
}

const panelOf = (desktop: Desktop) => {
  if (!desktop.panel) throw new Error("this desktop has no panel");
  return desktop.panel;
};

/** Makes `tray`, with nothing but a picture. */
async function showIcon(app: ElectronApplication, folder: string): Promise<void> {
  const picture = join(folder, "icon.png");
  writePicture(picture, 16);
  await app.evaluate(({ Tray }, path) => {
    globalThis.tray = new Tray(path);
  }, picture);
}

const labels = (menu: readonly MenuEntry[]) => menu.map(({ label }) => label);

test("an icon shows its picture, its text and its menu, and hears clicks", async ({
  launch,
  desktop,
  userData,
  env,
}) => {
  const picture = join(userData, "icon.png");
  writePicture(picture, 16);
  const app = await launch({ env });
  await app.evaluate(({ Tray, Menu }, path) => {
    globalThis.tray = new Tray(path);
    tray.setToolTip("Contract & more");
    tray.on("click", (_event, bounds) => contract.log.push(["click", typeof bounds.x]));
    const note = (item: Electron.MenuItem) => contract.log.push([item.id ?? item.label, item.checked]);
    const template: Electron.MenuItemConstructorOptions[] = [
      { label: "&Open_it && more", id: "open", click: note },
      { type: "separator" },
      { label: "Gone", visible: false },
      { label: "Never", enabled: false, click: note },
      { label: "Loud", type: "checkbox", checked: true, click: note },
      {
        label: "Presence",
        submenu: [
          { label: "Free", type: "radio", checked: true, click: note },
          { label: "Busy", type: "radio", click: note },
        ],
      },
    ];
    tray.setContextMenu(Menu.buildFromTemplate(template));
  }, picture);
  const item = await panelOf(desktop).item();
  await expect.poll(() => item.tooltip()).toBe("Contract & more");
  expect(item.status()).toBe("Active");
  await expect.poll(() => item.menu().length).toBe(5);
  expect(item.menu()).toMatchObject([
    { label: "Open_it & more", kind: "normal", enabled: true, children: [] },
    { label: "", kind: "separator" },
    { label: "Never", enabled: false },
    { label: "Loud", kind: "checkbox", checked: true },
    {
      label: "Presence",
      kind: "submenu",
      children: [
        { label: "Free", kind: "radio", checked: true },
        { label: "Busy", kind: "radio", checked: false },
      ],
    },
  ]);
  const icon = item.icon();
  expect([icon?.width, icon?.height]).toEqual([16, 16]);
  expect(icon?.argb.subarray(0, 4)).toEqual(Buffer.from([0, 0, 0, 0]));
  expect(icon?.argb.subarray((2 * 16 + 5) * 4).subarray(0, 4)).toEqual(Buffer.from([255, 5, 2, 200]));

  await item.activate();
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual([["click", "number"]]);
  await item.press("Open_it & more");
  await item.press("Loud");
  await item.press("Presence", "Busy");
  const log = [
    ["click", "number"],
    ["open", false],
    ["Loud", false],
    ["Busy", true],
  ];
  await expect.poll(() => app.evaluate(() => contract.log)).toEqual(log);
});

test("a changed item shows after setContextMenu, as do picture and text when set", async ({
  launch,
  desktop,
  userData,
  env,
}) => {
  for (const [name, size] of [
    ["a", 16],
    ["b", 16],
    ["b@2x", 32],
  ] as const) {
    writePicture(join(userData, `${name}.png`), size);
  }
  const app = await launch({ env });
  await app.evaluate(({ Tray, Menu, nativeImage }, folder) => {
    globalThis.tray = new Tray(nativeImage.createFromPath(`${folder}/a.png`));
    const menu = Menu.buildFromTemplate([{ label: "One", id: "one" }, { label: "Two" }]);
    tray.setContextMenu(menu);
    Object.assign(globalThis, { menu });
  }, userData);
  const item = await panelOf(desktop).item();
  await expect.poll(() => labels(item.menu())).toEqual(["One", "Two"]);
  await app.evaluate(({ nativeImage }, folder) => {
    const menu: Electron.Menu = Reflect.get(globalThis, "menu");
    const one = menu.getMenuItemById("one");
    if (one) one.label = "First";
    tray.setContextMenu(menu);
    tray.setToolTip("changed");
    const image = nativeImage.createFromPath(`${folder}/b.png`);
    image.setTemplateImage(true);
    tray.setImage(image);
    contract.log.push([image.isEmpty(), image.getSize()]);
  }, userData);
  await expect.poll(() => labels(item.menu())).toEqual(["First", "Two"]);
  await expect.poll(() => item.tooltip()).toBe("changed");
  await expect.poll(() => item.icon()?.width).toBe(32);
  expect(await app.evaluate(() => contract.log)).toEqual([[false, { width: 16, height: 16 }]]);
  await app.evaluate(() => tray.setContextMenu(null));
  await expect.poll(() => item.menu()).toEqual([]);
});

test("separators with nothing to separate are dropped, and divide radio items into groups", async ({
  launch,
}) => {
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  const seen = await app.evaluate(({ Menu }) => {
    const radio = (label: string, checked = false) => ({ label, type: "radio" as const, checked });
    const separator = { type: "separator" as const };
    const menu = Menu.buildFromTemplate([
      separator,
      radio("a", true),
      { label: "between" },
      radio("b"),
      separator,
      separator,
      radio("c", true),
      radio("d"),
      separator,
    ]);
    const marks = () => menu.items.map(({ label, checked }) => `${label}${checked ? "*" : ""}`).join();
    const first = marks();
    const b = menu.items.find(({ label }) => label === "b");
    if (b) b.checked = true;
    let refused = "";
    try {
      Menu.buildFromTemplate([{ id: "nothing" }]);
    } catch (error) {
      refused = error instanceof Error ? error.message : "";
    }
    return { first, second: marks(), refused };
  });
  expect(seen).toEqual({
    first: "a*,between,b,,c*,d",
    second: "a,between,b*,,c*,d",
    refused: "Invalid template for MenuItem: must have at least one of label, role or type",
  });
});

test("a destroyed icon leaves the panel, and takes no more orders", async ({
  launch,
  desktop,
  userData,
  env,
}) => {
  const app = await launch({ env });
  await showIcon(app, userData);
  await panelOf(desktop).item();
  const after = await app.evaluate(() => {
    const before = tray.isDestroyed();
    tray.destroy();
    let refused = false;
    try {
      tray.setToolTip("late");
    } catch {
      refused = true;
    }
    return [before, tray.isDestroyed(), refused];
  });
  expect(after).toEqual([false, true, true]);
  await expect.poll(() => panelOf(desktop).items()).toEqual([]);
});

test("the icon comes back with the panel", async ({ launch, desktop, userData, env }) => {
  const app = await launch({ env });
  await showIcon(app, userData);
  await panelOf(desktop).item();
  await panelOf(desktop).close();
  const panel = await openPanel(desktop.env);
  await panel.item();
  await app.evaluate(() => tray.setToolTip("back"));
  await expect.poll(async () => (await panel.item()).tooltip()).toBe("back");
  await panel.close();
});

test.describe("without a panel", () => {
  test.use({ panel: false });

  test("an icon exists and shows nothing", async ({ launch, userData, env }) => {
    const app = await launch({ env });
    await showIcon(app, userData);
    expect(await useIcon(app)).toBe(false);
  });

  test("nor without a session bus", async ({ launch, userData, env }) => {
    const app = await launch({ env: { ...env, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent" } });
    await showIcon(app, userData);
    expect(await useIcon(app)).toBe(false);
  });

  /** @returns whether the icon is destroyed after it was used */
  function useIcon(app: ElectronApplication): Promise<boolean> {
    return app.evaluate(({ Menu }) => {
      tray.setToolTip("unseen");
      tray.setContextMenu(Menu.buildFromTemplate([{ label: "One" }]));
      return tray.isDestroyed();
    });
  }
});

test("pictures that are none are told apart", async ({ launch, userData }) => {
  writeFileSync(join(userData, "text.png"), "no picture");
  const app = await launch({ env: environment({ CONTRACT_NO_WINDOW: "1" }) });
  const seen = await app.evaluate(({ Tray, nativeImage }, folder) => {
    let refused = "";
    try {
      new Tray(`${folder}/missing.png`);
    } catch (error) {
      refused = error instanceof Error ? error.message : "";
    }
    const empty = [
      nativeImage.createFromPath(`${folder}/text.png`).isEmpty(),
      nativeImage.createFromPath(`${folder}/missing.png`).isEmpty(),
      nativeImage.createEmpty().isEmpty(),
    ];
    return { refused, empty, size: nativeImage.createEmpty().getSize() };
  }, userData);
  expect(seen.refused).toContain("missing.png");
  expect(seen).toMatchObject({ empty: [true, true, true], size: { width: 0, height: 0 } });
});
