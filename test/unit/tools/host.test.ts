import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decideHost, electronUrl, hostApp, hostLine, installedElectron } from "../../tools/host.ts";
import { root } from "../../tools/repository.ts";

describe("what runs the app", () => {
  const facts = {
    forced: undefined,
    product: null,
    installed: null,
    download: { ok: false, detail: "github.com cannot be reached (ENOTFOUND)" },
    standIn: "/repo/test/electron-on-chromium/electron",
  };

  test("an installed Electron", () => {
    expect(decideHost({ ...facts, installed: "/e/electron" })).toMatchObject({
      kind: "use",
      host: { kind: "electron", executablePath: "/e/electron" },
    });
  });

  test("a downloaded one where the download host answers", () => {
    const download = { ok: true, detail: "github.com has it" };
    expect(decideHost({ ...facts, download })).toEqual({ kind: "download", reason: "github.com has it" });
  });

  test("else the stand-in, with the reason in one line", () => {
    const decision = decideHost(facts);
    expect(decision).toMatchObject({
      kind: "use",
      host: { kind: "chromium", executablePath: facts.standIn },
    });
    expect(decision.kind === "use" && hostLine(decision.host)).toBe(
      "Host: the stand-in for Electron on Chromium, because there is no Electron binary and github.com cannot be reached (ENOTFOUND).",
    );
  });

  test("HANDSET_HOST=chromium goes before an installed Electron", () => {
    expect(decideHost({ ...facts, installed: "/e/electron", forced: "chromium" })).toMatchObject({
      host: { kind: "chromium" },
    });
  });

  test("HANDSET_HOST=electron downloads what is missing without asking first", () => {
    expect(decideHost({ ...facts, forced: "electron" })).toMatchObject({ kind: "download" });
    expect(decideHost({ ...facts, forced: "electron", installed: "/e/electron" })).toMatchObject({
      host: { kind: "electron" },
    });
  });

  test("any other HANDSET_HOST is refused by name", () => {
    expect(decideHost({ ...facts, forced: "Electron" })).toMatchObject({
      kind: "refuse",
      reason: expect.stringContaining('"Electron"'),
    });
  });

  test("HANDSET_APP is a product that needs no app, whatever else there is", () => {
    const product = { kind: "chromium", executablePath: "/p/handset" } as const;
    const decision = decideHost({ ...facts, product, forced: "electron", installed: "/e/electron" });
    expect(decision).toMatchObject({ kind: "use", host: { ...product, packed: true } });
    expect(decision.kind === "use" && hostApp(decision.host)).toEqual([]);
  });

  test("a host that is no product is told which app to run", () => {
    const decision = decideHost({ ...facts, installed: "/e/electron" });
    expect(decision.kind === "use" && hostApp(decision.host)).toEqual([root]);
  });

  test("an empty HANDSET_HOST is none", () => {
    expect(decideHost({ ...facts, forced: "" })).toMatchObject({ host: { kind: "chromium" } });
  });
});

describe("where Electron comes from", () => {
  test("GitHub's releases by default", () => {
    expect(electronUrl({}, "45.4.1", "linux", "x64")).toBe(
      "https://github.com/electron/electron/releases/download/v45.4.1/electron-v45.4.1-linux-x64.zip",
    );
  });

  test("a mirror with its own folder names", () => {
    const env = { ELECTRON_MIRROR: "https://mirror.example/electron/", ELECTRON_CUSTOM_DIR: "{{ version }}" };
    expect(electronUrl(env, "45.4.1", "darwin", "arm64")).toBe(
      "https://mirror.example/electron/45.4.1/electron-v45.4.1-darwin-arm64.zip",
    );
  });

  test("npm's configuration goes before the environment", () => {
    const env = { ELECTRON_MIRROR: "https://a.example/", npm_config_electron_mirror: "https://b.example/" };
    expect(electronUrl(env, "45.4.1", "linux", "x64")).toMatch(/^https:\/\/b\.example\/v45\.4\.1\//);
  });
});

describe("an installed Electron", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "handset-unit-"));
    await mkdir(join(folder, "dist"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  test("is where path.txt says, if it is", async () => {
    expect(installedElectron(folder, {})).toBeNull();
    await writeFile(join(folder, "path.txt"), "electron");
    expect(installedElectron(folder, {})).toBeNull();
    await writeFile(join(folder, "dist/electron"), "");
    expect(installedElectron(folder, {})).toBe(join(folder, "dist/electron"));
  });

  test("is under ELECTRON_OVERRIDE_DIST_PATH, also without path.txt", async () => {
    await writeFile(join(folder, "electron"), "");
    expect(installedElectron("/nowhere", { ELECTRON_OVERRIDE_DIST_PATH: folder })).toBe(
      join(folder, "electron"),
    );
  });
});
