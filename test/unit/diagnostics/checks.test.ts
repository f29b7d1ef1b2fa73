import { describe, expect, test } from "vitest";
import { vaultNotice } from "../../../src/auth/notices.ts";
import {
  keychainAnswer,
  lineAnswer,
  linksAnswer,
  microphoneAnswer,
  networkAnswer,
  phoneAnswer,
  policiesAnswer,
  sessionAnswer,
  settingsFileAnswer,
  signInLinkAnswer,
  speakerAnswer,
  trayAnswer,
  updatesAnswer,
} from "../../../src/diagnostics/checks.ts";
import type { Notice } from "../../../src/ipc/channels.ts";
import type { UpdatesView } from "../../../src/updates/updates-view.ts";

const notice = (severity: Notice["severity"], code = "test/test"): Notice => ({
  code,
  severity,
  title: "Something is so.",
  nextStep: "Do something.",
});
const note = { title: "Something is so.", nextStep: "Do something." };
const signedIn = { state: "signed-in", reason: null, offline: false, warning: null } as const;

describe("the keychain", () => {
  test("is fine where it seals, and fails in the words of its notice where it does not", () => {
    expect(keychainAnswer("sealed-by-keychain").state).toBe("ok");
    for (const state of ["locked", "unavailable", "not-writable"] as const) {
      expect(keychainAnswer(state)).toMatchObject({
        state: "failed",
        notes: [{ title: vaultNotice(state)?.title, nextStep: vaultNotice(state)?.nextStep }],
      });
    }
  });
});

describe("the sign-in", () => {
  test("is fine for who is signed in; a warning and a lost network want a look", () => {
    expect(sessionAnswer(signedIn).state).toBe("ok");
    expect(sessionAnswer({ ...signedIn, offline: true }).state).toBe("attention");
    expect(sessionAnswer({ ...signedIn, warning: notice("warning") })).toEqual({
      state: "attention",
      notes: [note],
      way: null,
    });
  });

  test("that is missing leads to the sign-in page, with its reason", () => {
    for (const state of ["unconfigured", "signed-out", "authorizing", "redeeming"] as const) {
      expect(sessionAnswer({ ...signedIn, state })).toMatchObject({ state: "attention", way: "sign-in" });
    }
    expect(sessionAnswer({ ...signedIn, state: "signed-out", reason: notice("error") })).toEqual({
      state: "failed",
      notes: [note],
      way: "sign-in",
    });
  });
});

describe("phone and line", () => {
  test("the phone works once its dialer is ready", () => {
    expect([phoneAnswer(true, true), phoneAnswer(true, false), phoneAnswer(false, true)]).toMatchObject([
      { state: "ok" },
      { state: "failed" },
      { state: "attention", way: "sign-in" },
    ]);
  });

  test("the line fails with the reason why nobody can call, and offers to reconnect where that is of use", () => {
    expect(lineAnswer({ reachable: true }, false).state).toBe("ok");
    const lost = { reachable: false, because: notice("warning", "unreachable/connection-lost") } as const;
    expect(lineAnswer(lost, true)).toEqual({ state: "failed", notes: [note], way: "reconnect" });
    expect(lineAnswer(lost, false).way).toBeNull();
    const passes = { reachable: false, because: notice("warning", "unreachable/connecting") } as const;
    expect(lineAnswer(passes, false).state).toBe("attention");
  });
});

describe("what is heard and said", () => {
  test.each([
    ["granted", "ok"],
    ["denied", "failed"],
    ["none", "failed"],
    ["not-asked", "attention"],
    ["unknown", "attention"],
  ] as const)("a microphone that is %s is %s", (microphone, state) => {
    const answer = microphoneAnswer(microphone, "linux");
    expect(answer.state).toBe(state);
    expect(answer.way).toBe(state === "ok" ? null : "devices");
  });

  test("speakers are counted, and never named: names of devices have names of people in them", () => {
    expect(speakerAnswer(null)).toMatchObject({ state: "attention", way: "devices" });
    expect(speakerAnswer(0)).toMatchObject({ state: "failed", way: "devices" });
    expect(speakerAnswer(1).notes[0]?.title).toBe("There is a speaker.");
    expect(speakerAnswer(3).notes[0]?.title).toBe("There are 3 speakers.");
  });
});

describe("the system", () => {
  test("says who opens tel: links", () => {
    expect(linksAnswer({ kind: "this" }, "Handset").state).toBe("ok");
    expect(linksAnswer({ kind: "other", name: "Other Phone" }, "Handset")).toMatchObject({
      state: "attention",
      notes: [{ title: "Other Phone opens tel: links." }],
      way: "settings",
    });
    for (const kind of ["nobody", "unknown"] as const) {
      expect(linksAnswer({ kind }, "Handset")).toMatchObject({ state: "attention", way: "settings" });
    }
  });

  test("leads the sign-in back, or an address on this computer does", () => {
    expect([signInLinkAnswer(true, "Handset").state, signInLinkAnswer(false, "Handset").state]).toEqual([
      "ok",
      "attention",
    ]);
  });

  test("shows a tray, or closing quits", () => {
    expect([trayAnswer(true).state, trayAnswer(false).state]).toEqual(["ok", "attention"]);
  });
});

describe("policies and network", () => {
  const managed = { managedBy: "Acme IT", sources: ["/etc/handset/policy.json"], problems: [] };

  test("policies say whose they are and where they come from", () => {
    expect(policiesAnswer({ managedBy: null, sources: [], problems: [] }).notes[0]?.title).toContain(
      "Nothing",
    );
    expect(policiesAnswer(managed).notes[0]?.title).toBe("Managed by Acme IT: /etc/handset/policy.json.");
  });

  test("each of their problems is told", () => {
    const problems = [notice("warning"), { ...notice("warning"), title: "Something else is so." }];
    expect(policiesAnswer({ ...managed, problems })).toEqual({
      state: "failed",
      notes: [note, { ...note, title: "Something else is so." }],
      way: "settings",
    });
  });

  test("a proxy that cannot be set up and a lost network fail; the address of a proxy is not told", () => {
    const proxy = { mode: "fixed", server: "http://proxy.example:8080", bypass: "" } as const;
    expect(networkAnswer(null, false, false).state).toBe("ok");
    expect(networkAnswer(proxy, false, false)).toEqual({
      state: "ok",
      notes: [{ title: "The proxy of a policy is used.", nextStep: "" }],
      way: null,
    });
    expect(networkAnswer(proxy, true, false).state).toBe("failed");
    expect(networkAnswer(proxy, false, true).state).toBe("failed");
  });
});

describe("updates", () => {
  const view = (more: Partial<UpdatesView>): UpdatesView => ({
    state: "idle",
    offered: null,
    percent: null,
    lastChecked: null,
    installsItself: true,
    place: null,
    problem: null,
    ...more,
  });

  test.each(["off", "idle", "checking", "failed", "not-possible-here"] as const)("%s is fine", (state) => {
    expect(updatesAnswer(view({ state })).state).toBe("ok");
  });

  test.each(["available", "downloading", "ready", "installing-at-quit"] as const)(
    "%s wants a look",
    (state) => {
      const answer = updatesAnswer(view({ state, offered: { version: "2.0.0", notes: "" } }));
      expect(answer).toMatchObject({ state: "attention", way: "settings" });
      expect(answer.notes[0]?.title).toContain("2.0.0");
    },
  );

  test("say what went wrong, and what is special about the installation", () => {
    expect(updatesAnswer(view({ problem: notice("warning") })).notes).toEqual([note]);
    expect(updatesAnswer(view({ state: "not-possible-here", place: notice("info") }))).toEqual({
      state: "ok",
      notes: [note],
      way: null,
    });
  });
});

test("a settings file that was set aside is named, the newest one", () => {
  expect(settingsFileAnswer([]).state).toBe("ok");
  const answer = settingsFileAnswer([
    "config.json.set-aside-1700000000002",
    "config.json.set-aside-1700000000001",
  ]);
  expect(answer.state).toBe("attention");
  expect(answer.notes[0]?.title).toContain("set-aside-1700000000002;");
});
