import type { Bus, Target } from "./bus.ts";
import type { Declared } from "./declared.ts";
import { createEvent, strictEmitter } from "./events.ts";
import { sessionBus } from "./session-bus.ts";

/** `close` comes when a person closes it, `failed` with an empty text: libnotify's complaint goes to the console. */
const events = ["show", "click", "close", "action", "failed"];

/** `action` never comes: Electron gives buttons to the notifications of macOS and Windows only. */
const options = ["title", "body", "silent", "urgency", "actions", "closeButtonText"];

const service: Target = {
  name: "org.freedesktop.Notifications",
  path: "/org/freedesktop/Notifications",
  interface: "org.freedesktop.Notifications",
};
const urgencies: readonly unknown[] = ["low", "normal", "critical"];

interface Host {
  readonly appName: string;
  /** "handset.desktop" */
  readonly desktopName: string;
}

let host: Host | null = null;

/** Must be called at `ready`: Electron's constructor takes no such argument. */
export function setNotificationHost(value: Host): void {
  host = value;
}

interface Server {
  readonly bus: Bus;
  readonly capabilities: readonly unknown[];
}

/** What the desktop has on its screen of this process's, by the desktop's own numbers. */
const onScreen = new Map<unknown, Notification>();
let server: Promise<Server> | null = null;

/**
 * As on Linux, where Electron uses libnotify (shell/browser/notifications/linux): `isSupported` tells of the
 * library, not of a server, and what cannot be shown has `failed`.
 * @see https://www.electronjs.org/docs/latest/api/notification
 */
export class Notification
  extends strictEmitter("Notification", events)
  implements Declared<Electron.Notification, Notification>
{
  static isSupported = (): boolean => true;

  title: string;
  body: string;
  silent: boolean;
  urgency: Electron.Notification["urgency"];
  actions: Electron.NotificationAction[];
  closeButtonText: string;
  readonly #host: Host;
  /** Number of the showing under way or done; an earlier one is no longer ours. */
  #showing = 0;
  #id: unknown = null;

  constructor(given: Electron.NotificationConstructorOptions = {}) {
    super();
    if (!host) throw new Error("Cannot create Notification before app is ready");
    this.#host = host;
    for (const name of Object.keys(given)) {
      if (!options.includes(name)) {
        throw new Error(`electron-on-chromium: Notification option ${name} is not implemented`);
      }
    }
    this.title = given.title ?? "";
    this.body = given.body ?? "";
    this.silent = given.silent ?? false;
    this.urgency = given.urgency ?? "normal";
    this.actions = given.actions ?? [];
    this.closeButtonText = given.closeButtonText ?? "";
  }

  show(): void {
    this.close();
    const showing = this.#showing;
    const { title, body, urgency } = this;
    notify(this.#host, { title, body, urgency }).then(
      ([id]) => {
        if (showing !== this.#showing) {
          void withdraw(id); // closed or shown anew before the desktop had answered
          return;
        }
        this.#id = id;
        onScreen.set(id, this);
        this.emit("show", createEvent({}));
      },
      (error: unknown) => {
        process.stderr.write(`electron-on-chromium: notification: ${String(error)}\n`);
        if (showing === this.#showing) this.emit("failed", createEvent({}), "");
      },
    );
  }

  /** Tells the app nothing: it knows. */
  close(): void {
    this.#showing += 1;
    if (this.#id === null) return;
    onScreen.delete(this.#id);
    void withdraw(this.#id);
    this.#id = null;
  }

  /** Known to the stand-in only. */
  _signalled(event: "click" | "close"): void {
    if (event === "close") this.#id = null;
    this.emit(event, createEvent({}));
  }
}

type Content = Pick<Electron.Notification, "title" | "body" | "urgency">;

async function notify({ appName, desktopName }: Host, { title, body, urgency }: Content) {
  server ??= connect();
  const { bus, capabilities } = await server.catch((error: unknown) => {
    server = null; // it may come later
    throw error;
  });
  const actions = capabilities.includes("actions") ? ["default", "View"] : [];
  const level = urgencies.indexOf(urgency);
  const hints = {
    urgency: bus.variant("y", level === -1 ? 1 : level),
    "desktop-entry": bus.variant("s", desktopName.replace(/\.desktop$/, "")),
    "sender-pid": bus.variant("x", BigInt(process.pid)),
    ...(capabilities.includes("append") ? { append: bus.variant("s", "true") } : {}),
  };
  return await bus.call(service, "Notify", "susssasa{sv}i", [
    appName,
    0,
    "",
    title,
    body,
    actions,
    hints,
    -1,
  ]);
}

async function withdraw(id: unknown): Promise<void> {
  try {
    await (await server)?.bus.call(service, "CloseNotification", "u", [id]);
  } catch (error) {
    process.stderr.write(`electron-on-chromium: notification: ${String(error)}\n`);
  }
}

async function connect(): Promise<Server> {
  const bus = await sessionBus();
  const [capabilities] = await bus.call(service, "GetCapabilities");
  await bus.follow({ interface: service.interface }, ([id, what], member) => {
    const notification = onScreen.get(id);
    if (member === "ActionInvoked" && what === "default") notification?._signalled("click");
    if (member !== "NotificationClosed") return;
    onScreen.delete(id);
    notification?._signalled("close");
  });
  return { bus, capabilities: Array.isArray(capabilities) ? capabilities : [] };
}
