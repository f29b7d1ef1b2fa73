import type { Declared } from "./declared.ts";
import { createEvent, strictEmitter } from "./events.ts";
import type { Session } from "./session.ts";
import type { Target } from "./targets.ts";
import { type PageHost, WebContents } from "./web-contents.ts";

/** The options that have an effect here; the others of BrowserWindowConstructorOptions are accepted. */
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly title?: string;
  /** False: the page draws its own edge, by which a person can drag the window. */
  readonly frame?: boolean;
  readonly webPreferences: {
    readonly session?: Session;
    readonly preload?: string;
    readonly partition?: string;
    readonly backgroundThrottling?: boolean;
    readonly zoomFactor?: number;
  };
}

export interface WindowHost extends PageHost {
  sessionOf(partition: string): Session;
  allWindowsClosed(): void;
  readonly screen: Pick<Electron.Screen, "getPrimaryDisplay">;
}

/** How often windows are looked at that a person can drag, in milliseconds. */
const lookInterval = 200;

let host: WindowHost | null = null;
const windows = new Set<BrowserWindow>();
/** The window that the app focused last; what a person does to the focus is not seen. */
let focused: BrowserWindow | null = null;

/** Must be called once, before the app makes a window: Electron's constructor takes no such argument. */
export function setWindowHost(value: WindowHost): void {
  host = value;
}

export function destroyAllWindows(): void {
  for (const window of [...windows]) window.destroy();
}

/** @returns false when one of them stays */
export function closeAllWindows(): boolean {
  return [...windows].map((window) => window.askToClose()).every((closes) => closes);
}

const events = [
  "close",
  "closed",
  "page-title-updated",
  "focus",
  "blur",
  "show",
  "move",
  "resize",
  "maximize",
  "unmaximize",
  // Only a person does these.
  "restore",
  "leave-full-screen",
];

/** @see https://www.electronjs.org/docs/latest/api/browser-window */
export class BrowserWindow
  extends strictEmitter("BrowserWindow", events)
  implements Declared<Electron.BrowserWindow, BrowserWindow, "webContents">
{
  readonly webContents: WebContents;
  readonly #host: WindowHost;
  /** Where it is while it is not maximised. */
  #normal: Electron.Rectangle;
  #maximized = false;
  /** Where Chromium has it, as far as that was looked at or said. */
  #seenAt: { readonly x: number; readonly y: number } | null = null;
  readonly #watching: NodeJS.Timeout | null;
  #isLaidOutByUs = false;
  #visible: boolean;
  /** Of the window in Chromium. */
  #windowState: "normal" | "minimized" = "normal";
  #title: string;
  #destroyed = false;
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: WindowOptions) {
    super();
    if (!host) throw new Error("Cannot create BrowserWindow before app is ready");
    this.#host = host;
    const { width = 800, height = 600, webPreferences: preferences } = options;
    const { partition } = preferences;
    const session = preferences.session ?? (partition === undefined ? null : host.sessionOf(partition));
    if (session === null) {
      throw new Error("electron-on-chromium: a window without session and partition is not implemented");
    }
    this.#title = options.title ?? "Electron";
    // As Electron does, in the middle of the display.
    const area = host.screen.getPrimaryDisplay().workArea;
    const x = options.x ?? Math.round(area.x + (area.width - width) / 2);
    const y = options.y ?? Math.max(area.y, Math.round(area.y + (area.height - height) / 2));
    this.#normal = { x, y, width, height };
    this.#visible = options.show !== false;
    this.webContents = new WebContents(
      host,
      {
        session,
        preload: preferences.preload ?? null,
        alwaysVisible: preferences.backgroundThrottling === false,
        zoomFactor: preferences.zoomFactor ?? 1,
      },
      {
        open: () => this.#open(),
        close: () => this.destroy(),
        closedByPerson: () => this.#closedByPerson(),
        titled: (title) => this.#titled(title),
        zoomed: () => this.#later((target) => this.#applySize(target)),
        focusedByPerson: () => this.#takeFocus(),
      },
    );
    windows.add(this);
    const canBeDragged = options.frame === false;
    this.#watching = canBeDragged ? setInterval(() => this.#watchMoves(), lookInterval).unref() : null;
    void this.#open();
    if (this.#visible) this.#takeFocus();
  }

  static fromWebContents = (page: WebContents): BrowserWindow | null =>
    [...windows].find((window) => window.webContents === page) ?? null;

  static getFocusedWindow = (): BrowserWindow | null => focused;

  static getAllWindows = (): BrowserWindow[] => [...windows];

  #open(): Promise<void> {
    const opened = this.webContents.attach(async () => {
      const [targets, contextId] = await Promise.all([
        this.#host.targets(),
        this.webContents.session.contextId(),
      ]);
      return targets.open(contextId, this.getBounds(), focused !== this);
    });
    this.#work = opened;
    this.#later((target) => this.#applySize(target));
    this.#windowState = "normal";
    this.#applyVisibility();
    return opened;
  }

  /** Runs one step after the other, once there is a window in Chromium. */
  #later(step: (target: Target) => Promise<unknown>): void {
    this.#work = this.#work
      .then(async () => (this.#destroyed ? undefined : step(await this.webContents.target())))
      .catch(() => undefined); // the window went away
  }

  /** Electron has no tab strip: the page, not the frame around it, gets the size that the app asked for. */
  async #applySize({ id, session }: Target): Promise<void> {
    const { browser } = await this.#host.targets();
    const { windowId } = await browser.send("Browser.getWindowForTarget", { targetId: id });
    const { width, height } = this.getBounds();
    await browser.send("Browser.setContentsSize", { windowId, width, height });
    const zoom = this.webContents.getZoomFactor();
    // What was laid out so once stays so: without, the page's size says for a moment what it was before.
    if (!this.#isLaidOutByUs && zoom === 1) {
      const { cssLayoutViewport } = await session.send("Page.getLayoutMetrics");
      if (cssLayoutViewport.clientWidth === width && cssLayoutViewport.clientHeight === height) return;
    }
    // A browser window has a smallest width; the page is laid out in the asked one all the same. Zoomed it has fewer
    // and larger pixels.
    this.#isLaidOutByUs = true;
    await session.send("Emulation.setDeviceMetricsOverride", {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: zoom === 1 ? 0 : zoom,
      mobile: false,
    });
  }

  /** Electron tells of it once the window is there, not in the middle of what the app does. */
  #tell(...names: readonly string[]): void {
    setImmediate(() => {
      for (const name of names) if (!this.#destroyed) this.emit(name, createEvent({}));
    });
  }

  /**
   * Minimised or not, as is wanted when its turn comes: a window that is to be shown by then has not been minimised, so
   * that Chromium need not restore it, which would give it the focus.
   */
  #applyVisibility(): void {
    this.#later(async ({ id }) => {
      const windowState = this.#visible ? "normal" : "minimized";
      if (windowState === this.#windowState) return;
      this.#windowState = windowState;
      const { browser } = await this.#host.targets();
      const { windowId } = await browser.send("Browser.getWindowForTarget", { targetId: id });
      await browser.send("Browser.setWindowBounds", { windowId, bounds: { windowState } });
    });
  }

  loadURL(url: string): Promise<void> {
    const loading = this.webContents.loadURL(url);
    loading.catch(() => undefined); // Electron does not report this promise as unhandled either
    return loading;
  }

  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.#applyVisibility();
    this.#tell("show");
  }
  /** Chromium cannot hide a window; the nearest it has is the task bar. */
  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#applyVisibility();
    this.#loseFocus();
  }
  focus(): void {
    if (!this.#visible) return;
    this.#takeFocus();
    this.#later(async ({ id }) => {
      await (await this.#host.targets()).browser.send("Target.activateTarget", { targetId: id });
    });
  }
  isFocused = (): boolean => focused === this;
  #takeFocus(): void {
    if (focused === this) return;
    if (focused !== null) focused.#loseFocus();
    focused = this;
    this.emit("focus", createEvent({}));
  }
  #loseFocus(): void {
    if (focused !== this) return;
    focused = null;
    this.emit("blur", createEvent({}));
  }
  flashFrame(): void {} // no task bar shows it
  setOverlayIcon(): void {} // Windows only
  setProgressBar(): void {} // no task bar shows it
  isVisible = (): boolean => this.#visible;
  isMinimized = (): boolean => false; // what a person does to the window is not seen
  restore(): void {} // never minimised, as far as is seen

  #titled(title: string): void {
    const event = createEvent({});
    this.emit("page-title-updated", event, title);
    if (!event.defaultPrevented) this.#title = title;
  }
  getTitle = (): string => this.#title;
  setTitle(title: string): void {
    this.#title = title;
  }

  getContentSize = (): number[] => [this.getBounds().width, this.getBounds().height];
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getBounds = (): Electron.Rectangle =>
    this.#maximized ? this.#host.screen.getPrimaryDisplay().workArea : this.getNormalBounds();
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#normal });
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#normal;
    this.#normal = { ...before, ...bounds };
    const { x, y, width, height } = this.#normal;
    const moved = x !== before.x || y !== before.y;
    const resized = width !== before.width || height !== before.height;
    const isPlaced = bounds.x !== undefined || bounds.y !== undefined;
    if (isPlaced) this.#later((target) => this.#applyPosition(target));
    // Chromium holds to its smallest width again when a window is moved.
    if (resized || isPlaced) this.#later((target) => this.#applySize(target));
    this.#tell(...(resized ? ["resize"] : []), ...(moved ? ["move"] : []));
  }
  async #applyPosition({ id }: Target): Promise<void> {
    const { browser } = await this.#host.targets();
    const { windowId } = await browser.send("Browser.getWindowForTarget", { targetId: id });
    const { x: left, y: top } = this.#normal;
    await browser.send("Browser.setWindowBounds", { windowId, bounds: { left, top } });
    this.#seenAt = { x: left, y: top };
  }
  /** Chromium does not tell when somebody moves a window, so whoever wants to know has it looked at. */
  #watchMoves(): void {
    if (!this.#visible || this.listenerCount("move") === 0) return;
    this.#later((target) => this.#lookAtPosition(target));
  }
  async #lookAtPosition({ id }: Target): Promise<void> {
    const { browser } = await this.#host.targets();
    const before = this.#seenAt;
    const { bounds } = await browser.send("Browser.getWindowForTarget", { targetId: id });
    const [x, y] = [bounds.left ?? 0, bounds.top ?? 0];
    if (bounds.windowState !== "normal" || before !== this.#seenAt) return;
    if (before !== null && Math.hypot(x - before.x, y - before.y) < 1) return;
    this.#seenAt = { x, y };
    this.#normal = { ...this.#normal, x, y };
    this.#tell("move");
  }
  setAlwaysOnTop(): void {} // without a window manager every window stays where it was raised to
  setVisibleOnAllWorkspaces(): void {} // no workspaces without a window manager

  isMaximized = (): boolean => this.#maximized;
  maximize(): void {
    this.showInactive();
    this.#setMaximized(true);
  }
  unmaximize(): void {
    this.#setMaximized(false);
  }
  #setMaximized(maximized: boolean): void {
    if (this.#maximized === maximized) return;
    this.#maximized = maximized;
    this.#later((target) => this.#applySize(target));
    this.#tell("resize", "move", maximized ? "maximize" : "unmaximize");
  }
  isFullScreen = (): boolean => false; // nobody asks for it
  setMenuBarVisibility(): void {} // no window has one

  close(): void {
    this.askToClose();
  }

  /** @returns false when a listener of "close" keeps the window */
  askToClose(): boolean {
    if (this.#destroyed) return true;
    const event = createEvent({});
    this.emit("close", event);
    if (event.defaultPrevented) return false;
    setImmediate(() => this.destroy()); // not in the middle of what the app does, as in Electron
    return true;
  }

  #closedByPerson(): void {
    if (this.#destroyed || this.askToClose()) return;
    this.webContents.reopen();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    if (this.#watching !== null) clearInterval(this.#watching);
    if (focused === this) focused = null;
    windows.delete(this);
    this.webContents.destroyed();
    this.emit("closed", createEvent({}));
    if (windows.size === 0) setImmediate(() => this.#host.allWindowsClosed());
  }
}
