import type { ChildProcess } from "node:child_process";
import { ownSelection, readSelection, type SelectionName } from "../electron-on-chromium/main/selections.ts";

/** Another program of the desktop, with which a person copies, selects and pastes. */
export interface Clipboard {
  /** Copies a text: it is on the clipboard until somebody else copies, or until `close`. */
  copy(text: string): Promise<void>;
  /** Selects a text with the mouse: it is the primary selection until somebody else selects, or until `close`. */
  select(text: string): Promise<void>;
  /** What pasting gives now; "" where there is nothing. */
  paste(): Promise<string>;
  /** What the middle mouse button pastes now: the primary selection. */
  pasteSelection(): Promise<string>;
  /** Stops answering, as a program that hangs: whoever wants the text has to give up. */
  freeze(): void;
  /** Ends the program, and its texts with it. */
  close(): Promise<void>;
}

/** @param env of the desktop: its X display, which should be its own, since all its programs share the clipboard */
export function openClipboard(env: Readonly<NodeJS.ProcessEnv>): Clipboard {
  const owners: ChildProcess[] = [];
  async function own(name: SelectionName, text: string): Promise<void> {
    owners.push(await ownSelection(name, text, env));
  }
  return {
    copy: (text) => own("clipboard", text),
    select: (text) => own("primary", text),
    paste: () => readSelection("clipboard", env),
    pasteSelection: () => readSelection("primary", env),
    freeze() {
      for (const owner of owners) owner.kill("SIGSTOP");
    },
    async close() {
      for (const owner of owners) owner.kill("SIGKILL");
    },
  };
}
