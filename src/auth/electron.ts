import { randomUUID } from "node:crypto";
import { BrowserWindow, net, type Session, session } from "electron";
import type { Parts } from "../app/parts.ts";
import { loopbackUri, redirectUri } from "../brand.ts";
import type { Log } from "../diagnostics/log.ts";
import { tellWarning } from "../notifications/warning.ts";
import { refuseEverything } from "../security/electron.ts";
import type { BrowserSignInEffects } from "./browser-sign-in.ts";
import { startLoopbackReceiver } from "./loopback-receiver.ts";
import { hostedRedirectBeside } from "./redirect-way.ts";
import type { SessionController, SessionEffects } from "./session-api.ts";
import { createSessionController } from "./session-controller.ts";
import {
  judgeSignInNavigation,
  type SignInWindow,
  type SignInWindowEnd,
  type SignInWindowRequest,
  signInWindowTitle,
} from "./sign-in-window.ts";

/** `net::ERR_ABORTED`: the first load was stopped, by us or by a navigation that took its place. */
const ERR_ABORTED = -3;

type EffectParts = Pick<
  Parts,
  | "brand"
  | "system"
  | "log"
  | "featureReload"
  | "softphone"
  | "guard"
  | "pages"
  | "settingsPage"
  | "reachability"
  | "devices"
  | "notifications"
  | "session"
  | "links"
  | "calls"
  | "presence"
  | "departure"
  | "tray"
  | "integrations"
  | "graduation"
>;

/** The session: where it may lead the browser, what it does to the phone, and who hears of it. */
export function wireSession(
  parts: EffectParts &
    Pick<
      Parts,
      "profile" | "phoneBrand" | "facts" | "policy" | "settings" | "vault" | "scheduler" | "startsHidden"
    >,
): SessionController {
  const { brand, profile, phoneBrand, facts, policy, settings, vault, scheduler, log, links } = parts;
  return createSessionController({
    productName: brand.name,
    profile,
    redirectUri: redirectUri(brand),
    loopbackUris: brand.loopbackPorts.map(loopbackUri),
    hostedRedirectUri: hostedRedirectBeside(phoneBrand.widgetUrl),
    schemeArrives: () => facts.schemeArrives,
    builtInClientId: brand.clientId,
    signInWays: () => policy.current().policies.signInWays,
    settings,
    vault,
    scheduler,
    log,
    waitingNumber: links.heldNumber,
    startsHidden: parts.startsHidden,
    effects: { ...browserEffects(parts), ...phoneEffects(parts), ...tellingEffects(parts) },
  });
}

function browserEffects({ brand, system, log }: EffectParts): BrowserSignInEffects {
  return {
    fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
    randomState: randomUUID,
    openBrowser: system.openAddress,
    receiveLoopback: (received, isAwaited) =>
      startLoopbackReceiver({
        ports: brand.loopbackPorts,
        productName: brand.name,
        received,
        isAwaited,
        log,
      }),
    openSignInWindow: (request) => openSignInWindow(request, log),
  };
}

function phoneEffects({ featureReload, softphone, guard }: EffectParts) {
  return {
    loadPhone: (signIn) => {
      featureReload.loading();
      return softphone.load(signIn);
    },
    redeemInPhone: (callbackUri) => softphone.send({ type: "rc-adapter-authorization-code", callbackUri }),
    logOutInPhone: () => softphone.send({ type: "rc-adapter-logout" }),
    navigatePhone: (path) => softphone.send({ type: "rc-adapter-navigate-to", path }),
    whenNoCall: (then) => void guard.whenIdle(then),
    unloadPhone: () => {
      void softphone.unload();
      featureReload.unloaded();
    },
    clearPhoneData: softphone.clearData,
    showPhone: softphone.show,
    hidePhone: softphone.hide,
  } satisfies Partial<SessionEffects>;
}

function tellingEffects(parts: EffectParts) {
  const { pages, reachability, devices, links } = parts;
  return {
    random: Math.random,
    copy: parts.system.copy,
    showSignIn: () => pages.show("sign-in"),
    closeSignIn: () => pages.close("sign-in"),
    viewChanged: (view) => pages.notify("sign-in", "sign-in:view-changed", view),
    statusChanged: () => {
      parts.settingsPage.changed();
      reachability.sessionChanged();
      devices.sessionChanged();
      parts.graduation.sessionChanged();
      tellWarning(parts);
    },
    tell: links.tell,
    cutOffPrograms: () => parts.integrations.forgetToken(),
    signedInChanged: (signedIn) => {
      links.setSignedIn(signedIn);
      if (signedIn) return;
      parts.calls.forgetEnded();
      parts.notifications.signedOut();
      parts.presence.signedOut();
      parts.departure.signedOut();
      parts.tray.signedOut();
    },
  } satisfies Partial<SessionEffects>;
}

/**
 * Opens RingCentral's sign-in in a window of Handset's own (docs/adr/0004): without a preload, with an empty session
 * of its own that is in memory and is cleared afterwards, on RingCentral's addresses only. The window is gone before
 * anybody is told how it ended.
 */
function openSignInWindow(request: SignInWindowRequest, log: Log): SignInWindow {
  // A name that was never used: nothing is left of an earlier sign-in, in whose account the next one would end.
  const ownSession = session.fromPartition(`sign-in-${randomUUID()}`);
  refuseEverything(ownSession);
  const window = new BrowserWindow({
    width: 480,
    height: 720,
    minWidth: 360,
    minHeight: 480,
    title: signInWindowTitle(request.url),
    autoHideMenuBar: true,
    // A page in full screen would hide the title.
    fullscreenable: false,
    webPreferences: {
      session: ownSession,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      disableDialogs: true,
    },
  });

  let isOver = false;
  let isThere = true;
  const vanish = (): void => {
    isOver = true;
    if (!isThere) return;
    isThere = false;
    window.destroy();
    forget(ownSession, log);
  };
  /** Not at once: a window cannot be destroyed while it asks about a navigation of its own. */
  const finish = (tell: () => void): void => {
    if (isOver) return;
    isOver = true;
    setImmediate(() => {
      vanish();
      tell();
    });
  };
  const end = (because: SignInWindowEnd): void =>
    finish(() => {
      log.info("sign-in-window.ended", { because: because.kind });
      request.ended(because);
    });
  /** @returns whether the navigation may take place */
  const judge = (url: string): boolean => {
    const verdict = judgeSignInNavigation(url, request);
    switch (verdict.kind) {
      case "go":
        return !isOver;
      case "answer":
        finish(() => request.redirected(url));
        return false;
      case "stop":
        end({ kind: "left", host: verdict.host });
        return false;
    }
  };
  const { webContents } = window;
  webContents.on("will-navigate", (event) => {
    if (!judge(event.url)) event.preventDefault();
  });
  webContents.on("will-redirect", (event) => {
    // A frame in the page shows what its page wants, but never the redirect page with the answer.
    if (event.isMainFrame) {
      if (!judge(event.url)) event.preventDefault();
    } else if (judgeSignInNavigation(event.url, request).kind === "answer") event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  webContents.on("did-navigate", (_event, url) => window.setTitle(signInWindowTitle(url)));
  window.on("page-title-updated", (event) => event.preventDefault());
  window.on("closed", () => {
    if (!isThere) return;
    isThere = false;
    forget(ownSession, log);
    end({ kind: "closed" });
  });
  window.loadURL(request.url).catch((cause: unknown) => {
    const errno: unknown = cause instanceof Error ? Reflect.get(cause, "errno") : null;
    if (errno !== ERR_ABORTED) end({ kind: "unreachable" });
  });

  return {
    show() {
      if (isOver) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    close: vanish,
  };
}

/** Everything that the pages left, now and not at the end of the process. */
function forget(ownSession: Session, log: Log): void {
  Promise.all([ownSession.clearStorageData(), ownSession.clearCache(), ownSession.clearAuthCache()]).catch(
    (cause: unknown) => log.warn("sign-in-window.not-cleared", { cause }),
  );
}
