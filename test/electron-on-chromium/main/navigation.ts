import type { DevToolsSession } from "./devtools.ts";

interface Load {
  readonly url: string;
  loaderId: string | null;
  resolve(): void;
  reject(error: LoadError): void;
}

export interface NavigationListener {
  started(url: string, isMainFrame: boolean, isSameDocument: boolean): void;
  /** The main frame's address is another one. */
  arrived(url: string, isSameDocument: boolean): void;
  /** The main frame shows that this address cannot be had. */
  failed(url: string): void;
}

/** Follows the documents of a page's main frame and settles the promises of `loadURL`. */
export class Navigation {
  readonly #session: DevToolsSession;
  readonly #frameId: string;
  readonly #listener: NavigationListener;
  #load: Load | null = null;
  #committed = "";

  constructor(session: DevToolsSession, frameId: string, listener: NavigationListener) {
    this.#session = session;
    this.#frameId = frameId;
    this.#listener = listener;
  }

  async watch(): Promise<void> {
    this.#session.on("Page.frameStartedNavigating", ({ frameId, url, navigationType }) => {
      const isSameDocument = navigationType.endsWith("SameDocument") || navigationType === "sameDocument";
      this.#listener.started(url, frameId === this.#frameId, isSameDocument);
    });
    this.#session.on("Page.frameNavigated", ({ frame }) => {
      if (frame.id !== this.#frameId) return;
      if (this.#load?.loaderId && this.#load.loaderId !== frame.loaderId) this.#settle("net::ERR_ABORTED");
      this.#committed = frame.loaderId;
      if (frame.unreachableUrl) this.#listener.failed(frame.unreachableUrl);
      else this.#listener.arrived(frame.url + (frame.urlFragment ?? ""), false);
    });
    this.#session.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
      if (frameId === this.#frameId) this.#listener.arrived(url, true);
    });
    this.#session.on("Page.lifecycleEvent", ({ frameId, loaderId, name }) => {
      if (frameId !== this.#frameId || loaderId !== this.#committed || name !== "load") return;
      if (!this.#load?.loaderId || this.#load.loaderId === loaderId) this.#settle(null);
    });
    await Promise.all([
      this.#session.send("Page.enable"),
      this.#session.send("Page.setLifecycleEventsEnabled", { enabled: true }),
    ]);
  }

  /**
   * @param url as the app gave it, for messages
   * @param chromiumUrl the same for Chromium
   * @throws LoadError as Electron's loadURL
   */
  navigate(url: string, chromiumUrl: string): Promise<void> {
    this.#settle("net::ERR_ABORTED");
    return new Promise((resolve, reject) => {
      const load: Load = { url, loaderId: null, resolve, reject };
      this.#load = load;
      this.#session.send("Page.navigate", { url: chromiumUrl }).then(
        ({ errorText, loaderId }) => {
          if (this.#load !== load) return;
          if (errorText) this.#settle(errorText);
          else if (!loaderId)
            this.#settle(null); // only the fragment changed
          else load.loaderId = loaderId;
        },
        () => this.#load === load && this.#settle("net::ERR_FAILED"),
      );
    });
  }

  /** The page crashed or was closed. */
  abandon(): void {
    this.#settle("net::ERR_FAILED");
  }

  #settle(errorText: string | null): void {
    const load = this.#load;
    this.#load = null;
    if (errorText === null) load?.resolve();
    else load?.reject(new LoadError(errorText, load.url));
  }
}

/** Numbers of the most likely network errors (net_error_list.h of Chromium). */
const codes: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INVALID_URL: -300,
};

/** The error with which Electron rejects `loadURL`. */
export class LoadError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;

  /** @param text "net::ERR_CONNECTION_REFUSED", as the DevTools protocol says it */
  constructor(text: string, url: string) {
    const code = text.replace(/^net::/, "");
    const errno = codes[code] ?? -2;
    super(`${code} (${errno}) loading '${url}'`);
    this.code = code;
    this.errno = errno;
    this.url = url;
  }
}
