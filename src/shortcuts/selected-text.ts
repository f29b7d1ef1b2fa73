/** The clipboard, as far as it is needed to borrow it. */
export interface Borrowed<Kept> {
  readText(): Promise<string>;
  /** Everything on it, in all its formats. */
  keep(): Promise<Kept>;
  restore(kept: Kept): Promise<void>;
  clear(): void;
}

export interface CopySelectionOptions<Kept> {
  readonly clipboard: Borrowed<Kept>;
  /** Presses the keys for Copy in the program in front. */
  readonly pressCopy: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
}

const LOOK_EVERY_MS = 25;
/** Programs answer Copy within some milliseconds; where nothing is selected they never do. */
const LIMIT_MS = 600;

/**
 * The text selected in the program in front, on systems without a primary selection: the program is made to copy it,
 * and the clipboard gets back what it had.
 *
 * @returns "" when nothing was copied within 600 ms. Rejects when the keys could not be pressed.
 */
export async function copySelection<Kept>({
  clipboard,
  pressCopy,
  wait,
}: CopySelectionOptions<Kept>): Promise<string> {
  const kept = await clipboard.keep();
  clipboard.clear();
  try {
    await pressCopy();
    for (let waited = 0; waited <= LIMIT_MS; waited += LOOK_EVERY_MS) {
      const text = await clipboard.readText();
      if (text !== "") return text;
      await wait(LOOK_EVERY_MS);
    }
    return "";
  } finally {
    await clipboard.restore(kept);
  }
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
