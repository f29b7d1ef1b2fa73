import { type Message, MessageType, Message as NewMessage, sessionBus, Variant } from "@jellybrick/dbus-next";

/** One notification as the desktop got it (Desktop Notifications Specification, "Notify"). */
export interface ShownNotification {
  readonly id: number;
  readonly appName: string;
  readonly title: string;
  readonly body: string;
  /** Labels by key; "default" is a click on the notification itself. */
  readonly actions: Readonly<Record<string, string>>;
  readonly urgency: "low" | "normal" | "critical";
  readonly hints: Readonly<Record<string, unknown>>;
  /** No longer on the screen. */
  readonly closed: boolean;
}

/** A dock that shows counts (Unity's launcher API). */
export interface LauncherCount {
  /** "application://handset.desktop" */
  readonly app: string;
  readonly count: number;
  readonly visible: boolean;
}

/** The desktop's side of notifications: takes them, shows none, and does what a person would. */
export interface NotificationServer {
  /** Every notification so far, the oldest first, also those that were closed again. */
  readonly shown: readonly ShownNotification[];
  /** Every count so far that an app had put on its icon. */
  readonly counts: readonly LauncherCount[];
  /** A click on the notification. Throws where there is nothing to click. */
  click(id: number): void;
  /** A press on one of its buttons. Throws where it has none of that key. */
  invoke(id: number, action: string): void;
  /** The person closes it. */
  dismiss(id: number): void;
  stop(): void;
}

const NAME = "org.freedesktop.Notifications";
const PATH = "/org/freedesktop/Notifications";
const URGENCIES = ["low", "normal", "critical"] as const;
/** Values of `NotificationClosed`'s reason. */
const DISMISSED = 2;
const CLOSED_BY_CALL = 3;

/**
 * Takes `org.freedesktop.Notifications` on a session bus.
 *
 * @param busAddress such as "unix:path=/run/user/0/bus"
 */
export async function startNotificationServer(busAddress: string): Promise<NotificationServer> {
  const bus = sessionBus({ busAddress });
  const events: NodeJS.EventEmitter = bus; // its declaration forgets "error"
  await new Promise<void>((resolve, reject) => {
    events.once("connect", resolve);
    events.once("error", reject);
  });
  const shown: ShownNotification[] = [];
  const counts: LauncherCount[] = [];

  const signal = (member: string, signature: string, body: unknown[]): void =>
    bus.send(NewMessage.newSignal(PATH, NAME, member, signature, body));
  const open = (id: number): ShownNotification => {
    const found = shown.findLast((each) => each.id === id && !each.closed);
    if (found === undefined) throw new Error(`no notification ${id} is on the screen`);
    return found;
  };
  const close = (id: number, reason: number): void => {
    const found = open(id);
    shown[shown.indexOf(found)] = { ...found, closed: true };
    signal("NotificationClosed", "uu", [id, reason]);
  };
  const invoke = (id: number, action: string): void => {
    if (!Object.hasOwn(open(id).actions, action)) throw new Error(`notification ${id} has no ${action}`);
    signal("ActionInvoked", "us", [id, action]);
    close(id, DISMISSED);
  };
  const answer = (call: Message): { readonly signature: string; readonly body: unknown[] } | null => {
    switch (call.member) {
      case "GetCapabilities":
        return { signature: "as", body: [["actions", "body", "persistence"]] };
      case "GetServerInformation":
        return { signature: "ssss", body: ["notification-server", "handset", "1", "1.2"] };
      case "Notify": {
        const id = shown.length + 1;
        shown.push(readNotify(id, call.body));
        return { signature: "u", body: [id] };
      }
      case "CloseNotification": {
        const id = Number(call.body[0]);
        if (shown.some((each) => each.id === id && !each.closed)) close(id, CLOSED_BY_CALL);
        return { signature: "", body: [] };
      }
      default:
        return null;
    }
  };
  bus.addMethodHandler((call: Message) => {
    if (call.path !== PATH || call.interface !== NAME) return false;
    const reply = answer(call);
    if (reply === null) return false;
    bus.send(NewMessage.newMethodReturn(call, reply.signature, reply.body));
    return true;
  });
  bus.on("message", (message) => {
    if (message.type !== MessageType.SIGNAL || message.interface !== "com.canonical.Unity.LauncherEntry")
      return;
    const [app, properties] = message.body;
    const { count, "count-visible": visible } = variantValues(properties);
    counts.push({ app: String(app), count: Number(count), visible: visible === true });
  });
  await bus.call(
    new NewMessage({
      destination: "org.freedesktop.DBus",
      path: "/org/freedesktop/DBus",
      interface: "org.freedesktop.DBus",
      member: "AddMatch",
      signature: "s",
      body: ["type='signal',interface='com.canonical.Unity.LauncherEntry'"],
    }),
  );
  await bus.requestName(NAME);
  return {
    shown,
    counts,
    click: (id) => invoke(id, "default"),
    invoke,
    dismiss: (id) => close(id, DISMISSED),
    stop: () => bus.disconnect(),
  };
}

function readNotify(id: number, body: readonly unknown[]): ShownNotification {
  const [appName, , , title, text, actions, hints] = body;
  const labels = Array.isArray(actions) ? actions.map(String) : [];
  const values = variantValues(hints);
  return {
    id,
    appName: String(appName),
    title: String(title),
    body: String(text),
    actions: Object.fromEntries(
      labels.flatMap((key, index) => (index % 2 === 0 ? [[key, labels[index + 1] ?? ""]] : [])),
    ),
    urgency: URGENCIES[Number(values.urgency ?? 1)] ?? "normal",
    hints: values,
    closed: false,
  };
}

function variantValues(dictionary: unknown): Record<string, unknown> {
  if (typeof dictionary !== "object" || dictionary === null) return {};
  return Object.fromEntries(
    Object.entries(dictionary).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Variant ? value.value : value,
    ]),
  );
}
