import type { Log } from "../diagnostics/log.ts";

/** One entry of the clipboard, as it was read: what it holds is only fetched when it is asked for. */
export interface ReadEntry<Content> {
  /** MIME types. */
  readonly types: readonly string[];
  /** Rejects when the clipboard does not have that any more. */
  getType(type: string): Promise<Content>;
}

/** What an entry holds, by MIME type. */
export type HeldEntry<Content> = Readonly<Record<string, Content>>;

/** The clipboard, as far as it is needed to borrow it. */
export interface Borrowed<Content> {
  readText(): Promise<string>;
  /** Everything on it, in all its formats. */
  read(): Promise<readonly ReadEntry<Content>[]>;
  write(entries: readonly HeldEntry<Content>[]): Promise<void>;
  clear(): void;
}

export interface SelectedTextOptions<Content> {
  readonly clipboard: Borrowed<Content>;
  /** Presses the keys for Copy in the program in front. */
  readonly pressCopy: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly log: Log;
}

const LOOK_EVERY_MS = 25;
/** Programs answer Copy within some milliseconds; where nothing is selected they never do. */
const LIMIT_MS = 600;

/**
 * Makes the function that reads the text selected in the program in front, on systems without a primary selection: the
 * program is made to copy it, and the clipboard gets back what it had. It resolves to "" when nothing was copied within
 * 600 ms, and rejects when the keys could not be pressed. Who asks again meanwhile gets the same answer, since the
 * clipboard can be borrowed only once.
 */
export function createSelectedText<Content>(options: SelectedTextOptions<Content>): () => Promise<string> {
  let underWay: Promise<string> | null = null;
  return () => {
    underWay ??= copySelection(options).finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

async function copySelection<Content>(options: SelectedTextOptions<Content>): Promise<string> {
  const { clipboard, pressCopy } = options;
  const kept = await hold(await clipboard.read());
  clipboard.clear();
  try {
    await pressCopy();
    return await copiedText(options);
  } finally {
    await giveBack(kept, options);
  }
}

/** A clipboard that takes nothing back is no reason to keep the number from the user. */
async function giveBack<Content>(
  kept: readonly HeldEntry<Content>[],
  { clipboard, log }: SelectedTextOptions<Content>,
): Promise<void> {
  // Nothing cannot be written.
  if (kept.length === 0) return clipboard.clear();
  await clipboard.write(kept).catch((cause: unknown) => log.warn("shortcuts.not-restored", { cause }));
}

async function copiedText<Content>({ clipboard, wait }: SelectedTextOptions<Content>): Promise<string> {
  for (let waited = 0; waited <= LIMIT_MS; waited += LOOK_EVERY_MS) {
    const text = await clipboard.readText();
    if (text !== "") return text;
    await wait(LOOK_EVERY_MS);
  }
  return "";
}

/** Fetches all that the entries hold; what the clipboard does not give is left out. */
async function hold<Content>(entries: readonly ReadEntry<Content>[]): Promise<HeldEntry<Content>[]> {
  const held = await Promise.all(
    entries.map(async (entry) => {
      const contents = await Promise.allSettled(
        entry.types.map(async (type) => [type, await entry.getType(type)] as const),
      );
      return Object.fromEntries(
        contents.filter((each) => each.status === "fulfilled").map(({ value }) => value),
      );
    }),
  );
  return held.filter((entry) => Object.keys(entry).length > 0);
}

/**
 * The program that presses the keys for Copy, and its arguments. macOS asks the user once to allow it (Privacy and
 * Security, Accessibility).
 */
export function copyKeysCommand(
  platform: "darwin" | "win32",
): readonly [program: string, args: readonly string[]] {
  if (platform === "darwin") {
    return ["osascript", ["-e", 'tell application "System Events" to keystroke "c" using command down']];
  }
  const script = "(New-Object -ComObject WScript.Shell).SendKeys('^c')";
  return ["powershell.exe", ["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-Command", script]];
}
