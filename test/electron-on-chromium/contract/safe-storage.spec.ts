/// <reference types="electron" />
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "@playwright/test";
import { environment, exitOf, test } from "./harness.ts";

interface Keyring {
  /** Environment of programs that are to see it. */
  readonly env: Readonly<Record<string, string>>;
}

/** A session bus of its own with an unlocked or a locked gnome-keyring; `folder` keeps the keyring. */
async function withKeyring(
  folder: string,
  password: string | null,
  use: (keyring: Keyring) => Promise<void>,
): Promise<void> {
  const runtime = join(folder, "run");
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const own = {
    HOME: folder,
    XDG_DATA_HOME: join(folder, "share"),
    XDG_RUNTIME_DIR: runtime,
  };
  const bus = spawn("dbus-daemon", ["--session", "--nofork", "--print-address"], {
    // Where nobody unlocks it the prompt must not find a display: as if its user had dismissed it.
    env: environment(password === null ? { ...own, DISPLAY: "" } : own),
    stdio: ["ignore", "pipe", "ignore"],
  });
  const started: ChildProcess[] = [bus];
  try {
    const address = await new Promise<string>((done) =>
      createInterface({ input: bus.stdout }).once("line", done),
    );
    const env = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
    if (password !== null) started.push(await startDaemon(env, password));
    await use({ env });
  } finally {
    for (const child of started.reverse()) {
      const ended = exitOf(child);
      child.kill();
      await ended;
    }
  }
}

async function startDaemon(env: Readonly<Record<string, string>>, password: string): Promise<ChildProcess> {
  const daemon = spawn("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], {
    env: environment(env),
    stdio: ["pipe", "ignore", "ignore"],
  });
  daemon.stdin.end(password);
  await expect.poll(() => onBus(env)).toContain("boolean true");
  return daemon;
}

function onBus(env: Readonly<Record<string, string>>): string {
  const question = ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
  const args = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/org/freedesktop/DBus",
    ...question,
  ];
  return spawnSync("dbus-send", args, { env: environment(env), encoding: "utf8" }).stdout;
}

/** The user data is not below the keyring's home here, so that both can be kept or removed alone. */
test.describe(() => {
  let folder = "";
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "keyring-"));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const args = ["--password-store=gnome-libsecret"];

  test("with a keyring the ciphertext is v11 and outlives the app", async ({ launch }) => {
    await withKeyring(folder, "keyring password", async ({ env }) => {
      const first = await launch({ args, env: { ...env, CONTRACT_NO_WINDOW: "1" } });
      const sealed = await first.evaluate(async ({ safeStorage }) => ({
        available: await safeStorage.isAsyncEncryptionAvailable(),
        text: (await safeStorage.encryptStringAsync("geheim €")).toString("base64"),
      }));
      expect(sealed).toMatchObject({ available: true });
      expect(Buffer.from(sealed.text, "base64").subarray(0, 3).toString()).toBe("v11");
      await first.close();
      const second = await launch({ args, env: { ...env, CONTRACT_NO_WINDOW: "1" } });
      const opened = await second.evaluate(
        ({ safeStorage }, text) => safeStorage.decryptStringAsync(Buffer.from(text, "base64")),
        sealed.text,
      );
      expect(opened).toEqual({ result: "geheim €", shouldReEncrypt: false });
    });
  });

  test("without a keyring the ciphertext is v10, and v11 cannot be read", async ({ launch }) => {
    const env = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent", CONTRACT_NO_WINDOW: "1" };
    const app = await launch({ args, env });
    const seen = await app.evaluate(async ({ safeStorage }) => {
      const sealed = await safeStorage.encryptStringAsync("text");
      const foreign = Buffer.concat([Buffer.from("v11"), sealed.subarray(3)]);
      return {
        version: sealed.subarray(0, 3).toString(),
        again: (await safeStorage.decryptStringAsync(sealed)).result,
        foreign: await safeStorage.decryptStringAsync(foreign).then(
          () => "read",
          () => "refused",
        ),
      };
    });
    expect(seen).toEqual({ version: "v10", again: "text", foreign: "refused" });
  });

  test("a keyring that stays locked never gets a second key", async ({ launch }) => {
    let text = "";
    await withKeyring(folder, "keyring password", async ({ env }) => {
      const app = await launch({ args, env: { ...env, CONTRACT_NO_WINDOW: "1" } });
      text = await app.evaluate(async ({ safeStorage }) =>
        (await safeStorage.encryptStringAsync("x")).toString("base64"),
      );
      await app.close();
    });
    await withKeyring(folder, null, async ({ env }) => {
      const app = await launch({ args, env: { ...env, CONTRACT_NO_WINDOW: "1" } });
      const version = await app.evaluate(async ({ safeStorage }) =>
        (await safeStorage.encryptStringAsync("x")).subarray(0, 3).toString(),
      );
      expect(version).toBe("v10");
      await app.close();
    });
    await withKeyring(folder, "keyring password", async ({ env }) => {
      const app = await launch({ args, env: { ...env, CONTRACT_NO_WINDOW: "1" } });
      const opened = await app.evaluate(
        ({ safeStorage }, sealed) => safeStorage.decryptStringAsync(Buffer.from(sealed, "base64")),
        text,
      );
      expect(opened.result).toBe("x");
      await app.close();
    });
  });
});
