import { type Accelerator, parseAccelerator } from "../electron-on-chromium/main/accelerator.ts";
import { connectX } from "../electron-on-chromium/main/x-client.ts";

/** The keyboard of a desktop. Accelerators are written as for Electron: "Control+Shift+D". */
export interface Keyboard {
  /** Presses and releases the keys as a person does; they reach whoever has grabbed them, or the focus. */
  press(accelerator: string): Promise<void>;
  /**
   * Takes the keys as another program would, so that nobody else gets them. Returns what gives them back. Rejects when
   * somebody already has them.
   */
  grab(accelerator: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** @param env of the desktop: its X display, which should be its own, since keys reach every program on it */
export async function openKeyboard(env: Readonly<NodeJS.ProcessEnv>): Promise<Keyboard> {
  const keys = await connectX(env.DISPLAY ?? "", () => undefined);
  return {
    press: (text) => keys.press(read(text)),
    async grab(text) {
      const accelerator = read(text);
      if (!(await keys.grab(accelerator))) throw new Error(`another program has ${text}`);
      return () => keys.ungrab(accelerator);
    },
    async close() {
      keys.close();
    },
  };
}

function read(text: string): Accelerator {
  const accelerator = parseAccelerator(text);
  if (accelerator) return accelerator;
  throw new Error(`"${text}" is no accelerator`);
}
