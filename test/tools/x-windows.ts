import { setTimeout as pause } from "node:timers/promises";
import type { XClient } from "x11";
import { openDisplay } from "../electron-on-chromium/main/x-client.ts";

const limitMs = 10_000;

/**
 * Closes a window as a person does with its button: what a window manager then sends (ICCCM 4.2.8.1). Waits up to 10 s
 * for the window to be there; what its program does about the wish is not waited for.
 * @param env of the desktop: its X display
 * @param title a part of it; on Chromium its name is behind the page's title
 */
export async function closeWindow(env: Readonly<NodeJS.ProcessEnv>, title: string): Promise<void> {
  await onDisplay(env, async (client, root) => {
    const window = await findWindow(client, root, title);
    const [protocols, deleteWindow] = [
      await atom(client, "WM_PROTOCOLS"),
      await atom(client, "WM_DELETE_WINDOW"),
    ];
    client.SendClientMessage(window, window, protocols, 32, [deleteWindow, 0, 0, 0, 0], 0);
    await client.sync();
  });
}

/** Moves a window as a person does who drags it, where no window manager is in between. */
export async function moveWindow(
  env: Readonly<NodeJS.ProcessEnv>,
  title: string,
  to: { readonly x: number; readonly y: number },
): Promise<void> {
  await onDisplay(env, async (client, root) => {
    client.MoveWindow(await findWindow(client, root, title), to.x, to.y);
    await client.sync();
  });
}

/** The title of the window that has the keyboard; "" for none. */
export function focusedTitle(env: Readonly<NodeJS.ProcessEnv>): Promise<string> {
  return onDisplay(env, async (client) => titleOf(client, await focusedWindow(client)));
}

async function onDisplay<T>(
  env: Readonly<NodeJS.ProcessEnv>,
  work: (client: XClient, root: number) => Promise<T>,
): Promise<T> {
  const { client, screen } = await openDisplay(env.DISPLAY ?? "");
  client.on("error", () => undefined); // a window that ended while it was looked at
  try {
    return await work(client, screen[0]?.root ?? 0);
  } finally {
    client.terminate();
  }
}

function focusedWindow(client: XClient): Promise<number> {
  return new Promise((resolve, reject) => {
    client.GetInputFocus((error, found) => (error ? reject(error) : resolve(found.focus)));
  });
}

/** Another program's window, into which somebody types. */
export interface OtherWindow {
  hasFocus(): Promise<boolean>;
  close(): void;
}

/** Opens an empty window, and gives it the keyboard. */
export async function openOtherWindow(env: Readonly<NodeJS.ProcessEnv>): Promise<OtherWindow> {
  const { client, screen } = await openDisplay(env.DISPLAY ?? "");
  client.on("error", () => undefined);
  const window = client.AllocID();
  client.CreateWindow(window, screen[0]?.root ?? 0, 600, 600, 200, 100);
  client.MapWindow(window);
  await client.sync();
  client.SetInputFocus(window, 1);
  await client.sync();
  return {
    hasFocus: async () => (await focusedWindow(client)) === window,
    close: () => client.terminate(),
  };
}

async function findWindow(client: XClient, root: number, title: string): Promise<number> {
  const end = performance.now() + limitMs;
  for (;;) {
    const windows = await children(client, root);
    const titles = await Promise.all(windows.map((window) => titleOf(client, window)));
    const found = windows[titles.findIndex((each) => each.includes(title))];
    if (found !== undefined) return found;
    if (performance.now() > end) {
      throw new Error(`no window "${title}" among ${JSON.stringify(titles.filter((each) => each !== ""))}`);
    }
    await pause(50);
  }
}

function children(client: XClient, root: number): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    client.QueryTree(root, (error, tree) => (error ? reject(error) : resolve(tree.children)));
  });
}

function atom(client: XClient, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    client.InternAtom(false, name, (error, value) => (error ? reject(error) : resolve(value)));
  });
}

/** "" for a window without one, or one that is gone. */
async function titleOf(client: XClient, window: number): Promise<string> {
  const name = await atom(client, "_NET_WM_NAME");
  return new Promise((resolve) => {
    client.GetProperty(0, window, name, 0, 0, 1000, (error, property) => {
      resolve(error ? "" : property.data.toString("utf8"));
    });
  });
}
