import { join } from "node:path";
import { app, clipboard, powerMonitor } from "electron";
import { createLog, type Log } from "../diagnostics/log.ts";
import { createLogFile } from "../diagnostics/log-file.ts";
import { openerOfThisProcess } from "../links/process-chain.ts";
import { openInBrowser } from "../security/electron.ts";
import { hasTrayHost } from "../tray/tray-host.ts";
import type { CommandLine } from "./command-line.ts";
import { createDeparture, type Departure } from "./departure.ts";
import type { Inbox } from "./inbox.ts";
import { takeLinks } from "./link-delivery.ts";
import type { Parts } from "./parts.ts";

/**
 * Moves settings, vault, logs and Chromium's own data to the folder that the command line asks for; the instance
 * lock goes with it. Must run before `ready`.
 */
export function useDataDir({ dataDir, profile }: CommandLine): void {
  if (dataDir !== null) app.setPath("userData", dataDir);
  else if (profile !== null) app.setPath("userData", `${app.getPath("userData")}-${profile}`);
}

/** The log of this profile: `{userData}/logs/handset.log`, named like the program. */
export function openLog(shortName: string): Log {
  return createLog(createLogFile(join(app.getPath("userData"), "logs", `${shortName}.log`)), Date.now);
}

/**
 * Makes this the one instance of the profile, or hands the link over to the one that runs.
 *
 * A second instance passes on its link and the program that it was started by; `readHandedOver` reads them.
 *
 * @returns false when another instance runs; this one has to end
 */
export function becomeOnlyInstance(
  commandLine: CommandLine,
  schemes: readonly string[],
  inbox: Inbox,
  bringForward: () => void,
): boolean {
  const opener = commandLine.link === null ? null : openerOfThisProcess();
  if (!app.requestSingleInstanceLock({ link: commandLine.link, opener })) return false;
  takeLinks(app, schemes, inbox, bringForward);
  if (commandLine.link !== null) inbox.receive(commandLine.link, opener);
  return true;
}

/**
 * Lets every way to quit pass the departure. To be called after `ready`.
 *
 * macOS and Linux tell of a shutdown before they quit the app, and wait a little for one that prevents it (Electron's
 * documentation of `powerMonitor`, "shutdown"); its declaration has no event.
 */
function followQuitting(departure: Pick<Departure, "mayQuit" | "systemEnds">): void {
  app.on("before-quit", (event) => {
    if (!departure.mayQuit()) event.preventDefault();
  });
  if (process.platform !== "win32")
    powerMonitor.on("shutdown", (event?: { preventDefault(): void }) => {
      event?.preventDefault();
      departure.systemEnds();
    });
}

/** What parts ask of the system around them, so that they need not know Electron for it. */
export interface System {
  readonly version: string;
  /** The profile's folder; settled before `ready`. */
  readonly dataFolder: string;
  readonly copy: (text: string) => void;
  /** The text on the clipboard. May reject. */
  readonly readClipboard: () => Promise<string>;
  /** Opens an address with the system's own program for it; resolves to false when that failed. */
  readonly openAddress: (url: string) => Promise<boolean>;
  /** Wants to quit; `Departure` has a say in it. */
  readonly quit: () => void;
}

export function createSystem(log: Log): System {
  return {
    version: app.getVersion(),
    dataFolder: app.getPath("userData"),
    copy: (text) => {
      clipboard.writeText(text).catch((cause: unknown) => log.warn("clipboard.failed", { cause }));
    },
    readClipboard: () => clipboard.readText(),
    openAddress: (url) => openInBrowser(url, log),
    quit: () => app.quit(),
  };
}

/** What follows the end of the last window, and of one that would have been the last; see `Parts.stayOrQuit`. */
export function wireStaying(parts: Pick<Parts, "departure" | "settings">): Parts["stayOrQuit"] {
  const stayOrQuit = async (): Promise<boolean> => {
    const { departure, settings } = parts;
    const stays = !departure.isLeaving() && settings.get().closeToTray && (await hasTrayHost());
    if (!stays) app.quit();
    return stays;
  };
  app.on("window-all-closed", () => void stayOrQuit());
  return stayOrQuit;
}

/** Quitting and signing out, with what each part has to do before. */
export function wireDeparture(
  parts: Pick<
    Parts,
    "guard" | "scheduler" | "log" | "system" | "presence" | "softphone" | "session" | "tray" | "updates"
  >,
): Departure {
  const { guard, scheduler, log, system, presence, softphone } = parts;
  const departure = createDeparture({
    guard,
    scheduler,
    log,
    effects: {
      quit: () => parts.updates.leave(system.quit),
      signOut: (how) => parts.session.signOut(how),
      // A page that is unloaded signs its web phone off (Embeddable's Webphone module, `beforeunload`).
      beforeQuit: [() => presence.leave("quit"), softphone.unload],
      beforeSignOut: () => presence.leave("sign-out"),
      plannedChanged: () => parts.tray.changed(),
    },
  });
  followQuitting(departure);
  return departure;
}
