import { assertNever } from "../app/assert-never.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Log } from "../diagnostics/log.ts";
import type { SettingsStore } from "../settings/store.ts";
import { type InstallPlace, placeNotice } from "./install-place.ts";
import type { MemoryFile } from "./memory-file.ts";
import type { Installer, UpdateEngine, UpdateFeed } from "./update-engine.ts";
import { afterFailure, afterStart, isGivenUp, type UpdateMemory, verdictOn } from "./update-policy.ts";
import {
  countsAgainstVersion,
  passesSoon,
  problemCode,
  problemNotice,
  type UpdateProblemCode,
} from "./update-problem.ts";
import { createUpdateSchedule } from "./update-schedule.ts";
import {
  mayCheck,
  nextUpdateState,
  type OfferedUpdate,
  type UpdateEvent,
  type UpdateState,
} from "./update-state.ts";
import type { UpdateAction, UpdatesView } from "./updates-view.ts";

/** The part of src/calls/call-guard.ts that updates need: nothing is installed while a call is up or rings. */
export interface UpdateGuard {
  /** Resolves at once to "now" when no call is up; asks otherwise. */
  ask(what: "update"): Promise<"now" | "after-call" | "cancel">;
  /** Calls it once no call is up nor rings, at once when none is. Returns the function that gives it up. */
  whenIdle(then: () => void): () => void;
}

export interface UpdateControllerOptions {
  readonly productName: string;
  /** Where versions can be had by hand. */
  readonly website: string;
  /** The version that runs. */
  readonly version: string;
  readonly place: InstallPlace;
  readonly settings: Pick<SettingsStore, "get" | "onChanged">;
  readonly guard: UpdateGuard;
  readonly memory: MemoryFile;
  /** The system ends the user's session or shuts down: nothing is begun any more. */
  readonly isSystemEnding: () => boolean;
  /** Loaded when it is first needed. */
  readonly engine: () => Promise<UpdateEngine>;
  readonly scheduler: Scheduler;
  /** At least 0 and below 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly effects: {
    /** What `view` shows is different now. */
    readonly changed: () => void;
    /** Of the download, 0 to 1; null while there is none. */
    readonly progress: (fraction: number | null) => void;
    /** Says to the user that there is a new version. */
    readonly tell: (update: OfferedUpdate) => void;
    /** Quits, so that `leave` and then `atQuit` are called. */
    readonly quit: () => void;
    /** macOS: takes the windows out of sight for as long as the app still has to stay. */
    readonly hide: () => void;
    /** Has the version that runs started again when it has ended. */
    readonly restart: () => void;
  };
}

export interface UpdateController {
  /** Looks for new versions from now on. */
  start(): void;
  view(): UpdatesView;
  act(action: UpdateAction): void;
  /** There is a network again. */
  online(): void;
  /** Quitting has begun: the last moment at which a call can still be seen. */
  beforeQuit(): void;
  /**
   * Ends the app, by `quit` or as the system does it that takes over what is ready. Everything else has been done, and
   * no call can come any more.
   */
  leave(quit: () => void): void;
  /** The last thing the app does: installs what is ready. */
  atQuit(): void;
}

/** A download that breaks off is begun anew after these times, in milliseconds. */
const RETRY_AFTER_MS = [5_000, 30_000, 120_000];
/** Each request has limits of its own; this one is for what nobody thought of. */
const CHECK_LIMIT_MS = 180_000;
/** macOS unpacks a new version and checks its signature. */
const HAND_OVER_LIMIT_MS = 30_000;

/** Looks for new versions, downloads them and has them installed, as the setting `updates` says. */
export function createUpdateController(options: UpdateControllerOptions): UpdateController {
  const { place, settings, guard, scheduler, log, effects, version } = options;
  const installs = place.way === "itself";
  const mode = (): "ask" | "silent" | "off" => settings.get().updates;
  const stored = options.memory.read();
  const learned = afterStart(stored, version);
  let memory: UpdateMemory = learned.memory;
  let state: UpdateState = place.way === "none" ? { state: "not-possible-here" } : { state: "off" };
  let engine: UpdateEngine | null = null;
  /** Counts downloads, so that one that was given up has no say. */
  let round = 0;
  let told: string | null = null;
  let restart = false;
  let wasIdle = true;
  let stopWaiting = (): void => {};

  const remember = (next: UpdateMemory): void => {
    memory = next;
    options.memory.write(next);
  };
  const handle = (event: UpdateEvent): void => {
    const before = state;
    state = nextUpdateState(state, event);
    if (state === before) return;
    if (state.state !== before.state) log.info("updates.state", { state: state.state });
    const isSame =
      state.state === "downloading" && before.state === "downloading" && state.percent === before.percent;
    if (isSame) return;
    effects.progress(state.state === "downloading" ? state.percent / 100 : null);
    effects.changed();
  };
  const load = async (): Promise<UpdateEngine> => {
    engine ??= await options.engine();
    return engine;
  };

  /** @param asked by the user, who is told of what otherwise passes quietly */
  const check = async (asked: boolean): Promise<void> => {
    if (!mayCheck(state)) return;
    handle({ kind: "check-started" });
    try {
      const feed = await within(
        scheduler,
        CHECK_LIMIT_MS,
        load().then((loaded) => loaded.check()),
      );
      remember({ ...memory, lastChecked: scheduler.now() });
      schedule.checked(true);
      handle(judge(feed));
      effects.changed();
      if (state.state === "available") goOn(state.update);
    } catch (cause) {
      const code = problemCode(cause);
      const passes = passesSoon(code);
      log.warn("updates.check-failed", { code, cause });
      schedule.checked(!passes);
      handle(
        passes && !asked
          ? { kind: "not-reached" }
          : { kind: "check-failed", problem: { code, version: null } },
      );
    }
  };
  const judge = (feed: UpdateFeed): UpdateEvent => {
    const verdict = verdictOn(feed.version, version, memory);
    log.info("updates.checked", { verdict, offered: feed.offered, version: feed.version });
    switch (verdict) {
      case "newer":
        if (!feed.offered) return { kind: "nothing-newer" };
        return { kind: "found", update: { version: feed.version, notes: feed.notes } };
      case "given-up":
        return { kind: "check-failed", problem: { code: "given-up", version: feed.version } };
      case "not-a-version":
        return { kind: "check-failed", problem: { code: "feed", version: null } };
      case "same":
      case "older":
      case "prerelease":
        return { kind: "nothing-newer" };
      default:
        return assertNever(verdict);
    }
  };
  /** A version was found, or the setting says otherwise now. */
  const goOn = (update: OfferedUpdate): void => {
    if (mode() === "silent" && installs) {
      // The line is the call's while there is one.
      stopWaiting();
      stopWaiting = guard.whenIdle(() => {
        if (mode() === "silent") download();
      });
    } else if (told !== update.version) {
      told = update.version;
      effects.tell(update);
    }
  };

  const download = (): void => {
    handle({ kind: "download-started" });
    if (state.state !== "downloading") return;
    round += 1;
    void attempt(state.update.version, round, 0);
  };
  const attempt = async (wanted: string, own: number, failures: number): Promise<void> => {
    const isCurrent = (): boolean => own === round && state.state === "downloading";
    try {
      const loaded = await load();
      await loaded.download((percent) => {
        if (isCurrent()) handle({ kind: "progress", percent });
      });
      if (isCurrent()) handle({ kind: "downloaded" });
    } catch (cause) {
      if (!isCurrent()) return;
      const code = problemCode(cause);
      log.warn("updates.download-failed", { code, cause });
      const pause = RETRY_AFTER_MS[failures];
      if (passesSoon(code) && pause !== undefined) {
        scheduler.after(pause, () => {
          if (isCurrent()) void attempt(wanted, own, failures + 1);
        });
        return;
      }
      if (passesSoon(code)) schedule.checked(false);
      handle({ kind: "download-failed", problem: { code: counted(wanted, code), version: wanted } });
    }
  };
  const counted = (failed: string, code: UpdateProblemCode): UpdateProblemCode => {
    if (!countsAgainstVersion(code)) return code;
    remember(afterFailure(memory, failed));
    return isGivenUp(memory, failed) ? "given-up" : code;
  };

  const install = async (): Promise<void> => {
    handle({ kind: "install-asked" });
    if (state.state !== "installing-at-quit") return;
    const answer = await guard.ask("update").catch((cause: unknown) => {
      log.error("updates.question-failed", { cause });
      return "after-call" as const;
    });
    if (state.state !== "installing-at-quit") return;
    if (answer === "cancel") {
      handle({ kind: "install-put-off" });
      return;
    }
    const quit = (): void => {
      restart = true;
      effects.quit();
    };
    if (answer === "now") quit();
    else stopWaiting = guard.whenIdle(quit);
  };
  const putOff = (): void => {
    stopWaiting();
    restart = false;
    handle({ kind: "install-put-off" });
  };

  const isIdle = (): boolean => {
    let idle = false;
    // Called at once where no call is up.
    guard.whenIdle(() => {
      idle = true;
    })();
    return idle;
  };
  /** The version that may be installed when the app ends, or null. */
  const installable = (): string | null => {
    if (!installs || options.isSystemEnding()) return null;
    return state.state === "ready" || state.state === "installing-at-quit" ? state.update.version : null;
  };
  /** Resolves to whether the system has it. */
  const handOver = async (
    installer: Extract<Installer, { by: "the system" }>,
    wanted: string,
  ): Promise<boolean> => {
    log.info("updates.installing", { version: wanted, restart });
    try {
      await within(scheduler, HAND_OVER_LIMIT_MS, installer.handOver());
      remember({ ...memory, installing: wanted });
      return true;
    } catch (cause) {
      const code = problemCode(cause);
      log.error("updates.install-failed", { version: wanted, code, cause });
      // The next start sees that it is not there, counts it and says so.
      if (countsAgainstVersion(code === "unknown" ? "install" : code))
        remember({ ...memory, installing: wanted });
      return false;
    }
  };

  const schedule = createUpdateSchedule({
    scheduler,
    random: options.random,
    check: () => void check(false),
  });
  const follow = (): void => {
    if (state.state === "not-possible-here") return;
    const isOn = mode() !== "off";
    if (!isOn) {
      stopWaiting();
      round += 1;
      restart = false;
      engine?.cancel();
      schedule.stop();
    }
    if (isOn && state.state === "off") schedule.start();
    handle({ kind: "switched", on: isOn });
    if (state.state === "available") goOn(state.update);
  };

  return {
    start() {
      if (memory !== stored) options.memory.write(memory);
      follow();
      if (learned.failed !== null) {
        log.warn("updates.install-failed", { version: learned.failed });
        const code = isGivenUp(memory, learned.failed) ? "given-up" : "install";
        handle({ kind: "install-failed", problem: { code, version: learned.failed } });
      }
      settings.onChanged((now, before) => {
        if (now.updates !== before.updates) follow();
      });
    },
    view: () => viewOf(options, state, memory),
    act(action) {
      switch (action) {
        case "check":
          void check(true);
          return;
        case "download":
          if (installs) download();
          return;
        case "install":
          void install();
          return;
        case "put-off":
          return putOff();
        default:
          return assertNever(action);
      }
    },
    online: schedule.online,
    beforeQuit() {
      wasIdle = isIdle();
    },
    leave(quit) {
      const wanted = installable();
      const installer = engine?.installer;
      if (wanted === null || installer?.by !== "the system" || !isIdle()) return quit();
      effects.hide();
      void handOver(installer, wanted).then((isTaken) => {
        if (isTaken && restart) return installer.quitAndInstall();
        if (restart) effects.restart();
        quit();
      });
    },
    atQuit() {
      const wanted = installable();
      const installer = engine?.installer;
      if (wanted === null || installer?.by !== "itself" || !wasIdle) return;
      log.info("updates.installing", { version: wanted, restart });
      remember({ ...memory, installing: wanted });
      if (installer.install(restart)) return;
      remember({ ...afterFailure(memory, wanted), installing: null });
      log.error("updates.install-failed", { version: wanted });
    },
  };
}

function viewOf(
  { place, productName, website }: UpdateControllerOptions,
  state: UpdateState,
  memory: UpdateMemory,
): UpdatesView {
  return {
    state: state.state,
    offered: offeredIn(state),
    percent: state.state === "downloading" ? state.percent : null,
    lastChecked: memory.lastChecked,
    installsItself: place.way === "itself",
    place: placeNotice(place, productName, website),
    problem: state.state === "failed" ? problemNotice(state.problem, productName, website) : null,
  };
}

function offeredIn(state: UpdateState): OfferedUpdate | null {
  if (state.state === "checking") return state.known;
  return "update" in state ? state.update : null;
}

/** @throws Error "net::ERR_TIMED_OUT" after `ms` milliseconds */
function within<T>(scheduler: Scheduler, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = scheduler.after(ms, () => reject(new Error("net::ERR_TIMED_OUT")));
    work.then(resolve, reject).finally(stop);
  });
}
