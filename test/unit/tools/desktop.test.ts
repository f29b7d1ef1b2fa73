import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desktop, type DesktopOptions, openDesktop } from "../../tools/desktop.ts";
import { type Display, startDisplay } from "../../tools/display.ts";
import { createProcesses } from "../../tools/processes.ts";
import { desktopPackages, isOnPath } from "../../tools/setup.mjs";

const possible = process.platform === "linux" && desktopPackages.every(({ program }) => isOnPath(program));

describe.skipIf(!possible)("a temporary desktop", () => {
  const processes = createProcesses();
  let display: Display;

  beforeAll(async () => {
    display = await startDisplay(processes);
  });

  afterAll(() => processes.stopAll());

  async function within<T>(
    keyring: DesktopOptions["keyring"],
    use: (desktop: Desktop) => Promise<T>,
  ): Promise<T> {
    const desktop = await openDesktop({ keyring, display, processes });
    try {
      return await use(desktop);
    } finally {
      await desktop.dispose();
    }
  }

  async function secretTool({ env }: Desktop, args: readonly string[], input = "") {
    const child = await processes.start("secret-tool", args, {
      name: "secret-tool",
      env,
      input,
      limitMs: 5000,
    });
    const { code } = await child.exited;
    return { code, output: child.output() };
  }

  test("an unlocked keyring keeps a secret", () =>
    within("unlocked", async (desktop) => {
      expect(await secretTool(desktop, ["store", "--label=x", "a", "b"], "s3cret")).toMatchObject({
        code: 0,
      });
      expect(await secretTool(desktop, ["lookup", "a", "b"])).toMatchObject({ code: 0, output: "s3cret" });
    }));

  test("a locked one answers, but refuses", () =>
    within("locked", async (desktop) => {
      expect(await secretTool(desktop, ["store", "--label=x", "a", "b"], "s3cret")).toMatchObject({
        code: 1,
        output: expect.stringContaining("locked collection"),
      });
    }));

  test("one whose prompt stays open keeps whoever wants it waiting, until the desktop is closed", () =>
    within("prompting", async (desktop) => {
      const child = spawn("secret-tool", ["store", "--label=x", "a", "b"], { env: desktop.env });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end("s3cret");
      const end = Date.now() + 5000;
      while (desktop.openPrompts() === 0 && Date.now() < end) await sleep(5);
      expect(desktop.openPrompts()).toBe(1);
      expect(child.exitCode).toBeNull();
      child.kill();
      await ended;
    }));

  test("an absent one is not on the bus, nor is it started on demand", () =>
    within("absent", async (desktop) => {
      expect(await secretTool(desktop, ["lookup", "a", "b"])).toMatchObject({
        code: 1,
        output: expect.stringContaining("org.freedesktop.secrets was not provided"),
      });
    }));

  test("a link reaches its handler, unchanged and as one argument", () =>
    within("absent", async (desktop) => {
      const received = join(desktop.dir, "received");
      const script = `printf '%s\\n' "$@" >"$0"; sleep 62`;
      await desktop.addDesktopEntry({
        id: "app.handset.unit",
        name: "Unit",
        exec: ["/bin/sh", "-c", script, received, "a b"],
        schemes: ["app.handset.unit"],
      });
      await desktop.setDefaultHandler("app.handset.unit", "app.handset.unit");
      await desktop.xdgOpen("app.handset.unit:/oauth/callback?code=a%20b&state=c");
      await expect
        .poll(() => (existsSync(received) ? readFile(received, "utf8") : ""))
        .toBe("a b\napp.handset.unit:/oauth/callback?code=a%20b&state=c\n");
      await sleep(20);
      expect(desktop.programs().map(({ command }) => command)).toContain("sleep 62");
      expect((await desktop.dispose()).length).toBeGreaterThan(0);
      expect(desktop.programs()).toEqual([]);
      expect(existsSync(desktop.dir)).toBe(false);
    }));

  test("a link nobody handles is refused instead of opening a browser", () =>
    within("absent", async (desktop) => {
      await expect(desktop.xdgOpen("nobody:x")).rejects.toThrow("xdg-open ended with");
    }));

  test("its runtime folder is private", () =>
    within("absent", async ({ env }) => {
      expect(execFileSync("stat", ["-c", "%a", env.XDG_RUNTIME_DIR ?? ""], { encoding: "utf8" })).toBe(
        "700\n",
      );
    }));
});
