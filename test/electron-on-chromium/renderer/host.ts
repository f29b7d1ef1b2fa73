import type { ClickedPlace } from "./input.ts";
import type { Wire } from "./wire.ts";

/** Sent to the host without waiting. */
export type Post =
  | { readonly kind: "send"; readonly channel: string; readonly args: Wire; readonly url: string }
  | {
      readonly kind: "invoke";
      readonly id: number;
      readonly channel: string;
      readonly args: Wire;
      readonly url: string;
    }
  /** The page wants to hand an address to another program. */
  | { readonly kind: "external"; readonly url: string }
  /** The document ends, or would: for another one, or because a person closes the window. */
  | { readonly kind: "leaving" }
  | { readonly kind: "title"; readonly title: string }
  /** Keys of the application's menu, as `keyOf` of main/accelerator.ts writes them. */
  | { readonly kind: "accelerator"; readonly key: string }
  | { readonly kind: "zoom"; readonly direction: "in" | "out" }
  | { readonly kind: "context-menu"; readonly place: ClickedPlace }
  | { readonly kind: "preload-failed"; readonly text: string };

/** Asked of the host while the page stands still. */
export type Question =
  | { readonly kind: "send-sync"; readonly channel: string; readonly args: Wire; readonly url: string }
  | { readonly kind: "will-navigate"; readonly url: string }
  | { readonly kind: "open-window"; readonly url: string }
  | { readonly kind: "compile"; readonly source: string };

/** From the host to the preload's world. */
export type Delivery =
  | { readonly kind: "message"; readonly channel: string; readonly args: Wire }
  | { readonly kind: "reply"; readonly id: number; readonly ok: boolean; readonly value: Wire };

/** Name by which the host recognises its own pause among a page's `debugger` statements. */
export const askHostFunction = "askElectronHost";

/**
 * Asks the host and waits: the page pauses in the debugger, the host reads `exchange.question`, sets
 * `exchange.answer` and lets it run on. Unlike a synchronous XMLHttpRequest no content security policy can
 * forbid it.
 */
export function askElectronHost(question: Question): unknown {
  const exchange: { question: string; answer: unknown } = {
    question: JSON.stringify(question),
    answer: null,
  };
  // biome-ignore lint/suspicious/noDebugger: this is the way to the host
  debugger;
  return exchange.answer;
}
