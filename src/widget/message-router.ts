import { assertNever } from "../app/assert-never.ts";
import type { SessionController } from "../auth/session-api.ts";
import type { CallController } from "../calls/call-controller.ts";
import type { Integrations } from "../integrations/integrations.ts";
import type { DialingRegion } from "../links/dialing-region.ts";
import type { LinkController } from "../links/link-controller.ts";
import type { Notifications } from "../notifications/notifications.ts";
import { presenceChoice } from "../presence/presence.ts";
import type { PresenceKeeper } from "../presence/presence-keeper.ts";
import type { ReachabilityWatch } from "../reachability/reachability-watch.ts";
import type { TrayController } from "../tray/tray-controller.ts";
import type { WidgetMessage } from "./messages.ts";

/** Who hears of what the widget tells. */
export interface MessageListeners {
  readonly session: Pick<SessionController, "handleLoggedIn" | "handleRoute" | "handleSignInWanted">;
  readonly calls: Pick<CallController, "handle" | "resync" | "pageGone">;
  readonly links: Pick<LinkController, "setDialerReady">;
  readonly notifications: Pick<Notifications, "messageReceived" | "messageUpdated" | "setDoNotDisturb">;
  readonly reachability: Pick<ReachabilityWatch, "connectionChanged" | "ringsHereChanged">;
  readonly tray: Pick<TrayController, "presenceChanged">;
  readonly integrations: Pick<Integrations, "presenceChanged">;
  readonly presence: Pick<PresenceKeeper, "told" | "signedIn">;
  readonly dialingRegion: Pick<DialingRegion, "loggedIn" | "told">;
  readonly dialerReadyChanged: (ready: boolean) => void;
  readonly sideDrawerChanged: (open: boolean) => void;
}

/** Takes each message of the widget to those whom it concerns. */
export function routeWidgetMessage(message: WidgetMessage, to: MessageListeners): void {
  switch (message.type) {
    case "login-status":
      // `loggedIn: false` comes at every start of the page; a sign-out is known by the token that goes.
      if (!message.loggedIn) {
        to.calls.pageGone();
        return;
      }
      // First: what waits for the sign-in is asked about at once, and must not be read as another account's.
      to.dialingRegion.loggedIn(message.loginNumber ?? "");
      to.session.handleLoggedIn(message.loginNumber ?? "", message.country);
      to.presence.signedIn(message.loginNumber ?? "", message.fresh);
      return;
    case "dialer-status":
      to.links.setDialerReady(message.ready);
      to.dialerReadyChanged(message.ready);
      return;
    case "region":
      to.dialingRegion.told({ country: message.country, areaCode: message.areaCode });
      return;
    case "login-requested":
      to.session.handleSignInWanted(message.oAuthUri);
      return;
    case "route":
      to.session.handleRoute(message.path);
      return;
    case "webphone-connection":
      to.reachability.connectionChanged(message.connection);
      if (message.connection === "connected") to.calls.resync();
      return;
    case "side-drawer":
      to.sideDrawerChanged(message.open);
      return;
    case "calling-settings":
      to.reachability.ringsHereChanged(message.ringsHere);
      return;
    case "call":
      to.calls.handle(message.event);
      return;
    case "message":
      if (message.what === "received") to.notifications.messageReceived(message.message);
      else to.notifications.messageUpdated(message.message);
      return;
    case "presence":
      if (message.event !== null) to.calls.handle(message.event);
      if (message.presence === null) return;
      to.notifications.setDoNotDisturb(presenceChoice(message.presence) === "do-not-disturb");
      to.tray.presenceChanged(message.presence);
      to.integrations.presenceChanged(message.presence);
      to.presence.told(message.presence);
      return;
    default:
      assertNever(message);
  }
}
