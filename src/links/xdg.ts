import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeFile } from "atomically";
import { isWrittenByHandset, mimeType, opensScheme, programName } from "./desktop-entry.ts";
import { defaultHandlers, withFallbacks, withoutHandler, withoutTrace, withRefusal } from "./mime-apps.ts";

const run = promisify(execFile);
/** xdg-utils are shell scripts that ask the desktop; a hanging desktop must not hang Handset. */
const XDG_LIMIT_MS = 10_000;
/** Keeps every byte of a file that may hold anything: one character for each byte. */
const BYTES = "latin1";

/** What opens what on a Linux desktop, read and changed through xdg-utils and the files behind them. */
export interface Xdg {
  /** File id of what opens links of the scheme, "" for nothing; null when the desktop does not say. */
  owner(scheme: string): Promise<string | null>;
  /**
   * Whether the user's own lists say that the program opens the scheme: then it is the owner on every desktop, and
   * `owner`, which takes xdg-mime some 40 processes, need not be asked. False says nothing.
   */
  isChosen(desktopFile: string, scheme: string): Promise<boolean>;
  /** The name people know the program by, or its file id without the ending. */
  nameOf(desktopFile: string): Promise<string>;
  /** Whether there is such an entry that Handset did not write: a package's. */
  isInstalled(desktopFile: string): Promise<boolean>;
  writeEntry(desktopFile: string, content: string): Promise<void>;
  /** Removes the user's entry, unless somebody else wrote it. */
  removeEntry(desktopFile: string): Promise<void>;
  /** Makes the program the first choice; what was it before stays behind it, where it is not among the `uncontested`. */
  makeDefault(
    desktopFile: string,
    schemes: readonly string[],
    uncontested?: readonly string[],
  ): Promise<void>;
  /** The next program takes over what this one opened. `refuse` keeps it from being offered again. */
  giveBack(desktopFile: string, schemes: readonly string[], refuse: boolean): Promise<void>;
  /** Leaves no trace of the program in the user's lists. */
  forget(desktopFile: string, schemes: readonly string[]): Promise<void>;
}

/** @param env the folders of the XDG Base Directory Specification 0.8 come from here */
export function createXdg(env: Readonly<NodeJS.ProcessEnv>): Xdg {
  const home = env.HOME || homedir();
  const dataHome = env.XDG_DATA_HOME || join(home, ".local", "share");
  const configHome = env.XDG_CONFIG_HOME || join(home, ".config");
  const dataDirs = (env.XDG_DATA_DIRS || "/usr/local/share:/usr/share")
    .split(":")
    .filter((dir) => dir !== "");
  const folders = [...new Set([dataHome, ...dataDirs])].map((dir) => join(dir, "applications"));
  const ownFolder = join(dataHome, "applications");
  /** The list that xdg-mime writes, and the place where older programs still do. */
  const list = join(configHome, "mimeapps.list");
  const lists = [list, join(ownFolder, "mimeapps.list")];
  /** The user's lists in the order in which they count: those for one desktop are in front. */
  const chosenBy = [
    ...(env.XDG_CURRENT_DESKTOP ?? "")
      .split(":")
      .filter((desktop) => desktop !== "")
      .map((desktop) => join(configHome, `${desktop.toLowerCase()}-mimeapps.list`)),
    list,
  ];

  const xdgMime = async (...args: readonly string[]): Promise<string> =>
    (await run("xdg-mime", [...args], { env, timeout: XDG_LIMIT_MS })).stdout.trim();

  /**
   * Each entry of that id, the one that counts in front. A dash may stand for a folder. What cannot be read is none:
   * the desktop cannot read it either.
   */
  const entriesOf = async (desktopFile: string): Promise<readonly string[]> => {
    const names = [desktopFile, desktopFile.replace("-", "/")];
    const texts = await Promise.all(
      folders.flatMap((folder) => names.map((name) => readEntry(join(folder, name)))),
    );
    return texts.filter((text) => text !== null);
  };

  /** The first other program that offers to open the scheme, or null. */
  const otherOpener = async (desktopFile: string, scheme: string): Promise<string | null> => {
    for (const folder of folders) {
      const names = (await readdir(folder).catch(() => []))
        .filter((name) => name.endsWith(".desktop"))
        .sort();
      for (const name of names) {
        if (name === desktopFile) continue;
        const entry = await readEntry(join(folder, name));
        if (entry !== null && opensScheme(entry, scheme)) return name;
      }
    }
    return null;
  };

  const edit = async (file: string, change: (text: string) => string): Promise<void> => {
    const text = await readOrNull(file, BYTES);
    const changed = change(text ?? "");
    if (changed === (text ?? "")) return;
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, Buffer.from(changed, BYTES));
  };

  /** The cache of who offers what; desktops without the tool have no cache to be stale. */
  const refreshCache = async (): Promise<void> => {
    await run("update-desktop-database", [ownFolder], { env, timeout: XDG_LIMIT_MS }).catch(
      (cause: unknown) => {
        if (!isMissing(cause)) throw cause;
      },
    );
  };

  const owner: Xdg["owner"] = async (scheme) => {
    try {
      return await xdgMime("query", "default", mimeType(scheme));
    } catch {
      return null;
    }
  };

  return {
    owner,
    async isChosen(desktopFile, scheme) {
      for (const file of chosenBy) {
        const [first] = defaultHandlers((await readOrNull(file, BYTES)) ?? "", mimeType(scheme));
        if (first !== undefined) return first === desktopFile && (await entriesOf(desktopFile)).length > 0;
      }
      return false;
    },
    async nameOf(desktopFile) {
      const [entry] = await entriesOf(desktopFile);
      return (entry === undefined ? null : programName(entry)) ?? desktopFile.replace(/\.desktop$/, "");
    },
    async isInstalled(desktopFile) {
      return (await entriesOf(desktopFile)).some((entry) => !isWrittenByHandset(entry));
    },
    async writeEntry(desktopFile, content) {
      const file = join(ownFolder, desktopFile);
      if ((await readOrNull(file, "utf8")) === content) return;
      await mkdir(ownFolder, { recursive: true });
      await writeFile(file, content);
      await refreshCache();
    },
    async removeEntry(desktopFile) {
      const file = join(ownFolder, desktopFile);
      const entry = await readOrNull(file, "utf8");
      if (entry === null || !isWrittenByHandset(entry)) return;
      await rm(file, { force: true });
      await refreshCache();
    },
    async makeDefault(desktopFile, schemes, uncontested = []) {
      const text = (await readOrNull(list, BYTES)) ?? "";
      const missing = schemes.filter((scheme) => defaultHandlers(text, mimeType(scheme))[0] !== desktopFile);
      if (missing.length === 0) return;
      const before = new Map<string, readonly string[]>();
      for (const scheme of missing) {
        const known = defaultHandlers(text, mimeType(scheme));
        const shown = uncontested.includes(scheme) ? null : await owner(scheme);
        before.set(scheme, shown === null || shown === "" ? known : [shown, ...known]);
      }
      await xdgMime("default", desktopFile, ...missing.map(mimeType));
      await edit(list, (now) =>
        missing.reduce(
          (each, scheme) => withFallbacks(each, mimeType(scheme), before.get(scheme) ?? []),
          now,
        ),
      );
    },
    async giveBack(desktopFile, schemes, refuse) {
      const types = schemes.map(mimeType);
      for (const file of lists) await edit(file, (text) => withoutHandler(text, desktopFile, types));
      if (refuse) await edit(list, (text) => withRefusal(text, desktopFile, types));
      for (const scheme of schemes) {
        // xdg-mime overlooks the refusal and falls back to any program that offers the scheme, this one among them.
        if ((await owner(scheme)) !== desktopFile) continue;
        const next = await otherOpener(desktopFile, scheme);
        if (next !== null) await xdgMime("default", next, mimeType(scheme));
      }
    },
    async forget(desktopFile, schemes) {
      const types = schemes.map(mimeType);
      for (const file of lists) await edit(file, (text) => withoutTrace(text, desktopFile, types));
    },
  };
}

const readEntry = (file: string): Promise<string | null> => readFile(file, "utf8").catch(() => null);

async function readOrNull(file: string, encoding: "utf8" | "latin1"): Promise<string | null> {
  try {
    return await readFile(file, encoding);
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR");
}
