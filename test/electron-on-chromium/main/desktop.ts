import { spawn } from "node:child_process";
import { strict } from "../renderer/strict.ts";
import type { Declared } from "./declared.ts";
import { ownSelection, readSelection, type SelectionName } from "./selections.ts";

/** How long `xdg-open` may take before it counts as done: it waits for some programs that it starts. */
const openLimit = 5_000;

/** @see https://www.electronjs.org/docs/latest/api/shell */
export const shell: Pick<Electron.Shell, "openExternal" | "openPath"> = strict("shell", {
  async openExternal(url: string): Promise<void> {
    const problem = await xdgOpen(url);
    if (problem !== "") throw new Error(problem);
  },
  openPath: (path: string): Promise<string> => xdgOpen(path),
});

/** @returns "" or what went wrong */
function xdgOpen(address: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn("xdg-open", [address], { detached: true, stdio: "ignore" });
    const timer = setTimeout(resolve, openLimit, "");
    timer.unref();
    child.on("error", (error) => resolve(`Failed to open URL: ${error.message}`));
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? "" : "Failed to open URL"); // never the URL itself: it may carry secrets
    });
    child.unref();
  });
}

function createClipboard(name: SelectionName) {
  const clipboard = {
    readText: (): Promise<string> => readSelection(name, process.env),
    async writeText(text: string): Promise<void> {
      await ownSelection(name, text, process.env);
    },
  };
  return clipboard satisfies Declared<Electron.Clipboard, typeof clipboard>;
}

/** @see https://www.electronjs.org/docs/latest/api/clipboard */
export const clipboard = strict("clipboard", {
  ...createClipboard("clipboard"),
  selection: strict("clipboard.selection", createClipboard("primary")),
});

let lastBlocker = 0;

/** Numbers only: no power manager is told. */
export const powerSaveBlocker: Pick<Electron.PowerSaveBlocker, "start" | "stop"> = strict(
  "powerSaveBlocker",
  {
    start: () => ++lastBlocker,
    stop: () => true,
  },
);
