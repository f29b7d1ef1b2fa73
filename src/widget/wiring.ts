import type { Parts } from "../app/parts.ts";
import { createFeatureReload, type FeatureReload } from "./feature-reload.ts";
import { routeWidgetMessage } from "./message-router.ts";
import type { WidgetMessage } from "./messages.ts";
import type { SoftphoneListeners } from "./softphone.ts";

/** The widget's features, which follow the settings with the next load of the phone. */
export function wireFeatureReload(
  parts: Pick<Parts, "settings" | "guard" | "session" | "settingsPage">,
): FeatureReload {
  const { settings, guard } = parts;
  const featureReload = createFeatureReload({
    features: () => settings.get().widgetFeatures,
    isHeld: () => settings.locked().widgetFeatures !== undefined,
    guard,
    onCall: guard.isBusy,
    reloadPhone: () => void parts.session.reloadPhone({ clearData: false }),
    changed: () => parts.settingsPage.changed(),
  });
  settings.onChanged(featureReload.look);
  return featureReload;
}

/** Brings the phone forward and takes the widget to that page of its own. */
export function openPhonePage(
  { session, softphone }: Pick<Parts, "session" | "softphone">,
  path: string,
): void {
  session.bringForward();
  softphone.send({ type: "rc-adapter-navigate-to", path });
}

type MessageParts = Pick<
  Parts,
  | "session"
  | "calls"
  | "links"
  | "notifications"
  | "reachability"
  | "tray"
  | "integrations"
  | "presence"
  | "dialingRegion"
  | "facts"
  | "softphone"
>;

/** Who hears of what happens in the phone's window and its page. */
export function softphoneListeners(
  parts: MessageParts &
    Pick<Parts, "updates" | "devices" | "departure" | "stayOrQuit" | "system" | "graduation">,
): SoftphoneListeners {
  const { calls, facts, system } = parts;
  return {
    message: (message) => {
      routeMessage(message, parts);
      parts.graduation.told(message);
    },
    tokenChanged: (stored) => parts.session.handleTokenChanged(stored),
    tokenAnswered: (request) => parts.session.handleTokenAnswered(request),
    online: (online) => {
      parts.session.handleOnline(online);
      if (online) parts.updates.online();
    },
    lineChecked: (line) => parts.reachability.lineChecked(line),
    devices: (seen) => parts.devices.seen(seen),
    pageReplaced: () => {
      parts.session.handlePageReplaced();
      parts.links.pageReplaced();
      calls.pageGone();
      facts.isDialerReady = false;
      parts.reachability.pageReplaced();
      parts.presence.pageReplaced();
    },
    posted: (id) => parts.links.posted(id),
    crashed: () => {
      parts.session.handlePageCrashed();
      parts.reachability.pageCrashed();
    },
    link: (url) => parts.links.open(url),
    // Without a tray there is no other way back to a hidden phone.
    closing: () => {
      if (parts.departure.isLeaving()) return false;
      void parts.stayOrQuit().then((stays) => stays && parts.softphone.hide());
      return true;
    },
    closedByUser: system.quit,
    focused: () => {
      parts.notifications.phoneFocused();
      parts.tray.phoneLookedAt();
      calls.phoneFocusChanged();
    },
    blurred: calls.phoneFocusChanged,
    visibilityChanged: () => {
      parts.tray.changed();
      calls.phoneFocusChanged();
    },
    systemEnds: () => parts.departure.systemEnds(),
  };
}

function routeMessage(message: WidgetMessage, parts: MessageParts): void {
  const { session, calls, links, notifications, reachability, tray, integrations, presence } = parts;
  routeWidgetMessage(message, {
    session,
    calls,
    links,
    notifications,
    reachability,
    tray,
    integrations,
    presence,
    dialingRegion: parts.dialingRegion,
    dialerReadyChanged: (ready) => {
      parts.facts.isDialerReady = ready;
    },
    sideDrawerChanged: parts.softphone.setSideDrawer,
  });
}
