import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Handset, isSignedIn, type RunningApp, test } from "./support/fixtures.ts";

const folder = (handset: Handset): string => join(handset.profile, "vault");
const tokenFile = (handset: Handset): string => join(folder(handset), "session-token.sealed");

/** Signs in, waits until the token is sealed, and quits. */
async function signInAndQuit(handset: Handset): Promise<void> {
  const app = await handset.launch();
  await handset.signIn(app);
  await expect.poll(() => handset.readLog()).toContain('"result":"sealed"');
  await app.quit();
}

/** The files that were put out of the way, with what is in them. */
async function setAside(handset: Handset): Promise<readonly Buffer[]> {
  const names = (await readdir(folder(handset))).filter((name) => name.includes(".set-aside-"));
  return Promise.all(names.map((name) => readFile(join(folder(handset), name))));
}

const notice = (page: Page, words: string | RegExp) => expect(page.getByText(words)).toBeVisible();

/** What the log says about the session last of all. */
async function lastStatus(
  handset: Handset,
): Promise<{ reason: string | null; warning: string | null } | undefined> {
  const line = (await handset.readLog()).split("\n").findLast((each) => each.includes('"session.status"'));
  return line === undefined ? undefined : JSON.parse(line);
}

test.describe("a file that does not open is set aside with every byte, and the next sign-in is kept", () => {
  const damages: readonly [string, (file: string) => Promise<void>][] = [
    ["truncated", (file) => truncate(file, 20)],
    ["empty", (file) => truncate(file, 0)],
    [
      "garbage",
      (file) => writeFile(file, Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 97) % 256))),
    ],
    ["sealed under the key that everybody knows", (file) => writeFile(file, publicCiphertext())],
  ];
  for (const [what, damage] of damages) {
    const details = { tag: "@thorough" };
    test(what, details, async ({ handset }) => {
      await signInAndQuit(handset);
      await damage(tokenFile(handset));
      const before = await readFile(tokenFile(handset));

      const app = await handset.launch();
      await notice(await app.page("sign-in"), "Your saved sign-in could not be opened");
      expect(await setAside(handset)).toEqual([before]);
      await handset.signIn(app);
      await app.quit();
      await handset.launch();
      await expect.poll(() => isSignedIn(handset)).toBe(true);
      expect(await setAside(handset)).toEqual([before]);
    });
  }

  test("from another machine, sealed with its keyring", { tag: "@thorough" }, async ({ handset, host }) => {
    await signInAndQuit(handset);
    // The key is made anew, as in another machine's keyring; the file stays.
    execFileSync("secret-tool", ["clear", "application", "Handset", "purpose", "safe-storage"], {
      env: handset.desktop.env,
    });
    test.skip(
      !host.executablePath.includes("electron-on-chromium"),
      "Electron's keyring item has another name",
    );
    const before = await readFile(tokenFile(handset));
    const app = await handset.launch();
    await notice(await app.page("sign-in"), "Your saved sign-in could not be opened");
    expect(await setAside(handset)).toEqual([before]);
    await handset.signIn(app);
  });
});

/** `v10`: AES under the password "peanuts", as Chromium seals without a keyring. Its content does not matter. */
function publicCiphertext(): Buffer {
  return Buffer.concat([Buffer.from("v10"), Buffer.alloc(64, 7)]);
}

test.describe("with a keyring that was locked since", () => {
  for (const how of ["locked", "prompting"] as const) {
    const details = how === "locked" ? {} : { tag: "@thorough" };
    test(
      `(${how}) the saved sign-in stays where it is, Handset says so, and a new one is kept in memory`,
      details,
      async ({ handset }) => {
        await signInAndQuit(handset);
        const before = await readFile(tokenFile(handset));
        await handset.desktop.lockKeyring(how);

        const app = await handset.launch();
        const page = await app.page("sign-in");
        if (how === "locked") await notice(page, "Your system's keychain is locked, so your saved sign-in");
        else await notice(page, "Handset waits for your system's keychain, for a minute at most.");
        expect(handset.desktop.openPrompts()).toBe(how === "prompting" ? 1 : 0);
        expect(await readFile(tokenFile(handset))).toEqual(before);

        await handset.signIn(app);
        await expect
          .poll(async () => (await lastStatus(handset))?.warning)
          .toBe(how === "locked" ? "vault/closed" : "vault/locked");
        await expect.poll(() => handset.readLog()).toContain('"result":"memory-only"');
        // Not to come back in place of the new one, but not lost either.
        expect(await setAside(handset)).toEqual([before]);
      },
    );
  }
});

test.describe("with a keyring whose prompt stays open from the first start on", () => {
  test.use({ keyring: "prompting" });

  test("signing in works and says that it is kept in memory; nothing is written in clear", {
    tag: "@thorough",
  }, async ({ handset }) => {
    const app = await handset.launch();
    await handset.signIn(app);
    const card = await app.page("confirm-call");
    await notice(card, "Your system's keychain is locked, so your sign-in is kept only until you quit.");
    expect(await readdir(folder(handset)).catch(() => [])).toEqual([]);
  });
});

test.describe("on a disk that refuses", () => {
  /** Lays another file system over the vault's folder; needs the right to mount, which root in a container may lack. */
  const mountOver = (path: string, options: string): void => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path], { stdio: "ignore" });
    } catch {
      test.skip(true, "mounting a file system is not permitted here");
    }
    mounted = path;
  };
  let mounted: string | null = null;
  test.afterEach(() => {
    if (mounted !== null) execFileSync("umount", ["--lazy", mounted]);
    mounted = null;
  });

  const signInInMemory = async (app: RunningApp, handset: Handset): Promise<void> => {
    await handset.signIn(app);
    const card = await app.page("confirm-call");
    await notice(card, "Handset cannot write to its folder, so your sign-in is kept only until you quit.");
    expect(await isSignedIn(handset)).toBe(true);
    expect((await lastStatus(handset))?.warning).toBe("vault/not-writable");
  };

  test("because it is full: the session goes on in memory, and what was there is whole", async ({
    handset,
  }) => {
    mountOver(folder(handset), "size=16k");
    const filler = Buffer.alloc(16 * 1024);
    await writeFile(join(folder(handset), "other"), filler).catch(() => undefined);
    const app = await handset.launch();
    await signInInMemory(app, handset);
    await app.quit();
    expect(readFileSync(join(folder(handset), "other")).every((byte) => byte === 0)).toBe(true);

    await handset.launch();
    await expect.poll(() => handset.sessionState()).toBe("signed-out");
  });

  test("because it is read-only: a saved sign-in is used, and not lost when it cannot be renewed", async ({
    handset,
  }) => {
    await signInAndQuit(handset);
    const before = await readFile(tokenFile(handset));
    mountOver(folder(handset), "size=64k");
    await writeFile(tokenFile(handset), before);
    execFileSync("mount", ["-o", "remount,ro", folder(handset)]);

    const app = await handset.launch();
    await expect.poll(() => isSignedIn(handset)).toBe(true);
    handset.sandbox.expireTokens("access");
    const phone = await app.page("app.html");
    await phone.evaluate(() =>
      window.postMessage({ type: "rc-adapter-set-presence", userStatus: "Busy" }, location.origin),
    );
    await expect.poll(async () => (await lastStatus(handset))?.warning).toBe("vault/not-writable");
    expect(await isSignedIn(handset)).toBe(true);
    expect(await readFile(tokenFile(handset))).toEqual(before);
  });

  test("because it is read-only, with a file that does not open: said, and left as it is", {
    tag: "@thorough",
  }, async ({ handset }) => {
    mountOver(folder(handset), "size=64k");
    await writeFile(tokenFile(handset), "not ciphertext");
    execFileSync("mount", ["-o", "remount,ro", folder(handset)]);
    const app = await handset.launch();
    await notice(await app.page("sign-in"), "Your saved sign-in could not be opened");
    expect(await readFile(tokenFile(handset), "utf8")).toBe("not ciphertext");
    await signInInMemory(app, handset);
  });
});
