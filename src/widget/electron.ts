import { join } from "node:path";
import { app, BrowserWindow, nativeImage, net, session } from "electron";
import type { Parts } from "../app/parts.ts";
import type { Brand } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import type { WidgetChannels } from "../ipc/channels.ts";
import { overlayCount } from "../notifications/overlay.ts";
import { restrictNavigation, restrictPermissions } from "../security/electron.ts";
import type { Settings } from "../settings/settings.ts";
import { Secret } from "../vault/secret.ts";
import { checkSpelling, type WindowCare } from "../windows/electron.ts";
import { appUrl } from "./app-url.ts";
import { answerWidget } from "./channels/electron.ts";
import { handOver } from "./hand-over.ts";
import { type LoadAnewOptions, loadAnew } from "./load-anew.ts";
import type { WidgetCommand } from "./messages.ts";
import { followReplacement } from "./page-replacement.ts";
import type { Softphone, SoftphoneListeners } from "./softphone.ts";
import { softphoneListeners } from "./wiring.ts";

const PARTITION = "persist:softphone";
/** Under which its window's place and zoom are remembered. */
const WINDOW = "softphone";
const LEAST_SIZE = { width: 320, height: 480 };
/** Id of commands nobody waits for; the dial queue counts from one. */
const UNTRACKED = 0;
/** So long the page may take from its load to the moment it listens for messages. */
const LISTENING_LIMIT_MS = 20_000;
/** Nothing hangs: a page that has not come by then counts as one that cannot be loaded. */
const LOAD_LIMIT_MS = 30_000;

/** The phone's window, connected with everybody who hears of it. */
export function wireSoftphone(
  parts: Parameters<typeof softphoneListeners>[0] &
    Pick<Parts, "phoneBrand" | "settings" | "linkSchemes" | "log" | "windowCare">,
): Softphone {
  const { phoneBrand, settings, linkSchemes, log, windowCare } = parts;
  return createSoftphone(phoneBrand, settings.get, linkSchemes, softphoneListeners(parts), log, windowCare);
}

/**
 * The window that holds Embeddable, and the bridge to it. The window is made at the first load and then only
 * hidden: a destroyed page misses calls (design D8).
 */
function createSoftphone(
  brand: Brand,
  settings: () => Settings,
  linkSchemes: readonly string[],
  listeners: SoftphoneListeners,
  log: Log,
  care: WindowCare,
): Softphone {
  const origin = new URL(brand.widgetUrl).origin;
  let window: BrowserWindow | null = null;
  let token: Secret | null = null;
  let unloading: Promise<void> = Promise.resolve();
  /**
   * Called when the page says whether it is signed in. It first does so when it has looked at its old token, and
   * a redirect that came earlier could be redeemed and refreshed at the same time (Embeddable's Auth module).
   */
  let listens = (): void => {};
  /** How often a page was loaded or unloaded. */
  let loads = 0;
  let httpStatus = 0;

  answerWidget({
    origin,
    contents: () => window?.webContents ?? null,
    token: () => token,
    listeners: {
      ...listeners,
      message(message) {
        if (message.type === "login-status") listens();
        listeners.message(message);
      },
      tokenChanged(stored) {
        token = stored === null ? null : new Secret(stored);
        return listeners.tokenChanged(stored);
      },
    },
    log,
  });
  const open = (): BrowserWindow => {
    const opened = openWindow(brand.name, origin, linkSchemes, listeners, log, care);
    opened.webContents.on("did-navigate", (_event, _url, status) => {
      httpStatus = status;
    });
    opened.on("closed", () => {
      window = null;
      listeners.pageReplaced();
      listeners.closedByUser();
    });
    return opened;
  };
  const post = (id: number, message: WidgetCommand): void => {
    const payload: WidgetChannels["widget:post"]["payload"] = { id, message };
    window?.webContents.send("widget:post", payload);
  };

  return {
    async load(signIn) {
      token = signIn.token;
      window ??= open();
      const url = appUrl({
        widgetUrl: brand.widgetUrl,
        clientId: signIn.clientId,
        server: signIn.server,
        clientSecret: signIn.clientSecret,
        discovery: signIn.discovery,
        redirectUri: signIn.redirectUri,
        credentials: signIn.credentials,
        credentialsIn: settings().credentialsIn,
        productName: brand.name,
        appVersion: app.getVersion(),
        features: settings().widgetFeatures,
      });
      const load = ++loads;
      const isLatest = (): boolean => load === loads;
      // From here on nothing is posted to the page that goes.
      listeners.pageReplaced();
      const { webContents } = window;
      const loading: LoadAnewOptions = {
        page: {
          loadURL: (address) => webContents.loadURL(address),
          getURL: () => webContents.getURL(),
          httpStatus: () => httpStatus,
        },
        url,
        isLatest,
        limitMs: LOAD_LIMIT_MS,
        fetch: () => net.fetch(brand.widgetUrl, { method: "HEAD", credentials: "omit", cache: "no-store" }),
        log,
      };
      if (signIn.credentials.kind !== "redirect") return loadAnew(loading);
      const listening = new Promise<boolean>((resolve) => {
        listens = () => resolve(true);
        setTimeout(resolve, LOAD_LIMIT_MS + LISTENING_LIMIT_MS, false).unref();
      });
      const { callbackUri } = signIn.credentials;
      return handOver({
        loaded: loadAnew(loading),
        listening,
        isLatest,
        post: () =>
          post(UNTRACKED, { type: "rc-adapter-authorization-code", callbackUri: callbackUri.reveal() }),
      });
    },
    post,
    send: (command) => post(UNTRACKED, command),
    checkLine: () => window?.webContents.send("widget:check-line", null),
    unload() {
      token = null;
      loads += 1;
      if (window !== null) listeners.pageReplaced();
      // Aborted when another load takes its place, and then of no interest.
      unloading = window?.loadURL("about:blank").catch(() => {}) ?? Promise.resolve();
      return unloading;
    },
    async clearData() {
      // A page that is still there would write anew.
      await unloading;
      const kept = session.fromPartition(PARTITION);
      await kept.clearStorageData({ origin });
      await kept.clearCache();
    },
    show() {
      if (window === null) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      listeners.visibilityChanged();
    },
    hide() {
      window?.hide();
      listeners.visibilityChanged();
    },
    setSideDrawer(open) {
      if (window !== null) care.setSideDrawer(window, open);
    },
    get isVisible() {
      return window?.isVisible() ?? false;
    },
    get isFocused() {
      return window?.isFocused() ?? false;
    },
    setMuted(muted) {
      window?.webContents.setAudioMuted(muted);
    },
    setAttention(count, calls) {
      if (window === null) return;
      if (process.platform === "win32") {
        const { pixels, ...size } = overlayCount(count);
        const icon = count === 0 ? null : nativeImage.createFromBitmap(pixels, size);
        window.setOverlayIcon(icon, count === 0 ? "" : `${count} new`);
      }
      if (calls && !window.isFocused()) window.flashFrame(true);
      else if (count === 0) window.flashFrame(false);
    },
    // Below 0 is none: https://www.electronjs.org/docs/latest/api/browser-window#winsetprogressbarprogress-options
    setProgress: (fraction) => window?.setProgressBar(fraction ?? -1),
  };
}

function openWindow(
  productName: string,
  origin: string,
  linkSchemes: readonly string[],
  listeners: SoftphoneListeners,
  log: Log,
  care: WindowCare,
): BrowserWindow {
  restrictPermissions(session.fromPartition(PARTITION), origin);
  checkSpelling(session.fromPartition(PARTITION), log);
  const opened = new BrowserWindow({
    width: 420,
    height: 720,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    show: false,
    title: productName,
    webPreferences: {
      preload: join(app.getAppPath(), "out", "preload", "widget.cjs"),
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // A throttled page misses calls.
      backgroundThrottling: false,
      zoomFactor: care.zoomFactorOf(WINDOW),
    },
  });
  care.adopt(opened, { name: WINDOW, zoomName: WINDOW, remembers: LEAST_SIZE });
  const { webContents } = opened;
  restrictNavigation(webContents, origin, linkSchemes, listeners.link, log);
  followReplacement(webContents, listeners.pageReplaced);
  webContents.on("render-process-gone", (_, { reason }) => {
    log.error("widget.crashed", { reason });
    listeners.pageReplaced();
    listeners.crashed();
  });
  opened.on("focus", listeners.focused);
  if (process.platform === "win32") opened.on("session-end", listeners.systemEnds);
  opened.on("blur", listeners.blurred);
  opened.on("close", (event) => {
    if (listeners.closing()) event.preventDefault();
  });
  return opened;
}
