/** A key and what is held with it, as X11 knows them. */
export interface Accelerator {
  /** What the key gives without modifiers (keysymdef.h). */
  readonly keysym: number;
  /** Bits of the X protocol's modifier mask. */
  readonly modifiers: number;
}

/** One text for each accelerator, whatever way it was written. */
export const keyOf = ({ keysym, modifiers }: Accelerator): string => `${modifiers}+${keysym}`;

export const shiftMask = 1;
export const controlMask = 4;
export const altMask = 8;
export const superMask = 64;
const altGrMask = 128;

const modifierMasks: Readonly<Record<string, number>> = {
  shift: shiftMask,
  control: controlMask,
  ctrl: controlMask,
  commandorcontrol: controlMask,
  cmdorctrl: controlMask,
  alt: altMask,
  option: altMask,
  altgr: altGrMask,
  super: superMask,
  meta: superMask,
  command: superMask,
  cmd: superMask,
};

const namedKeys: Readonly<Record<string, number>> = {
  space: 0x20,
  backspace: 0xff08,
  tab: 0xff09,
  return: 0xff0d,
  enter: 0xff0d,
  scrolllock: 0xff14,
  escape: 0xff1b,
  esc: 0xff1b,
  home: 0xff50,
  left: 0xff51,
  up: 0xff52,
  right: 0xff53,
  down: 0xff54,
  pageup: 0xff55,
  pagedown: 0xff56,
  end: 0xff57,
  printscreen: 0xff61,
  insert: 0xff63,
  numlock: 0xff7f,
  nummult: 0xffaa,
  numadd: 0xffab,
  numsub: 0xffad,
  numdec: 0xffae,
  numdiv: 0xffaf,
  capslock: 0xffe5,
  delete: 0xffff,
  volumedown: 0x1008ff11,
  volumemute: 0x1008ff12,
  volumeup: 0x1008ff13,
  mediaplaypause: 0x1008ff14,
  mediastop: 0x1008ff15,
  mediaprevioustrack: 0x1008ff16,
  medianexttrack: 0x1008ff17,
};

/** Keys of a US keyboard; the second of a pair needs Shift. */
const shiftedPairs = "1!2@3#4$5%6^7&8*9(0)-_=+[{]}\\|;:'\",<.>/?`~";

/**
 * Reads an accelerator as Electron does (accelerator_util.cc, keyboard_util.cc).
 * @returns null for a text that is none
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts
 */
export function parseAccelerator(text: string): Accelerator | null {
  let keysym: number | null = null;
  let modifiers = 0;
  for (const token of text.split("+").map((part) => part.trim().toLowerCase())) {
    const mask = modifierMasks[token];
    const key = parseKey(token);
    if (mask !== undefined) modifiers |= mask;
    else if (key) {
      keysym = key.keysym;
      modifiers |= key.modifiers;
    } else if (token !== "") return null;
  }
  return keysym === null ? null : { keysym, modifiers };
}

function parseKey(token: string): Accelerator | null {
  const named = namedKeys[token];
  if (named !== undefined) return { keysym: named, modifiers: 0 };
  if (token === "plus") return { keysym: 0x3d, modifiers: shiftMask }; // the key of "="
  const [, functionKey] = /^f([1-9]|1\d|2[0-4])$/.exec(token) ?? [];
  if (functionKey) return { keysym: 0xffbe + Number(functionKey) - 1, modifiers: 0 };
  const [, digit] = /^num(\d)$/.exec(token) ?? [];
  if (digit) return { keysym: 0xffb0 + Number(digit), modifiers: 0 };
  if (token.length !== 1) return null;
  if (/[a-z0-9]/.test(token)) return { keysym: token.charCodeAt(0), modifiers: 0 };
  const at = shiftedPairs.indexOf(token);
  if (at < 0) return null;
  return at % 2 === 0
    ? { keysym: token.charCodeAt(0), modifiers: 0 }
    : { keysym: shiftedPairs.charCodeAt(at - 1), modifiers: shiftMask };
}
