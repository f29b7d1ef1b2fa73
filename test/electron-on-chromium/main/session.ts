import { strict } from "../renderer/strict.ts";
import type { Declared } from "./declared.ts";
import type { DevToolsSession } from "./devtools.ts";
import { createEvent, strictEmitter } from "./events.ts";
import type { SchemeUrls } from "./scheme-urls.ts";
import type { Targets } from "./targets.ts";

type ProtocolHandler = Parameters<Electron.Protocol["handle"]>[1];
type CheckHandler = Parameters<Electron.Session["setPermissionCheckHandler"]>[0];
type RequestHandler = Parameters<Electron.Session["setPermissionRequestHandler"]>[0];

interface SessionHost {
  readonly targets: () => Promise<Targets>;
  readonly urls: SchemeUrls;
}

interface Permission {
  /** Electron's name. */
  readonly name: string;
  readonly chromium: { readonly name: string };
  readonly details?: { readonly mediaType: string; readonly mediaTypes: readonly string[] };
}

const same = (name: string): Permission => ({ name, chromium: { name } });
const media = (mediaType: string, device: string): Permission => ({
  name: "media",
  chromium: { name: device },
  details: { mediaType, mediaTypes: [mediaType] },
});

/** What the handlers are asked about. */
const permissions: readonly Permission[] = [
  media("audio", "microphone"),
  media("video", "camera"),
  same("notifications"),
  same("geolocation"),
  same("midi"),
  same("idle-detection"),
  same("speaker-selection"),
  same("window-management"),
  same("clipboard-read"),
  { name: "clipboard-sanitized-write", chromium: { name: "clipboard-write" } },
];

/**
 * Gives the session of a partition. Chromium has one profile here, so one `persist:` partition can be kept; all
 * others live in memory as browser contexts.
 */
export function createSessions(host: SessionHost): (partition: string) => Session {
  const sessions = new Map<string, Session>();
  return (partition) => {
    const known = sessions.get(partition);
    if (known) return known;
    const isPersistent = partition.startsWith("persist:");
    if (isPersistent && [...sessions.values()].some((session) => session.isPersistent)) {
      throw new Error(`electron-on-chromium: a second persistent partition is not implemented: ${partition}`);
    }
    const session = new Session(isPersistent, host);
    sessions.set(partition, session);
    return session;
  };
}

/** @see https://www.electronjs.org/docs/latest/api/session */
export class Session
  extends strictEmitter("session", ["will-download"])
  implements Declared<Electron.Session, Session, "protocol" | "isPersistent">
{
  readonly isPersistent: boolean;
  readonly #host: SessionHost;
  readonly #handlers = new Map<string, ProtocolHandler>();
  readonly #asked = new Set<string>();
  #context: Promise<string | undefined> | null = null;
  #check: CheckHandler = null;
  #request: RequestHandler = null;

  constructor(isPersistent: boolean, host: SessionHost) {
    super();
    this.isPersistent = isPersistent;
    this.#host = host;
  }

  readonly protocol: Pick<Electron.Protocol, "handle"> = strict("session.protocol", {
    handle: (scheme: string, handler: ProtocolHandler): void => void this.#handlers.set(scheme, handler),
  });

  /** The browser context that keeps this session's data; undefined means Chromium's own profile. */
  contextId(): Promise<string | undefined> {
    if (this.isPersistent) return Promise.resolve(undefined);
    this.#context ??= this.#host.targets().then(async ({ browser }) => {
      const options = { disposeOnDetach: true };
      const { browserContextId } = await browser.send("Target.createBrowserContext", options);
      const behavior = { behavior: "deny", browserContextId } as const;
      await browser.send("Browser.setDownloadBehavior", behavior);
      return browserContextId;
    });
    return this.#context;
  }

  /** A page of this session was sent something to keep; no download ever takes place here. */
  downloadBegins(): void {
    const event = createEvent({});
    this.emit("will-download", event);
    if (!event.defaultPrevented) {
      process.stderr.write("electron-on-chromium: a download that is not prevented is not implemented\n");
    }
  }

  /** Nobody is ever asked for HTTP authentication here. */
  async clearAuthCache(): Promise<void> {}

  /** Answers a request for one of the app's own schemes, given with its app URL. */
  async respond(request: Request): Promise<Response> {
    const handler = this.#handlers.get(new URL(request.url).protocol.slice(0, -1));
    if (!handler) throw new Error(`No handler for ${request.url} in this session`);
    return await handler(request);
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
    this.#asked.clear();
  }
  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
    this.#asked.clear();
  }
  /** Chromium checks spelling as its own profile says; this is only what the app asked for. */
  readonly availableSpellCheckerLanguages: string[] = ["de", "en-GB", "en-US", "fr"];
  #spellCheckerLanguages: string[] = [];
  setSpellCheckerLanguages(languages: string[]): void {
    const unknown = languages.find((each) => !this.availableSpellCheckerLanguages.includes(each));
    if (unknown !== undefined)
      throw new Error(`Invalid language code provided: "${unknown}" is not a valid language code`);
    this.#spellCheckerLanguages = [...languages];
  }
  getSpellCheckerLanguages = (): string[] => [...this.#spellCheckerLanguages];

  setDevicePermissionHandler(): void {} // no HID, serial or USB device is ever offered here

  /**
   * Of one origin in the kept session: Chromium knows no way to clear a whole profile from outside. A session in
   * memory loses its pages, and with the context they were in all their data.
   */
  async clearStorageData(options: Electron.ClearStorageDataOptions = {}): Promise<void> {
    const { origin, ...others } = options;
    if (Object.keys(others).length > 0 || (origin === undefined) === this.isPersistent) {
      throw new Error(
        "electron-on-chromium: clearStorageData is there for one origin of a persistent session, or all of another",
      );
    }
    if (origin === undefined) await this.#disposeContext();
    else
      await this.#onPage(({ send }) => send("Storage.clearDataForOrigin", { origin, storageTypes: "all" }));
  }

  async #disposeContext(): Promise<void> {
    const context = (await this.#context) ?? undefined;
    this.#context = null;
    this.#asked.clear();
    if (context === undefined) return;
    const { browser } = await this.#host.targets();
    await browser.send("Target.disposeBrowserContext", { browserContextId: context });
  }

  /** In memory, the cache goes with the rest. */
  async clearCache(): Promise<void> {
    if (this.isPersistent) await this.#onPage(({ send }) => send("Network.clearBrowserCache"));
  }

  /** Uses a page of this session, open for that moment: only pages answer for the storage they belong to. */
  async #onPage(use: (session: DevToolsSession) => Promise<unknown>): Promise<void> {
    const targets = await this.#host.targets();
    const { id, session } = await targets.open(await this.contextId(), { width: 100, height: 100 });
    try {
      await use(session);
    } finally {
      await targets.close(id).catch(() => undefined); // gone already, when it is told once more
    }
  }

  /** Asks the handlers about an origin and tells Chromium, before the origin's first script runs. */
  async applyPermissions(webContents: object, url: string): Promise<void> {
    const origin = URL.canParse(url) ? new URL(url).origin : "null";
    if (origin === "null" || this.#asked.has(origin)) return;
    this.#asked.add(origin);
    const [{ browser }, context] = await Promise.all([this.#host.targets(), this.contextId()]);
    const send = browser.send as (method: string, params: object) => Promise<unknown>;
    const settle = async (permission: Permission): Promise<void> => {
      const isAllowed = await this.#allows(webContents, permission, this.#host.urls.toElectron(url));
      await send("Browser.setPermission", {
        permission: permission.chromium,
        setting: isAllowed ? "granted" : "denied",
        origin,
        ...(context === undefined ? {} : { browserContextId: context }),
      });
    };
    await Promise.all(permissions.map(settle));
  }

  /** Both handlers have to agree; one that is not there grants everything, as in Electron. */
  async #allows(webContents: object, { name, details }: Permission, requestingUrl: string): Promise<boolean> {
    const check = this.#check as ((...args: unknown[]) => boolean) | null;
    const request = this.#request as ((...args: unknown[]) => void) | null;
    const all = { requestingUrl, securityOrigin: requestingUrl, isMainFrame: true, ...details };
    if (check && !check(webContents, name, requestingUrl, all)) return false;
    return !request || new Promise((resolve) => request(webContents, name, resolve, all));
  }
}
