import { describe, expect, test } from "vitest";
import type { Planned } from "../../../src/app/departure.ts";
import type { SessionStatus } from "../../../src/auth/session-status.ts";
import type { WebphoneCall } from "../../../src/calls/call-event.ts";
import { type CallState, nextCallState, noCalls } from "../../../src/calls/call-state.ts";
import { createTrayController } from "../../../src/tray/tray-controller.ts";
import type { TrayEntry, TrayUpdate, TrayView } from "../../../src/tray/tray-model.ts";
import { createFakeScheduler } from "../support/scheduler.ts";
import { webphoneCall } from "../support/webphone-call.ts";

const inbound: WebphoneCall = webphoneCall("a", { session: "s-1", number: "+14155550142", name: "Ada" });

function bench() {
  const scheduler = createFakeScheduler();
  const did: string[] = [];
  const views: TrayView[] = [];
  const world = {
    state: "signed-in" as SessionStatus["state"],
    clipboard: "",
    reads: 0,
    visible: false,
    update: null as TrayUpdate | null,
    planned: null as Planned | null,
  };
  const tray = createTrayController({
    productName: "Handset",
    profile: null,
    session: () => ({
      state: world.state,
      account: null,
      reason: null,
      offline: false,
      endsAt: null,
      warning: null,
    }),
    reachability: () => ({ reachable: true }),
    canReconnect: () => true,
    isPhoneVisible: () => world.visible,
    planned: () => world.planned,
    region: () => "US",
    update: () => world.update,
    scheduler,
    readClipboard: async () => {
      world.reads++;
      if (world.clipboard === "broken") throw new Error("no answer");
      return world.clipboard;
    },
    effects: {
      show: (view) => views.push(view),
      showPhone: () => did.push("show"),
      hidePhone: () => did.push("hide"),
      control: (verb, id) => did.push(`${verb} ${id}`),
      setPresence: ({ userStatus, dndStatus }) => did.push(`${userStatus} ${dndStatus}`),
      call: (number) => did.push(`call ${number}`),
      reconnect: () => did.push("reconnect"),
      showDevices: () => did.push("devices"),
      showSettings: () => did.push("settings"),
      update: (action) => did.push(`${action} update`),
      signOut: () => did.push("sign out"),
      quit: () => did.push("quit"),
      cancelPlanned: () => did.push("cancel planned"),
    },
  });
  let calls: CallState = noCalls;
  const follow = (...events: readonly Parameters<typeof nextCallState>[1][]): void => {
    for (const event of events) {
      calls = nextCallState(calls, event, scheduler.now());
      tray.callsChanged(calls);
    }
  };
  const labels = (entries: readonly TrayEntry[] = views.at(-1)?.menu ?? []): readonly string[] =>
    entries.flatMap((entry) => [
      ...("label" in entry ? [entry.label] : []),
      ...(entry.kind === "menu" ? labels(entry.entries) : []),
    ]);
  const icon = (): string | undefined => views.at(-1)?.icon;
  return { scheduler, did, world, tray, follow, labels, icon };
}

/** Lets promises that are settled already be heard of. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

describe("missed calls", () => {
  test("are counted when more calls have ended since than are remembered", () => {
    const { follow, labels } = bench();
    for (let id = 0; id < 120; id += 1) {
      const call = { ...inbound, id: `c${id}`, session: `s-${id}` };
      follow({ what: "ring", call });
      if (id % 2 === 0) follow({ what: "start", call });
      follow({ what: "end", call });
    }
    expect(labels()).toContain("60 missed calls");
  });

  test("are counted until the phone is looked at", () => {
    const { follow, tray, icon } = bench();
    follow({ what: "ring", call: inbound }, { what: "end", call: inbound });
    expect(icon()).toBe("missed-1");
    const other = { ...inbound, id: "b", session: "s-2" };
    follow({ what: "ring", call: other }, { what: "end", call: other });
    expect(icon()).toBe("missed-2");
    tray.phoneLookedAt();
    expect(icon()).toBe("available");
  });

  test("that turn out to be answered elsewhere are none", () => {
    const { follow, icon } = bench();
    follow({ what: "ring", call: inbound }, { what: "end", call: inbound });
    follow({ what: "session", session: { id: "s-1", answered: true, over: false } });
    expect(icon()).toBe("available");
  });

  test("that are forgotten are counted no longer", () => {
    const { follow, icon, labels } = bench();
    follow({ what: "ring", call: inbound }, { what: "end", call: inbound });
    follow({ what: "forget-ended" });
    expect(icon()).toBe("available");
    expect(labels()).not.toContain("Recent calls");
  });

  test("stay in the list of recent calls, which goes with the account", () => {
    const { follow, tray, labels, world } = bench();
    follow({ what: "ring", call: inbound }, { what: "end", call: inbound });
    tray.phoneLookedAt();
    expect(labels()).toContain("Missed: Ada");
    world.state = "signed-out";
    tray.signedOut();
    expect(labels().join()).not.toContain("Ada");
  });
});

test.each<[string, readonly Parameters<typeof nextCallState>[1][]]>([
  ["Answered: Ada", [{ what: "start", call: inbound }]],
  ["Declined: Ada", [{ what: "declined", id: "a" }]],
  ["Sent on: Ada", [{ what: "end", call: { ...inbound, diverted: true } }]],
  ["Answered elsewhere: Ada", [{ what: "session", session: { id: "s-1", answered: true, over: false } }]],
  ["Missed: Ada", []],
])("a recent call is remembered as it ended: %s", (label, events) => {
  const { follow, labels } = bench();
  follow({ what: "ring", call: inbound }, ...events, { what: "end", call: inbound });
  expect(labels()).toContain(label);
});

test("a call that only another device had was answered elsewhere, or made", () => {
  const { follow, labels } = bench();
  const call = { session: "s-7", direction: "inbound", number: "102", name: null, startedAt: null } as const;
  follow({ what: "account-call", call: { ...call, status: "connected" } }, { what: "account-idle" });
  const made = { ...call, session: "s-8", direction: "outbound", status: "ringing" } as const;
  follow({ what: "account-call", call: made }, { what: "account-idle" });
  expect(labels()).toContain("Answered elsewhere: Extension 102");
  expect(labels()).toContain("Called: Extension 102");
});

test("calls are those of the user's contacts, while they ring and afterwards", () => {
  const { follow, labels } = bench();
  const call = { ...inbound, name: "A LOVELACE", contact: "Ada Lovelace" };
  const other = { ...call, id: "b", session: "s-2" };
  follow({ what: "ring", call }, { what: "ring", call: other });
  expect(labels()).toContain("Answer: Ada Lovelace");
  follow({ what: "end", call });
  expect(labels()).toContain("Missed: Ada Lovelace");
});

describe("the clipboard", () => {
  test("is looked at every two seconds, and a number on it is offered", async () => {
    const { tray, world, labels, did, scheduler } = bench();
    world.clipboard = "+1 415 555 0123";
    tray.watchClipboard(true);
    await settle();
    expect(labels()).toContain("Call +1 415 555 0123");
    tray.act({ do: "call-clipboard" });
    expect(did).toEqual(["call +14155550123"]);
    world.clipboard = "something else";
    scheduler.advance(2_000);
    await settle();
    expect(labels()).not.toContain("Call +1 415 555 0123");
    tray.act({ do: "call-clipboard" });
    expect(did).toHaveLength(1);
  });

  test("is read once where the system says when", async () => {
    const { tray, world, scheduler } = bench();
    tray.watchClipboard(false);
    await settle();
    scheduler.advance(60_000);
    await settle();
    expect(world.reads).toBe(1);
  });

  test("is left alone while nobody is signed in", async () => {
    const { tray, world } = bench();
    world.state = "signed-out";
    tray.watchClipboard(true);
    await settle();
    expect(world.reads).toBe(0);
  });

  test("that does not answer holds no number, and is asked again", async () => {
    const { tray, world, labels, scheduler } = bench();
    world.clipboard = "broken";
    tray.watchClipboard(true);
    await settle();
    world.clipboard = "+1 415 555 0123";
    scheduler.advance(2_000);
    await settle();
    expect(labels()).toContain("Call +1 415 555 0123");
  });
});

test("every choice in the menu does what it says", () => {
  const { tray, did } = bench();
  tray.presenceChanged({ userStatus: "Busy", dndStatus: "TakeDepartmentCallsOnly" });
  tray.act({ do: "show" });
  tray.act({ do: "hide" });
  tray.act({ do: "control", verb: "hold", id: "a" });
  tray.act({ do: "set-presence", choice: "available" });
  tray.act({ do: "set-dnd", dndStatus: "DoNotAcceptAnyCalls" });
  tray.act({ do: "call-back", number: "102" });
  tray.act({ do: "settings" });
  tray.act({ do: "check-updates" });
  tray.act({ do: "install-update" });
  tray.act({ do: "sign-out" });
  tray.act({ do: "quit" });
  tray.act({ do: "cancel-planned" });
  expect(did).toEqual([
    "show",
    "hide",
    "hold a",
    "Available TakeDepartmentCallsOnly",
    "Busy DoNotAcceptAnyCalls",
    "call 102",
    "settings",
    "check update",
    "install update",
    "sign out",
    "quit",
    "cancel planned",
  ]);
});
