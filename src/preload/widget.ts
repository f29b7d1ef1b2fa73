import { contextBridge, ipcRenderer } from "electron";
import { audioDevices } from "../devices/device-list.ts";
import type { WidgetChannels } from "../ipc/channels.ts";
import type { LineCheck } from "../reachability/recovery.ts";
import { installLineCheck } from "../widget/line-check.ts";
import { beginWithSystemColours } from "../widget/system-colours.ts";
import { installTokenStorage, observeTokenEndpoint, type TokenAnswer } from "../widget/token-storage.ts";

/** A server answers a ping within the time of one packet each way. */
const PING_LIMIT_MS = 5_000;

function send<C extends keyof WidgetChannels>(channel: C, payload: WidgetChannels[C]["payload"]): void {
  ipcRenderer.send(channel, payload);
}

/**
 * The widget leaves the fragment as it was. Once it has a token, the code and the verifier in there are used up,
 * and nothing may find them in the page's address or use them at a reload.
 */
function forgetCredentials(): void {
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
}

// Main answers only the softphone's own page, so that no other page ever gets a token or the bridge.
const seed: WidgetChannels["widget:seed"]["result"] = ipcRenderer.sendSync("widget:seed");

if (seed !== null) {
  beginWithSystemColours(localStorage);
  contextBridge.executeInMainWorld({
    func: installTokenStorage,
    args: [
      seed.storageKey,
      seed.token,
      (value: string | null): void => {
        if (value !== null) forgetCredentials();
        // Answered when the token is on the disk: a refreshed one must not be used before that, since its use
        // retires the one that is there (RingCentral's grace period ends shortly after).
        ipcRenderer.sendSync("widget:token-changed", value);
      },
    ],
  });
  contextBridge.executeInMainWorld({
    func: observeTokenEndpoint,
    args: [(answer: TokenAnswer): Promise<boolean> => ipcRenderer.invoke("widget:token-answered", answer)],
  });

  let lookAtLine = (): void => {};
  contextBridge.executeInMainWorld({
    func: installLineCheck,
    args: [
      (): Promise<null> =>
        new Promise((resolve) => {
          lookAtLine = () => resolve(null);
        }),
      (line: LineCheck): void => send("widget:line-checked", line),
      PING_LIMIT_MS,
    ],
  });
  ipcRenderer.on("widget:check-line", () => lookAtLine());

  const tellDevices = async (): Promise<void> => {
    try {
      send("widget:devices", audioDevices(await navigator.mediaDevices.enumerateDevices()));
    } catch (cause) {
      console.error("The audio devices are not known:", cause);
    }
  };
  navigator.mediaDevices?.addEventListener("devicechange", () => void tellDevices());
  window.addEventListener("load", () => void tellDevices());

  const tellOnline = (): void => send("widget:online", navigator.onLine);
  window.addEventListener("online", tellOnline);
  window.addEventListener("offline", tellOnline);
  if (!navigator.onLine) tellOnline();

  // The widget is a top-level document, so it posts to itself.
  window.addEventListener("message", (event) => {
    if (event.source === window && event.origin === location.origin) send("widget:message", event.data);
  });
  ipcRenderer.on("widget:post", (_, { id, message }: WidgetChannels["widget:post"]["payload"]) => {
    window.postMessage(message, location.origin);
    send("widget:posted", id);
  });
}
