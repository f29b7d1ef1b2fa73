import type { Post, Question } from "../renderer/host.ts";
import type { ClickedPlace } from "../renderer/input.ts";
import { strict } from "../renderer/strict.ts";
import { encode } from "../renderer/wire.ts";
import type { Declared } from "./declared.ts";
import { createEvent, strictEmitter } from "./events.ts";
import { interceptRequests } from "./interception.ts";
import type { IpcMain, Sender } from "./ipc-main.ts";
import { pressAccelerator } from "./menu.ts";
import { LoadError, Navigation } from "./navigation.ts";
import { PageChannel } from "./page.ts";
import type { SchemeUrls } from "./scheme-urls.ts";
import type { Session } from "./session.ts";
import type { Target, Targets } from "./targets.ts";

/** What a page needs of the rest of the stand-in. */
export interface PageHost {
  readonly ipcMain: IpcMain;
  readonly urls: SchemeUrls;
  /** Folder of the two compiled page scripts. */
  readonly rendererFolder: string;
  readonly targets: () => Promise<Targets>;
}

export interface PageOptions {
  readonly session: Session;
  /** Absolute path of the preload script, or null for a page without. */
  readonly preload: string | null;
  /** Keeps the page visible to its scripts while the window is not (`backgroundThrottling: false`). */
  readonly alwaysVisible: boolean;
  /** 1 is 100 %. */
  readonly zoomFactor: number;
}

/** The window around a page. */
interface Frame {
  /** Opens another page in Chromium for the same contents. */
  open(): Promise<void>;
  close(): void;
  /** A person has closed it in Chromium, and the page is gone. */
  closedByPerson(): void;
  /** The page has another title. */
  titled(title: string): void;
  /** The page is to be laid out at another zoom. */
  zoomed(): void;
  /** A person has pressed keys in it. */
  focusedByPerson(): void;
}

type WindowOpenHandler = Parameters<Electron.WebContents["setWindowOpenHandler"]>[0];

/** Each level is this much larger than the one before (zoom::ZoomFactorToZoomLevel). */
const zoomStep = 1.2;

/** Electron's for a document that came by no HTTP. */
const noStatus = -1;

/** By then a debugger that has found a page has told it all that is told to a new one, in milliseconds. */
const debuggersSettleMs = 2_000;
const events = [
  "context-menu",
  "did-fail-load",
  "did-navigate",
  "did-start-navigation",
  "render-process-gone",
  "will-navigate",
  "will-redirect",
  "zoom-changed",
];
const pages = new Set<WebContents>();
/** What every page is told that the user prefers; "" leaves it to the system. */
let colours: "" | "light" | "dark" = "";

/** @see https://www.electronjs.org/docs/latest/api/web-contents */
export class WebContents
  extends strictEmitter("webContents", events)
  implements Declared<Electron.WebContents, WebContents, "session">
{
  readonly session: Session;
  readonly #host: PageHost;
  readonly #options: PageOptions;
  readonly #frame: Frame;
  #ready: Promise<void> = Promise.resolve();
  #target: Target | null = null;
  #channel: PageChannel | null = null;
  #navigation: Navigation | null = null;
  #url = "";
  /** What the document that comes next was answered with. */
  #status = noStatus;
  #destroyed = false;
  #crashed = false;
  /** The present document was asked whether it minds to go: Chromium asks when a person closes the window. */
  #leaving = false;
  /** The navigation that a page has begun and the app has heard of already; Chromium tells of it once more. */
  #announced: string | null = null;
  #windowOpenHandler: WindowOpenHandler | null = null;
  #zoomLevel: number;
  #audioMuted = false;

  constructor(host: PageHost, options: PageOptions, frame: Frame) {
    super();
    this.#host = host;
    this.#options = options;
    this.#frame = frame;
    this.session = options.session;
    this.#zoomLevel = Math.log(options.zoomFactor) / Math.log(zoomStep);
    pages.add(this);
  }

  static fromDevToolsTargetId = (id: string): WebContents | undefined =>
    [...pages].find((page) => page.#target?.id === id);

  static preferColours(wanted: typeof colours): void {
    colours = wanted;
    for (const page of pages) void page.#ready.then(() => page.#preferColours());
  }

  /** Whoever debugs the page as well may have a wish of their own; the last one counts. */
  #preferColours(): void {
    const features = [{ name: "prefers-color-scheme", value: colours }];
    this.#target?.session.send("Emulation.setEmulatedMedia", { features }).catch(() => undefined); // gone
  }

  /** Opens the page in Chromium; everything asked of it before waits for that. */
  attach(open: () => Promise<Target>): Promise<void> {
    this.#ready = open().then((target) => this.#install(target));
    this.#ready.catch(() => undefined); // each user of the page meets the error itself
    return this.#ready;
  }

  async #install(target: Target): Promise<void> {
    this.#target = target;
    const { id, session } = target;
    (await this.#host.targets()).observe(id, {
      closed: () => {
        if (this.#target !== target) return;
        if (this.#leaving) this.#frame.closedByPerson();
        else this.#frame.close();
      },
      crashed: (exitCode) => {
        this.#crashed = true;
        this.#navigation?.abandon();
        this.emit("render-process-gone", createEvent({}), { reason: "crashed", exitCode });
      },
    });
    const channel = new PageChannel(session, id, {
      post: (message) => this.#post(message),
      question: (question) => this.#question(question),
    });
    const navigation = this.#createNavigation(target);
    if (colours !== "") this.#preferColours();
    this.#channel = channel;
    this.#navigation = navigation;
    session.on("Page.downloadWillBegin", () => this.session.downloadBegins());
    session.on("Page.windowOpen", ({ url }) => this.#openWindow(url));
    await Promise.all([
      navigation.watch(),
      channel.install(this.#host.rendererFolder, this.#options.preload),
      interceptRequests(session, id, this.#host.urls, {
        respond: (request) => this.session.respond(request),
        redirected: (url) => !this.#isPrevented("will-redirect", url),
        arriving: (url) => this.session.applyPermissions(this, url),
        answered: (status) => {
          this.#status = status;
        },
      }),
      session.send("Emulation.setFocusEmulationEnabled", { enabled: this.#options.alwaysVisible }),
      session.send("Runtime.runIfWaitingForDebugger"),
    ]);
  }

  #createNavigation({ id, session }: Target): Navigation {
    return new Navigation(session, id, {
      started: (chromiumUrl, isMainFrame, isSameDocument) => {
        const isKnown = isMainFrame && !isSameDocument && chromiumUrl === this.#announced;
        if (isMainFrame) this.#announced = null;
        if (!isKnown) this.#started(chromiumUrl, isMainFrame, isSameDocument);
      },
      arrived: (url, isSameDocument) => {
        this.#url = this.#host.urls.toElectron(url);
        this.#leaving = false;
        if (colours !== "") this.#preferColours();
        // Whoever has only just found the page begins with no wish, which would be the last one.
        setTimeout(() => colours !== "" && this.#preferColours(), debuggersSettleMs).unref();
        if (isSameDocument) return;
        this.emit("did-navigate", createEvent({}), this.#url, this.#status, "");
        this.#status = noStatus;
      },
      failed: (chromiumUrl) => {
        const url = this.#host.urls.toElectron(chromiumUrl);
        this.emit("did-fail-load", createEvent({}), -2, "ERR_FAILED", url, true);
      },
    });
  }

  isDestroyed = (): boolean => this.#destroyed;
  getURL = (): string => this.#url;

  /** Nothing is asked for: that it begins is all there is of a download here. */
  downloadURL(_url: string): void {
    this.session.downloadBegins();
  }

  async loadURL(url: string): Promise<void> {
    if (!URL.canParse(url)) throw new LoadError("net::ERR_INVALID_URL", url);
    if (this.#crashed) await this.#replaceCrashed();
    await this.#ready;
    if (!this.#navigation) throw new LoadError("net::ERR_FAILED", url);
    await this.#navigation.navigate(url, this.#host.urls.toChromium(url));
  }

  /** Chromium restores its sessions after a crash, but not a debugger that pauses: take a fresh page. */
  async #replaceCrashed(): Promise<void> {
    const crashed = this.#target;
    this.#crashed = false;
    this.#navigation = null;
    await this.#frame.open();
    const targets = await this.#host.targets();
    if (crashed) targets.close(crashed.id).catch(() => undefined); // gone already
  }

  /** Opens the page again that was closed in Chromium but is to stay. */
  reopen(): void {
    this.#leaving = false;
    this.#navigation?.abandon();
    this.#navigation = null;
    void this.#frame.open();
    if (this.#url !== "") this.loadURL(this.#url).catch(() => undefined); // as a reload, which tells nobody
  }

  reload(): void {
    const reloading = this.#crashed
      ? this.loadURL(this.#url)
      : this.#ready.then(() => this.#target?.session.send("Page.reload"));
    reloading.catch(() => undefined); // Electron does not tell either
  }

  send(channel: string, ...args: unknown[]): void {
    const message = { kind: "message", channel, args: encode(args) } as const;
    if (this.#destroyed) throw new TypeError("Object has been destroyed");
    void this.#ready.then(() => this.#channel?.deliver(message));
  }

  /** The DevTools protocol cannot mute a page: only what was asked is kept. */
  setAudioMuted(muted: boolean): void {
    this.#audioMuted = muted;
  }
  isAudioMuted = (): boolean => this.#audioMuted;

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  getZoomLevel = (): number => this.#zoomLevel;
  getZoomFactor = (): number => zoomStep ** this.#zoomLevel;
  /** Electron has one zoom for all pages of an origin in a session; here each page has its own. */
  setZoomLevel(level: number): void {
    if (level === this.#zoomLevel) return;
    this.#zoomLevel = level;
    this.#frame.zoomed();
  }

  cut = (): void => this.#edit("cut");
  copy = (): void => this.#edit("copy");
  paste = (): void => this.#edit("paste");
  pasteAndMatchStyle = (): void => this.#edit("pasteAndMatchStyle");
  selectAll = (): void => this.#edit("selectAll");

  /** Chromium takes editing commands along with a key, here one that no keyboard has. */
  #edit(command: string): void {
    const key = { type: "rawKeyDown" as const, key: "Unidentified", commands: [command] };
    this.target()
      .then(({ session }) => session.send("Input.dispatchKeyEvent", key))
      .catch(() => undefined); // Electron does not tell either
  }

  /** As when the page calls `window.close()`. */
  close(): void {
    this.#frame.close();
  }

  /** The target, once there is one. */
  async target(): Promise<Target> {
    await this.#ready;
    if (!this.#target) throw new Error("Object has been destroyed");
    return this.#target;
  }

  /** Ends the page's life here and in Chromium. */
  destroyed(): void {
    this.#destroyed = true;
    pages.delete(this);
    this.#navigation?.abandon();
    this.#ready
      .then(() => this.#host.targets())
      .then((targets) => this.#target && targets.close(this.#target.id))
      .catch(() => undefined); // closed by Chromium already
  }

  /** @param chromiumUrl where the message says that it comes from: the event that tells may be behind it */
  #sender(chromiumUrl: string): Sender {
    this.#url = this.#host.urls.toElectron(chromiumUrl);
    const frame: Sender["senderFrame"] = { url: this.#url, parent: null };
    return { sender: this, senderFrame: strict("webFrameMain", frame) };
  }

  #post(message: Post): void {
    const { ipcMain } = this.#host;
    switch (message.kind) {
      case "send":
        ipcMain.receive(this.#sender(message.url), message.channel, message.args);
        return;
      case "invoke":
        void ipcMain
          .invoke(this.#sender(message.url), message.channel, message.args)
          .then((outcome) => this.#channel?.deliver({ kind: "reply", id: message.id, ...outcome }));
        return;
      case "external":
        if (!this.#isNavigationPrevented(message.url)) notOpened(message.url);
        return;
      case "leaving":
        this.#leaving = true;
        return;
      case "title":
        this.#frame.titled(message.title);
        return;
      case "accelerator":
        this.#frame.focusedByPerson();
        pressAccelerator(message.key);
        return;
      case "zoom":
        this.emit("zoom-changed", createEvent({}), message.direction);
        return;
      case "context-menu":
        this.emit("context-menu", createEvent({}), contextMenuParams(message.place));
        return;
      case "preload-failed":
        process.stderr.write(`Unable to load preload script: ${message.text}\n`);
    }
  }

  async #question(question: Exclude<Question, { kind: "compile" }>): Promise<unknown> {
    switch (question.kind) {
      case "send-sync":
        return this.#host.ipcMain.receiveSync(this.#sender(question.url), question.channel, question.args);
      case "will-navigate":
        return this.#isNavigationPrevented(question.url);
      case "open-window":
        this.#openWindow(question.url);
        return null;
    }
  }

  #started(chromiumUrl: string, isMainFrame: boolean, isSameDocument: boolean): void {
    const url = this.#host.urls.toElectron(chromiumUrl);
    this.emit("did-start-navigation", createEvent({ url, isMainFrame, isSameDocument }));
  }

  /** A page wants to go elsewhere: Electron tells that it starts before it asks whether it may. */
  #isNavigationPrevented(chromiumUrl: string): boolean {
    this.#announced = null;
    this.#started(chromiumUrl, true, false);
    if (this.#isPrevented("will-navigate", chromiumUrl)) return true;
    this.#announced = chromiumUrl;
    return false;
  }

  /** Asks the listeners of a navigation. */
  #isPrevented(name: "will-navigate" | "will-redirect", chromiumUrl: string): boolean {
    const details = createEvent({ url: this.#host.urls.toElectron(chromiumUrl), isMainFrame: true });
    this.emit(name, details);
    return details.defaultPrevented;
  }

  #openWindow(chromiumUrl: string): void {
    const details = strict("details", { url: this.#host.urls.toElectron(chromiumUrl) });
    const answer = this.#windowOpenHandler?.(details as Electron.HandlerDetails);
    if (answer?.action !== "deny") notOpened(details.url);
  }
}

/** Chromium's spell checker does not tell a debugger what it thinks of a word. */
function contextMenuParams({ canEditRichly, ...place }: ClickedPlace): object {
  const isSelected = place.selectionText !== "";
  const editFlags = {
    canCut: place.isEditable && isSelected,
    canCopy: isSelected,
    canPaste: place.isEditable,
    canSelectAll: true,
    canEditRichly,
  };
  const spelling = { misspelledWord: "", dictionarySuggestions: [] };
  return strict("params", { ...place, ...spelling, editFlags: strict("editFlags", editFlags) });
}

/** An address that the app would let a page open; it is not implemented, and a page has no use for the error. */
function notOpened(url: string): void {
  const { protocol } = new URL(url);
  process.stderr.write(
    `electron-on-chromium: opening a window or a program (${protocol}) is not implemented\n`,
  );
}
