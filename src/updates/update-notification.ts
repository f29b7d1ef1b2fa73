import type { SystemNotification } from "../notifications/notification-model.ts";
import type { OfferedUpdate } from "./update-state.ts";

/** Says that there is a new version; the settings page has everything else. */
export function updateNotification(productName: string, { version }: OfferedUpdate): SystemNotification {
  return {
    id: "update",
    title: `${productName} ${version} is available`,
    body: "Open the settings to see what is new and to get it.",
    urgency: "normal",
    silent: true,
    click: { do: "show-settings" },
    buttons: [],
  };
}
