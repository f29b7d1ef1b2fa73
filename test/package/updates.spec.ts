import { existsSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brand } from "../../src/brand.ts";
import { expect, type Handset, type RunningApp, test } from "../e2e/support/fixtures.ts";
import { picture } from "../e2e/support/picture.ts";
import { until } from "../e2e/support/until.ts";
import { shellQuote } from "../tools/desktop-files.ts";
import { startUpdateServer, type UpdateServer } from "../updates/update-server.ts";

test.use({ panel: true, notifications: true });

/**
 * What the AppImage runtime does: the image is one file, what is in it runs from a mount. Resolves to the variables with
 * which it starts the program.
 */
async function installAppImage(
  handset: Handset,
  server: UpdateServer,
): Promise<{ readonly APPIMAGE: string; readonly APPDIR: string }> {
  const image = join(handset.desktop.dir, "bin", "Handset.AppImage");
  const quoted = [...handset.command, ...server.chromiumArgs(handset.sandbox.chromiumArgs)].map(shellQuote);
  const mount = dirname(handset.command[0] ?? "");
  const start = `#!/bin/sh\nexport APPIMAGE="$0" APPDIR=${shellQuote(mount)}\nexec ${quoted.join(" ")} "$@"\n`;
  await writeFile(image, start, { mode: 0o755 });
  return { APPIMAGE: image, APPDIR: mount };
}

/** A newer version, which only writes down how it was started. */
function newerImage(startedFile: string): Buffer {
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > ${shellQuote(startedFile)}.new\nmv ${shellQuote(startedFile)}.new ${shellQuote(startedFile)}\nexit 0\n`;
  return Buffer.concat([Buffer.from(script), Buffer.alloc(1_000_000, "#")]);
}

async function openSettings(handset: Handset, app: RunningApp) {
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  const item = page.getByRole("region", { name: "New versions" });
  await item.getByRole("button", { name: "Check now" }).waitFor();
  return { page, item };
}

test("a newer version is found, downloaded, waits for the end of the call, takes the AppImage's place and starts", async ({
  handset,
}) => {
  const server = await startUpdateServer();
  try {
    const { desktop, sandbox } = handset;
    const started = join(desktop.dir, "started-with");
    const file = newerImage(started);
    const releaseNotes =
      "Calls that are on hold say so.\n\n- The tray shows missed calls\n- <i>Fewer</i> surprises";
    server.publish({ version: "1.2.3", file, releaseNotes });
    const variables = await installAppImage(handset, server);
    const { APPIMAGE: image } = variables;
    const app = await handset.launchWith(variables, ...server.chromiumArgs(sandbox.chromiumArgs));
    await handset.signIn(app);
    const { page, item } = await openSettings(handset, app);
    await expect(item.getByText("Not checked yet.")).toBeVisible();
    const show = (name: string) => item.scrollIntoViewIfNeeded().then(() => picture(page, `updates-${name}`));

    await item.getByRole("button", { name: "Check now" }).click();
    await expect(item.getByRole("status")).toHaveText("Version 1.2.3 is available.");
    await item.getByText("What is new in 1.2.3").click();
    await expect(item.getByText("Fewer surprises")).toBeVisible();
    await show("available");
    const { title } = await until("the notification is there", () =>
      desktop.notifications?.shown.find(({ title: said }) => said.includes("1.2.3")),
    );
    expect(title).toBe(`${brand.name} 1.2.3 is available`);

    let held = 300_000;
    server.holdAt(held);
    await item.getByRole("button", { name: "Download" }).click();
    await expect(item.getByRole("status")).toHaveText("Downloading version 1.2.3…");
    const bar = item.getByRole("progressbar", { name: "Download of version 1.2.3" });
    // electron-updater tells of progress once a second, when something comes.
    await expect
      .poll(async () => {
        held += 5_000;
        server.holdAt(held);
        return Number(await bar.getAttribute("value"));
      })
      .toBeGreaterThan(20);
    await show("downloading");
    server.holdAt(Number.POSITIVE_INFINITY);
    await expect(item.getByRole("status")).toContainText("Version 1.2.3 is downloaded.");
    await expect(item.getByRole("heading", { name: "New versions" })).toBeFocused();
    await show("ready");

    const call = sandbox.ring({ from: "+14155550142", name: "Ada Lovelace" });
    await app.page("call-popup");
    await item.getByRole("button", { name: "Restart and install" }).click();
    await expect(item.getByRole("status")).toContainText("is installed as soon as no call is up");
    await show("waiting");
    await item.getByRole("button", { name: "Not now" }).click();
    await (await desktop.panel?.item())?.press("Restart to update to 1.2.3");
    await expect(item.getByRole("button", { name: "Not now" })).toBeVisible();
    expect(app.isRunning()).toBe(true);
    expect(readFileSync(image).length).toBeLessThan(file.length);

    sandbox.remoteHangup(call.id);
    await until("Handset has ended", () => !app.isRunning());
    await until("the new version was started", () => existsSync(started));
    expect(readFileSync(image).equals(file)).toBe(true);
    expect(statSync(image).mode & 0o111).not.toBe(0);
    expect(readFileSync(started, "utf8").split("\n")).toContain("--use-fake-device-for-media-stream");
    expect(await handset.readLog()).toContain(
      '"event":"updates.installing","version":"1.2.3","restart":true',
    );
  } finally {
    await server.close();
  }
});

test("a damaged version is thrown away, and one that failed twice is left alone", async ({ handset }) => {
  const server = await startUpdateServer();
  try {
    const wrong = Buffer.alloc(64, 1).toString("base64");
    server.publish({ version: "1.2.3", file: Buffer.from("damaged"), sha512: wrong });
    const variables = await installAppImage(handset, server);
    const { APPIMAGE: image } = variables;
    const before = readFileSync(image);
    const app = await handset.launchWith(variables, ...server.chromiumArgs(handset.sandbox.chromiumArgs));
    await app.page("sign-in");
    const { page, item } = await openSettings(handset, app);
    const problem = item.getByRole("alert");
    for (const said of ["arrived damaged and was thrown away", "failed twice and is not tried again"]) {
      await item.getByRole("button", { name: "Check now" }).click();
      await item.getByRole("button", { name: "Download" }).click();
      await expect(problem).toContainText(said);
    }
    await item.scrollIntoViewIfNeeded();
    await picture(page, "updates-failed");
    const asked = server.downloads().length;
    await item.getByRole("button", { name: "Check now" }).click();
    await expect.poll(() => server.requests.at(-1)?.path).toContain("latest-linux");
    await expect(problem).toContainText("failed twice and is not tried again");
    expect(server.downloads()).toHaveLength(asked);
    await app.quit();
    expect(readFileSync(image).equals(before)).toBe(true);
  } finally {
    await server.close();
  }
});

test("a product that runs from a folder says that it cannot be updated there", async ({ handset }) => {
  // The terminal of a program that is an AppImage itself.
  const app = await handset.launchWith({ APPIMAGE: "/opt/Editor.AppImage", APPDIR: "/tmp/.mount_EditorY" });
  await app.page("sign-in");
  await handset.openLink("handset:open?page=settings");
  const page = await app.page("settings");
  const item = page.getByRole("region", { name: "New versions" });
  await expect(item.getByText("runs from a folder and is not installed.")).toBeVisible();
  await expect(item.getByRole("button")).toHaveCount(0);
  await item.scrollIntoViewIfNeeded();
  await picture(page, "updates-not-possible");
});
