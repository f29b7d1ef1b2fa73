import { describe, expect, test } from "vitest";
import type { Notice, SettingsView } from "../../../src/ipc/channels.ts";
import type { ClaimWay } from "../../../src/links/link-registration.ts";
import type { SchemeRow } from "../../../src/links/schemes.ts";
import { noPolicies } from "../../../src/settings/policy-values.ts";
import { defaultSettings, type Settings } from "../../../src/settings/settings.ts";
import { type AccountStatus, createSettingsPage } from "../../../src/settings/settings-page.ts";
import { createSettings } from "../../../src/settings/store.ts";
import { createRecordingLog } from "../support/recording-log.ts";

const nobody: AccountStatus = {
  state: "signed-out",
  account: null,
  reason: null,
  offline: false,
  warning: null,
};
const row: SchemeRow = {
  scheme: "tel",
  own: false,
  claimed: true,
  owner: { kind: "nobody" },
  takenOver: false,
};
const shortcut: SettingsView["shortcuts"][number] = {
  name: "answer",
  setting: "shortcutAnswer",
  keys: "F9",
  state: "active",
  notice: null,
};
const updates: SettingsView["updates"] = {
  state: "idle",
  offered: null,
  percent: null,
  lastChecked: null,
  installsItself: true,
  place: null,
  problem: null,
};
const about: SettingsView["about"] = {
  electron: "45.4.1",
  chromium: "156.0.0",
  node: "24.0.0",
  system: "linux 6.1.0 x64",
  widget: "https://apps.ringcentral.com/integration/ringcentral-embeddable/2.x/app.html",
  support: { website: "https://acme.test/", help: "https://acme.test/help" },
};
const notice = (code: string): Notice => ({ code, severity: "info", title: "It is so.", nextStep: "Go on." });

function createBench(options: { readonly settings?: Partial<Settings>; readonly claimWay?: ClaimWay } = {}) {
  const log = createRecordingLog();
  const world = {
    disk: { ...defaultSettings, ...options.settings } as Settings,
    status: nobody,
    rows: [row],
    looks: 0,
    asked: [] as string[],
    signOutFails: false,
    opens: true,
    retries: 0,
  };
  const views: SettingsView[] = [];
  const settings = createSettings({
    file: {
      read: () => world.disk,
      write: (changes) => {
        world.disk = { ...world.disk, ...changes };
      },
    },
    policy: { values: {}, locked: { clientId: "your organisation" } },
    log,
  });
  const page = createSettingsPage({
    productName: "Acme Phone",
    version: "1.2.3",
    profile: "work",
    dataFolder: "/home/ann/.config/Acme Phone",
    countries: ["DE", "US"],
    policy: () => ({ sources: [], policies: noPolicies, problems: [] }),
    settings,
    registration: {
      claimWay: options.claimWay ?? "here",
      rows: () => world.rows,
      look: async () => {
        world.looks += 1;
      },
      claim: async (scheme) => {
        world.asked.push(`claim ${scheme}`);
        return null;
      },
      release: async (scheme) => {
        world.asked.push(`release ${scheme}`);
        return notice("registration/failed");
      },
    },
    updates: { view: () => updates },
    session: {
      status: () => world.status,
      signOut: async ({ clearData }) => {
        world.asked.push(`sign out ${clearData}`);
        if (world.signOutFails) throw new Error("no");
      },
    },
    integrations: {
      view: () => ({ state: "off", address: null, clients: 0, notice: null }),
      choose: (setting, value) => {
        world.asked.push(`choose ${setting} ${value}`);
        return notice("screen-pop/not-https");
      },
    },
    shortcuts: {
      rows: () => [shortcut],
      choose: (setting, keys) => {
        world.asked.push(`choose ${setting} ${keys}`);
        return notice("shortcut/no-key");
      },
      retry: () => {
        world.retries += 1;
      },
    },
    startAtLogin: {
      look: async () => {
        world.asked.push("look at the start");
      },
      choose: async (on) => {
        world.asked.push(`start at login ${on}`);
        return notice("start-at-login/failed");
      },
    },
    phone: () => ({ reload: "needed", onCall: true }),
    about: () => about,
    log,
    effects: {
      viewChanged: (view) => views.push(view),
      openAddress: async (url) => {
        world.asked.push(url);
        return world.opens;
      },
    },
  });
  return { page, settings, world, views, log };
}

describe("the view", () => {
  test("shows what it is given, and asks the system anew about links", () => {
    const { page, world } = createBench();
    expect(page.view()).toEqual({
      productName: "Acme Phone",
      version: "1.2.3",
      profile: "work",
      dataFolder: "/home/ann/.config/Acme Phone",
      account: { state: "signed-out", label: null, offline: false, notice: null },
      values: defaultSettings,
      locked: { clientId: "your organisation" },
      policy: { managedBy: null, sources: [], problems: [] },
      links: { schemes: [row], claimWay: "here" },
      shortcuts: [shortcut],
      eventStream: { state: "off", address: null, clients: 0, notice: null },
      countries: ["DE", "US"],
      updates,
      numberExample: { national: "(201) 555-0123", international: "+1 201 555 0123" },
      phone: { reload: "needed", onCall: true },
      about,
    });
    expect(world.asked).toEqual(["look at the start"]);
    expect(world.retries).toBe(1);
    expect(world.looks).toBe(1);
    page.refresh();
    expect(world.looks).toBe(2);
  });

  test.each([
    ["unconfigured", "signed-out"],
    ["signed-out", "signed-out"],
    ["authorizing", "signing-in"],
    ["redeeming", "signing-in"],
    ["signed-in", "signed-in"],
  ] as const)("calls a session that is %s %s", (state, shown) => {
    const { page, world } = createBench();
    world.status = { ...nobody, state };
    expect(page.view().account.state).toBe(shown);
  });

  test.each([
    ["16505550100*101", "+1 650 555 0100 ext. 101"],
    ["442079460018", "+44 20 7946 0018"],
    ["somebody", "somebody"],
    ["999*", "999*"],
    ["1*2", "1*2"],
  ])("names the account %s as people read it", (account, label) => {
    const { page, world } = createBench();
    world.status = { ...nobody, state: "signed-in", account };
    expect(page.view().account.label).toBe(label);
  });

  test("says why nobody is signed in, and otherwise what should be seen to", () => {
    const { page, world } = createBench();
    world.status = { ...nobody, reason: notice("session/expired"), warning: notice("session/ends-soon") };
    expect(page.view().account.notice?.code).toBe("session/expired");
    world.status = { ...nobody, warning: notice("session/ends-soon"), offline: true };
    expect(page.view().account).toMatchObject({ notice: { code: "session/ends-soon" }, offline: true });
  });

  test("is sent again after every change of a setting, whoever made it", () => {
    const { page, settings, views } = createBench();
    settings.set({ region: "DE" });
    page.changed();
    expect(views.map((view) => view.values.region)).toEqual(["DE", "DE"]);
  });
});

describe("a request of the page", () => {
  test("changes a setting, or says why not", () => {
    const { page, world } = createBench();
    expect(page.change({ setting: "linkAction", value: "dialer" })).toBeNull();
    expect(world.disk.linkAction).toBe("dialer");
    expect(page.change({ setting: "closeToTray", value: "maybe" })).toMatchObject({
      code: "settings/refused",
    });
  });

  test("lets the system decide about the start at login", async () => {
    const { page, world } = createBench();
    expect(await page.change({ setting: "startAtLogin", value: true })).toMatchObject({
      code: "start-at-login/failed",
    });
    expect(world.asked).toEqual(["start at login true"]);
    expect(page.change({ setting: "startAtLogin", value: "yes" })).toMatchObject({
      code: "settings/refused",
    });
  });

  test("chooses features of the widget, and keeps only what is not the default", () => {
    const { page, world } = createBench();
    expect(page.chooseFeature({ feature: "enableSMSTemplate", value: true })).toBeNull();
    expect(page.chooseFeature({ feature: "defaultCallWith", value: "ringout" })).toBeNull();
    expect(page.chooseFeature({ feature: "disableGlip", value: false })).toBeNull();
    const chosen = { enableSMSTemplate: true, defaultCallWith: "ringout", disableGlip: false };
    expect(world.disk.widgetFeatures).toEqual(chosen);
    for (const [feature, value] of [
      ["prefix", "mine"],
      ["enableSMSTemplate", "1"],
      ["defaultCallWith", "pigeon"],
      ["stylesUri", "http://styles.test/a.css"],
      ["stylesUri", "javascript:alert(1)"],
      ["__proto__", true],
      ["constructor", true],
    ] as const)
      expect(page.chooseFeature({ feature, value }), feature).toMatchObject({ code: "settings/refused" });
    expect(world.disk.widgetFeatures).toEqual(chosen);
    expect(page.chooseFeature({ feature: "disableGlip", value: true })).toBeNull();
    expect(page.chooseFeature({ feature: "stylesUri", value: "https://styles.test/a.css" })).toBeNull();
    expect(world.disk.widgetFeatures).toEqual({
      enableSMSTemplate: true,
      defaultCallWith: "ringout",
      stylesUri: "https://styles.test/a.css",
    });
  });

  test("chooses the keys of a shortcut", async () => {
    const { page, world } = createBench();
    expect(await page.change({ setting: "shortcutHangUp", value: "Ctrl" })).toMatchObject({
      code: "shortcut/no-key",
    });
    expect(world.asked).toEqual(["choose shortcutHangUp Ctrl"]);
    expect(world.disk.shortcutHangUp).toBe("");
  });

  test("has the address of a screen pop and the port of the event stream checked in words", async () => {
    const { page, world } = createBench();
    expect(await page.change({ setting: "screenPopUrl", value: "x" })).toMatchObject({
      code: "screen-pop/not-https",
    });
    page.change({ setting: "eventStreamPort", value: "80" });
    expect(world.asked).toEqual(["choose screenPopUrl x", "choose eventStreamPort 80"]);
    expect(page.change({ setting: "eventStream", value: true })).toBeNull();
    expect(world.disk).toMatchObject({ screenPopUrl: "", eventStreamPort: "18731", eventStream: true });
  });

  test("removes one source from one list", () => {
    const { page, world } = createBench({
      settings: { trustedSources: ["link:tel", "link:sms"], blockedSources: ["link:tel"] },
    });
    expect(page.removeSource({ list: "trustedSources", source: "link:tel" })).toBeNull();
    expect(page.removeSource({ list: "blockedSources", source: "link:other" })).toBeNull();
    expect(world.disk).toMatchObject({ trustedSources: ["link:sms"], blockedSources: ["link:tel"] });
  });

  test("claims and gives back, with the answer passed on", async () => {
    const { page, world } = createBench();
    expect(await page.claim("tel")).toBeNull();
    expect(await page.release("tel")).toMatchObject({ code: "registration/failed" });
    expect(world.asked).toEqual(["claim tel", "release tel"]);
  });

  test("signs out as it is asked to, and says when that failed", async () => {
    const { page, world, log } = createBench();
    expect(await page.signOut({ clearData: true })).toBeNull();
    world.signOutFails = true;
    expect(await page.signOut({ clearData: false })).toMatchObject({ code: "settings/sign-out-failed" });
    expect(world.asked).toEqual(["sign out true", "sign out false"]);
    expect(log.text()).toContain("settings.sign-out-failed");
  });

  test("opens Windows' own list of default apps, there and nowhere else", async () => {
    const windows = createBench({ claimWay: "system-settings" });
    expect(await windows.page.openDefaultApps()).toBeNull();
    expect(windows.world.asked).toEqual(["ms-settings:defaultapps?registeredAppUser=Acme%20Phone"]);
    windows.world.opens = false;
    expect(await windows.page.openDefaultApps()).toMatchObject({ code: "settings/no-default-apps" });
    const linux = createBench();
    expect(await linux.page.openDefaultApps()).toMatchObject({ code: "settings/no-default-apps" });
    expect(linux.world.asked).toEqual([]);
  });
});
