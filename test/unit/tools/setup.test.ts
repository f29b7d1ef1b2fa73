import { describe, expect, test } from "vitest";
import {
  desktopPackages,
  isDebianLike,
  missingPackages,
  modulesProblem,
  nodeProblem,
  planPackages,
} from "../../tools/setup.mjs";

describe("the Node version", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("%s is enough", (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  test.each(["18.20.4", "20.18.3", "12.0.0"])("%s is too old, and the sentence says so", (version) => {
    expect(nodeProblem(version)).toContain(`this is Node ${version}`);
  });
});

describe("whether npm ci has to run", () => {
  const lock = (packages: Record<string, unknown>): string => JSON.stringify({ packages });
  const one = { version: "1.0.0", integrity: "sha512-a" };
  const root = { name: "handset", version: "0.1.0" };

  test("not when every package is there, whatever the root entry says", () => {
    expect(
      modulesProblem(lock({ "": root, "node_modules/a": one }), lock({ "node_modules/a": one })),
    ).toBeNull();
  });

  test("not for a missing package of another platform", () => {
    const wanted = lock({ "": root, "node_modules/a": one, "node_modules/mac": { ...one, optional: true } });
    expect(modulesProblem(wanted, lock({ "node_modules/a": one }))).toBeNull();
  });

  test("without node_modules", () => {
    expect(modulesProblem(lock({}), null)).toContain("missing");
  });

  test("when a package is missing, of another version, of other content, or no longer wanted", () => {
    const wanted = lock({ "node_modules/a": one });
    expect(modulesProblem(wanted, lock({}))).toContain("node_modules/a is missing");
    expect(modulesProblem(wanted, lock({ "node_modules/a": { ...one, version: "1.0.1" } }))).toContain(
      "not the version",
    );
    expect(modulesProblem(wanted, lock({ "node_modules/a": { ...one, integrity: "sha512-b" } }))).toContain(
      "not the version",
    );
    expect(modulesProblem(wanted, lock({ "node_modules/a": one, "node_modules/b": one }))).toContain(
      "node_modules/b is not in",
    );
  });

  test("when an optional package is of another version", () => {
    const wanted = lock({ "node_modules/a": { ...one, optional: true } });
    expect(modulesProblem(wanted, lock({ "node_modules/a": { ...one, version: "2.0.0" } }))).toContain(
      "not the version",
    );
  });

  test("when the record of what is installed was cut short", () => {
    expect(modulesProblem(lock({}), '{"packages": {')).toContain("cannot be read");
  });
});

describe("the programs of the test desktop", () => {
  const missing = missingPackages(
    desktopPackages,
    (program) => program !== "Xvfb" && program !== "secret-tool",
  );

  test("are told apart by their executables", () => {
    expect(missing.map(({ name }) => name)).toEqual(["xvfb", "libsecret-tools"]);
  });

  test("are installed for root on Debian", () => {
    expect(planPackages({ platform: "linux", root: true, debian: true, missing })).toEqual({
      kind: "install",
      names: ["xvfb", "libsecret-tools"],
    });
  });

  test("are named with the command to type for anybody else", () => {
    const plan = planPackages({ platform: "linux", root: false, debian: true, missing });
    expect(plan).toMatchObject({
      kind: "tell",
      message: expect.stringContaining("sudo apt-get install --no-install-recommends xvfb libsecret-tools"),
    });
  });

  test("are named on another Linux, where nothing is installed even for root", () => {
    const plan = planPackages({ platform: "linux", root: true, debian: false, missing });
    expect(plan).toMatchObject({
      kind: "tell",
      message: expect.stringContaining("Not installed: Xvfb, secret-tool."),
    });
  });

  test.each(["darwin", "win32"] as const)("are not needed on %s", (platform) => {
    expect(planPackages({ platform, root: false, debian: false, missing })).toEqual({ kind: "nothing" });
  });

  test("that tests can do without are installed for root, and asked of nobody else", () => {
    const optional = missingPackages(desktopPackages, (program) => program !== "appstreamcli");
    const facts = { platform: "linux", debian: true, missing: optional } as const;
    expect(planPackages({ ...facts, root: true })).toEqual({ kind: "install", names: ["appstream"] });
    expect(planPackages({ ...facts, root: false })).toEqual({ kind: "nothing" });
    const both = { ...facts, root: false, missing: [...missing, ...optional] };
    expect(planPackages(both)).toMatchObject({
      kind: "tell",
      message: expect.not.stringContaining("appstream"),
    });
  });

  test("nothing missing, nothing to do", () => {
    expect(planPackages({ platform: "linux", root: false, debian: true, missing: [] })).toEqual({
      kind: "nothing",
    });
  });
});

describe("/etc/os-release", () => {
  test.each([
    "ID=debian\n",
    'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
    'ID=linuxmint\nID_LIKE="ubuntu debian"\n',
  ])("%j takes apt-get", (text) => {
    expect(isDebianLike(text)).toBe(true);
  });

  test.each(["ID=fedora\n", 'ID=arch\nHOME_URL="https://debian.example"\n', ""])("%j does not", (text) => {
    expect(isDebianLike(text)).toBe(false);
  });
});
