import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type InstallFacts,
  type InstallPlace,
  installPlace,
  placeNotice,
} from "../../../src/updates/install-place.ts";
import { createMemoryFile } from "../../../src/updates/memory-file.ts";
import { releaseNotes } from "../../../src/updates/release-notes.ts";
import { restartArgs } from "../../../src/updates/restart-args.ts";
import {
  afterFailure,
  afterStart,
  emptyMemory,
  parseUpdateMemory,
  verdictOn,
} from "../../../src/updates/update-policy.ts";
import {
  countsAgainstVersion,
  passesSoon,
  problemCode,
  problemNotice,
  type UpdateProblemCode,
} from "../../../src/updates/update-problem.ts";
import { nextUpdateState, type UpdateEvent, type UpdateState } from "../../../src/updates/update-state.ts";
import { isUpdateAction, trayUpdate, type UpdatesView } from "../../../src/updates/updates-view.ts";
import { compareVersions, parseVersion } from "../../../src/updates/version.ts";
import { createRecordingLog } from "../support/recording-log.ts";
import { createTempFolder } from "../support/temp-folder.ts";

describe("versions", () => {
  const compare = (a: string, b: string): number => {
    const [one, other] = [parseVersion(a), parseVersion(b)];
    if (one === null || other === null) throw new Error("no version");
    return Math.sign(compareVersions(one, other));
  };

  test.each([
    ["1.2.3", "1.2.3", 0],
    ["1.2.10", "1.2.9", 1],
    ["2.0.0", "1.99.99", 1],
    ["1.2.3-beta.1", "1.2.3", -1],
    ["1.2.3+build.5", "1.2.3", 0],
  ])("%s against %s", (a, b, expected) => {
    expect(compare(a, b)).toBe(expected);
    expect(compare(b, a)).toBe(expected === 0 ? 0 : -expected);
  });

  test.each(["", "1.2", "v1.2.3", "01.2.3", "1.2.3.4", "1.2.3-", "../1.2.3", "1.2.9999999999", "1.2.3\n"])(
    "%j is none",
    (text) => expect(parseVersion(text)).toBeNull(),
  );

  test("any text is a version or none, and order is order", () => {
    const number = fc.nat({ max: 999 });
    fc.assert(fc.property(fc.string(), (text) => void parseVersion(text)));
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        expect(compare(`${a}.${b}.${c}`, `${a}.${b}.${d}`)).toBe(Math.sign(c - d));
      }),
    );
  });
});

describe("the policy", () => {
  test("a version is left alone after two failures, and only that one", () => {
    const once = afterFailure(emptyMemory, "1.1.0");
    expect(verdictOn("1.1.0", "1.0.0", once)).toBe("newer");
    const twice = afterFailure(once, "1.1.0");
    expect(verdictOn("1.1.0", "1.0.0", twice)).toBe("given-up");
    expect(verdictOn("1.1.1", "1.0.0", twice)).toBe("newer");
  });

  test("a start knows whether the installation worked", () => {
    const begun = { ...emptyMemory, installing: "1.1.0" };
    expect(afterStart(begun, "1.1.0")).toEqual({ memory: emptyMemory, failed: null });
    expect(afterStart(begun, "1.2.0").failed).toBeNull();
    expect(afterStart(begun, "1.0.0")).toEqual({
      memory: { ...emptyMemory, failed: [{ version: "1.1.0", times: 1 }] },
      failed: "1.1.0",
    });
    expect(afterStart(emptyMemory, "1.0.0")).toEqual({ memory: emptyMemory, failed: null });
  });

  test("what is remembered survives the disk, and a broken file is none", async () => {
    const path = join(await createTempFolder(), "updates.json");
    const log = createRecordingLog();
    const file = createMemoryFile(path, log);
    expect(file.read()).toEqual(emptyMemory);
    expect(log.lines).toEqual([]);
    const memory = { ...afterFailure(emptyMemory, "1.1.0"), lastChecked: 5, installing: "1.1.0" };
    file.write(memory);
    expect(file.read()).toEqual(memory);
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual(memory);
    await writeFile(path, "{");
    expect(file.read()).toEqual(emptyMemory);
    expect(log.text()).toContain("memory-unreadable");
    const blocked = createMemoryFile(join(path, "below"), log);
    blocked.write(memory);
    expect(log.text()).toContain("memory-not-saved");
    await mkdir(`${path}-folder`);
    expect(createMemoryFile(`${path}-folder`, log).read()).toEqual(emptyMemory);
  });

  test("any JSON is such a memory or none", () => {
    fc.assert(fc.property(fc.json(), (text) => void parseUpdateMemory(text)));
    expect(
      parseUpdateMemory('{"failed":[{"version":"1","times":1},{"version":2},null],"installing":3}'),
    ).toEqual({
      failed: [{ version: "1", times: 1 }],
      installing: null,
      lastChecked: null,
    });
  });
});

describe("the state", () => {
  const update = { version: "1.1.0", notes: "" };
  const problem = { code: "corrupt", version: "1.1.0" } as const;
  const events: readonly UpdateEvent[] = [
    { kind: "switched", on: true },
    { kind: "switched", on: false },
    { kind: "check-started" },
    { kind: "found", update },
    { kind: "nothing-newer" },
    { kind: "not-reached" },
    { kind: "check-failed", problem },
    { kind: "download-started" },
    { kind: "progress", percent: 41.7 },
    { kind: "downloaded" },
    { kind: "download-failed", problem },
    { kind: "install-asked" },
    { kind: "install-put-off" },
    { kind: "install-failed", problem },
  ];
  const stateAfter = (...kinds: readonly UpdateEvent["kind"][]): UpdateState =>
    kinds.reduce<UpdateState>(
      (state, kind) =>
        nextUpdateState(
          state,
          events.find((event) => event.kind === kind) ?? events[0] ?? { kind: "check-started" },
        ),
      { state: "off" },
    );

  test("goes its way", () => {
    expect(stateAfter("switched")).toEqual({ state: "idle" });
    expect(stateAfter("switched", "check-started", "found")).toEqual({ state: "available", update });
    const downloading = ["switched", "check-started", "found", "download-started"] as const;
    expect(stateAfter(...downloading, "progress")).toEqual({ state: "downloading", update, percent: 41 });
    expect(stateAfter(...downloading, "downloaded", "install-asked").state).toBe("installing-at-quit");
    expect(stateAfter(...downloading, "downloaded", "install-asked", "install-put-off").state).toBe("ready");
    expect(stateAfter(...downloading, "download-failed")).toEqual({ state: "failed", update, problem });
    // What is known stays known while nobody answers.
    expect(stateAfter("switched", "check-started", "found", "check-started", "not-reached")).toEqual({
      state: "available",
      update,
    });
  });

  test("nothing is ever ready that was not downloaded, whatever comes in which order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (sequence) => {
        let state: UpdateState = { state: "off" };
        for (const event of sequence) {
          const before = state;
          state = nextUpdateState(state, event);
          if (state.state === "ready" && before.state !== "ready")
            expect([before.state, event.kind]).toBeOneOf([
              ["downloading", "downloaded"],
              ["installing-at-quit", "install-put-off"],
            ]);
        }
      }),
    );
  });

  test("where it is not possible nothing changes", () => {
    const none: UpdateState = { state: "not-possible-here" };
    for (const event of events) expect(nextUpdateState(none, event)).toBe(none);
  });
});

describe("how an installation is kept up to date", () => {
  const server = "provider: generic\nurl: https://updates.acme.test/stable/\n";
  const appImage: InstallFacts = {
    platform: "linux",
    isPackaged: true,
    updateConfig: server,
    packageType: null,
    appImage: { replaceable: true },
    fromStore: false,
    hasUninstaller: false,
    forEverybody: false,
    inApplications: false,
  };
  const windows: InstallFacts = {
    ...appImage,
    platform: "win32",
    appImage: null,
    hasUninstaller: true,
    updateConfig: `${server}publisherName:\n  - Acme\n`,
  };
  const mac: InstallFacts = { ...appImage, platform: "darwin", appImage: null, inApplications: true };
  const itself = (asksAdmin: boolean): InstallPlace => ({ way: "itself", asksAdmin });

  test.each<readonly [string, InstallFacts, InstallPlace]>([
    ["an AppImage", appImage, itself(false)],
    [
      "an AppImage that cannot be replaced",
      { ...appImage, appImage: { replaceable: false } },
      { way: "told", because: "read-only" },
    ],
    ["a deb", { ...appImage, appImage: null, packageType: "deb" }, { way: "told", because: "package" }],
    ["an unpacked folder", { ...appImage, appImage: null }, { way: "none", because: "not-installed" }],
    ["a checkout", { ...appImage, isPackaged: false }, { way: "none", because: "not-installed" }],
    ["a snap", { ...appImage, fromStore: true }, { way: "none", because: "store" }],
    ["a build without a server", { ...appImage, updateConfig: null }, { way: "none", because: "no-server" }],
    [
      "a server in clear",
      { ...appImage, updateConfig: "url: http://a.test/" },
      { way: "none", because: "no-server" },
    ],
    ["NSIS for one user", windows, itself(false)],
    ["NSIS for everybody", { ...windows, forEverybody: true }, itself(true)],
    [
      "an MSI",
      { ...windows, hasUninstaller: false, forEverybody: true },
      { way: "told", because: "administrator" },
    ],
    [
      "Windows without a signature",
      { ...windows, updateConfig: server },
      { way: "none", because: "unsigned" },
    ],
    ["a Mac's applications", mac, itself(false)],
    ["a disk image", { ...mac, inApplications: false }, { way: "told", because: "not-in-applications" }],
    ["another system", { ...appImage, platform: "freebsd" }, { way: "none", because: "not-installed" }],
  ])("%s", (_, facts, expected) => {
    expect(installPlace(facts)).toEqual(expected);
  });
});

describe("what is said of an installation", () => {
  const said = (place: InstallPlace): readonly (string | undefined)[] => {
    const notice = placeNotice(place, "Acme Phone", "https://acme.test/");
    return [notice?.title, notice?.nextStep];
  };
  const told = (because: Extract<InstallPlace, { way: "told" }>["because"]) => said({ way: "told", because });
  const none = (because: Extract<InstallPlace, { way: "none" }>["because"]) => said({ way: "none", because });

  test("a deb or rpm: who installed it, who says that there is a new version, and who installs that", () => {
    expect(told("package")).toEqual([
      "Acme Phone was installed by this system’s package manager.",
      "Acme Phone says when there is a new version. Install it with the package manager, or get it from https://acme.test/.",
    ]);
  });

  test("an AppImage that cannot be replaced: why, where the new one is, and what would help", () => {
    expect(told("read-only")).toEqual([
      "The file that Acme Phone runs from cannot be changed by you.",
      "Acme Phone says when there is a new version. Get it from https://acme.test/, or move the AppImage into a folder of your own.",
    ]);
  });

  test("an MSI, a disk image, and Windows for everybody", () => {
    expect(told("administrator")).toEqual([
      "Acme Phone was installed by your administrator.",
      "Acme Phone says when there is a new version; your administrator installs it.",
    ]);
    expect(told("not-in-applications")).toEqual([
      "Acme Phone is not in the Applications folder.",
      "Acme Phone says when there is a new version. Move it into Applications and start it there, and it installs it itself.",
    ]);
    expect(said({ way: "itself", asksAdmin: true })).toEqual([
      "Acme Phone is installed for everybody on this computer.",
      "When a new version is installed, Windows asks for an administrator.",
    ]);
  });

  test("where nothing is looked for, it says so and where new versions are", () => {
    expect(none("no-server")).toEqual([
      "This build has no update server.",
      "New versions are at https://acme.test/.",
    ]);
    expect(none("not-installed")).toEqual([
      "Acme Phone runs from a folder and is not installed.",
      "It cannot be updated there. New versions are at https://acme.test/.",
    ]);
    expect(none("unsigned")).toEqual([
      "This build is not signed by its publisher, so a new version could not be told from a forged one.",
      "Get new versions from https://acme.test/ yourself.",
    ]);
    expect(none("store")).toEqual([
      "Acme Phone was installed from a store.",
      "The store brings new versions.",
    ]);
  });

  test("one that Handset keeps up to date by itself: nothing", () => {
    expect(placeNotice({ way: "itself", asksAdmin: false }, "Acme Phone", "https://acme.test/")).toBeNull();
  });
});

describe("what went wrong", () => {
  const error = (message: string, code?: string): Error => Object.assign(new Error(message), { code });

  test.each<readonly [Error, UpdateProblemCode]>([
    [error("net::ERR_INTERNET_DISCONNECTED"), "offline"],
    [error("Request has been aborted by the server"), "offline"],
    [error("net::ERR_CERT_AUTHORITY_INVALID"), "server"],
    [error("503 Busy\nmore", "HTTP_ERROR_503"), "server"],
    [error('Cannot download "https://a.test/b", status 502: Bad gateway'), "server"],
    [error('Cannot download "https://a.test/b", status 404: Not found'), "feed"],
    [error("sha512 checksum mismatch", "ERR_CHECKSUM_MISMATCH"), "corrupt"],
    [error("not signed", "ERR_UPDATER_INVALID_SIGNATURE"), "signature"],
    [error("Could not get code signature for running application"), "signature"],
    [error("ENOSPC: no space left", "ENOSPC"), "disk"],
    [error("What?"), "unknown"],
  ])("%s", (cause, code) => {
    expect(problemCode(cause)).toBe(code);
    const notice = problemNotice({ code, version: "1.1.0" }, "Acme Phone", "https://acme.test/");
    expect(notice.title).toMatch(/\.$/);
    expect(notice.nextStep).toMatch(/\.$/);
  });

  test("only what is the file's own counts against a version; disk, network and server do not", () => {
    const all = ["offline", "server", "feed", "corrupt", "signature", "disk", "install", "unknown"] as const;
    expect(all.filter(countsAgainstVersion)).toEqual(["corrupt", "signature", "install"]);
    expect(all.filter(passesSoon)).toEqual(["offline", "server"]);
    expect(problemCode(null)).toBe("unknown");
  });
});

test("release notes are plain text, whatever they came as", () => {
  expect(releaseNotes("<h1>New</h1><ul><li>One</li><li>Two</li></ul>")).toBe("New\nOne\nTwo");
  expect(releaseNotes("a\u202eb\u0007c\r\nd\te")).toBe("abc\nd\te");
  expect(releaseNotes([{ version: "1.1.0", note: "Newer" }, { version: "1.0.1", note: null }, 7])).toBe(
    "1.1.0\nNewer\n\n1.0.1",
  );
  expect(releaseNotes(undefined)).toBe("");
  expect(releaseNotes("x".repeat(9_000))).toHaveLength(4_001);
  fc.assert(fc.property(fc.anything(), (value) => void releaseNotes(value)));
});

test("a restart keeps the command line, without a link and what stands behind it", () => {
  const argv = ["/opt/acme", "--profile=work", "tel:1", "--data-dir=/evil"];
  expect(restartArgs(argv, "tel:1")).toEqual(["--profile=work"]);
  expect(restartArgs(argv.slice(0, 2), null)).toEqual(["--profile=work"]);
});

test("the tray offers what can be done", () => {
  const view: UpdatesView = {
    state: "idle",
    offered: null,
    percent: null,
    lastChecked: null,
    installsItself: true,
    place: null,
    problem: null,
  };
  expect(trayUpdate(view)).toEqual({ ready: null });
  expect(trayUpdate({ ...view, state: "ready", offered: { version: "1.1.0", notes: "" } })).toEqual({
    ready: "1.1.0",
  });
  expect(trayUpdate({ ...view, state: "off" })).toBeNull();
  expect(trayUpdate({ ...view, state: "not-possible-here" })).toBeNull();
  expect([isUpdateAction("install"), isUpdateAction("format"), isUpdateAction(null)]).toEqual([
    true,
    false,
    false,
  ]);
});
