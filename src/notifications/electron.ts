import { app, Notification } from "electron";
import type { Log } from "../diagnostics/log.ts";
import type { NotificationAction, SystemNotification } from "./notification-model.ts";
import { withoutMarkup } from "./notification-texts.ts";

export interface Notifier {
  /** Puts it on the screen, in place of one with the same id. */
  show(notification: SystemNotification): void;
  withdraw(id: string): void;
  withdrawAll(): void;
  /** The count on the icon of dock or launcher; 0 takes it away. */
  count(count: number): void;
}

/** A notification nobody can be told of any longer is forgotten by the system, too. */
const MAX_KEPT = 50;

/**
 * The system's own notifications (https://www.electronjs.org/docs/latest/api/notification). Where there are none,
 * nothing is shown and the log says so once.
 */
export function createNotifier(act: (action: NotificationAction) => void, log: Log): Notifier {
  /** Kept from the garbage collector, which would take the listeners along. */
  const shown = new Map<string, Notification>();
  let complained = false;
  const complain = (error: string): void => {
    if (!complained) log.warn("notification.failed", { error });
    complained = true;
  };
  const withdraw = (id: string): void => {
    const notification = shown.get(id);
    shown.delete(id);
    notification?.close();
  };

  return {
    show({ id, title, body, urgency, silent, click, buttons }) {
      if (!Notification.isSupported()) {
        complain("not supported");
        return;
      }
      withdraw(id);
      const notification = new Notification({
        title,
        body: process.platform === "linux" ? withoutMarkup(body) : body,
        urgency,
        silent,
        actions: buttons.map(({ label }) => ({ type: "button", text: label })),
      });
      const forget = (): void => {
        if (shown.get(id) === notification) shown.delete(id);
      };
      notification.on("click", () => {
        forget();
        act(click);
      });
      notification.on("action", ({ actionIndex }) => {
        const button = buttons[actionIndex];
        forget();
        if (button !== undefined) act(button.action);
      });
      notification.on("close", forget);
      notification.on("failed", (_, error) => {
        forget();
        complain(error);
      });
      shown.set(id, notification);
      const oldest = [...shown.keys()][0];
      if (shown.size > MAX_KEPT && oldest !== undefined) withdraw(oldest);
      notification.show();
    },
    withdraw,
    withdrawAll() {
      for (const id of [...shown.keys()]) withdraw(id);
    },
    count(count) {
      // Windows has none; there it is drawn over the entry of the phone's window in the task bar.
      if (process.platform !== "win32") app.setBadgeCount(count);
    },
  };
}
