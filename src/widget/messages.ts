import { isRecord } from "../app/json.ts";
import type { CallEvent } from "../calls/call-event.ts";
import type { CallAction } from "../calls/control.ts";
import { parseStoredMessage, type StoredMessage } from "../notifications/stored-message.ts";
import { type DndStatus, type Presence, parsePresence, type UserStatus } from "../presence/presence.ts";
import { type PhoneConnection, parseConnection } from "../reachability/reachability.ts";
import { parseCallEvent } from "./call-messages.ts";
import { plainText } from "./plain-text.ts";

/** What the shell understands of the widget's messages (Embeddable's manual, "Widget events"). */
export type WidgetMessage =
  | {
      readonly type: "login-status";
      readonly loggedIn: boolean;
      /** "16505550100*101", or null. */
      readonly loginNumber: string | null;
      /** ISO 3166 alpha-2, or null. */
      readonly country: string | null;
      /** The user has just signed in; false where the page took up a token that it had. */
      readonly fresh: boolean;
    }
  | { readonly type: "dialer-status"; readonly ready: boolean }
  /** How the account dials: ISO 3166 alpha-2, and the area code in the United States and Canada, else "". */
  | { readonly type: "region"; readonly country: string; readonly areaCode: string }
  /** The widget's own Sign In button was used (`disableLoginPopup=1`). */
  | { readonly type: "login-requested"; readonly oAuthUri: string }
  /** The widget shows another of its pages; "/" is the one of nobody signed in. */
  | { readonly type: "route"; readonly path: string }
  /** The web phone's connection to the telephone network. */
  | { readonly type: "webphone-connection"; readonly connection: PhoneConnection }
  /** 3.x: the page shows a drawer beside its phone, or none any more. */
  | { readonly type: "side-drawer"; readonly open: boolean }
  /** False where calls are to ring on another phone than this one. */
  | { readonly type: "calling-settings"; readonly ringsHere: boolean }
  | { readonly type: "call"; readonly event: CallEvent }
  /** "received" comes once for a new message of somebody else's, "updated" at each change of any message. */
  | { readonly type: "message"; readonly what: "received" | "updated"; readonly message: StoredMessage }
  /** One message with two parts: what the user chose, and that no device of the account has a call. */
  | { readonly type: "presence"; readonly presence: Presence | null; readonly event: CallEvent | null };

/** Reads one message that the widget posted; null for everything the shell has no use for. Never throws. */
export function parseWidgetMessage(data: unknown): WidgetMessage | null {
  if (!isRecord(data) || typeof data.type !== "string") return null;
  switch (data.type) {
    case "rc-login-status-notify":
      return {
        type: "login-status",
        loggedIn: data.loggedIn === true,
        loginNumber: plainText(data.loginNumber),
        country: countryCode(data.contractedCountryCode),
        fresh: data.isFreshLogin === true,
      };
    case "rc-dialer-status-notify":
      return { type: "dialer-status", ready: data.ready === true };
    case "rc-region-settings-notify": {
      const country = countryCode(data.countryCode);
      const areaCode =
        typeof data.areaCode === "string" && /^\d{3}$/.test(data.areaCode) ? data.areaCode : "";
      return country === null ? null : { type: "region", country, areaCode };
    }
    case "rc-login-popup-notify":
      return { type: "login-requested", oAuthUri: typeof data.oAuthUri === "string" ? data.oAuthUri : "" };
    case "rc-route-changed-notify": {
      const path = routePath(data.path);
      return path === null ? null : { type: "route", path };
    }
    case "rc-webphone-connection-status-notify": {
      const connection = parseConnection(data.connectionStatus);
      return connection === null ? null : { type: "webphone-connection", connection };
    }
    case "rc-calling-settings-notify":
      return typeof data.callWith === "string"
        ? { type: "calling-settings", ringsHere: data.callWith === "browser" }
        : null;
    case "rc-adapter-side-drawer-open-notify":
      return { type: "side-drawer", open: data.open === true };
    case "rc-inbound-message-notify":
      return parseMessage("received", data.message);
    case "rc-message-updated-notify":
      return parseMessage("updated", data.message);
    case "rc-adapter-syncPresence":
      return {
        type: "presence",
        presence: parsePresence(data.userStatus, data.dndStatus),
        event: parseCallEvent(data),
      };
    default: {
      const event = parseCallEvent(data);
      return event === null ? null : { type: "call", event };
    }
  }
}

function parseMessage(what: "received" | "updated", stored: unknown): WidgetMessage | null {
  const message = parseStoredMessage(stored);
  return message === null ? null : { type: "message", what, message };
}

/** A message for the widget (Embeddable's manual, "Interact with adapter"). */
export type WidgetCommand =
  | {
      readonly type: "rc-adapter-new-call";
      readonly phoneNumber: string;
      readonly toCall: boolean;
    }
  | {
      readonly type: "rc-adapter-new-sms";
      readonly phoneNumber: string;
      readonly text?: string;
      /** Goes to the conversation with that number where there is one. */
      readonly conversation?: boolean;
      /**
       * Adds the number to the recipients instead of typing it into their field. Not in the manual; Embeddable's
       * own `RCAdapter.clickToSMS` sends it (2.3.1, src/modules/Adapter).
       */
      readonly recipient?: { readonly name: string };
    }
  | {
      readonly type: "rc-adapter-control-call";
      readonly callAction: CallAction;
      readonly callId: string;
    }
  /** "Send DTMF" of its manual, since 2.3.0. */
  | {
      readonly type: "rc-adapter-control-call";
      readonly callAction: "dtmf";
      readonly callId: string;
      readonly options: { readonly dtmf: string };
    }
  /** Asks for `rc-webphone-sessions-sync`. */
  | { readonly type: "rc-adapter-webphone-sessions-sync" }
  | { readonly type: "rc-adapter-navigate-to"; readonly path: string }
  /** "Set presence" of its manual. */
  | {
      readonly type: "rc-adapter-set-presence";
      readonly userStatus: UserStatus;
      readonly dndStatus: DndStatus;
    }
  /** Revokes the token and removes it (its manual, "Log out user"). */
  | { readonly type: "rc-adapter-logout" }
  /** The redirect, with `code_verifier` added where the shell made the request. */
  | { readonly type: "rc-adapter-authorization-code"; readonly callbackUri: string };

/** A path of the widget's own router: it is sent back to it, and to nobody else. */
function routePath(value: unknown): string | null {
  return typeof value === "string" && /^\/(?!\/)[\w\-./~%+:@]{0,199}$/.test(value) ? value : null;
}

function countryCode(value: unknown): string | null {
  return typeof value === "string" && /^[A-Z]{2}$/.test(value) ? value : null;
}
