import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createAutostart } from "../../../src/start-at-login/autostart.ts";
import {
  autostartEntry,
  autostartFileName,
  isAutostarted,
} from "../../../src/start-at-login/autostart-entry.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const acme = { productName: "Acme", summary: "The phone of Acme" };
const launch = { program: "/opt/Acme Phone/acme", args: ["--data-dir=/home/ann/a b"] };

async function createBench(profile: string | null = null, program = launch.program) {
  const home = await createTempFolder();
  const env = { HOME: home, XDG_CONFIG_DIRS: join(home, "shared") };
  const file = join(home, ".config/autostart", autostartFileName("acme", profile));
  const shared = join(home, "shared/autostart", autostartFileName("acme", profile));
  return {
    home,
    file,
    env,
    autostart: createAutostart({
      ...acme,
      shortName: "acme",
      profile,
      launch: { ...launch, program },
      env,
    }),
    read: () => readFile(file, "utf8").catch(() => null),
    async share(entry: string) {
      await mkdir(join(home, "shared/autostart"), { recursive: true });
      await writeFile(shared, entry);
    },
  };
}

describe("the entry", () => {
  test("starts the program hidden, with what it needs quoted", () => {
    expect(autostartEntry(acme, launch)).toBe(
      [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Acme",
        "Comment=The phone of Acme",
        "TryExec=/opt/Acme Phone/acme",
        'Exec="/opt/Acme Phone/acme" "--data-dir=/home/ann/a b" --hidden',
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
        "X-Softphone-Written=true",
        "",
      ].join("\n"),
    );
  });

  test.each([
    ["[Desktop Entry]\nExec=acme\n", true],
    ["[Desktop Entry]\nExec=acme\nHidden=false\n", true],
    ["[Desktop Entry]\r\nHidden=true\r\n", false],
    ["[Desktop Entry]\nX-GNOME-Autostart-enabled=false\n", false],
    ["[Desktop Entry]\nX-GNOME-Autostart-enabled = true\n", true],
  ])("%j counts as on: %s", (entry, on) => {
    expect(isAutostarted(entry)).toBe(on);
  });

  test("each profile has a file of its own", () => {
    expect(autostartFileName("acme", null)).toBe("acme.desktop");
    expect(autostartFileName("acme", "Work")).toBe("acme-work.desktop");
  });
});

describe("the start at login of a Linux desktop", () => {
  test("is on while the file is there, and leaves nothing when it is switched off", async () => {
    const { autostart, read, file } = await createBench();
    expect(await autostart.isOn()).toBe(false);
    await autostart.set(true);
    expect(await autostart.isOn()).toBe(true);
    expect(await read()).toBe(autostartEntry(acme, launch));
    await autostart.set(false);
    expect(await autostart.isOn()).toBe(false);
    expect(await readdir(join(file, ".."))).toEqual([]);
    await autostart.set(false);
  });

  test("follows XDG_CONFIG_HOME", async () => {
    const home = await createTempFolder();
    const env = { HOME: "/nowhere", XDG_CONFIG_HOME: home };
    await createAutostart({ ...acme, shortName: "acme", profile: null, launch, env }).set(true);
    expect(await readdir(join(home, "autostart"))).toEqual(["acme.desktop"]);
  });

  test("what a moved AppImage left is corrected; what the user switched off is not touched", async () => {
    const before = await createBench(null, "/home/ann/Acme-1.AppImage");
    await before.autostart.set(true);
    const moved = createAutostart({
      ...acme,
      shortName: "acme",
      profile: null,
      launch: { ...launch, program: "/home/ann/Acme-2.AppImage" },
      env: before.env,
    });
    await moved.refresh();
    expect(await before.read()).toContain("TryExec=/home/ann/Acme-2.AppImage");
    const off = (await before.read())?.replace("enabled=true", "enabled=false") ?? "";
    await writeFile(before.file, off);
    await before.autostart.refresh();
    expect(await before.read()).toBe(off);
  });

  test("an administrator's entry counts, is refused for this user only, and is never removed", async () => {
    const { autostart, share, read, home } = await createBench();
    await share("[Desktop Entry]\nType=Application\nExec=acme\n");
    expect(await autostart.isOn()).toBe(true);
    await autostart.refresh();
    expect(await read()).toBeNull();
    await autostart.set(false);
    expect(await read()).toContain("Hidden=true");
    expect(await autostart.isOn()).toBe(false);
    await autostart.forget();
    expect(await read()).toBeNull();
    expect(await readdir(join(home, "shared/autostart"))).toEqual(["acme.desktop"]);
  });

  test("a file that somebody else wrote is not forgotten with Handset's", async () => {
    const { autostart, file, read } = await createBench();
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, "[Desktop Entry]\nExec=other\n");
    await autostart.forget();
    expect(await read()).toContain("other");
  });
});
