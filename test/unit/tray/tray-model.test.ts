import { describe, expect, test } from "vitest";
import type { SessionStatus } from "../../../src/auth/session-status.ts";
import type { Presence } from "../../../src/presence/presence.ts";
import type { TrayAction, TrayCall, TrayEntry, TrayFacts } from "../../../src/tray/tray-model.ts";
import { trayView } from "../../../src/tray/tray-model.ts";

const signedIn: SessionStatus = {
  state: "signed-in",
  account: "16505550100*101",
  reason: null,
  offline: false,
  endsAt: null,
  warning: null,
};
const signedOut: SessionStatus = { ...signedIn, state: "signed-out", account: null };
const idle: TrayFacts = {
  productName: "Handset",
  profile: null,
  session: signedIn,
  reachability: { reachable: true },
  canReconnect: false,
  presence: { userStatus: "Available", dndStatus: "TakeAllCalls" },
  calls: [],
  recent: [],
  missed: 0,
  clipboardNumber: null,
  isPhoneVisible: false,
  update: null,
  planned: null,
};
const call = (changes: Partial<TrayCall> = {}): TrayCall => ({
  id: "c1",
  phase: "active",
  direction: "inbound",
  muted: false,
  label: "Ada Lovelace",
  ...changes,
});
const lost = {
  reachable: false,
  because: {
    code: "unreachable/connection-lost",
    severity: "warning",
    title: "You cannot be called: the phone has lost its connection.",
    nextStep: "Wait.",
  },
} as const;

const flat = (entries: readonly TrayEntry[]): readonly TrayEntry[] =>
  entries.flatMap((entry) => (entry.kind === "menu" ? [entry, ...flat(entry.entries)] : [entry]));
const labels = (facts: TrayFacts): readonly string[] =>
  flat(trayView(facts).menu).flatMap((entry) => ("label" in entry ? [entry.label] : []));
const actionOf = (facts: TrayFacts, label: string): TrayAction | undefined =>
  flat(trayView(facts).menu).flatMap((entry) =>
    "action" in entry && entry.label === label ? [entry.action] : [],
  )[0];

describe("the icon", () => {
  const dnd: Presence = { userStatus: "Busy", dndStatus: "DoNotAcceptAnyCalls" };
  test.each<[string, Partial<TrayFacts>, string]>([
    ["signed out", { session: signedOut }, "signed-out"],
    ["signing in", { session: { ...signedOut, state: "redeeming" } }, "signed-out"],
    ["cannot be called", { reachability: lost }, "unavailable"],
    ["available", {}, "available"],
    ["no presence yet", { presence: null }, "available"],
    ["invisible", { presence: { userStatus: "Offline", dndStatus: "TakeAllCalls" } }, "available"],
    ["busy", { presence: { userStatus: "Busy", dndStatus: "TakeAllCalls" } }, "busy"],
    ["do not disturb", { presence: dnd }, "do-not-disturb"],
    ["one missed call", { missed: 1 }, "missed-1"],
    ["many missed calls", { missed: 12 }, "missed-more"],
    ["missed, but cannot be called", { missed: 1, reachability: lost }, "unavailable"],
    ["ringing", { calls: [call({ phase: "ringing" })], presence: dnd }, "ringing"],
    ["ringing during a call", { calls: [call(), call({ id: "c2", phase: "ringing" })] }, "ringing"],
    [
      "the other side's phone rings",
      { calls: [call({ phase: "ringing", direction: "outbound" })] },
      "on-call",
    ],
    ["on a call", { calls: [call()], missed: 2 }, "on-call"],
    ["on hold", { calls: [call({ phase: "held" })] }, "on-call"],
  ])("%s", (_, changes, icon) => {
    expect(trayView({ ...idle, ...changes }).icon).toBe(icon);
  });
});

describe("the tooltip", () => {
  const reason = {
    code: "x",
    severity: "warning",
    title: "The session has ended.",
    nextStep: "Sign in.",
  } as const;
  const warning = { ...reason, title: "You will be signed out tomorrow." };
  test.each<[string, Partial<TrayFacts>, string]>([
    ["who and presence", {}, "Handset: +1 650 555 0100 ext. 101\nAvailable"],
    ["which profile", { profile: "work" }, "Handset (work): +1 650 555 0100 ext. 101\nAvailable"],
    ["why signed out", { session: { ...signedOut, reason } }, "Handset\nThe session has ended."],
    ["signed out", { session: signedOut }, "Handset\nSigned out"],
    [
      "the browser",
      { session: { ...signedOut, state: "authorizing" } },
      "Handset\nSigning in: waiting for the browser",
    ],
    [
      "cannot be called",
      { reachability: lost },
      `Handset: +1 650 555 0100 ext. 101\n${lost.because.title}\nWait.`,
    ],
    [
      "a call",
      { calls: [call({ muted: true })] },
      "Handset: +1 650 555 0100 ext. 101\nOn a call with Ada Lovelace, muted",
    ],
    ["missed", { missed: 2 }, "Handset: +1 650 555 0100 ext. 101\n2 missed calls"],
    [
      "a warning",
      { session: { ...signedIn, warning } },
      "Handset: +1 650 555 0100 ext. 101\nAvailable\nYou will be signed out tomorrow.",
    ],
  ])("%s", (_, changes, tooltip) => {
    expect(trayView({ ...idle, ...changes }).tooltip).toBe(tooltip);
  });
});

describe("the menu", () => {
  test("of an idle phone", () => {
    expect(trayView(idle).menu.map((entry) => ("label" in entry ? entry.label : "-"))).toEqual([
      "Handset: +1 650 555 0100 ext. 101",
      "Available",
      "-",
      "Show",
      "Presence: Available",
      "-",
      "Settings",
      "Sign out",
      "-",
      "Quit",
    ]);
  });

  test("of a signed-out phone offers nothing that needs a session", () => {
    const menu = labels({ ...idle, session: signedOut, clipboardNumber: "+1 415 555 0123" });
    expect(menu).toEqual(["Handset", "Signed out", "Sign in", "Settings", "Quit"]);
  });

  test("hides what is visible", () => {
    expect(actionOf({ ...idle, isPhoneVisible: true }, "Hide")).toEqual({ do: "hide" });
    expect(labels({ ...idle, isPhoneVisible: true })).not.toContain("Show");
  });

  test("calls the number on the clipboard", () => {
    const facts = { ...idle, clipboardNumber: "+1 415 555 0123" };
    expect(actionOf(facts, "Call +1 415 555 0123")).toEqual({ do: "call-clipboard" });
  });

  test.each<[string, TrayCall, readonly string[]]>([
    ["ringing", call({ phase: "ringing" }), ["Answer", "Decline", "Send to voicemail"]],
    ["dialing", call({ phase: "dialing", direction: "outbound" }), ["Hang up"]],
    ["active", call(), ["Hang up", "Hold", "Mute"]],
    ["muted", call({ muted: true }), ["Hang up", "Hold", "Unmute"]],
    ["held", call({ phase: "held" }), ["Hang up", "Resume"]],
  ])("of a phone with a call that is %s", (_, only, verbs) => {
    const menu = labels({ ...idle, calls: [only] });
    expect(menu.slice(2, 2 + verbs.length)).toEqual(verbs);
    expect(menu[2 + verbs.length]).toBe("Show");
  });

  test("names the calls where there are several", () => {
    const facts = { ...idle, calls: [call(), call({ id: "c2", phase: "ringing", label: "Grace" })] };
    expect(actionOf(facts, "Hold: Ada Lovelace")).toEqual({ do: "control", verb: "hold", id: "c1" });
    expect(actionOf(facts, "Answer: Grace")).toEqual({ do: "control", verb: "answer", id: "c2" });
  });

  test("marks the presence that is", () => {
    const presence: Presence = { userStatus: "Busy", dndStatus: "TakeDepartmentCallsOnly" };
    const chosen = flat(trayView({ ...idle, presence }).menu).flatMap((entry) =>
      entry.kind === "choice" && entry.chosen ? [entry.label] : [],
    );
    expect(chosen).toEqual(["Busy", "Only calls to my queues"]);
    expect(actionOf(idle, "Do not disturb")).toEqual({ do: "set-presence", choice: "do-not-disturb" });
    expect(actionOf(idle, "No calls")).toEqual({ do: "set-dnd", dndStatus: "DoNotAcceptAnyCalls" });
  });

  test("calls back, unless the number is withheld", () => {
    const facts: TrayFacts = {
      ...idle,
      recent: [
        { label: "Ada Lovelace", number: "+14155550123", outcome: "missed" },
        { label: "Unknown caller", number: "", outcome: "answered" },
      ],
    };
    expect(actionOf(facts, "Missed: Ada Lovelace")).toEqual({ do: "call-back", number: "+14155550123" });
    expect(actionOf(facts, "Answered: Unknown caller")).toBeUndefined();
    expect(labels(facts)).toContain("Answered: Unknown caller");
  });

  test("keeps the recent calls short", () => {
    const recent = Array.from({ length: 30 }, (_, index) => ({
      label: `Caller ${index}`,
      number: "+14155550123",
      outcome: "made" as const,
    }));
    expect(labels({ ...idle, recent }).filter((label) => label.startsWith("Called: "))).toHaveLength(8);
  });
});

describe("a phone that cannot be called, or not be heard", () => {
  test("says what is being done, and offers not to wait", () => {
    const facts: TrayFacts = { ...idle, reachability: lost, canReconnect: true };
    expect(labels(facts)).toContain("Wait.");
    expect(actionOf(facts, "Reconnect now")).toEqual({ do: "reconnect" });
    expect(labels({ ...facts, canReconnect: false })).not.toContain("Reconnect now");
    // In a call the call is what matters.
    expect(trayView({ ...facts, calls: [call()] }).tooltip).not.toContain("Wait.");
  });

  test("leads to the page of the devices", () => {
    const warning = {
      code: "microphone/none",
      severity: "warning",
      title: "Nobody hears you.",
      nextStep: "",
    } as const;
    const facts: TrayFacts = { ...idle, reachability: { reachable: true, warning } };
    expect(trayView(facts).tooltip).toContain("Nobody hears you.");
    expect(trayView(facts).icon).toBe("available");
    expect(actionOf(facts, "Check microphone and speakers")).toEqual({ do: "devices" });
    expect(labels(idle)).not.toContain("Check microphone and speakers");
  });
});

test.each([
  ["quit", "Quits after the call – Cancel"],
  ["sign-out", "Signs out after the call – Cancel"],
] as const)("what is planned for the end of the call can be taken back: %s", (planned, label) => {
  expect(labels(idle)).not.toContain(label);
  expect(actionOf({ ...idle, calls: [call()], planned }, label)).toEqual({ do: "cancel-planned" });
});
