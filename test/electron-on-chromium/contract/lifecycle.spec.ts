/// <reference types="electron" />
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "@playwright/test";
import { appFolder, type Contract, exitOf, isStandIn, processesWith, spawnApp, test } from "./harness.ts";

declare const contract: Contract & { log: unknown[] };

test("the app sees an Electron main process", async ({ launch, userData }) => {
  const app = await launch({ args: ["--some-switch=of the app", "file.txt"] });
  const seen = await app.evaluate(({ app }) => ({
    version: app.getVersion(),
    path: app.getAppPath(),
    userData: app.getPath("userData"),
    packaged: app.isPackaged,
    type: process.type,
    electron: process.versions.electron,
    defaultApp: process.defaultApp,
    execPath: process.execPath,
    argv: process.argv,
  }));
  expect(seen).toMatchObject({
    version: "1.2.3",
    path: appFolder,
    userData,
    packaged: false,
  });
  expect(seen).toMatchObject({ type: "browser", electron: "45.4.1", defaultApp: true });
  expect(seen.argv[0]).toBe(seen.execPath);
  expect(seen.argv.slice(-3)).toEqual([appFolder, "--some-switch=of the app", "file.txt"]);
});

test("without a folder of its own the profile is named for the product", async ({ launch, userData }) => {
  const app = await launch({ env: { CONTRACT_USER_DATA: "", XDG_CONFIG_HOME: userData } });
  expect(await app.evaluate(({ app }) => app.getPath("userData"))).toBe(join(userData, "Contract App"));
});

test("quitting closes the windows and ends every process", async ({ launch, userData }) => {
  const app = await launch();
  await app.firstWindow();
  const ended = exitOf(app.process());
  await app.close();
  expect((await ended).code).toBe(0);
  await expect.poll(() => processesWith(userData)).toEqual([]);
});

test("the stand-in refuses by name what it has not", async ({ launch }) => {
  test.skip(!isStandIn, "about the stand-in only");
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  const refused = await app.evaluate(({ app, dialog, session }) => {
    const message = (work: () => unknown) => {
      try {
        return String(work());
      } catch (error) {
        return error instanceof Error ? error.message.replace("electron-on-chromium: ", "") : "";
      }
    };
    return [
      message(() => app.getLocale()),
      message(() => app.on("will-quit", () => {})),
      message(() => dialog.showErrorBox("", "")),
      message(() => session.fromPartition("fleeting").getCacheSize()),
      message(() => contract.open().webContents.openDevTools()),
    ];
  });
  expect(refused).toEqual([
    "app.getLocale is not implemented",
    'app.on("will-quit") is not implemented',
    "dialog is not implemented",
    "session.getCacheSize is not implemented",
    "webContents.openDevTools is not implemented",
  ]);
});

test("closing the last window without a listener that stays quits the app", async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const ended = exitOf(app.process());
  await app.evaluate(() => void setTimeout(() => contract.windows[0]?.destroy(), 50));
  expect((await ended).code).toBe(0);
});

test("a listener of before-quit keeps the app and its windows", async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  await app.evaluate(({ app }) => {
    app.once("before-quit", (event) => {
      contract.log.push("before-quit");
      event.preventDefault();
    });
    app.quit();
  });
  expect(await app.evaluate(() => [contract.log, contract.windows.length])).toEqual([["before-quit"], 1]);
});

test("quitting asks the windows; one that stays keeps the app", async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  await app.evaluate(({ app }) => {
    app.on("before-quit", () => contract.log.push("before-quit"));
    contract.windows[0]?.once("close", (event) => {
      contract.log.push("close");
      event.preventDefault();
    });
    app.quit();
  });
  expect(await app.evaluate(() => contract.log)).toEqual(["before-quit", "close"]);
  const ended = exitOf(app.process());
  await app.evaluate(({ app }) => void setTimeout(() => app.quit(), 50));
  expect((await ended).code).toBe(0);
});

test("app.exit asks nobody and ends with its code", async ({ launch, userData }) => {
  const app = await launch();
  await app.firstWindow();
  const ended = exitOf(app.process());
  await app.evaluate(({ app }) => {
    app.on("before-quit", (event) => event.preventDefault());
    contract.windows[0]?.on("close", (event) => event.preventDefault());
    setTimeout(() => app.exit(7), 50);
  });
  expect((await ended).code).toBe(7);
  await expect.poll(() => processesWith(userData)).toEqual([]);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} quits and leaves no process`, async ({ userData }) => {
    const log = join(userData, "events.log");
    const child = spawnApp({ CONTRACT_USER_DATA: userData, CONTRACT_LOG: log });
    await expect.poll(() => existsSync(log)).toBe(true);
    await expect.poll(() => processesWith(userData).length).toBeGreaterThan(0);
    const ended = exitOf(child);
    child.kill(signal);
    await ended;
    await expect.poll(() => processesWith(userData)).toEqual([]);
  });
}

test("SIGKILL of the main process takes everything along, and the next start works", async ({
  launch,
  userData,
}) => {
  const log = join(userData, "events.log");
  const child = spawnApp({ CONTRACT_USER_DATA: userData, CONTRACT_LOG: log });
  await expect.poll(() => existsSync(log)).toBe(true);
  await expect.poll(() => processesWith(userData).length).toBeGreaterThan(0);
  const ended = exitOf(child);
  child.kill("SIGKILL");
  await ended;
  const app = await launch();
  const page = await app.firstWindow();
  await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
  await app.close();
  await expect.poll(() => processesWith(userData)).toEqual([]);
});

test("at the very end the app hears of it, and the program it asked for is started then", async ({
  launch,
  userData,
}) => {
  const app = await launch();
  const told = join(userData, "told");
  const started = join(userData, "started");
  await app.evaluate(
    ({ app }, [told, started]) => {
      app.on("quit", (_event, code) =>
        process.getBuiltinModule("node:fs").writeFileSync(told ?? "", `${code}`),
      );
      const still =
        'state=gone; kill -0 "$0" 2>/dev/null && state=runs; echo "$state $2" > "$1.new"; mv "$1.new" "$1"';
      app.relaunch({
        execPath: "/bin/sh",
        args: ["-c", still, `${process.pid}`, started ?? "", "two words"],
      });
    },
    [told, started],
  );
  expect(existsSync(started)).toBe(false);
  const ended = exitOf(app.process());
  await app.close();
  expect((await ended).code).toBe(0);
  expect(readFileSync(told, "utf8")).toBe("0");
  await expect.poll(() => existsSync(started) && readFileSync(started, "utf8")).toBe("gone two words\n");
});

test("packers' resources are in a folder beside the program", async ({ launch }) => {
  const app = await launch({ env: { CONTRACT_NO_WINDOW: "1" } });
  const [resources, executable] = await app.evaluate(() => [process.resourcesPath, process.execPath]);
  expect(resources).toBe(join(dirname(executable ?? ""), "resources"));
});
