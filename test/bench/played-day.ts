import type { SessionStatus } from "../../src/auth/session-status.ts";
import { createCallController } from "../../src/calls/call-controller.ts";
import type { CallEvent, WebphoneCall } from "../../src/calls/call-event.ts";
import { createLog } from "../../src/diagnostics/log.ts";
import { createIntegrations } from "../../src/integrations/integrations.ts";
import { createLinkController } from "../../src/links/link-controller.ts";
import { createNotifications } from "../../src/notifications/notifications.ts";
import { createPresenceKeeper } from "../../src/presence/presence-keeper.ts";
import { createReachabilityWatch } from "../../src/reachability/reachability-watch.ts";
import { defaultSettings, type Settings } from "../../src/settings/settings.ts";
import { createSettings } from "../../src/settings/store.ts";
import { createTrayController } from "../../src/tray/tray-controller.ts";
import type { TrayView } from "../../src/tray/tray-model.ts";
import { routeWidgetMessage } from "../../src/widget/message-router.ts";
import type { WidgetCommand, WidgetMessage } from "../../src/widget/messages.ts";
import { createFakeScheduler, settled } from "../unit/support/scheduler.ts";

const signedIn: SessionStatus = {
  state: "signed-in",
  account: "16505550100*101",
  reason: null,
  offline: false,
  endsAt: null,
  warning: null,
};

/** Every part that follows calls, wired as src/main.ts wires them, on a clock and a widget that are played by hand. */
function createPlayedPhone(
  widget: (command: WidgetCommand) => void,
  line: { readonly nudge: () => void; readonly reload: () => Promise<boolean> },
  random: () => number,
) {
  const clock = createFakeScheduler();
  let disk: Settings = {
    ...defaultSettings,
    dndOnCall: true,
    screenPopUrl: "https://crm.example.com/{number}?id={callId}",
  };
  const log = createLog(() => {}, clock.now);
  const settings = createSettings({
    file: {
      read: () => disk,
      write: (changes) => {
        disk = { ...disk, ...changes };
      },
    },
    log,
  });
  const world = {
    trayView: null as TrayView | null,
    count: 0,
    shown: new Set<string>(),
    pops: 0,
    tellings: 0,
  };
  const calls = createCallController({ scheduler: clock, isSignedIn: () => true, send: widget });
  const notifications = createNotifications({
    settings: settings.get,
    popupUp: () => false,
    phoneFocused: () => false,
    scheduler: clock,
    effects: {
      show: ({ id }) => void world.shown.add(id),
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
    effects: line,
    changed: (now) => {
      notifications.reachability(
        now.reachable || now.because.code === "unreachable/connecting" ? null : now.because,
      );
      tray.changed();
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
  calls.onChanged(tray.callsChanged);
  calls.onChanged(reachability.callsChanged);
  calls.onChanged(links.callsChanged);
  calls.onChanged(notifications.callsChanged);
  calls.onChanged((state) => integrations.callsChanged(state));
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
    world,
    hear,
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

export interface DayOptions {
  readonly calls: number;
  readonly sleeps: number;
  readonly reloads: number;
  readonly seed: number;
  /** Called with the share of the day that is over, now and then. */
  readonly sample?: (share: number) => void;
}

export interface DayResult {
  /** What is wrong at the end or was on the way; empty when all is well. */
  readonly wrong: readonly string[];
  readonly missed: number;
  readonly pops: number;
  readonly tellings: number;
}

type Fate = "answered" | "missed" | "declined" | "elsewhere";

interface PlayedCall {
  readonly id: string;
  readonly direction: "inbound" | "outbound";
  readonly fate: Fate;
  phase: "ringing" | "up" | "held" | "over";
  startedAt: number | null;
  /** Handset has been told of it, and of its page since. */
  known: boolean;
  declined: boolean;
  elsewhereTold: boolean;
}

const DAY_MS = 24 * 60 * 60_000;
const RELOAD_MS = 3_000;
const SAMPLES = 50;

/** Plays a day of calls, sleeps and reloads, and compares what Handset says with what happened. */
export async function playDay(options: DayOptions): Promise<DayResult> {
  const random = seeded(options.seed);
  const live = new Map<string, PlayedCall>();
  const wrong: string[] = [];
  let expected = 0;
  let missedInAll = 0;
  let isAwake = true;
  let pagesGone = 0;
  const hears = (): boolean => isAwake && pagesGone === 0;

  const phone = createPlayedPhone(
    (command) => {
      if (command.type === "rc-adapter-webphone-sessions-sync") {
        if (hears()) phone.clock.after(5, sync);
      } else if (command.type === "rc-adapter-control-call" && command.callAction === "reject") {
        const call = live.get(command.callId ?? "");
        if (call !== undefined) end(call);
      }
    },
    {
      nudge: () => {
        if (hears()) phone.clock.after(50, () => phone.reachability.lineChecked("alive"));
      },
      reload: async () => {
        reload();
        return true;
      },
    },
    random,
  );
  const { clock, hear } = phone;
  const start = clock.now();

  const told = (call: PlayedCall): WebphoneCall => ({
    id: call.id,
    session: `s-${call.id}`,
    direction: call.direction,
    number: `+1415555${String(Number(call.id) % 10_000).padStart(4, "0")}`,
    name: Number(call.id) % 3 === 0 ? `Caller ${call.id}` : null,
    queue: Number(call.id) % 5 === 0 ? "Sales" : null,
    status: call.phase === "ringing" ? "connecting" : call.phase === "over" ? "over" : "connected",
    held: call.phase === "held",
    muted: false,
    startedAt: call.startedAt,
    diverted: false,
  });
  const tell = (
    what: Exclude<
      CallEvent["what"],
      "sync" | "account-call" | "account-idle" | "session" | "declined" | "page-gone"
    >,
    call: PlayedCall,
  ): void => {
    if (!hears()) return;
    call.known = true;
    hear({ type: "call", event: { what, call: told(call) } });
    // The widget says many things twice.
    if (random() < 0.3) hear({ type: "call", event: { what, call: told(call) } });
  };
  const countMissed = (call: PlayedCall): void => {
    const isMissed =
      call.direction === "inbound" && call.startedAt === null && !call.declined && !call.elsewhereTold;
    if (!isMissed) return;
    expected += 1;
    missedInAll += 1;
  };
  /** What Handset finds out when it may ask again: calls that it knew and that are gone. */
  const gone: PlayedCall[] = [];
  const sync = (): void => {
    if (!hears()) return;
    for (const call of gone.splice(0)) if (call.known) countMissed(call);
    for (const call of live.values()) call.known = true;
    hear({ type: "call", event: { what: "sync", calls: [...live.values()].map(told) } });
  };
  const end = (call: PlayedCall): void => {
    if (call.phase === "over") return;
    call.phase = "over";
    live.delete(call.id);
    if (hears()) {
      countMissed(call);
      tell("end", call);
    } else gone.push(call);
  };
  const connect = (): void => {
    if (!hears()) return;
    hear({ type: "webphone-connection", connection: "connecting" });
    hear({ type: "webphone-connection", connection: "connected" });
  };
  const boot = (): void => {
    hear({ type: "login-status", loggedIn: false, loginNumber: null, country: null, fresh: false });
    hear({
      type: "login-status",
      loggedIn: true,
      loginNumber: signedIn.account,
      country: "US",
      fresh: false,
    });
    hear({ type: "dialer-status", ready: true });
    hear({ type: "presence", presence: { userStatus: "Available", dndStatus: "TakeAllCalls" }, event: null });
    connect();
  };
  const reload = (): void => {
    if (!isAwake) return;
    pagesGone += 1;
    for (const call of live.values()) call.known = false;
    for (const call of gone) call.known = false;
    phone.pageReplaced();
    clock.after(RELOAD_MS, () => {
      pagesGone -= 1;
      if (hears()) boot();
    });
  };
  const sleep = (ms: number): void => {
    if (!isAwake || pagesGone > 0) return;
    isAwake = false;
    phone.reachability.suspended();
    hear({ type: "webphone-connection", connection: "lost" });
    clock.after(ms, () => {
      isAwake = true;
      phone.reachability.resumed();
      connect();
    });
  };
  const begin = (id: number): void => {
    const isInbound = random() < 0.7;
    const dice = random();
    const fate: Fate =
      dice < 0.55 ? "answered" : dice < 0.8 ? "missed" : dice < 0.9 ? "declined" : "elsewhere";
    const call: PlayedCall = {
      id: String(id),
      direction: isInbound ? "inbound" : "outbound",
      fate: isInbound ? fate : "answered",
      phase: "ringing",
      startedAt: null,
      known: false,
      declined: false,
      elsewhereTold: false,
    };
    if (!isInbound && !hears()) return; // Nobody is there to make it.
    if (!isInbound) {
      const written = `650555${String(1000 + (id % 9000))}`;
      void phone.links.request({ kind: "call", written, text: null, source: { kind: "clipboard" } });
    }
    live.set(call.id, call);
    tell(isInbound ? "ring" : "init", call);
    const ringMs = 3_000 + random() * 17_000;
    clock.after(ringMs, () => settle(call));
  };
  const settle = (call: PlayedCall): void => {
    if (call.phase !== "ringing") return;
    // Whoever sleeps, or has no page, does nothing; the call rings out.
    if (!hears() || call.fate === "missed") {
      end(call);
      return;
    }
    if (call.fate === "declined") {
      call.declined = phone.calls.control("decline", call.id).ok;
      end(call);
      return;
    }
    if (call.fate === "elsewhere") {
      call.elsewhereTold = true;
      hear({
        type: "call",
        event: { what: "session", session: { id: `s-${call.id}`, answered: true, over: false } },
      });
      end(call);
      return;
    }
    call.phase = "up";
    call.startedAt = clock.now();
    tell("start", call);
    const talkMs = 10_000 + random() * 120_000;
    if (random() < 0.3)
      clock.after(talkMs / 3, () => {
        if (call.phase !== "up" || !hears()) return;
        call.phase = "held";
        tell("hold", call);
      });
    clock.after(talkMs, () => end(call));
  };
  const compare = (when: string): void => {
    if (!hears() || live.size > 0 || gone.length > 0) return;
    const ghosts = phone.calls.state().calls.map(({ id }) => id);
    if (ghosts.length > 0) wrong.push(`${when}: ghost calls ${ghosts.join(" ")}`);
  };

  boot();
  const events: { readonly at: number; readonly play: () => void }[] = [];
  for (let id = 1; id <= options.calls; id += 1)
    events.push({ at: random() * DAY_MS, play: () => begin(id) });
  for (let index = 0; index < options.sleeps; index += 1)
    events.push({ at: random() * DAY_MS, play: () => sleep(5_000 + random() * 60_000) });
  for (let index = 0; index < options.reloads; index += 1)
    events.push({ at: random() * DAY_MS, play: reload });
  // Looked at twice only, so that more calls are missed in between than the call state remembers.
  for (const share of [0.3, 0.6])
    events.push({
      at: share * DAY_MS,
      play: () => {
        phone.lookAtPhone();
        expected = 0;
      },
    });
  events.sort((one, other) => one.at - other.at);
  for (const [index, { at, play }] of events.entries()) {
    clock.advance(Math.max(0, start + at - clock.now()));
    play();
    if (index % 20 === 0) compare(`event ${index}`);
    // What waits for an answer goes on, as it does between two events of a real day.
    if (index % 5 === 0) await settled();
    if (index % Math.ceil(events.length / SAMPLES) === 0) options.sample?.(index / events.length);
  }
  clock.advance(60 * 60_000);
  await settled();
  compare("the end");

  const state = phone.calls.state();
  const check = (isRight: boolean, what: string): void => {
    if (!isRight) wrong.push(what);
  };
  check(state.calls.length === 0, `calls at the end: ${state.calls.length}`);
  check(live.size === 0 && gone.length === 0, "the day itself is not over");
  check(
    phone.world.trayView?.tooltip.includes(`${expected} missed`) === true || expected === 0,
    `missed: the tray says "${phone.world.trayView?.tooltip}", ${expected} were`,
  );
  const rings = [...phone.world.shown].filter((id) => id.startsWith("incoming:"));
  check(rings.length === 0, `notifications of calls that ring no longer: ${rings.length}`);
  check(phone.links.view().card === null, "a card stands in the confirmation window");
  check(clock.waiting === 0, `${clock.waiting} works still wait`);
  check(phone.world.pops <= options.calls, `${phone.world.pops} pages for ${options.calls} calls`);
  return { wrong, missed: missedInAll, pops: phone.world.pops, tellings: phone.world.tellings };
}

/** The same day for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
