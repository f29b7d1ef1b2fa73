import { isAbsolute } from "node:path";
import { takesValue } from "../control/verbs.ts";
import { findLink } from "../links/parse.ts";

export interface CommandLine {
  /** `--data-dir=PATH`: settings, vault and logs live there instead of the user's default folder. */
  readonly dataDir: string | null;
  /** `--profile=NAME`: a second account with a data folder, vault and instance of its own; null for the usual one. */
  readonly profile: string | null;
  /** The first link, or null. */
  readonly link: string | null;
  /** What the user typed to control Handset, or null: then this is a start of the phone. */
  readonly typed: Typed | null;
}

export interface Typed {
  /** The verb and what belongs to it, for control/verbs.ts. */
  readonly words: readonly string[];
  /** The arguments that start the same Handset, without the verb: the app's own in development, switches, profile. */
  readonly start: readonly string[];
}

export interface CommandLineOptions {
  /** The first argument that is no switch is the app (`process.defaultApp`: Electron was started with one). */
  readonly hasAppArgument: boolean;
}

/** A start at login does not show the window where there is a tray to find it in (start-at-login/electron.ts). */
export const HIDDEN_SWITCH = "--hidden";

/** Whether this start is to stay in the tray. Never together with a link: who opens one wants to see something. */
export function isHiddenStart(args: readonly string[], link: string | null): boolean {
  return link === null && args.includes(HIDDEN_SWITCH);
}

const DATA_DIR = "--data-dir";
const PROFILE = "--profile";
const PROFILE_NAME = /^[A-Za-z0-9_-]{1,32}$/;
/** Node's and Electron's, in front of the app: they take the next argument. */
const LOADER_SWITCHES = ["-r", "--require"];
/** The words that are a command although they look like switches. */
const COMMAND_SWITCHES = ["--help", "-h", "--version", "-v"];

/**
 * Reads Handset's own command line. Whatever follows a link may have been put there by whoever wrote the link
 * (CVE-2018-1000006), so switches count only in front of it, and where there is a link anywhere nothing is taken
 * for a command: no link can ever answer, hang up or call.
 *
 * @param args `process.argv`, in any order that Chromium left it in
 */
export function parseCommandLine(
  args: readonly string[],
  schemes: readonly string[],
  options: CommandLineOptions = { hasAppArgument: false },
): CommandLine {
  const link = findLink(args, schemes);
  const own = link === null ? args : args.slice(0, args.indexOf(link));
  const typed = link === null ? readTyped(args, options) : null;
  const said = readSwitches(typed === null ? own : [...typed.start, ...typed.settings]);
  const dataDir = said.dataDir !== null && isAbsolute(said.dataDir) ? said.dataDir : null;
  const profile = said.profile !== null && PROFILE_NAME.test(said.profile) ? said.profile : null;
  if (typed === null) return { dataDir, profile, link, typed: null };
  // Where the wrong Handset would be meant, none is.
  const isUnclear = dataDir !== said.dataDir || profile !== said.profile;
  const words = isUnclear ? [profile === said.profile ? DATA_DIR : PROFILE] : typed.words;
  return { dataDir, profile, link, typed: { words, start: [...typed.start, ...typed.settings] } };
}

interface Reading extends Typed {
  /** `--profile` and `--data-dir` behind the verb, each as one argument. */
  readonly settings: readonly string[];
}

/** Splits a command line without a link at its first own word; null when it has none. */
function readTyped(args: readonly string[], { hasAppArgument }: CommandLineOptions): Reading | null {
  const start: string[] = [];
  let at = 1;
  let awaitsApp = hasAppArgument;
  for (; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    const takesNext = arg === PROFILE || (awaitsApp && LOADER_SWITCHES.includes(arg));
    if (!awaitsApp && (COMMAND_SWITCHES.includes(arg) || !arg.startsWith("-"))) break;
    if (!arg.startsWith("-")) awaitsApp = false;
    start.push(arg);
    if (takesNext && at + 1 < args.length) {
      at += 1;
      start.push(args[at] ?? "");
    }
  }
  const first = args[at];
  // A link of a scheme that nobody knows here starts the phone, as every start does.
  if (first === undefined || first === "" || /^[a-z][a-z0-9+.-]*:/i.test(first)) return null;
  return { start, ...readWords(args.slice(at)) };
}

/** Takes profile and data folder out of what was typed; the value of another option is left alone. */
function readWords(typed: readonly string[]): Omit<Reading, "start"> {
  const words: string[] = [];
  const settings: string[] = [];
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at] ?? "";
    const next = typed[at + 1];
    if (word.startsWith(`${PROFILE}=`) || word.startsWith(`${DATA_DIR}=`)) settings.push(word);
    else if (word === PROFILE && next !== undefined) {
      settings.push(`${PROFILE}=${next}`);
      at += 1;
    } else {
      words.push(word);
      if (takesValue(word) && next !== undefined) {
        words.push(next);
        at += 1;
      }
    }
  }
  return { words, settings };
}

function readSwitches(args: readonly string[]): {
  readonly dataDir: string | null;
  readonly profile: string | null;
} {
  const switchValue = (name: string): string | null =>
    args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const spaced = args.indexOf(PROFILE);
  return {
    dataDir: switchValue(DATA_DIR),
    profile: switchValue(PROFILE) ?? (spaced === -1 ? null : (args[spaced + 1] ?? null)),
  };
}
