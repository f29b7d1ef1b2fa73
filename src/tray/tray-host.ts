import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Scheduler } from "../app/scheduler.ts";

const run = promisify(execFile);
/** The session bus answers in milliseconds; a bus that hangs must not hold up the closing of a window. */
const LIMIT_MS = 1_500;
const WATCHER = "org.kde.StatusNotifierWatcher";

/** Runs a program and gives what it printed; rejects when it is missing, fails or takes too long. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string>;

const runProgram: RunProgram = async (program, args) =>
  (await run(program, [...args], { timeout: LIMIT_MS })).stdout;

/**
 * Whether the desktop shows tray icons at this moment. Windows and macOS always do. On Linux somebody has to have
 * registered as a host (StatusNotifierItem specification, "StatusNotifierWatcher"); GNOME has none without an
 * extension, and a window that hides there cannot be brought back. Electron does not tell, so the bus is asked by
 * the tools that come with it; without an answer there is no tray.
 */
export async function hasTrayHost(
  platform: NodeJS.Platform = process.platform,
  program: RunProgram = runProgram,
): Promise<boolean> {
  if (platform !== "linux") return true;
  for (const [name, args] of QUESTIONS) {
    try {
      return /\btrue\b/.test(await program(name, args));
    } catch {
      // Not installed, no bus or no watcher: the next tool decides.
    }
  }
  return false;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Calls `came` once there is a tray host: now, or when one has come, which may be long after the start (a panel that
 * is slower or was restarted, an extension that was switched on). Asked for in growing pauses, up to a minute.
 */
export async function whenTrayHostComes(options: {
  readonly hasTrayHost: () => Promise<boolean>;
  readonly scheduler: Pick<Scheduler, "after">;
  readonly came: () => void;
}): Promise<void> {
  for (
    let pause = FIRST_PAUSE_MS;
    !(await options.hasTrayHost());
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
  )
    await new Promise<void>((resolve) => options.scheduler.after(pause, resolve));
  options.came();
}

const PROPERTY = "IsStatusNotifierHostRegistered";
const GET = "org.freedesktop.DBus.Properties.Get";
const QUESTIONS: readonly (readonly [program: string, args: readonly string[]])[] = [
  [
    "dbus-send",
    [
      "--session",
      "--print-reply=literal",
      `--reply-timeout=${LIMIT_MS}`,
      `--dest=${WATCHER}`,
      "/StatusNotifierWatcher",
      GET,
      `string:${WATCHER}`,
      `string:${PROPERTY}`,
    ],
  ],
  [
    "gdbus",
    [
      "call",
      "--session",
      "--timeout=1",
      `--dest=${WATCHER}`,
      "--object-path=/StatusNotifierWatcher",
      `--method=${GET}`,
      WATCHER,
      PROPERTY,
    ],
  ],
];
