import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { ClipboardItem, clipboard, globalShortcut } from "electron";
import type { Parts } from "../app/parts.ts";
import type { Log } from "../diagnostics/log.ts";
import { copyKeysCommand, createSelectedText } from "./selected-text.ts";
import {
  registerShortcuts,
  type ShortcutChoices,
  type ShortcutName,
  type ShortcutStates,
} from "./shortcuts.ts";
import {
  createShortcutsControl,
  type ShortcutsControl,
  type ShortcutsControlOptions,
} from "./shortcuts-control.ts";

const run = promisify(execFile);
/** The first use on macOS waits for the user to allow it; the keys are then pressed again. */
const COPY_LIMIT_MS = 5_000;

/** The global shortcuts, for calls and for numbers that are selected or copied. */
export function wireShortcuts(
  parts: Pick<Parts, "settings" | "links" | "calls" | "scheduler" | "log" | "session" | "settingsPage">,
): ShortcutsControl {
  const { settings, links, calls, scheduler, log, session } = parts;
  return createShortcuts({
    settings,
    links,
    calls,
    scheduler,
    log,
    showPhone: session.bringForward,
    changed: () => parts.settingsPage.changed(),
  });
}

/** Takes up the global shortcuts of the settings, and follows them from then on. To be called after `ready`. */
function createShortcuts(
  options: Omit<ShortcutsControlOptions, "platform" | "read" | "apply" | "release">,
): ShortcutsControl {
  const selectedText = openSelectedText(options.log);
  return createShortcutsControl({
    ...options,
    platform: process.platform,
    read: (place) => (place === "selection" ? selectedText() : clipboard.readText()),
    apply: (choices, pressed) => applyShortcuts(choices, pressed, options.log),
    release: () => globalShortcut.unregisterAll(),
  });
}

/**
 * Makes these the global shortcuts, in place of any before.
 *
 * @returns what became of each
 */
function applyShortcuts(
  choices: ShortcutChoices,
  pressed: (name: ShortcutName) => void,
  log: Log,
): ShortcutStates {
  globalShortcut.unregisterAll();
  const register = (accelerator: string, callback: () => void): boolean => {
    try {
      return globalShortcut.register(accelerator, callback);
    } catch (cause) {
      // Electron throws for keys that this system's keyboard does not have.
      log.warn("shortcuts.refused", { accelerator, cause });
      return false;
    }
  };
  const states = registerShortcuts(choices, register, pressed);
  log.info("shortcuts.applied", { ...states });
  return states;
}

/**
 * Reads the text selected in the program in front: on Linux the primary selection, elsewhere a copy, after which the
 * clipboard has again what it had. Rejects when the system does not allow it.
 */
function openSelectedText(log: Log): () => Promise<string> {
  if (process.platform !== "darwin" && process.platform !== "win32")
    return () => clipboard.selection.readText();
  const [program, args] = copyKeysCommand(process.platform);
  return createSelectedText({
    clipboard: {
      readText: () => clipboard.readText(),
      read: () => clipboard.read(),
      // Entries that were read cannot be written (https://www.electronjs.org/docs/latest/api/clipboard-item).
      write: (entries) => clipboard.write(entries.map((entry) => new ClipboardItem({ ...entry }))),
      clear: () => clipboard.clear(),
    },
    pressCopy: async () => {
      await run(program, [...args], { timeout: COPY_LIMIT_MS });
    },
    wait: (ms) => wait(ms),
    log,
  });
}
