import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { autostartEntry } from "../../../src/start-at-login/autostart-entry.ts";
import { canOwnEtc } from "../../e2e/support/own-etc.ts";
import { root } from "../../tools/repository.ts";
import { createTempFolder } from "../support/temp-folder.ts";

const UID = 12_001;
const program = "/opt/Acme Phone/acme-phone-under-test";

/** The script as electron-builder fills it in. */
function script(): string {
  const text = readFileSync(join(root, "build/linux/after-remove.sh"), "utf8");
  return text
    .replaceAll("$" + "{executable}", "acme-phone-under-test")
    .replaceAll("$" + "{sanitizedProductName}", "Acme Phone");
}

/** A machine with one user, whose home is a temporary folder. */
async function createMachine() {
  const folder = await createTempFolder();
  await chmod(folder, 0o755);
  const home = join(folder, "ann's home");
  const passwd = join(folder, "passwd");
  const path = (name: string): string => join(home, name);
  const own = (name: string): void => chownSync(name, UID, UID);
  const put = (name: string, text: string): void => {
    for (let each = dirname(path(name)); !existsSync(each); each = dirname(each)) {
      mkdirSync(each, { recursive: true });
    }
    writeFileSync(path(name), text);
    execFileSync("chown", ["-R", `${UID}:${UID}`, home]);
  };
  mkdirSync(home);
  own(home);
  writeFileSync(
    passwd,
    [
      "root:x:0:0:root:/root:/bin/sh",
      `ann:x:${UID}:${UID}:Ann:${home}:/bin/sh`,
      "gone:x:12002:12002::/nowhere:/bin/sh",
      "",
    ].join("\n"),
  );
  /** Runs it where /etc/passwd is this machine's. */
  const remove = (argument: string): void => {
    const inside = 'mount --bind "$1" /etc/passwd && exec sh -s "$2"';
    const args = ["--mount", "sh", "-c", inside, "remove", passwd, argument];
    execFileSync("unshare", args, { input: script(), stdio: ["pipe", "inherit", "inherit"] });
  };
  const read = (name: string): string | null =>
    existsSync(path(name)) ? readFileSync(path(name), "utf8") : null;
  return { put, read, remove, path };
}

const autostart = (of: string): string =>
  autostartEntry({ productName: "Acme Phone", summary: "A phone" }, { program: of, args: [] });
const mimeApps = [
  "[Default Applications]",
  "x-scheme-handler/tel=acme-phone-under-test.desktop;other.desktop;",
  "x-scheme-handler/acme=acme-phone-under-test.desktop",
  "text/plain=editor.desktop",
  "",
  "[Added Associations]",
  "x-scheme-handler/tel=other.desktop;acme-phone-under-test.desktop;",
  "# x-scheme-handler/sms=acme-phone-under-test.desktop",
  "x-scheme-handler/sms=my-acme-phone-under-test.desktop;",
  "",
].join("\n");

test.runIf(canOwnEtc())(
  "a package that is removed takes each user's start at login and links along",
  async () => {
    const { put, read, remove } = await createMachine();
    put(".config/autostart/acme-phone-under-test.desktop", autostart(program));
    put(".config/autostart/acme-phone-under-test-work.desktop", autostart(program));
    put(".config/autostart/acme-phone-under-test-pro.desktop", autostart(`${program}-pro`));
    put(".config/autostart/other.desktop", "[Desktop Entry]\n");
    put(".config/mimeapps.list", mimeApps);
    remove("remove");
    expect(read(".config/autostart/acme-phone-under-test.desktop")).toBeNull();
    expect(read(".config/autostart/acme-phone-under-test-work.desktop")).toBeNull();
    expect(read(".config/autostart/acme-phone-under-test-pro.desktop")).toBe(autostart(`${program}-pro`));
    expect(read(".config/autostart/other.desktop")).toBe("[Desktop Entry]\n");
    expect(read(".config/mimeapps.list")).toBe(
      [
        "[Default Applications]",
        "x-scheme-handler/tel=other.desktop;",
        "text/plain=editor.desktop",
        "",
        "[Added Associations]",
        "x-scheme-handler/tel=other.desktop;",
        "# x-scheme-handler/sms=acme-phone-under-test.desktop",
        "x-scheme-handler/sms=my-acme-phone-under-test.desktop;",
        "",
      ].join("\n"),
    );
  },
);

test.runIf(canOwnEtc())("an update, and an AppImage of the same name, keep what the user has", async () => {
  const { put, read, remove } = await createMachine();
  const image = autostart("/home/ann/Acme.AppImage");
  put(".config/autostart/acme-phone-under-test.desktop", autostart(program));
  put(".config/mimeapps.list", mimeApps);
  for (const kept of ["upgrade", "1"]) remove(kept);
  expect(read(".config/autostart/acme-phone-under-test.desktop")).toBe(autostart(program));
  put(".config/autostart/acme-phone-under-test.desktop", image);
  put(".local/share/applications/acme-phone-under-test.desktop", "[Desktop Entry]\n");
  remove("0");
  expect(read(".config/autostart/acme-phone-under-test.desktop")).toBe(image);
  expect(read(".config/mimeapps.list")).toBe(mimeApps);
});

test.runIf(canOwnEtc())("a link in a user's folder leads to nothing that is not the user's", async () => {
  const { put, read, remove, path } = await createMachine();
  const target = join(await createTempFolder(), "mimeapps.list");
  writeFileSync(target, mimeApps, { mode: 0o644 });
  put(".config/empty", "");
  execFileSync("ln", ["-s", target, path(".config/mimeapps.list")]);
  remove("remove");
  expect(readFileSync(target, "utf8")).toBe(mimeApps);
  expect(read(".config/empty")).toBe("");
});

test.runIf(canOwnEtc())("a user without any of it is left alone, and holds nothing up", async () => {
  const { read, remove, put } = await createMachine();
  put("notes.txt", "mine");
  remove("purge");
  expect(read("notes.txt")).toBe("mine");
  expect(read(".config")).toBeNull();
});
