/** Runs in the preload's world before any script of the page, gives it `require("electron")` and runs it. */
import { askElectronHost, type Delivery, type Post } from "./host.ts";
import { watchInput } from "./input.ts";
import { createIpcRenderer } from "./ipc-renderer.ts";
import { strict } from "./strict.ts";
import { encode } from "./wire.ts";
import { createWorldBridge, type WorldBridge } from "./world-bridge.ts";

declare const electronSecret: string;
declare const electronAccelerators: readonly string[];
declare const electronHostPost: (post: string) => void;
declare function electronPreload(exports: object, require: (name: string) => unknown, module: object): void;

const isMainFrame = window === window.top;
const post = (message: Post): void => electronHostPost(JSON.stringify(message));

watchNavigation();
if (isMainFrame) watchInput(post, electronAccelerators);
if (isMainFrame) window.addEventListener("beforeunload", () => post({ kind: "leaving" }));
if (isMainFrame && location.href !== "about:blank") {
  document.addEventListener("DOMContentLoaded", watchTitle);
  runPreload();
}

/**
 * `will-navigate`, asked before anything leaves the page. Addresses that are not for a browser always stop
 * here: the host decides about them, as Electron does, and Chromium would show a prompt of its own.
 */
function watchNavigation(): void {
  window.navigation.addEventListener("navigate", (event) => {
    const { url, sameDocument } = event.destination;
    if (sameDocument || event.navigationType === "traverse") return;
    if (!/^(https?|about|blob|data|file|filesystem|javascript):/i.test(url)) {
      event.preventDefault();
      if (isMainFrame) post({ kind: "external", url });
    } else if (isMainFrame && askElectronHost({ kind: "will-navigate", url }) === true) {
      event.preventDefault();
    }
  });
}

/** `page-title-updated`: the DevTools protocol does not tell when a title changes. */
function watchTitle(): void {
  let told = "";
  const tell = (): void => {
    if (document.title === told) return;
    told = document.title;
    post({ kind: "title", title: told });
  };
  tell();
  new MutationObserver(tell).observe(document.head, { subtree: true, childList: true, characterData: true });
}

function runPreload(): void {
  const { ipcRenderer, deliver } = createIpcRenderer(post);
  Object.defineProperty(globalThis, "electronHostDeliver", {
    value: (delivery: string) => deliver(JSON.parse(delivery) as Delivery),
  });
  const bridge = meetMainWorld();
  const electron = strict("electron", {
    ipcRenderer,
    contextBridge: strict("contextBridge", {
      exposeInMainWorld(name: string, api: unknown) {
        bridge.request(["expose", name, encode(api, bridge)]);
      },
      executeInMainWorld({ func, args }: { func: (...args: never[]) => unknown; args?: unknown[] }) {
        return bridge.request(["execute", func.toString(), encode(args ?? [], bridge)]);
      },
    }),
  });
  const require = (name: string): unknown => {
    if (name !== "electron") throw new Error(`module not found: ${name}`);
    return electron;
  };
  const exports = {};
  try {
    electronPreload(exports, require, { exports });
  } catch (error) {
    post({ kind: "preload-failed", text: String(error instanceof Error ? error.stack : error) });
  }
}

function meetMainWorld(): WorldBridge {
  const port = document.createElement("electron-world-bridge");
  document.dispatchEvent(new MouseEvent(electronSecret, { relatedTarget: port }));
  return createWorldBridge(port, "isolated", (request) => {
    throw new Error(`Unexpected request: ${request[0]}`);
  });
}
