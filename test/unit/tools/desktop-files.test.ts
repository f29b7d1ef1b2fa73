import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  busConfig,
  desktopEntryFile,
  desktopEnvironment,
  launcherScript,
  shellQuote,
} from "../../tools/desktop-files.ts";

describe("the files of a temporary desktop", () => {
  test("a desktop entry names its schemes and its launcher", () => {
    const entry = {
      id: "app.handset.desktop",
      name: "Handset",
      exec: ["/x/handset"],
      schemes: ["tel", "handset"],
    };
    expect(desktopEntryFile(entry, "/d/bin/app.handset.desktop")).toBe(
      [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Handset",
        "Exec=/d/bin/app.handset.desktop %u",
        "Terminal=false",
        "MimeType=x-scheme-handler/tel;x-scheme-handler/handset;",
        "",
      ].join("\n"),
    );
  });

  test.skipIf(process.platform === "win32")("quoting survives a shell", () => {
    const nasty = 'it\'s <$HOME> `id` "x" \\ *';
    expect(execFileSync("/bin/sh", ["-c", `printf %s ${shellQuote(nasty)}`], { encoding: "utf8" })).toBe(
      nasty,
    );
  });

  test("the launcher passes the link on as one argument", () => {
    expect(launcherScript(["/a b/run", "--x"], "/d/log")).toContain(`setsid --fork '/a b/run' '--x' "$@"`);
  });

  test("the bus starts no service on demand", () => {
    expect(busConfig("/d/run/bus")).not.toContain("servicedir");
  });
});

describe("the environment of a temporary desktop", () => {
  test("keeps nothing that leads back to the user's own", () => {
    const outer = {
      PATH: "/bin",
      HOME: "/home/u",
      XDG_CURRENT_DESKTOP: "GNOME",
      GNOME_KEYRING_CONTROL: "/k",
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1/bus",
      ELECTRON_RUN_AS_NODE: "1",
      npm_config_loglevel: "silly",
    };
    const env = desktopEnvironment(outer, "/d");
    expect(env).toMatchObject({
      PATH: "/bin",
      HOME: "/d/home",
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/d/run/bus",
      XDG_CURRENT_DESKTOP: "X-Generic",
    });
    for (const name of ["GNOME_KEYRING_CONTROL", "ELECTRON_RUN_AS_NODE", "npm_config_loglevel"])
      expect(env).not.toHaveProperty(name);
  });

  test("still finds the user's display", () => {
    const outer = {
      HOME: "/home/u",
      DISPLAY: ":0",
      WAYLAND_DISPLAY: "wayland-0",
      XDG_RUNTIME_DIR: "/run/user/1",
    };
    expect(desktopEnvironment(outer, "/d")).toMatchObject({
      DISPLAY: ":0",
      XAUTHORITY: "/home/u/.Xauthority",
      WAYLAND_DISPLAY: "/run/user/1/wayland-0",
      XDG_RUNTIME_DIR: "/d/run",
    });
  });
});
