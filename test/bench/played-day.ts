import type { AccountCall, CallEvent, WebphoneCall } from "../../src/calls/call-event.ts";
import { settled } from "../unit/support/scheduler.ts";
import { createPlayedPhone, signedIn } from "./played-phone.ts";

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
  /** Of the missed ones those that ended while the page that knew of them was gone. */
  readonly missedUnseen: number;
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
  /** The page that is there has told Handset of it. */
  known: boolean;
  /** Any page has. */
  everKnown: boolean;
  declined: boolean;
  elsewhereTold: boolean;
  endedUnseen: boolean;
}

type Told = Extract<CallEvent, { readonly call: WebphoneCall }>["what"];

const DAY_MS = 24 * 60 * 60_000;
const RELOAD_MS = 3_000;
const SAMPLES = 50;
/** So many are counted on the app's icon. */
const MOST_COUNTED = 99;

/** Plays a day of calls, sleeps and reloads, and compares what Handset says with what happened. */
export async function playDay(options: DayOptions): Promise<DayResult> {
  const day = createDay(options);
  await day.play(eventsOf(options, day));
  return day.result();
}

/** What happens when: the day's own events and the calls, sleeps and reloads at random times. */
function eventsOf(
  options: DayOptions,
  day: Pick<Day, "random" | "begin" | "sleep" | "reload" | "look" | "switchFeature">,
) {
  const { random } = day;
  const events: { readonly at: number; readonly play: () => void }[] = [];
  for (let id = 1; id <= options.calls; id += 1)
    events.push({ at: random() * DAY_MS, play: () => day.begin(id) });
  for (let index = 0; index < options.sleeps; index += 1)
    events.push({ at: random() * DAY_MS, play: () => day.sleep(5_000 + random() * 60_000) });
  for (let index = 0; index < options.reloads; index += 1)
    events.push({ at: random() * DAY_MS, play: day.reload });
  // Looked at twice only, so that more calls are missed in between than the call state remembers.
  for (const share of [0.3, 0.6]) events.push({ at: share * DAY_MS, play: day.look });
  for (const [index, share] of [0.2, 0.5, 0.8].entries())
    events.push({ at: share * DAY_MS, play: () => day.switchFeature(index % 2 === 0) });
  return events.sort((one, other) => one.at - other.at);
}

type Day = ReturnType<typeof createDay>;

function createDay(options: DayOptions) {
  const random = seeded(options.seed);
  const live = new Map<string, PlayedCall>();
  const wrong: string[] = [];
  /** Missed since the phone was looked at. */
  const missed = new Set<string>();
  const missedInAll = new Set<string>();
  let missedUnseen = 0;
  /** Calls that a page was to be opened for. */
  let poppable = 0;
  let isAwake = true;
  let pagesGone = 0;
  const hears = (): boolean => isAwake && pagesGone === 0;

  const phone = createPlayedPhone(
    (command) => {
      if (command.type === "rc-adapter-webphone-sessions-sync") {
        if (hears()) phone.clock.after(5, sync);
      } else if (command.type === "rc-adapter-control-call" && command.callAction === "reject") {
        const call = live.get(command.callId ?? "");
        if (call !== undefined) phone.clock.after(30, () => end(call));
      }
    },
    {
      nudge: () => {
        if (hears()) phone.clock.after(50, () => phone.reachability.lineChecked("alive"));
      },
      reload: () => reload(),
    },
    random,
  );
  const { clock, hear, world } = phone;
  const start = clock.now();

  /** Now and then the platform tells the session late, and the caller withholds the number. */
  const hasSession = ({ id }: PlayedCall): boolean => Number(id) % 7 !== 0;
  const numberOf = ({ id, direction }: PlayedCall): string =>
    direction === "inbound" && Number(id) % 77 === 0
      ? ""
      : `+1415555${String(Number(id) % 10_000).padStart(4, "0")}`;
  const told = (call: PlayedCall): WebphoneCall => ({
    id: call.id,
    session: hasSession(call) ? `s-${call.id}` : null,
    direction: call.direction,
    number: numberOf(call),
    name: Number(call.id) % 3 === 0 ? `Caller ${call.id}` : null,
    queue: Number(call.id) % 5 === 0 ? "Sales" : null,
    status: call.phase === "ringing" ? "connecting" : call.phase === "over" ? "over" : "connected",
    held: call.phase === "held",
    muted: false,
    startedAt: call.startedAt,
    diverted: false,
  });
  const learns = (call: PlayedCall): void => {
    if (!call.everKnown && call.direction === "inbound" && call.phase === "ringing") poppable += 1;
    call.known = true;
    call.everKnown = true;
  };
  const tell = (what: Told, call: PlayedCall): void => {
    if (!hears()) return;
    if (what !== "end") learns(call);
    hear({ type: "call", event: { what, call: told(call) } });
    // The widget says many things twice.
    if (random() < 0.3) hear({ type: "call", event: { what, call: told(call) } });
  };
  const tellPresence = (call: PlayedCall, status: AccountCall["status"]): void => {
    const { direction, startedAt } = call;
    const who = { session: `s-${call.id}`, direction, number: numberOf(call), name: null, startedAt };
    hear({ type: "call", event: { what: "account-call", call: { ...who, status } } });
  };
  const tellTaken = (call: PlayedCall): void => {
    if (!hears()) return;
    call.elsewhereTold = true;
    missed.delete(call.id);
    missedInAll.delete(call.id);
    if (!hasSession(call) || random() < 0.5) tellPresence(call, "connected");
    else {
      const session = { id: `s-${call.id}`, answered: true, over: false };
      hear({ type: "call", event: { what: "session", session } });
    }
  };
  const countMissed = (call: PlayedCall): void => {
    const isMissed =
      call.direction === "inbound" && call.startedAt === null && !call.declined && !call.elsewhereTold;
    if (!isMissed || !call.everKnown) return;
    missed.add(call.id);
    missedInAll.add(call.id);
    if (call.endedUnseen) missedUnseen += 1;
  };
  /** What Handset finds out when it may ask again: calls that it knew and that are gone. */
  const gone: PlayedCall[] = [];
  const sync = (): void => {
    if (!hears()) return;
    for (const call of gone.splice(0)) countMissed(call);
    for (const call of live.values()) learns(call);
    hear({ type: "call", event: { what: "sync", calls: [...live.values()].map(told) } });
  };
  const end = (call: PlayedCall): void => {
    if (call.phase === "over") return;
    // A call that nobody has told of is told of by its end.
    if (hears()) learns(call);
    call.phase = "over";
    live.delete(call.id);
    call.endedUnseen = pagesGone > 0;
    if (!hears()) {
      gone.push(call);
      return;
    }
    countMissed(call);
    tell("end", call);
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
    phone.pageReplaced();
    phone.pageLoads();
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
      dice < 0.5 ? "answered" : dice < 0.75 ? "missed" : dice < 0.85 ? "declined" : "elsewhere";
    const call: PlayedCall = {
      id: String(id),
      direction: isInbound ? "inbound" : "outbound",
      fate: isInbound ? fate : "answered",
      phase: "ringing",
      startedAt: null,
      known: false,
      everKnown: false,
      declined: false,
      elsewhereTold: false,
      endedUnseen: false,
    };
    if (!isInbound && !hears()) return; // Nobody is there to make it.
    if (!isInbound) {
      const written = `650555${String(1000 + (id % 9000))}`;
      void phone.links.request({ kind: "call", written, text: null, source: { kind: "clipboard" } });
    }
    live.set(call.id, call);
    tell(isInbound ? "ring" : "init", call);
    if (hears() && !hasSession(call)) tellPresence(call, "ringing");
    const ringMs = 3_000 + random() * 17_000;
    clock.after(ringMs, () => settle(call));
  };
  const settle = (call: PlayedCall): void => {
    if (call.phase !== "ringing") return;
    // Whoever sleeps, or has no page, does nothing; the call rings out.
    if (!hears() || call.fate === "missed") end(call);
    else if (call.fate === "declined") decline(call);
    else if (call.fate === "elsewhere") takenElsewhere(call);
    else answer(call);
  };
  const decline = (call: PlayedCall): void => {
    call.declined = phone.calls.control("decline", call.id).ok;
    if (!call.declined) end(call);
  };
  /** The word that somebody has it comes before its end here or, as on most days, after it. */
  const takenElsewhere = (call: PlayedCall): void => {
    if (random() < 0.3) tellTaken(call);
    end(call);
    if (!call.elsewhereTold) clock.after(random() * 6_000, () => tellTaken(call));
  };
  const answer = (call: PlayedCall): void => {
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
  const look = (): void => {
    phone.lookAtPhone();
    missed.clear();
  };

  const check = (isRight: boolean, what: string): void => {
    if (!isRight) wrong.push(what);
  };
  const same = (what: string, is: readonly string[], expected: readonly string[]): void =>
    check(
      [...is].sort().join() === [...expected].sort().join(),
      `${what}: ${is.join(" ")} instead of ${expected.join(" ")}`,
    );
  /** Handset has the calls that are there, and whoever follows calls has followed; asked where it can know all. */
  const compare = (when: string): void => {
    if (!hears() || gone.length > 0) return;
    const known = [...live.values()].filter((call) => call.known);
    const idsOf = (calls: readonly { readonly id: string }[]): readonly string[] => calls.map(({ id }) => id);
    const ringing = known.filter(({ direction, phase }) => direction === "inbound" && phase === "ringing");
    same(`${when}: calls`, idsOf(phone.calls.state().calls), idsOf(known));
    same(`${when}: popup`, world.popup, idsOf(ringing));
    check(world.awake === Number(known.length > 0), `${when}: ${world.awake} blockers of sleep`);
    check(phone.guard.isBusy() === known.length > 0, `${when}: the guard is busy or is not`);
    check(!world.isWindowUp || known.length > ringing.length, `${when}: a call window without a call`);
  };
  const compareEnd = (): void => {
    compare("the end");
    const state = phone.calls.state();
    check(live.size === 0 && gone.length === 0, "the day itself is not over");
    same(
      "the end: calls that may come back",
      state.away.map(({ call }) => call.id),
      [],
    );
    const counted = world.trayView?.title ?? "none";
    const expected = missed.size === 0 ? "" : String(missed.size);
    check(counted === expected, `missed: the tray says "${counted}", ${missed.size} were`);
    const badge = Math.min(missed.size, MOST_COUNTED);
    check(world.count === badge, `missed: the icon says ${world.count} instead of ${badge}`);
    const rings = [...world.shown].filter((id) => id.startsWith("incoming:"));
    check(rings.length === 0, `notifications of calls that ring no longer: ${rings.length}`);
    const told = [...world.shown].filter((id) => id.startsWith("missed:"));
    const untrue = told.filter((id) => !missedInAll.has(id.replace("missed:", "")));
    check(untrue.length === 0, `notifications of calls that were not missed: ${untrue.join(" ")}`);
    check(phone.links.view().card === null, "a card stands in the confirmation window");
    check(phone.reloadState() === "none", `the phone is behind its features: ${phone.reloadState()}`);
    check(clock.waiting === 0, `${clock.waiting} works still wait`);
    const popped = world.pops + world.unpopped;
    check(popped === poppable, `${popped} pages opened or left out for ${poppable} calls`);
  };

  return {
    random,
    begin,
    sleep,
    reload,
    look,
    switchFeature: phone.switchFeature,
    /** Plays the events, each at its time, and lets the rest of the day pass. */
    async play(events: readonly { readonly at: number; readonly play: () => void }[]): Promise<void> {
      phone.pageLoads();
      boot();
      for (const [index, { at, play }] of events.entries()) {
        clock.advance(Math.max(0, start + at - clock.now()));
        compare(`event ${index}`);
        play();
        // What waits for an answer goes on, as it does between two events of a real day.
        if (index % 5 === 0) await settled();
        if (index % Math.ceil(events.length / SAMPLES) === 0) options.sample?.(index / events.length);
      }
      clock.advance(60 * 60_000);
      await settled();
      compareEnd();
    },
    result: (): DayResult => ({
      wrong,
      missed: missedInAll.size,
      missedUnseen,
      pops: world.pops,
      tellings: world.tellings,
    }),
  };
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
