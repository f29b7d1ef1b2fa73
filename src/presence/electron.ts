import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "atomically";
import { app, powerMonitor } from "electron";
import type { Parts } from "../app/parts.ts";
import { createPresenceKeeper, type PresenceKeeper, type PresenceKeeperOptions } from "./presence-keeper.ts";
import { PRESENCE_FILE, parsePresenceRecord, presenceRecordFile } from "./presence-record.ts";

/** Idle from the first second; only "locked" is of interest. */
const IDLE_THRESHOLD_SECONDS = 1;

/** The account's presence, as the phone sets it. */
export function wirePresence({
  settings,
  calls,
  scheduler,
  log,
  softphone,
}: Pick<Parts, "settings" | "calls" | "scheduler" | "log" | "softphone">): PresenceKeeper {
  return createPresence({
    settings,
    calls,
    scheduler,
    log,
    set: (wanted) => softphone.send({ type: "rc-adapter-set-presence", ...wanted }),
  });
}

/**
 * The keeper, with what the system knows of its user. macOS and Windows tell when the screen is locked; on Linux
 * `getSystemIdleState` says so, from the session's screen saver service or X11's screen saver.
 *
 * @see https://www.electronjs.org/docs/latest/api/power-monitor
 */
function createPresence(
  options: Omit<PresenceKeeperOptions, "effects"> & Pick<PresenceKeeperOptions["effects"], "set">,
): PresenceKeeper {
  const { log } = options;
  const file = join(app.getPath("userData"), PRESENCE_FILE);
  const keeper = createPresenceKeeper({
    ...options,
    effects: {
      set: options.set,
      idleSeconds: () => powerMonitor.getSystemIdleTime(),
      isLocked: () => powerMonitor.getSystemIdleState(IDLE_THRESHOLD_SECONDS) === "locked",
      digest: (account) => createHash("sha256").update(account).digest("hex"),
      recall() {
        try {
          return parsePresenceRecord(readFileSync(file, "utf8"));
        } catch {
          return null; // there is none, the usual case
        }
      },
      remember(record) {
        try {
          if (record === null) rmSync(file, { force: true });
          else writeFileSync(file, presenceRecordFile(record), { mode: 0o600 });
        } catch (cause) {
          log.warn("presence.not-remembered", { cause });
        }
      },
    },
  });
  if (process.platform !== "linux") {
    powerMonitor.on("lock-screen", () => keeper.screenLocked(true));
    powerMonitor.on("unlock-screen", () => keeper.screenLocked(false));
  }
  return keeper;
}
