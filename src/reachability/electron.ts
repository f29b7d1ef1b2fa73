import { networkInterfaces } from "node:os";
import { powerMonitor } from "electron";
import type { Parts } from "../app/parts.ts";
import type { Scheduler } from "../app/scheduler.ts";
import { tellWarning } from "../notifications/warning.ts";
import { watchNetwork } from "./network-watch.ts";
import { createReachabilityWatch, type ReachabilityWatch } from "./reachability-watch.ts";

/** What nobody needs a notification for: who is signed out, or not connected yet, knows it. */
const SELF_EVIDENT = ["unreachable/signed-out", "unreachable/connecting"];

/** Whether a call would ring here; told to everything that shows it. */
export function wireReachability(
  parts: Pick<
    Parts,
    | "session"
    | "scheduler"
    | "log"
    | "softphone"
    | "notifications"
    | "tray"
    | "calls"
    | "integrations"
    | "reachability"
  >,
): ReachabilityWatch {
  const { scheduler, log, softphone, notifications } = parts;
  const watch = createReachabilityWatch({
    session: () => parts.session.status(),
    platform: process.platform,
    scheduler,
    random: Math.random,
    log,
    effects: { nudge: softphone.checkLine, reload: () => parts.session.restorePhone() },
    changed: (now) => {
      const isNews = !now.reachable && !SELF_EVIDENT.includes(now.because.code);
      notifications.reachability(isNews ? now.because : null);
      tellWarning(parts);
      parts.tray.changed();
      parts.calls.reachabilityChanged();
      parts.integrations.statusChanged();
    },
  });
  followMachine(watch, scheduler);
  return watch;
}

/**
 * Tells the watch when the machine sleeps, wakes, or is in another network
 * (https://www.electronjs.org/docs/latest/api/power-monitor). To be called after `ready`.
 */
function followMachine(
  watch: Pick<ReachabilityWatch, "suspended" | "resumed" | "networkChanged">,
  scheduler: Scheduler,
): void {
  powerMonitor.on("suspend", watch.suspended);
  powerMonitor.on("resume", watch.resumed);
  watchNetwork(scheduler, networkInterfaces, watch.networkChanged);
}
