import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { desktopEntry } from "../../../src/links/desktop-entry.ts";
import { createXdg } from "../../../src/links/xdg.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const US = "handset.desktop";
const list = "config/mimeapps.list";

/** The real xdg-mime in folders of its own. */
async function createBench({ desktop = "X-Generic" } = {}) {
  const dir = await createTempFolder();
  const env: NodeJS.ProcessEnv = {
    PATH: `${join(dir, "bin")}:${process.env.PATH}`,
    HOME: join(dir, "home"),
    XDG_CURRENT_DESKTOP: desktop,
    XDG_CONFIG_HOME: join(dir, "config"),
    XDG_CONFIG_DIRS: join(dir, "config-dirs"),
    XDG_DATA_HOME: join(dir, "data"),
    XDG_DATA_DIRS: join(dir, "system"),
  };
  const write = async (path: string, text: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  const read = (path: string): Promise<string | null> => readFile(join(dir, path), "utf8").catch(() => null);
  const addProgram = (path: string, name: string, ...schemes: readonly string[]): Promise<void> =>
    write(
      path,
      `[Desktop Entry]\nType=Application\nName=${name}\nExec=/bin/true %u\nMimeType=${schemes.map((scheme) => `x-scheme-handler/${scheme};`).join("")}\n`,
    );
  // The real one, with a list of what it was asked.
  await write("bin/xdg-mime", `#!/bin/sh\necho "$*" >>'${dir}/asked'\nexec /usr/bin/xdg-mime "$@"\n`);
  await chmod(join(dir, "bin/xdg-mime"), 0o755);
  const asked = async (): Promise<readonly string[]> => ((await read("asked")) ?? "").split("\n");
  const xdg = createXdg(env);
  const ownEntry = desktopEntry(
    { productName: "Handset", shortName: "handset", summary: "A phone" },
    { program: "/bin/true", args: [] },
    ["tel"],
  );
  return { dir, xdg, write, read, addProgram, ownEntry, asked };
}

const chosen = (scheme: string, ...programs: readonly string[]): string =>
  `[Default Applications]\nx-scheme-handler/${scheme}=${programs.map((id) => `${id};`).join("")}\n`;

describe.skipIf(process.platform !== "linux")("on a Linux desktop", { timeout: 30_000 }, () => {
  test("nobody opens a scheme, then whoever offers it", async () => {
    const { xdg, addProgram } = await createBench();
    expect(await xdg.owner("tel")).toBe("");
    await addProgram("system/applications/other.desktop", "Other Phone", "tel");
    expect(await xdg.owner("tel")).toBe("other.desktop");
    expect(await xdg.nameOf("other.desktop")).toBe("Other Phone");
    expect(await xdg.nameOf("gone.desktop")).toBe("gone");
  });

  test("who is chosen in the user's list is the owner, where the entry is there", async () => {
    const { xdg, addProgram, ownEntry, write } = await createBench();
    await addProgram("system/applications/zz.desktop", "Other Phone", "tel");
    await write(list, chosen("tel", US, "zz.desktop"));
    expect([await xdg.isChosen(US, "tel"), await xdg.owner("tel")]).toEqual([false, "zz.desktop"]);
    await xdg.writeEntry(US, ownEntry);
    expect([await xdg.isChosen(US, "tel"), await xdg.owner("tel")]).toEqual([true, US]);
    expect(await xdg.isChosen(US, "sms")).toBe(false);
    await write(list, chosen("tel", "zz.desktop", US));
    expect([await xdg.isChosen(US, "tel"), await xdg.owner("tel")]).toEqual([false, "zz.desktop"]);
  });

  test("the list of a desktop counts before the one for all", async () => {
    const { xdg, ownEntry, write } = await createBench({ desktop: "ubuntu:GNOME" });
    await xdg.writeEntry(US, ownEntry);
    await write(list, chosen("tel", US));
    expect(await xdg.isChosen(US, "tel")).toBe(true);
    await write("config/gnome-mimeapps.list", chosen("tel", "zz.desktop"));
    expect(await xdg.isChosen(US, "tel")).toBe(false);
    await write("config/ubuntu-mimeapps.list", chosen("tel", US));
    expect(await xdg.isChosen(US, "tel")).toBe(true);
  });

  test("who had a scheme is asked only where somebody else may have it", async () => {
    const { xdg, addProgram, ownEntry, read, asked } = await createBench();
    await addProgram("system/applications/zz.desktop", "Other Phone", "tel", "sms");
    await xdg.writeEntry(US, ownEntry);
    await xdg.makeDefault(US, ["tel", "sms"], ["tel"]);
    expect((await asked()).filter((line) => line.startsWith("query"))).toEqual([
      "query default x-scheme-handler/sms",
    ]);
    expect(await read(list)).toContain("x-scheme-handler/sms=handset.desktop;zz.desktop;\n");
  });

  test("finds the name of a program in a folder by its id with a dash", async () => {
    const { xdg, addProgram } = await createBench();
    await addProgram("data/applications/kde/phone.desktop", "KDE Phone", "tel");
    expect(await xdg.nameOf("kde-phone.desktop")).toBe("KDE Phone");
  });

  test("Handset takes a scheme over and gives it back to whoever had it", async () => {
    const { xdg, addProgram, ownEntry, read, write } = await createBench();
    await addProgram("system/applications/zz.desktop", "Other Phone", "tel", "sms");
    await addProgram("system/applications/browser.desktop", "Browser", "https");
    await write(list, "[Default Applications]\nx-scheme-handler/tel=zz.desktop\ntext/html=browser.desktop\n");
    await xdg.writeEntry(US, ownEntry);
    await xdg.makeDefault(US, ["tel"]);
    expect(await xdg.owner("tel")).toBe(US);
    expect(await read(list)).toContain("x-scheme-handler/tel=handset.desktop;zz.desktop;\n");

    await xdg.giveBack(US, ["tel"], false);
    expect(await xdg.owner("tel")).toBe("zz.desktop");
    expect(await read(list)).toContain("text/html=browser.desktop\n");
    expect(await read(list)).not.toContain(US);
  });

  test("a scheme that a package declares goes to the next program, and no desktop offers Handset for it", async () => {
    const { xdg, addProgram, read } = await createBench();
    // In front of the other one in every order that xdg-mime knows.
    await addProgram("system/applications/handset.desktop", "Handset", "tel");
    await addProgram("system/applications/zz.desktop", "Other Phone", "tel");
    expect(await xdg.isInstalled(US)).toBe(true);
    expect(await xdg.owner("tel")).toBe(US);
    await xdg.giveBack(US, ["tel"], true);
    expect(await xdg.owner("tel")).toBe("zz.desktop");
    expect(await read(list)).toContain("[Removed Associations]\nx-scheme-handler/tel=handset.desktop;\n");

    await xdg.makeDefault(US, ["tel"]);
    expect(await xdg.owner("tel")).toBe(US);
    expect(await read(list)).not.toContain("[Removed Associations]\nx-scheme");
  });

  test("takes nothing twice: a list that is right already is not written again", async () => {
    const { xdg, ownEntry, read, write } = await createBench();
    await xdg.writeEntry(US, ownEntry);
    await xdg.makeDefault(US, ["tel"]);
    const mine = `${await read(list)}# mine\n`;
    await write(list, mine);
    await xdg.makeDefault(US, ["tel"]);
    expect(await read(list)).toBe(mine);
  });

  test("leaves every byte that it does not understand", async () => {
    const { dir, xdg, write } = await createBench();
    const bytes = Buffer.concat([
      Buffer.from(
        "[Default Applications]\r\na/b=\xff\xfe.desktop\r\nx-scheme-handler/tel=handset.desktop\r\n",
        "latin1",
      ),
      Buffer.from("# ünïcode\r\n[Ot", "utf8"),
    ]);
    await write(list, bytes);
    await xdg.giveBack(US, ["tel"], false);
    const expected = bytes.toString("latin1").replace("x-scheme-handler/tel=handset.desktop\r\n", "");
    expect((await readFile(join(dir, list))).toString("latin1")).toBe(expected);
  });

  test("forgets itself in both lists, and removes only the entry that it wrote", async () => {
    const { xdg, ownEntry, read, write } = await createBench();
    await write(
      "data/applications/mimeapps.list",
      "[Added Associations]\nx-scheme-handler/tel=handset.desktop;\n",
    );
    await xdg.writeEntry(US, ownEntry);
    await xdg.makeDefault(US, ["tel", "handset"]);
    await xdg.giveBack(US, ["tel"], true);
    await xdg.forget(US, ["tel", "handset"]);
    expect(`${await read(list)}${await read("data/applications/mimeapps.list")}`).not.toContain(US);
    expect(await xdg.isInstalled(US)).toBe(false);
    await xdg.removeEntry(US);
    expect(await read("data/applications/handset.desktop")).toBeNull();
    await xdg.removeEntry(US);

    await write("data/applications/handset.desktop", "[Desktop Entry]\nName=A package's\n");
    await xdg.removeEntry(US);
    expect(await read("data/applications/handset.desktop")).not.toBeNull();
    expect(await xdg.isInstalled(US)).toBe(true);
  });

  test("says nothing where xdg-mime cannot be run", async () => {
    const xdg = createXdg({ PATH: "/nowhere", HOME: await createTempFolder() });
    expect(await xdg.owner("tel")).toBeNull();
    await expect(xdg.makeDefault(US, ["tel"])).rejects.toThrow("ENOENT");
  });
});
