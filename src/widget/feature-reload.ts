import { isDeepStrictEqual } from "node:util";
import type { WidgetFeatures } from "./features.ts";

/** Asks before a call is lost; calls/call-guard.ts is one. */
export interface ReloadGuard {
  /** Resolves at once to "now" when no call is up; asks otherwise. */
  ask(what: "reload"): Promise<"now" | "after-call" | "cancel">;
  /** Calls it once no call is up nor rings. Returns the function that gives it up. */
  whenIdle(then: () => void): () => void;
}

/**
 * How far the phone is behind the settings: not at all, until somebody loads it again, or until the end of the call
 * after which it will be.
 */
export type ReloadState = "none" | "needed" | "after-call";

/** What the settings page shows of it. */
export interface PhoneView {
  readonly reload: ReloadState;
  /** Loading the phone again now would end a call. */
  readonly onCall: boolean;
}

export interface FeatureReload {
  view(): PhoneView;
  /** The page is loaded with the features as they are now. */
  loading(): void;
  /** There is no page any more that could be behind. */
  unloaded(): void;
  /** The features may be others now, or a call may have begun or ended. */
  look(): void;
  /** Loads the page again, now (a call is asked about) or when no call is up. Resolves when that is settled. */
  reload(when: "now" | "after-call"): Promise<void>;
}

export interface FeatureReloadOptions {
  readonly features: () => WidgetFeatures;
  /** A policy decides on them: what the page has else is not for the user to keep. */
  readonly isHeld: () => boolean;
  readonly guard: ReloadGuard;
  readonly reloadPhone: () => void;
  readonly onCall: () => boolean;
  /** The view is another now. */
  readonly changed: () => void;
}

/**
 * Embeddable reads its parameters once, when its page is loaded: what was changed since waits for the next load, which is
 * the user's to ask for. What a policy has changed comes by itself, as soon as no call is up.
 */
export function createFeatureReload(options: FeatureReloadOptions): FeatureReload {
  const { features, guard } = options;
  /** With which features the page was loaded; null while there is none. */
  let loaded: WidgetFeatures | null = null;
  let giveUp: (() => void) | null = null;
  let told = "";

  const isBehind = (): boolean => loaded !== null && !isDeepStrictEqual(loaded, features());
  const state = (): ReloadState => (!isBehind() ? "none" : giveUp === null ? "needed" : "after-call");
  const stopWaiting = (): void => {
    giveUp?.();
    giveUp = null;
  };
  const view = (): PhoneView => ({ reload: state(), onCall: options.onCall() });
  const changed = (): void => {
    if (!isBehind()) stopWaiting();
    const now = JSON.stringify(view());
    if (now === told) return;
    told = now;
    options.changed();
  };
  const waitForEnd = (): void => {
    stopWaiting();
    let isOver = false;
    const stop = guard.whenIdle(() => {
      isOver = true;
      giveUp = null;
      if (isBehind()) options.reloadPhone();
    });
    // It may have been over at once.
    if (!isOver) giveUp = stop;
    changed();
  };

  return {
    view,
    loading() {
      loaded = features();
      changed();
    },
    unloaded() {
      loaded = null;
      changed();
    },
    look() {
      changed();
      if (isBehind() && options.isHeld() && giveUp === null) waitForEnd();
    },
    async reload(when) {
      if (!isBehind()) return;
      if (when === "after-call") return waitForEnd();
      const answer = await guard.ask("reload");
      if (answer === "after-call") waitForEnd();
      else if (answer === "now" && isBehind()) {
        stopWaiting();
        options.reloadPhone();
      }
    },
  };
}
