import {
  type Accelerator,
  altMask,
  controlMask,
  keyOf,
  parseAccelerator,
  shiftMask,
  superMask,
} from "../main/accelerator.ts";
import type { Post } from "./host.ts";

/** What `context-menu` tells of the place. */
export interface ClickedPlace {
  readonly x: number;
  readonly y: number;
  readonly linkURL: string;
  readonly linkText: string;
  readonly selectionText: string;
  readonly isEditable: boolean;
  readonly canEditRichly: boolean;
}

/**
 * Tells of keys, wheel and clicks that the page has left alone, and keeps them from Chromium, which would act on them
 * as a browser.
 * @param accelerators those of the application's menu, as `keyOf` writes them
 */
export function watchInput(post: (message: Post) => void, accelerators: readonly string[]): void {
  whenLeftAlone("keydown", (event: KeyboardEvent) => {
    const pressed = acceleratorOf(event);
    if (pressed === null || !accelerators.includes(keyOf(pressed))) return;
    event.preventDefault();
    post({ kind: "accelerator", key: keyOf(pressed) });
  });
  whenLeftAlone("wheel", (event: WheelEvent) => {
    if (!event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    post({ kind: "zoom", direction: event.deltaY < 0 ? "in" : "out" });
  });
  whenLeftAlone("contextmenu", (event: MouseEvent) => {
    event.preventDefault();
    post({ kind: "context-menu", place: placeOf(event) });
  });
}

/**
 * Calls back at the very end of an event's way through the page, and only if nobody has prevented it. The last
 * listener is the one that is added last, so it is added while the event is on its way.
 */
function whenLeftAlone<E extends Event>(name: string, handle: (event: E) => void): void {
  const last = (event: Event): void => {
    if (!event.defaultPrevented) handle(event as E);
  };
  window.addEventListener(name, () => window.addEventListener(name, last, { once: true, passive: false }), {
    capture: true,
    passive: false,
  });
}

/** Keys where a US keyboard has them. */
const tokens: Readonly<Record<string, string>> = {
  Minus: "-",
  Equal: "=",
  Comma: ",",
  NumpadAdd: "numadd",
  NumpadSubtract: "numsub",
};

function acceleratorOf({ code, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): Accelerator | null {
  const token =
    tokens[code] ??
    /^Key([A-Z])$/.exec(code)?.[1] ??
    /^Digit(\d)$/.exec(code)?.[1] ??
    /^(F\d+)$/.exec(code)?.[1] ??
    (/^Numpad\d$/.test(code) ? `num${code.slice(-1)}` : "");
  const key = parseAccelerator(token);
  const held =
    (ctrlKey ? controlMask : 0) |
    (shiftKey ? shiftMask : 0) |
    (altKey ? altMask : 0) |
    (metaKey ? superMask : 0);
  return key && { keysym: key.keysym, modifiers: held };
}

function placeOf(event: MouseEvent): ClickedPlace {
  const clicked = event.target instanceof Element ? event.target : null;
  const link = clicked?.closest<HTMLAnchorElement>("a[href]") ?? null;
  const isText =
    clicked instanceof HTMLTextAreaElement ||
    (clicked instanceof HTMLInputElement && clicked.selectionStart !== null);
  const field = isText && !clicked.readOnly && !clicked.disabled ? clicked : null;
  const canEditRichly = clicked instanceof HTMLElement && clicked.isContentEditable;
  const selectionText = isText
    ? clicked.value.slice(clicked.selectionStart ?? 0, clicked.selectionEnd ?? 0)
    : (getSelection()?.toString() ?? "");
  return {
    x: event.clientX,
    y: event.clientY,
    linkURL: link?.href ?? "",
    linkText: link?.textContent ?? "",
    selectionText,
    isEditable: field !== null || canEditRichly,
    canEditRichly,
  };
}
