import type { SessionStatus } from "../../src/auth/session-status.ts";
import { type CallController, createCallController } from "../../src/calls/call-controller.ts";
import { createCallGuard } from "../../src/calls/call-guard.ts";
import { createCallPopup } from "../../src/calls/call-popup.ts";
import { createCallWindow } from "../../src/calls/call-window.ts";
import { keepAwake } from "../../src/calls/keep-awake.ts";
import { followCalls } from "../../src/calls/wiring.ts";
import { createLog } from "../../src/diagnostics/log.ts";
import { createIntegrations } from "../../src/integrations/integrations.ts";
import { createLinkController } from "../../src/links/link-controller.ts";
import { createNotifications } from "../../src/notifications/notifications.ts";
import { createPresenceKeeper } from "../../src/presence/presence-keeper.ts";
import type { Reachability } from "../../src/reachability/reachability.ts";
import { createReachabilityWatch } from "../../src/reachability/reachability-watch.ts";
import { defaultSettings, type Settings } from "../../src/settings/settings.ts";
import { createSettings } from "../../src/settings/store.ts";
import { createTrayController } from "../../src/tray/tray-controller.ts";
import type { TrayView } from "../../src/tray/tray-model.ts";
import { createFeatureReload } from "../../src/widget/feature-reload.ts";
import { routeWidgetMessage } from "../../src/widget/message-router.ts";
import type { WidgetCommand, WidgetMessage } from "../../src/widget/messages.ts";
import { createFakeScheduler, type FakeScheduler } from "../unit/support/scheduler.ts";

export const signedIn: SessionStatus = {
  state: "signed-in",
  account: "16505550100*101",
  reason: null,
  offline: false,
  endsAt: null,
  warning: null,
};

/** More the system does not keep (src/notifications/electron.ts). */
const KEPT_NOTIFICATIONS = 50;

/** What can be seen of Handset from outside. */
function createWorld() {
  return {
    trayView: null as TrayView | null,
    count: 0,
    shown: new Set<string>(),
    pops: 0,
    /** Pages that were left out because too many calls came at once. */
    unpopped: 0,
    tellings: 0,
    popup: [] as readonly string[],
    isWindowUp: false,
    awake: 0,
  };
}

type World = ReturnType<typeof createWorld>;

/** The popup, the call window, the blocker of sleep and the guard, in the order of src/calls/electron.ts. */
function followWithWindows(
  calls: CallController,
  clock: FakeScheduler,
  reachability: () => Reachability,
  world: World,
) {
  const popup = createCallPopup({
    productName: "Handset",
    calls,
    scheduler: clock,
    isOn: () => true,
    answerKeys: () => "",
    reachability,
    effects: {
      show: (view) => {
        world.popup = view.calls.map(({ id }) => id);
      },
      muteRinger: () => {},
      write: () => {},
    },
  });
  const setWindow = (isUp: boolean) => (): void => {
    world.isWindowUp = isUp;
  };
  const callWindow = createCallWindow({
    productName: "Handset",
    calls,
    scheduler: clock,
    isOn: () => true,
    isPhoneFocused: () => false,
    effects: { show: setWindow(true), hide: setWindow(false), close: setWindow(false) },
  });
  calls.onChanged(() => {
    popup.changed();
    callWindow.changed();
  });
  keepAwake(calls, {
    block() {
      world.awake += 1;
      return () => {
        world.awake -= 1;
      };
    },
  });
  const guard = createCallGuard({
    productName: "Handset",
    calls,
    scheduler: clock,
    effects: { show: () => {}, changed: () => {}, close: () => {} },
  });
  return { popup, guard };
}

/**
 * The parts that follow calls, each as it is, built and told in the order in which src/main.ts does that, on a clock, a
 * widget and a system that are played by hand: no windows, no tray, no network.
 */
export function createPlayedPhone(
  widget: (command: WidgetCommand) => void,
  line: { readonly nudge: () => void; readonly reload: () => void },
  random: () => number,
) {
  const clock = createFakeScheduler();
  let disk: Settings = {
    ...defaultSettings,
    dndOnCall: true,
    screenPopUrl: "https://crm.example.com/{number}?id={callId}",
  };
  const world = createWorld();
  const log = createLog((written) => {
    if (written.includes("screen-pop.too-many")) world.unpopped += 1;
  }, clock.now);
  const settings = createSettings({
    file: {
      read: () => disk,
      write: (changes) => {
        disk = { ...disk, ...changes };
      },
    },
    log,
  });
  const calls = createCallController({ scheduler: clock, isSignedIn: () => true, send: widget });
  const { popup, guard } = followWithWindows(calls, clock, () => reachability.now(), world);
  const featureReload = createFeatureReload({
    features: () => settings.get().widgetFeatures,
    isHeld: () => false,
    guard,
    onCall: guard.isBusy,
    reloadPhone: line.reload,
    changed: () => {},
  });
  settings.onChanged(featureReload.look);
  const notifications = createNotifications({
    settings: settings.get,
    popupUp: () => world.popup.length > 0,
    phoneFocused: () => false,
    scheduler: clock,
    effects: {
      show: ({ id }) => {
        world.shown.delete(id);
        world.shown.add(id);
        const [oldest = ""] = world.shown;
        if (world.shown.size > KEPT_NOTIFICATIONS) world.shown.delete(oldest);
      },
      withdraw: (id) => void world.shown.delete(id),
      withdrawAll: () => world.shown.clear(),
      count: (count) => {
        world.count = count;
      },
      openPhone: () => {},
      showSettings: () => {},
      callBack: () => {},
      actOnCall: (id, action) => void calls.control(action, id),
    },
  });
  const links = createLinkController({
    productName: "Handset",
    schemes: { redirectScheme: "x", linkScheme: "handset" },
    region: {
      place: () => ({ country: "US", areaCode: "650" }),
      isKnown: () => true,
      whenKnown: async () => {},
      signedOut: () => {},
    },
    settings,
    onCall: () => calls.state().calls.some(({ where, phase }) => where === "here" && phase !== "ringing"),
    scheduler: clock,
    log,
    effects: {
      deliver: (id) => void clock.after(20, () => links.posted(id)),
      copy: () => {},
      showPhone: () => {},
      showOwnPage: () => {},
      confirm: () => {},
      handleRedirect: () => {},
      heldChanged: () => {},
    },
  });
  const reachability = createReachabilityWatch({
    session: () => signedIn,
    platform: "linux",
    scheduler: clock,
    random,
    log,
    effects: {
      nudge: line.nudge,
      reload: async () => {
        line.reload();
        return true;
      },
    },
    changed: (now) => {
      notifications.reachability(
        now.reachable || now.because.code === "unreachable/connecting" ? null : now.because,
      );
      tray.changed();
      popup.changed();
      integrations.statusChanged();
    },
  });
  const tray = createTrayController({
    productName: "Handset",
    profile: null,
    session: () => signedIn,
    reachability: reachability.now,
    canReconnect: reachability.canReconnect,
    planned: () => null,
    update: () => null,
    isPhoneVisible: () => false,
    region: () => "US",
    scheduler: clock,
    readClipboard: async () => "",
    effects: {
      show: (view) => {
        world.trayView = view;
      },
      showPhone: () => {},
      hidePhone: () => {},
      control: (verb, id) => void calls.control(verb, id),
      setPresence: () => {},
      call: () => {},
      reconnect: reachability.reconnect,
      showDevices: () => {},
      showSettings: () => {},
      update: () => {},
      signOut: () => {},
      quit: () => {},
      cancelPlanned: () => {},
    },
  });
  const presence = createPresenceKeeper({
    settings,
    calls,
    scheduler: clock,
    log,
    effects: {
      set: (wanted) => void clock.after(50, () => hear({ type: "presence", presence: wanted, event: null })),
      idleSeconds: () => 0,
      isLocked: () => false,
      digest: (account) => account,
      recall: () => null,
      remember: () => {},
    },
  });
  const integrations = createIntegrations({
    productName: "Handset",
    appVersion: "0.0.0",
    profile: null,
    settings,
    vault: {
      read: async () => ({ found: false, because: "absent" }),
      write: async () => "memory-only",
      remove: async () => {},
    },
    session: () => signedIn,
    reachability: reachability.now,
    respond: async () => ({ result: "shown" }),
    answered: () => {},
    copy: () => {},
    openBrowser: async () => {
      world.pops += 1;
      return true;
    },
    changed: () => {},
    scheduler: clock,
    log,
  });
  followCalls({ calls, tray, reachability, links, notifications, integrations, featureReload });
  links.setSignedIn(true);
  const hear = (message: WidgetMessage): void => {
    world.tellings += 1;
    routeWidgetMessage(message, {
      session: { handleLoggedIn: () => {}, handleRoute: () => {}, handleSignInWanted: () => {} },
      calls,
      links,
      notifications,
      reachability,
      tray,
      presence,
      integrations,
      dialingRegion: { loggedIn: () => {}, told: () => {} },
      dialerReadyChanged: () => {},
      sideDrawerChanged: () => {},
    });
  };
  return {
    clock,
    calls,
    links,
    reachability,
    guard,
    world,
    hear,
    pageLoads: featureReload.loading,
    reloadState: () => featureReload.view().reload,
    /** The user switches a feature of the phone and has it loaded anew when no call is up. */
    switchFeature(on: boolean): void {
      settings.set({ widgetFeatures: { disableGlip: on } });
      void featureReload.reload("after-call");
    },
    lookAtPhone(): void {
      notifications.phoneFocused();
      tray.phoneLookedAt();
    },
    pageReplaced(): void {
      links.pageReplaced();
      calls.pageGone();
      reachability.pageReplaced();
      presence.pageReplaced();
    },
  };
}
