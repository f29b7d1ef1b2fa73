import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Arch, build, Platform } from "app-builder-lib";
import { installedSchemes } from "../../build/brand-file.ts";
import { metainfoName } from "../../build/packaging.ts";
import { brand } from "../../src/brand.ts";
import { desktopFileName } from "../../src/links/desktop-entry.ts";
import { root } from "../tools/repository.ts";
import { isOnPath } from "../tools/setup.mjs";
import { dist, unpacked } from "./places.ts";

/** What electron-builder would pack, seen just before it calls a tool that has to be downloaded. */
interface Plan {
  readonly desktop: string;
  readonly desktopFileName: string;
  /** fpm's arguments; none for an AppImage. */
  readonly fpm: readonly string[];
  readonly scripts: { readonly afterInstall: string; readonly afterRemove: string };
}

const plans = new Map<string, Plan>();

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  const copy = join(dist, "planned");
  cpSync(unpacked, copy, { recursive: true });
  for (const target of ["deb", "rpm", "AppImage"]) {
    await build({
      targets: Platform.LINUX.createTarget([target], Arch.x64),
      projectDir: root,
      prepackaged: copy,
      config: {
        extends: "electron-builder.yml",
        directories: { app: join(dist, "app"), output: join(dist, "installers") },
      },
      effectiveOptionComputed: async (options: unknown) => {
        plans.set(target, planOf(options));
        return true;
      },
    });
  }
});

for (const target of ["deb", "rpm", "AppImage"])
  test(`the .desktop file of the ${target} is valid and has every scheme`, () => {
    const { desktop, desktopFileName: name } = planned(target);
    expect(name).toBe(`${brand.shortName}.desktop`);
    expect(value(desktop, "Name")).toBe(brand.name);
    const types = (value(desktop, "MimeType") ?? "").split(";").filter((each) => each !== "");
    expect(types.sort()).toEqual(
      installedSchemes(brand)
        .map((each) => `x-scheme-handler/${each}`)
        .sort(),
    );
    expect(types).toContain("x-scheme-handler/tel");
    expect(types).toContain(`x-scheme-handler/${brand.appId}`);
    // No word in front of the link but the program: --no-sandbox would be there.
    expect(value(desktop, "Exec")).toMatch(/^(\/opt\/\S+\/\S+|AppRun) %U$/);
    expect(value(desktop, "StartupWMClass")).toBe(brand.shortName);
    test.skip(
      !isOnPath("desktop-file-validate"),
      "desktop-file-validate (desktop-file-utils) is not installed",
    );
    const file = join(dist, target, name);
    mkdirSync(join(dist, target), { recursive: true });
    writeFileSync(file, desktop);
    expect(run("desktop-file-validate", ["--warn-kde", file])).toBe("");
  });

test("a start finds the package's .desktop file by the name that it looks for", () => {
  expect(desktopFileName(brand.shortName)).toBe(planned("deb").desktopFileName);
});

test("the AppStream metadata is valid and says which links it opens", () => {
  const file = join(dist, "resources", metainfoName(brand.appId));
  const text = readFileSync(file, "utf8");
  for (const scheme of installedSchemes(brand))
    expect(text).toContain(`<mediatype>x-scheme-handler/${scheme}</mediatype>`);
  expect(text).toContain(`<launchable type="desktop-id">${planned("deb").desktopFileName}</launchable>`);
  test.skip(!isOnPath("appstreamcli"), "appstreamcli (appstream) is not installed");
  expect(run("appstreamcli", ["validate", "--no-net", file])).toContain("successful");
});

for (const target of ["deb", "rpm"])
  test(`the ${target} has metadata, icons and scripts that name this product`, () => {
    const { fpm, scripts } = planned(target);
    const name = metainfoName(brand.appId);
    expect(fpm).toContain(`${join(dist, "resources", name)}=/usr/share/metainfo/${name}`);
    const icons = fpm.filter((each) => each.includes("=/usr/share/icons/"));
    expect(icons.map((each) => each.split("=")[1])).toEqual(
      expect.arrayContaining(
        [16, 48, 256, 512].map(
          (size) => `/usr/share/icons/hicolor/${size}x${size}/apps/${brand.shortName}.png`,
        ),
      ),
    );
    expect(icons.every((each) => each.endsWith(".png"))).toBe(true);
    expect(scripts.afterInstall).toContain(`ln -sf '/opt/${brand.name}/${brand.shortName}'`);
    for (const script of Object.values(scripts)) {
      expect(script).not.toContain("$" + "{");
      expect(execFileSync("sh", ["-n"], { input: script, encoding: "utf8" })).toBe("");
    }
  });

test("an update leaves link and schemes, an uninstallation removes them", () => {
  const { afterRemove } = planned("deb").scripts;
  const commands = (argument: string): string =>
    // Every command is printed instead of run; nothing of this machine is touched.
    execFileSync("sh", ["-s", argument], {
      input: `rm() { echo rm "$@"; }\nupdate_desktop_database() { :; }\ncommand() { return 1; }\n${afterRemove}`,
      encoding: "utf8",
    });
  for (const kept of ["upgrade", "1", "failed-upgrade"]) expect(commands(kept)).toBe("");
  for (const removed of ["remove", "purge", "0"])
    expect(commands(removed)).toBe(`rm -f /usr/bin/${brand.shortName}\n`);
});

function planned(target: string): Plan {
  const plan = plans.get(target);
  if (plan === undefined) throw new Error(`electron-builder did not come as far as planning the ${target}`);
  return plan;
}

/** deb and rpm: [fpm's arguments, path of the .desktop file]; AppImage: the texts themselves. */
function planOf(options: unknown): Plan {
  if (!Array.isArray(options)) {
    const { desktop, desktopFileName: name } = options as { desktop: string; desktopFileName: string };
    return { desktop, desktopFileName: name, fpm: [], scripts: { afterInstall: "", afterRemove: "" } };
  }
  const [fpm, desktopFile] = options as [readonly string[], string];
  const script = (name: string): string => readFileSync(fpm[fpm.indexOf(name) + 1] ?? "", "utf8");
  const target = fpm.find((each) => each.startsWith(`${desktopFile}=`));
  return {
    desktop: readFileSync(desktopFile, "utf8"),
    desktopFileName: target?.split("/").at(-1) ?? "",
    fpm,
    scripts: { afterInstall: script("--after-install"), afterRemove: script("--after-remove") },
  };
}

function value(desktop: string, key: string): string | undefined {
  return desktop
    .split("\n")
    .find((line) => line.startsWith(`${key}=`))
    ?.slice(key.length + 1);
}

/** Output and errors together; a failure shows them. */
function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 10_000,
  });
}
