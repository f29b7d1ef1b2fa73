import type { Parts } from "../app/parts.ts";
import { callNow } from "../links/call-now.ts";
import { openPhonePage } from "../widget/wiring.ts";
import { createNotifications, type Notifications } from "./notifications.ts";

/** Notifications, and what a click on one does. */
export function wireNotifications(
  parts: Pick<
    Parts,
    "settings" | "calls" | "softphone" | "scheduler" | "notifier" | "pages" | "session" | "links"
  >,
): Notifications {
  const { settings, calls, softphone, scheduler, notifier, pages } = parts;
  return createNotifications({
    settings: settings.get,
    popupUp: () => calls.popupView().calls.length > 0,
    phoneFocused: () => softphone.isFocused,
    scheduler,
    effects: {
      show: notifier.show,
      withdraw: notifier.withdraw,
      withdrawAll: notifier.withdrawAll,
      count: (count, ofCalls) => {
        notifier.count(count);
        softphone.setAttention(count, ofCalls);
      },
      openPhone: (path) => {
        if (path === null) parts.session.bringForward();
        else openPhonePage(parts, path);
      },
      callBack: (number) => void callNow(parts, number),
      showSettings: () => pages.show("settings"),
      actOnCall: (id, action) => calls.act({ id, action }),
    },
  });
}
