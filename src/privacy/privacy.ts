import { assertNever } from "../app/assert-never.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Notice } from "../ipc/channels.ts";
import { defaultSettings } from "../settings/settings.ts";
import type { SettingsStore } from "../settings/store.ts";

/** What the user can have removed from this machine. */
export const clearables = ["phone-data", "call-history", "sources", "log", "everything"] as const;
export type Clearable = (typeof clearables)[number];

export interface PrivacyOptions {
  readonly settings: Pick<SettingsStore, "get" | "set" | "locked">;
  readonly session: {
    reloadPhone(how: { readonly clearData: boolean }): Promise<Notice | null>;
  };
  /** Signs out as everywhere else: the presence for a sign-out is set before. */
  readonly departure: { signOutNow(how: { readonly clearData: boolean }): Promise<void> };
  /** Asks before a call is lost; calls/call-guard.ts is one. */
  readonly guard: {
    ask(what: "reload" | "sign-out"): Promise<"now" | "after-call" | "cancel">;
    whenIdle(then: () => void): unknown;
  };
  readonly startAtLogin: { forget(): Promise<void> };
  readonly log: Log;
  readonly effects: {
    /** The calls that the tray remembers. */
    readonly forgetCalls: () => void;
    /** How the account dials, which is kept for the next start. */
    readonly forgetRegion: () => void;
    /** Takes Handset out of the system's lists of what opens which links. */
    readonly handBackLinks: () => Promise<void>;
    /** Rejects when a file stays. */
    readonly deleteLog: () => Promise<void>;
    /** Whatever else is in the data folder and no setting: what was noted or set aside. Rejects when one stays. */
    readonly deleteLeftovers: () => Promise<void>;
    /** All is as on the first day: a page that was filled before would still show what was removed. */
    readonly startedOver: () => void;
  };
}

export interface Privacy {
  /** Resolves when it is removed; with a notice when it is not, or not yet. */
  clear(what: Clearable): Promise<Notice | null>;
}

/** Removes what Handset and the phone keep on this machine. */
export function createPrivacy(options: PrivacyOptions): Privacy {
  const { settings, session, departure, guard, startAtLogin, log, effects } = options;

  /** Does it now or, where the user wants that, when the call is over. */
  const unlessOnCall = async (
    what: "reload" | "sign-out",
    work: () => Promise<Notice | null>,
  ): Promise<Notice | null> => {
    const answer = await guard.ask(what);
    if (answer === "cancel") return null;
    if (answer === "now") return work();
    guard.whenIdle(
      () => void work().catch((cause: unknown) => log.error("privacy.not-cleared", { what, cause })),
    );
    return afterCallNotice;
  };
  const deleting = async (work: () => Promise<void>): Promise<Notice | null> => {
    try {
      await work();
      return null;
    } catch (cause) {
      log.error("privacy.not-deleted", { cause });
      return notDeletedNotice;
    }
  };
  const forgetCalls = (): Notice | null => {
    effects.forgetCalls();
    return settings.set({ calledCountries: [] });
  };
  /** What a policy holds is not the user's to reset. */
  const resetSettings = (): Notice | null => {
    const locked = settings.locked();
    const own = Object.entries(defaultSettings).filter(([name]) => !Object.hasOwn(locked, name));
    return settings.set(Object.fromEntries(own));
  };
  const everything = async (): Promise<Notice | null> => {
    await departure.signOutNow({ clearData: true });
    effects.forgetCalls();
    effects.forgetRegion();
    await startAtLogin.forget();
    const kept = resetSettings();
    // After the settings, whose change registers anew; before the files, one of which is the registration's.
    const stillRegistered = await deleting(effects.handBackLinks);
    effects.startedOver();
    const left = await deleting(effects.deleteLeftovers);
    const logged = await deleting(effects.deleteLog);
    return kept ?? left ?? logged ?? stillRegistered;
  };

  return {
    async clear(what) {
      log.info("privacy.clear", { what });
      switch (what) {
        case "phone-data":
          return unlessOnCall("reload", () => session.reloadPhone({ clearData: true }));
        case "call-history":
          return forgetCalls();
        case "sources": {
          const { trustedSources, blockedSources } = defaultSettings;
          return settings.set({ trustedSources, blockedSources });
        }
        case "log":
          return deleting(effects.deleteLog);
        case "everything":
          return unlessOnCall("sign-out", everything);
        default:
          return assertNever(what);
      }
    },
  };
}

const afterCallNotice: Notice = {
  code: "privacy/after-call",
  severity: "info",
  title: "This waits for the end of your call.",
  nextStep: "It is done by itself then.",
};

const notDeletedNotice: Notice = {
  code: "privacy/not-deleted",
  severity: "error",
  title: "Not every file could be deleted.",
  nextStep: "Quit and delete the rest yourself; the data folder is named under About.",
};
