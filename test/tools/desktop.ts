import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  busConfig,
  type DesktopEntry,
  desktopEntryFile,
  desktopEnvironment,
  launcherScript,
} from "./desktop-files.ts";
import { type Display, hasDisplay, startDisplay } from "./display.ts";
import { type FoundProcess, leftovers } from "./leftovers.ts";
import { type NotificationServer, startNotificationServer } from "./notification-server.ts";
import { openPanel, type Panel } from "./panel.ts";
import { createProcesses, type Processes, settled, signal } from "./processes.ts";
import { type SilentPrompter, startSilentPrompter } from "./silent-prompter.ts";
import { temporaryFolder } from "./temporary.ts";

export interface DesktopOptions {
  /**
   * The Secret Service: "unlocked" answers; "locked" is there but its collection is locked and every unlock prompt
   * is dismissed at once; "prompting" is locked too, and its unlock prompt stays open; "absent" is not on the bus.
   */
  readonly keyring: "unlocked" | "locked" | "prompting" | "absent";
  /** Whether the desktop shows notifications; it has nobody for them by default. */
  readonly notifications?: boolean;
  /** A shared display, one of its own, or (the default) the one of this process where there is one. */
  readonly display?: "own" | "inherit" | Display;
  /** Whether there is a panel that shows tray icons; there is none by default. */
  readonly panel?: boolean;
  /** Who tracks the daemons; a tracker of its own by default, which kills them when this process exits. */
  readonly processes?: Processes;
}

export interface Desktop {
  /** The whole environment for programs of this desktop. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** The temporary folder that holds everything; removed by `dispose`. */
  readonly dir: string;
  /** What shows tray icons, if that was asked for. */
  readonly panel: Panel | null;
  /** Where its notifications arrive, or null. */
  readonly notifications: NotificationServer | null;
  /** Installs an application; it becomes a candidate for its schemes. Returns the path of the .desktop file. */
  addDesktopEntry(entry: DesktopEntry): Promise<string>;
  /** Makes an installed application the one that opens links of that scheme. */
  setDefaultHandler(scheme: string, id: string): Promise<void>;
  /** Opens a link as any program of this desktop would. Rejects when nothing is registered for it. */
  xdgOpen(url: string): Promise<void>;
  /** Locks the keyring that was unlocked until then; nobody can unlock it again. */
  lockKeyring(how: "locked" | "prompting"): Promise<void>;
  /** How many unlock prompts of a "prompting" keyring are open. */
  openPrompts(): number;
  /** Every program running in this desktop, its own daemons apart. */
  programs(): readonly FoundProcess[];
  /** Ends every program and daemon of the desktop, removes its folder, and returns the programs it had to end. */
  dispose(): Promise<readonly FoundProcess[]>;
}

const limitMs = 10_000;

/**
 * Opens a desktop session that shares nothing with the user's: folders, session bus, keyring, link handlers and on
 * wish the display. Linux only; elsewhere it is a temporary folder and the inherited environment.
 */
export async function openDesktop(options: DesktopOptions): Promise<Desktop> {
  const processes = options.processes ?? createProcesses();
  const dir = await temporaryFolder(processes.run);
  if (process.platform !== "linux") return plainDesktop(dir);
  const marker = {
    name: "HANDSET_DESKTOP",
    value: randomBytes(8).toString("hex"),
  };
  const env: NodeJS.ProcessEnv = {
    ...desktopEnvironment(process.env, dir),
    [marker.name]: marker.value,
  };
  const stops: (() => Promise<void>)[] = [];
  let panel: Panel | null = null;
  const groups = new Set<number>();
  const track = (child: { pid: number; stop(): Promise<void> }): void => {
    groups.add(child.pid);
    stops.unshift(child.stop);
  };
  const programs = (): readonly FoundProcess[] =>
    leftovers(`${marker.name}=${marker.value}`).filter((each) => !groups.has(each.group));
  async function dispose(): Promise<readonly FoundProcess[]> {
    const found = await endPrograms(programs);
    for (const stop of stops) await stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    return found;
  }

  let prompter: SilentPrompter | null = null;
  const openPrompts = (): number => prompter?.asked() ?? 0;
  async function lock(how: "locked" | "prompting"): Promise<void> {
    await lockKeyring(processes, env);
    if (how === "locked") return;
    const started = await startSilentPrompter(env.DBUS_SESSION_BUS_ADDRESS ?? "");
    prompter = started;
    stops.unshift(async () => started.stop());
  }

  let notifications: NotificationServer | null = null;
  try {
    await makeFolders(dir);
    const shown = await chooseDisplay(options.display ?? "inherit", processes);
    if (shown !== null) {
      useDisplay(env, shown.display.name);
      if (shown.own) stops.unshift(shown.display.stop);
    }
    track(await startBus(processes, env, dir));
    if (options.keyring !== "absent") track(await startKeyring(processes, env));
    if (options.keyring === "locked" || options.keyring === "prompting") await lock(options.keyring);
    if (options.panel) {
      panel = await openPanel(env);
      stops.unshift(panel.close);
    }
    if (options.notifications === true) {
      notifications = await startNotificationServer(env.DBUS_SESSION_BUS_ADDRESS ?? "");
      stops.unshift(async () => notifications?.stop());
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    env,
    dir,
    panel,
    notifications,
    programs,
    lockKeyring: lock,
    openPrompts,
    dispose,
    ...linkHandling(processes, env, dir),
  };
}

async function makeFolders(dir: string): Promise<void> {
  const folders = ["home", "config", "data/applications", "cache", "state", "log", "bin"];
  await Promise.all(folders.map((folder) => mkdir(join(dir, folder), { recursive: true })));
  await mkdir(join(dir, "run"), { mode: 0o700 });
}

async function chooseDisplay(
  wanted: "own" | "inherit" | Display,
  processes: Processes,
): Promise<{ readonly display: Display; readonly own: boolean } | null> {
  if (typeof wanted === "object") return { display: wanted, own: false };
  if (wanted === "inherit" && hasDisplay()) return null;
  return { display: await startDisplay(processes), own: true };
}

function useDisplay(env: NodeJS.ProcessEnv, name: string): void {
  env.DISPLAY = name;
  delete env.WAYLAND_DISPLAY;
  delete env.XAUTHORITY;
}

async function startBus(processes: Processes, env: NodeJS.ProcessEnv, dir: string) {
  const config = join(dir, "run/bus.conf");
  await writeFile(config, busConfig(join(dir, "run/bus")));
  const args = [`--config-file=${config}`, "--nofork", "--nopidfile", "--print-address=1"];
  const bus = await processes.start("dbus-daemon", args, {
    name: "dbus-daemon",
    env,
  });
  await bus.waitFor(/^unix:.*\n/m, limitMs);
  return bus;
}

/** Starts with an empty keyring whose password is thrown away: nobody can unlock it again. */
async function startKeyring(processes: Processes, env: NodeJS.ProcessEnv) {
  const args = ["--foreground", "--unlock", "--components=secrets"];
  const input = randomBytes(16).toString("hex");
  const keyring = await processes.start("gnome-keyring-daemon", args, {
    name: "gnome-keyring",
    env,
    input,
  });
  const end = Date.now() + limitMs;
  const question = [
    "/org/freedesktop/DBus",
    "org.freedesktop.DBus.NameHasOwner",
    "string:org.freedesktop.secrets",
  ];
  while (!/boolean true/.test(await callBus(processes, env, "org.freedesktop.DBus", question))) {
    if (Date.now() > end) throw new Error(`gnome-keyring does not answer\n${keyring.output()}`);
    await sleep(5);
  }
  return keyring;
}

async function lockKeyring(processes: Processes, env: NodeJS.ProcessEnv): Promise<void> {
  const collection = "/org/freedesktop/secrets/collection/login";
  const lock = [
    "/org/freedesktop/secrets",
    "org.freedesktop.Secret.Service.Lock",
    `array:objpath:${collection}`,
  ];
  const answer = await callBus(processes, env, "org.freedesktop.secrets", lock);
  if (!answer.includes(collection)) throw new Error(`the keyring was not locked: ${answer}`);
}

async function callBus(processes: Processes, env: NodeJS.ProcessEnv, to: string, message: readonly string[]) {
  const args = ["--session", "--print-reply", "--reply-timeout=5000", `--dest=${to}`, ...message];
  const call = await processes.start("dbus-send", args, {
    name: "dbus-send",
    env,
    limitMs,
  });
  await call.exited;
  return call.output();
}

function linkHandling(processes: Processes, env: NodeJS.ProcessEnv, dir: string) {
  async function addDesktopEntry(entry: DesktopEntry): Promise<string> {
    const launcher = join(dir, "bin", entry.id);
    await writeFile(launcher, launcherScript(entry.exec, join(dir, "log", `${entry.id}.log`)), {
      mode: 0o755,
    });
    const file = join(dir, "data/applications", `${entry.id}.desktop`);
    await writeFile(file, desktopEntryFile(entry, launcher));
    return file;
  }

  const setDefaultHandler = (scheme: string, id: string): Promise<void> =>
    run("xdg-mime", ["default", `${id}.desktop`, `x-scheme-handler/${scheme}`]);

  const xdgOpen = (url: string): Promise<void> => run("xdg-open", [url]);

  async function run(command: string, args: readonly string[]): Promise<void> {
    const child = await processes.start(command, args, {
      name: command,
      env,
      limitMs,
    });
    const { code, timedOut } = await child.exited;
    if (code === 0) return;
    const why = timedOut ? `did not end within ${limitMs} ms` : `ended with ${code}`;
    throw new Error(`${command} ${why}: ${child.output().trim() || "no output"}`);
  }

  return { addDesktopEntry, setDefaultHandler, xdgOpen };
}

/** Most programs end by themselves when asked; the returned ones were there when the desktop was closed. */
async function endPrograms(programs: () => readonly FoundProcess[]): Promise<readonly FoundProcess[]> {
  const found = programs();
  for (const each of found) signal(each.pid, "SIGTERM");
  if (found.length > 0) for (const each of await settled(programs, 3000)) signal(each.pid, "SIGKILL");
  return found;
}

function plainDesktop(dir: string): Desktop {
  const unsupported = async (): Promise<never> => {
    throw new Error(
      `link handlers and keyring of a temporary desktop exist on Linux only, not on ${process.platform}`,
    );
  };
  return {
    env: process.env,
    dir,
    panel: null,
    notifications: null,
    addDesktopEntry: unsupported,
    setDefaultHandler: unsupported,
    xdgOpen: unsupported,
    lockKeyring: unsupported,
    openPrompts: () => 0,
    programs: () => [],
    async dispose() {
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
      return [];
    },
  };
}
