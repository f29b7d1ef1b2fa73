import { isRecord } from "../app/json.ts";
import { guardAnswers } from "../calls/call-guard.ts";
import { parseCallWindowRequest, parseHeight, parsePopupRequest } from "../calls/payloads.ts";
import type { AudioDevice, AudioDevices } from "../devices/device-list.ts";
import { checkWays } from "../diagnostics/diagnostics-view.ts";
import { isTickable } from "../graduation/activities.ts";
import { clearables } from "../privacy/privacy.ts";
import { isPageSetting } from "../settings/settings.ts";
import { isUpdateAction } from "../updates/updates-view.ts";
import type { RedirectWay, Requests, SignInForm, WidgetChannels } from "./channels.ts";

/** Reads a payload that crossed the border to the main process; null means it is not one. */
export type PayloadParser<P> = (payload: unknown) => { readonly value: P } | null;

type RequestParsers = {
  readonly [C in keyof Requests]: PayloadParser<Requests[C]["payload"]>;
};

/** A JWT of RingCentral is about a kilobyte. */
const MAX_SECRET_LENGTH = 16 * 1024;
const MAX_SNIPPET_LENGTH = 64 * 1024;

const none: PayloadParser<null> = () => ({ value: null });

export const requestParsers: RequestParsers = {
  "sign-in:view": none,
  "sign-in:start": parseSignInForm,
  "sign-in:test-jwt": parseSignInForm,
  "sign-in:read-snippet": (payload) =>
    typeof payload === "string" && payload.length <= MAX_SNIPPET_LENGTH ? { value: payload } : null,
  "sign-in:use-loopback": none,
  "sign-in:cancel": none,
  "sign-in:sign-out": (payload) =>
    isRecord(payload) && typeof payload.clearData === "boolean"
      ? { value: { clearData: payload.clearData } }
      : null,
  "sign-in:open-again": none,
  "sign-in:copy-link": none,
  "sign-in:open-settings": none,
  "sign-in:open-diagnostics": none,
  "settings:view": none,
  "settings:refresh": none,
  "settings:change": parseSettingChange,
  "settings:choose-keys": (payload) => (typeof payload === "boolean" ? { value: payload } : null),
  "settings:claim-scheme": parseShortText,
  "settings:release-scheme": parseShortText,
  "settings:open-default-apps": none,
  "settings:remove-source": (payload) => {
    if (!isRecord(payload)) return null;
    const { list, source } = payload;
    if (list !== "trustedSources" && list !== "blockedSources") return null;
    return isShortText(source) ? { value: { list, source } } : null;
  },
  "settings:try-screen-pop": (payload) => (isSettingText(payload) ? { value: payload } : null),
  "settings:copy-stream-token": none,
  "settings:renew-stream-token": none,
  "settings:choose-feature": (payload) => {
    if (!isRecord(payload)) return null;
    const { feature, value } = payload;
    if (!isShortText(feature) || (typeof value !== "boolean" && !isLongText(value))) return null;
    return { value: { feature, value } };
  },
  "settings:reload-phone": oneOf("now", "after-call"),
  "settings:clear": oneOf(...clearables),
  "settings:licences": none,
  "settings:open": oneOf("website", "help", "chromium-licences"),
  "settings:copy-details": none,
  "settings:show-sign-in": none,
  "settings:open-devices": none,
  "settings:open-diagnostics": none,
  "settings:sign-out": (payload) =>
    isRecord(payload) && typeof payload.clearData === "boolean"
      ? { value: { clearData: payload.clearData } }
      : null,
  "settings:act-on-update": (payload) => (isUpdateAction(payload) ? { value: payload } : null),
  "confirm-call:view": none,
  "confirm-call:answer": (payload) => {
    if (!isRecord(payload)) return null;
    const { id, choice, trusts } = payload;
    if (typeof id !== "string" || typeof trusts !== "boolean") return null;
    switch (choice) {
      case "accept":
      case "text":
      case "copy":
      case "block":
      case "dismiss":
      case "dismiss-all":
        return { value: { id, choice, trusts } };
      default:
        return null;
    }
  },
  "devices:view": none,
  "devices:ask": none,
  "devices:open-system-settings": none,
  "devices:open-phone-settings": none,
  "diagnostics:view": none,
  "diagnostics:check": none,
  "diagnostics:copy-report": none,
  "diagnostics:save-report": none,
  "diagnostics:open-folder": none,
  "diagnostics:go": oneOf(...checkWays),
  "diagnostics:tick": (payload) => {
    if (!isRecord(payload)) return null;
    const { activity, done } = payload;
    return isTickable(activity) && typeof done === "boolean" ? { value: { activity, done } } : null;
  },
  "diagnostics:open-page": oneOf("console", "support-case"),
  "call-popup:view": none,
  "question:view": none,
  "question:answer": (payload) => {
    if (!isRecord(payload) || !isCount(payload.id)) return null;
    const choice = guardAnswers.find((each) => each === payload.choice);
    return choice === undefined ? null : { value: { id: payload.id, choice } };
  },
  "call-popup:act": parsePopupRequest,
  "call-popup:fit": parseHeight,
  "call-window:view": none,
  "call-window:act": parseCallWindowRequest,
  "call-window:fit": parseHeight,
  "call-window:open-phone": none,
  "call-window:close": none,
};

function oneOf<T extends string>(...known: readonly T[]): PayloadParser<T> {
  return (payload) => {
    const value = known.find((each) => each === payload);
    return value === undefined ? null : { value };
  };
}

/** Whether the setting takes the value is for the settings to say, in words. */
function parseSettingChange(
  payload: unknown,
): { readonly value: Requests["settings:change"]["payload"] } | null {
  if (!isRecord(payload)) return null;
  const { setting, value } = payload;
  if (typeof value !== "boolean" && !isSettingText(value)) return null;
  return isPageSetting(setting) ? { value: { setting, value } } : null;
}

function parseShortText(payload: unknown): { readonly value: string } | null {
  return isShortText(payload) ? { value: payload } : null;
}

function parseSignInForm(payload: unknown): { readonly value: SignInForm } | null {
  if (!isRecord(payload)) return null;
  const { method, clientId, server, serverUrl, clientSecret, jwt, redirect } = payload;
  const { hostedRedirectUri, discovery, discoveryServer } = payload;
  if (method !== "browser" && method !== "jwt") return null;
  if (server !== "production" && server !== "sandbox" && server !== "custom") return null;
  if (!isRedirectWay(redirect) || typeof discovery !== "boolean") return null;
  if (!isShortText(clientId) || !isShortText(serverUrl)) return null;
  if (!isShortText(hostedRedirectUri) || !isShortText(discoveryServer)) return null;
  if (!isSecretOrNull(clientSecret) || !isSecretOrNull(jwt)) return null;
  return {
    value: {
      method,
      clientId: clientId.trim(),
      server,
      serverUrl: serverUrl.trim(),
      clientSecret,
      jwt,
      redirect,
      hostedRedirectUri: hostedRedirectUri.trim(),
      discovery,
      discoveryServer,
    },
  };
}

function isRedirectWay(value: unknown): value is RedirectWay {
  return value === "automatic" || value === "scheme" || value === "loopback" || value === "window";
}

function isShortText(value: unknown): value is string {
  return typeof value === "string" && value.length <= 300;
}

/** An address may be 1,000 characters long; that a longer one is refused is said in words. */
function isSettingText(value: unknown): value is string {
  return typeof value === "string" && value.length <= 4000;
}

function isLongText(value: unknown): value is string {
  return typeof value === "string" && value.length <= 2_000;
}

function isSecretOrNull(value: unknown): value is string | null {
  return value === null || (typeof value === "string" && value.length <= MAX_SECRET_LENGTH);
}

/** The token is a few kilobytes; a page that sends more is not the widget. */
const MAX_TOKEN_LENGTH = 64 * 1024;

export const parseTokenChanged: PayloadParser<WidgetChannels["widget:token-changed"]["payload"]> = (
  payload,
) => {
  if (payload === null) return { value: null };
  return typeof payload === "string" && payload.length <= MAX_TOKEN_LENGTH ? { value: payload } : null;
};

export const parseTokenAnswered: PayloadParser<WidgetChannels["widget:token-answered"]["payload"]> = (
  payload,
) => {
  if (!isRecord(payload)) return null;
  const { endpoint, grant, status, body, retryAfter, failures } = payload;
  if (endpoint !== "token" && endpoint !== "revoke") return null;
  if (typeof grant !== "string" || typeof body !== "string") return null;
  if (retryAfter !== null && typeof retryAfter !== "string") return null;
  if (!isCount(status) || !isCount(failures)) return null;
  return { value: { endpoint, grant: grant.slice(0, 100), status, body, retryAfter, failures } };
};

export const parseOnline: PayloadParser<WidgetChannels["widget:online"]["payload"]> = (payload) =>
  typeof payload === "boolean" ? { value: payload } : null;

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

export const parsePosted: PayloadParser<number> = (payload) =>
  typeof payload === "number" ? { value: payload } : null;

export const parseLineCheck: PayloadParser<WidgetChannels["widget:line-checked"]["payload"]> = (payload) =>
  payload === "alive" || payload === "dead" || payload === "none" ? { value: payload } : null;

export const parseAudioDevices: PayloadParser<AudioDevices> = (payload) => {
  if (!isRecord(payload)) return null;
  const microphones = parseDevices(payload.microphones);
  const speakers = parseDevices(payload.speakers);
  return microphones === null || speakers === null ? null : { value: { microphones, speakers } };
};

function parseDevices(payload: unknown): readonly AudioDevice[] | null {
  if (!Array.isArray(payload) || payload.length > 50) return null;
  const devices = payload.map((each: unknown): AudioDevice | null => {
    if (!isRecord(each)) return null;
    const { id, label, isDefault } = each;
    return isShortText(id) && isShortText(label) && typeof isDefault === "boolean"
      ? { id, label, isDefault }
      : null;
  });
  return devices.every((device) => device !== null) ? devices : null;
}
