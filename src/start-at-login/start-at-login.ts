import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import type { SettingsStore } from "../settings/store.ts";

/** The operating system, as far as the start at login goes. Each method rejects when that failed. */
export interface LoginSystem {
  isOn(): Promise<boolean>;
  set(on: boolean): Promise<void>;
  /** Keeps what it starts up to date, such as an AppImage that was moved. */
  refresh(): Promise<void>;
  /** Leaves nothing behind. */
  forget(): Promise<void>;
}

export interface StartAtLogin {
  /** To be called once at a start. Never rejects. */
  start(): Promise<void>;
  /** Reads what the system says; the setting follows it. Never rejects. */
  look(): Promise<void>;
  choose(on: boolean): Promise<Notice | null>;
  /** Before Handset is uninstalled, and when all that it keeps is removed. Never rejects. */
  forget(): Promise<void>;
}

export interface StartAtLoginOptions {
  readonly system: LoginSystem;
  readonly settings: Pick<SettingsStore, "get" | "set" | "locked" | "onChanged">;
  readonly log: Log;
}

/**
 * Keeps the setting and the system together. The system has the last word: who took Handset out of its list is not
 * argued with. Only what a policy holds is put back.
 */
export function createStartAtLogin({ system, settings, log }: StartAtLoginOptions): StartAtLogin {
  /** One at a time, in order. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const attempt = (what: string, work: () => Promise<void>): Promise<boolean> =>
    inTurn(async () => {
      try {
        await work();
        return true;
      } catch (cause) {
        log.warn("start-at-login.failed", { what, cause });
        return false;
      }
    });
  const follow = async (): Promise<void> => {
    const isOn = await system.isOn();
    if (isOn === settings.get().startAtLogin) return;
    if (settings.locked().startAtLogin !== undefined) await system.set(settings.get().startAtLogin);
    else settings.set({ startAtLogin: isOn });
  };

  return {
    async start() {
      settings.onChanged((now, before) => {
        const isHeld = settings.locked().startAtLogin !== undefined;
        if (isHeld && now.startAtLogin !== before.startAtLogin) void attempt("policy", follow);
      });
      await attempt("look", follow);
      await attempt("refresh", () => system.refresh());
    },
    async look() {
      await attempt("look", follow);
    },
    async choose(on) {
      // What a policy holds is refused before the system hears of it.
      const refused = settings.set({ startAtLogin: on });
      if (refused !== null) return refused;
      const done = await attempt(on ? "on" : "off", async () => {
        await system.set(on);
        if ((await system.isOn()) !== on) throw new Error("the system says otherwise");
      });
      if (done) log.info("start-at-login.chosen", { on });
      else settings.set({ startAtLogin: !on });
      return done ? null : failedNotice;
    },
    async forget() {
      await attempt("forget", () => system.forget());
    },
  };
}

const failedNotice: Notice = {
  code: "start-at-login/failed",
  severity: "warning",
  title: "The system could not be told what starts when you log in.",
  nextStep: "Nothing was changed. Look at the system’s own list of what starts at login.",
};
