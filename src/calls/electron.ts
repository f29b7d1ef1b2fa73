import { powerSaveBlocker, screen } from "electron";
import type { Parts } from "../app/parts.ts";
import type { Scheduler } from "../app/scheduler.ts";
import type { Notices } from "../ipc/channels.ts";
import type { Pages } from "../pages/electron.ts";
import type { Reachability } from "../reachability/reachability.ts";
import type { Settings } from "../settings/settings.ts";
import { keysInWords } from "../shortcuts/keys-in-words.ts";
import type { WidgetCommand } from "../widget/messages.ts";
import type { Corner, Standing } from "../windows/corner.ts";
import { type CornerKeeper, createCornerKeeper } from "../windows/corner-keeper.ts";
import { PAGES_ZOOM } from "../windows/electron.ts";
import type { WindowMemory } from "../windows/window-memory.ts";
import { type CallController, createCallController } from "./call-controller.ts";
import { createCallPopup } from "./call-popup.ts";
import { type CallWindow, createCallWindow } from "./call-window.ts";
import { keepAwake } from "./keep-awake.ts";
import type { CallPopupView, PopupRequest } from "./popup-view.ts";

type CallPage = "call-popup" | "call-window";

export interface Calls extends Omit<CallController, "sendDigits"> {
  popupView(): CallPopupView;
  /** Does what a button of the popup or of a notification says; a call that rings no longer is left alone. */
  act(request: PopupRequest): void;
  readonly callWindow: Pick<CallWindow, "view" | "act" | "dismiss">;
  /** The page's content takes that height, in CSS pixels. */
  fit(page: CallPage, height: number): void;
  /** Whether one can be called, or what is in the way of it, may have changed. */
  reachabilityChanged(): void;
  /** The softphone's window got the focus or lost it. */
  phoneFocusChanged(): void;
}

export interface CallsOptions {
  readonly productName: string;
  readonly pages: Pages;
  readonly settings: { get(): Settings; onChanged(listener: () => void): unknown };
  readonly memory: WindowMemory;
  /** How much larger the pages are shown than they are laid out; 1 is 100 %. */
  readonly zoomFactor: () => number;
  readonly scheduler: Scheduler;
  readonly isSignedIn: () => boolean;
  readonly reachability: () => Reachability;
  readonly send: (command: WidgetCommand) => void;
  readonly phone: {
    readonly isFocused: () => boolean;
    readonly setMuted: (muted: boolean) => void;
    readonly show: () => void;
  };
}

/** Until the page has said what it needs. */
const USUAL_SIZES: Readonly<Record<CallPage, { readonly width: number; readonly height: number }>> = {
  "call-popup": { width: 360, height: 170 },
  "call-window": { width: 300, height: 190 },
};

/** The calls of the softphone, in windows that grow with the zoom of the pages. */
export function wireCalls(
  parts: Pick<
    Parts,
    | "brand"
    | "pages"
    | "settings"
    | "windowMemory"
    | "windowCare"
    | "scheduler"
    | "softphone"
    | "session"
    | "reachability"
  >,
): Calls {
  const { brand, pages, settings, windowMemory, windowCare, scheduler } = parts;
  return createCalls({
    productName: brand.name,
    pages,
    settings,
    memory: windowMemory,
    zoomFactor: () => windowCare.zoomFactorOf(PAGES_ZOOM),
    scheduler,
    isSignedIn: () => parts.session.status().state === "signed-in",
    reachability: () => parts.reachability.now(),
    send: (command) => parts.softphone.send(command),
    phone: {
      isFocused: () => parts.softphone.isFocused,
      setMuted: (muted) => parts.softphone.setMuted(muted),
      show: () => parts.session.bringForward(),
    },
  });
}

/** Everything that follows the one call state: popup, call window, and the power-save blocker while a call is up. */
function createCalls(options: CallsOptions): Calls {
  const { productName, pages, settings, scheduler, isSignedIn, send, phone } = options;
  const controller = createCallController({ scheduler, isSignedIn, send });
  const windows = {
    "call-popup": createCallPage("call-popup", "top-right", options),
    "call-window": createCallPage("call-window", "bottom-right", options),
  };
  const popup = createCallPopup({
    productName,
    calls: controller,
    scheduler,
    isOn: () => settings.get().incomingPopup,
    reachability: options.reachability,
    answerKeys: () => keysInWords(settings.get().shortcutAnswer, process.platform),
    effects: {
      show: (view) => {
        if (view.calls.length === 0) windows["call-popup"].close();
        else windows["call-popup"].show("call-popup:view-changed", view);
      },
      muteRinger: phone.setMuted,
      write: (phoneNumber, text) => {
        send({ type: "rc-adapter-new-sms", phoneNumber, text, conversation: true });
        phone.show();
      },
    },
  });
  const callWindow = createCallWindow({
    productName,
    calls: controller,
    scheduler,
    isOn: () => settings.get().callWindow,
    isPhoneFocused: phone.isFocused,
    effects: {
      show: (view) => windows["call-window"].show("call-window:view-changed", view),
      hide: () => pages.hide("call-window"),
      close: windows["call-window"].close,
    },
  });

  const changed = (): void => {
    popup.changed();
    callWindow.changed();
  };
  controller.onChanged(() => {
    changed();
  });
  keepAwake(controller, {
    block() {
      const id = powerSaveBlocker.start("prevent-app-suspension");
      return () => void powerSaveBlocker.stop(id);
    },
  });
  settings.onChanged(changed);
  pages.onClosedByUser("call-window", callWindow.dismiss);

  return {
    ...controller,
    popupView: popup.view,
    act: popup.act,
    callWindow,
    fit: (page, height) => windows[page].fit(height),
    reachabilityChanged: popup.changed,
    phoneFocusChanged: callWindow.changed,
  };
}

interface CallPageWindow {
  show<C extends keyof Notices>(channel: C, view: Notices[C]): void;
  fit(height: number): void;
  close(): void;
}

/** A page in a window that keeps its corner and is as high as its content. */
function createCallPage(
  page: CallPage,
  corner: Corner,
  { pages, memory, zoomFactor }: CallsOptions,
): CallPageWindow {
  const { width } = USUAL_SIZES[page];
  let { height } = USUAL_SIZES[page];
  const keeper: CornerKeeper = createCornerKeeper({
    name: page,
    memory,
    displays: () => screen.getAllDisplays(),
    usual: (): Standing => ({
      display: screen.getDisplayNearestPoint(screen.getCursorScreenPoint()),
      corner,
    }),
  });
  const place = (): void => {
    const scale = zoomFactor();
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    pages.showQuietly(page, keeper.boundsFor(size));
  };
  pages.onMoved(page, keeper.moved);
  // A monitor that comes or goes, and another scale of one.
  const followScreen = (): void => {
    if (pages.isVisible(page)) place();
  };
  screen.on("display-added", followScreen);
  screen.on("display-removed", followScreen);
  screen.on("display-metrics-changed", followScreen);

  return {
    show(channel, view) {
      if (!pages.isVisible(page)) place();
      pages.notify(page, channel, view);
    },
    fit(wanted) {
      if (!pages.isOpen(page) || wanted === height) return;
      height = wanted;
      if (pages.isVisible(page)) place();
    },
    close() {
      pages.close(page);
      keeper.closed();
      height = USUAL_SIZES[page].height;
    },
  };
}
