import { parseJsonObject } from "../app/json.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Settings } from "../settings/settings.ts";
import type { DialingPlace } from "./phone-number.ts";

/** The way an account dials, and whose it is. The account is there as a digest only. */
export interface RegionRecord extends DialingPlace {
  readonly account: string;
}

export interface DialingRegionOptions {
  readonly settings: {
    get(): Pick<Settings, "region">;
    set(changes: Partial<Pick<Settings, "region">>): unknown;
  };
  readonly scheduler: Scheduler;
  readonly effects: {
    /** A short text by which an account is known again, and from which nobody learns it. */
    readonly digest: (account: string) => string;
    /** What an earlier run was told, or null. */
    readonly recall: () => RegionRecord | null;
    /** Keeps it for a later run; null when there is nothing to keep. */
    readonly remember: (record: RegionRecord | null) => void;
    /** Numbers are read otherwise now, or it is certain how they are read. */
    readonly changed: () => void;
  };
}

/** How numbers without a country code are understood, and whether that is the account's own way. */
export interface DialingRegion {
  /** The country in the settings, and the area code that the account has in it. */
  place(): DialingPlace;
  /** False while the account may still say something else. */
  isKnown(): boolean;
  /** Resolves when it is known, and at a sign-out. */
  whenKnown(): Promise<void>;
  /** The widget is signed in. Another account than the last one has a way of its own. */
  loggedIn(account: string): void;
  /** The widget tells how its account dials. */
  told(place: DialingPlace): void;
  signedOut(): void;
}

/** The widget tells it right after the sign-in. One that never does leaves the country of the settings. */
const TELLING_LIMIT_MS = 5_000;

/** Learns from the widget how its account dials, and keeps that for the next start, until the sign-out. */
export function createDialingRegion({ settings, scheduler, effects }: DialingRegionOptions): DialingRegion {
  let account: string | null = null;
  let record = effects.recall();
  /** What this run was told; it may come before the account's name does. */
  let told: DialingPlace | null = null;
  let isGivenUp = false;
  let stopLimit: (() => void) | null = null;
  let waiting: (() => void)[] = [];

  const isKnown = (): boolean => told !== null || record !== null || isGivenUp;
  const place = (): DialingPlace => {
    const { region } = settings.get();
    const own = told ?? record;
    return { country: region, areaCode: own?.country === region ? own.areaCode : "" };
  };
  const state = (): string => JSON.stringify([place(), isKnown()]);
  /** Says so where `work` makes a difference. */
  const change = (work: () => void): void => {
    const before = state();
    work();
    if (state() !== before) effects.changed();
  };
  const letGo = (): void => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  const keep = (next: RegionRecord | null): void => {
    if (JSON.stringify(next) === JSON.stringify(record)) return;
    record = next;
    effects.remember(next);
  };
  const endLimit = (): void => {
    stopLimit?.();
    stopLimit = null;
  };
  const forget = (): void => {
    endLimit();
    isGivenUp = false;
    told = null;
    keep(null);
  };
  const giveUp = (): void => {
    stopLimit = null;
    isGivenUp = true;
  };
  const waitForWord = (): void => {
    if (isKnown()) return;
    stopLimit ??= scheduler.after(TELLING_LIMIT_MS, () => {
      change(giveUp);
      letGo();
    });
  };

  return {
    place,
    isKnown,
    whenKnown: () =>
      isKnown() ? Promise.resolve() : new Promise<void>((resolve) => void waiting.push(resolve)),
    loggedIn: (name) =>
      change(() => {
        const digest = effects.digest(name);
        account = digest;
        if (told !== null) keep({ account: digest, ...told });
        else if (record !== null && record.account !== digest) forget();
        waitForWord();
      }),
    told({ country, areaCode }) {
      change(() => {
        endLimit();
        told = { country, areaCode };
        if (account !== null) keep({ account, ...told });
        if (country !== settings.get().region) settings.set({ region: country });
      });
      letGo();
    },
    signedOut() {
      account = null;
      change(forget);
      letGo();
    },
  };
}

export function regionRecordFile(record: RegionRecord): string {
  return JSON.stringify({ version: 1, ...record });
}

/** Reads the file that an earlier run left; null for anything else. */
export function parseRegionRecord(content: string): RegionRecord | null {
  const record = parseJsonObject(content);
  if (record === null || record.version !== 1) return null;
  const { account, country, areaCode } = record;
  if (typeof account !== "string" || typeof country !== "string" || typeof areaCode !== "string") return null;
  return /^[A-Z]{2}$/.test(country) && /^(\d{3})?$/.test(areaCode) ? { account, country, areaCode } : null;
}
