import x11, { type XClient, type XDisplay, type XTest } from "x11";
import { type Accelerator, altMask, controlMask, shiftMask, superMask } from "./accelerator.ts";

/** A connection to an X server, for keys. */
export interface XKeys {
  /**
   * Asks for every press of an accelerator, whatever has the focus.
   * @returns false when another program has it, or the keyboard has no such key
   */
  grab(accelerator: Accelerator): Promise<boolean>;
  ungrab(accelerator: Accelerator): Promise<void>;
  /** Presses and releases keys as if by hand. Rejects where the keyboard has no such key. */
  press(accelerator: Accelerator): Promise<void>;
  close(): void;
}

const lockMask = 2;
const numLockMask = 16;
/** A grab is for one exact state of the modifiers: Caps Lock and Num Lock must not switch shortcuts off. */
const ignoredMasks = [0, lockMask, numLockMask, lockMask | numLockMask];
const usedMasks = shiftMask | controlMask | altMask | superMask;
/** The keys that hold modifiers down. */
const modifierKeysyms: readonly (readonly [mask: number, keysym: number])[] = [
  [shiftMask, 0xffe1],
  [controlMask, 0xffe3],
  [altMask, 0xffe9],
  [superMask, 0xffeb],
];

/**
 * @param displayName as in DISPLAY
 * @param pressed called for each press of a grabbed accelerator
 */
export async function connectX(
  displayName: string,
  pressed: (accelerator: Accelerator) => void,
): Promise<XKeys> {
  const display = await openDisplay(displayName);
  const { client } = display;
  const root = display.screen[0]?.root ?? 0;
  const grabbed = new Map<number, Accelerator[]>();
  client.on("error", () => undefined); // the server is gone, or a grab was given up twice
  client.on("event", ({ name, keycode, buttons }) => {
    if (name !== "KeyPress") return;
    const meant = grabbed.get(keycode)?.find(({ modifiers }) => modifiers === (buttons & usedMasks));
    if (meant) pressed(meant);
  });

  async function keycodeOf(keysym: number): Promise<number | null> {
    const first = display.min_keycode;
    const rows = await keyboardMapping(client, first, display.max_keycode - first + 1);
    const index = rows.findIndex(([plain]) => plain === keysym);
    return index < 0 ? null : first + index;
  }
  async function keycodeOrThrow(keysym: number): Promise<number> {
    const keycode = await keycodeOf(keysym);
    if (keycode === null) throw new Error(`the keyboard has no key for keysym 0x${keysym.toString(16)}`);
    return keycode;
  }
  async function release(keycode: number, modifiers: number): Promise<void> {
    for (const ignored of ignoredMasks) client.UngrabKey(root, keycode, modifiers | ignored);
    await client.sync();
  }

  return {
    async grab(accelerator) {
      const keycode = await keycodeOf(accelerator.keysym);
      if (keycode === null) return false;
      const { modifiers } = accelerator;
      const grabs = ignoredMasks.map((ignored) => grabKey(client, root, keycode, modifiers | ignored));
      if ((await Promise.all(grabs)).every((granted) => granted)) {
        grabbed.set(keycode, [...(grabbed.get(keycode) ?? []), accelerator]);
        return true;
      }
      await release(keycode, modifiers);
      return false;
    },
    async ungrab({ keysym, modifiers }) {
      const keycode = await keycodeOf(keysym);
      if (keycode === null) return;
      const others = grabbed.get(keycode)?.filter((each) => each.modifiers !== modifiers);
      grabbed.set(keycode, others ?? []);
      await release(keycode, modifiers);
    },
    async press({ keysym, modifiers }) {
      const test = await xtest(client);
      const held = modifierKeysyms.filter(([mask]) => (modifiers & mask) !== 0).map(([, key]) => key);
      const keys = await Promise.all([...held, keysym].map(keycodeOrThrow));
      for (const key of keys) test.FakeInput(test.KeyPress, key, 0, 0, 0, 0);
      for (const key of keys.reverse()) test.FakeInput(test.KeyRelease, key, 0, 0, 0, 0);
      await client.sync();
    },
    close: () => client.terminate(),
  };
}

/** @param display as in DISPLAY */
export function openDisplay(display: string): Promise<XDisplay> {
  return new Promise((resolve, reject) => {
    x11.createClient({ display }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
}

/** @returns false for BadAccess: another program has the key */
function grabKey(client: XClient, root: number, keycode: number, modifiers: number): Promise<boolean> {
  return new Promise((resolve) => {
    client.GrabKey(root, 0, modifiers, keycode, 1, 1, (error) => {
      resolve(!error);
      return true;
    });
  });
}

function keyboardMapping(client: XClient, first: number, count: number) {
  return new Promise<readonly (readonly number[])[]>((resolve, reject) => {
    client.GetKeyboardMapping(first, count, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

function xtest(client: XClient): Promise<XTest> {
  return new Promise((resolve, reject) => {
    client.require("xtest", (error, extension) => (error ? reject(error) : resolve(extension)));
  });
}
