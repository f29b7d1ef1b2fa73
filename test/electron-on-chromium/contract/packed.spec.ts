/// <reference types="electron" />
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createPackage } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { _electron, expect } from "@playwright/test";
import { writeDistribution } from "../distribution.ts";
import { appFolder, electronPath, environment, exitOf, isStandIn, test } from "./harness.ts";

/** A copy of Electron's folder with the app in its archive, as packers make it. Returns its program. */
async function packApp(folder: string): Promise<string> {
  if (isStandIn) await writeDistribution(folder);
  else cpSync(dirname(electronPath), folder, { recursive: true });
  rmSync(join(folder, "resources/default_app.asar"), { force: true });
  mkdirSync(join(folder, "resources"), { recursive: true });
  await createPackage(appFolder, join(folder, "resources/app.asar"));
  return join(folder, "electron");
}

const noSandbox = process.getuid?.() === 0 && !isStandIn ? ["--no-sandbox"] : [];

test("an app in the archive beside the program is run, packaged, and reads its own files", async ({
  userData,
}) => {
  const executablePath = await packApp(join(userData, "packed"));
  const env = environment({ CONTRACT_USER_DATA: join(userData, "profile") });
  const app = await _electron.launch({ executablePath, args: [...noSandbox, "tel:+14155550123"], env });
  try {
    const seen = await app.evaluate(({ app }) => ({
      packaged: app.isPackaged,
      version: app.getVersion(),
      defaultApp: process.defaultApp,
      execPath: process.execPath,
      argv: process.argv,
      inherited: Object.keys(process.env).filter((name) => name.startsWith("ELECTRON_ON_CHROMIUM")),
    }));
    expect(seen).toMatchObject({ packaged: true, version: "1.2.3", execPath: executablePath, inherited: [] });
    expect(seen.defaultApp).toBeUndefined();
    expect([seen.argv[0], seen.argv.at(-1)]).toEqual([executablePath, "tel:+14155550123"]);
    expect(seen.argv).not.toContain(appFolder);
    // The preload is a file of the archive.
    const page = await app.firstWindow();
    await expect(page.locator("body")).toHaveAttribute("data-ready", "yes");
    expect(await page.evaluate(() => Reflect.get(window, "earlySeen"))).toBeDefined();
  } finally {
    await app.close();
  }
});

test("a program whose inspector fuse is off ignores --inspect", async ({ userData }) => {
  const program = await packApp(join(userData, "packed"));
  const startsInspector = async (): Promise<boolean> => {
    const child = spawn(program, [...noSandbox, "--inspect=0"], {
      env: environment({ CONTRACT_USER_DATA: join(userData, "profile") }),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
      // Chromium speaks after Node: by then it is known.
      if (/DevTools listening|Debugger listening/.test(errors)) child.kill("SIGTERM");
    });
    const limit = setTimeout(() => child.kill("SIGTERM"), 5_000);
    await exitOf(child);
    clearTimeout(limit);
    return errors.includes("Debugger listening");
  };
  expect(await startsInspector()).toBe(true);
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
  });
  expect(await startsInspector()).toBe(false);
});
