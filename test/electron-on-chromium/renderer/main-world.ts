/**
 * Runs in the page's own world before any script of the page: the far end of contextBridge, and `window.open`
 * under the rule of `setWindowOpenHandler`.
 */
import { askElectronHost } from "./host.ts";
import { decode } from "./wire.ts";
import { createWorldBridge, type Request, type WorldBridge } from "./world-bridge.ts";

declare const electronSecret: string;

if (window === window.top && location.href !== "about:blank") {
  document.addEventListener(electronSecret, meetPreload, { once: true, capture: true });
  watchOpen();
}

function meetPreload(event: Event): void {
  event.stopImmediatePropagation();
  const port = (event as MouseEvent).relatedTarget;
  if (port) createWorldBridge(port, "main", answer);
}

function answer(request: Request, bridge: WorldBridge): unknown {
  const [kind, text, wire] = request;
  const value = decode(wire, bridge);
  if (kind === "execute") return compile(text)(...(value as unknown[]));
  if (Object.hasOwn(window, text)) {
    throw new Error("Cannot bind an API on top of an existing property on the window object");
  }
  return void Object.defineProperty(window, text, { value, enumerable: true });
}

/** Not `eval`, which the page's content security policy may forbid: the host compiles. */
function compile(source: string): (...args: unknown[]) => unknown {
  const compiled = askElectronHost({ kind: "compile", source });
  if (typeof compiled !== "function") throw new TypeError("executeInMainWorld: func is not a function");
  return (...args) => Reflect.apply(compiled, undefined, args);
}

/** Windows are made by the host only, without an opener; a page gets null as for a blocked popup. */
function watchOpen(): void {
  const open = window.open.bind(window);
  window.open = (url, name = "", features = "") => {
    const isOwnFrame =
      ["_self", "_top", "_parent"].includes(name.toLowerCase()) || (name !== "" && name in window.frames);
    if (isOwnFrame) return open(url, name, features);
    const absolute = url ? new URL(url, document.baseURI).href : "about:blank";
    askElectronHost({ kind: "open-window", url: absolute });
    return null;
  };
}
