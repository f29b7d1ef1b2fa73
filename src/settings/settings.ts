import type { RedirectWay, ServerName, SignInMethod } from "../ipc/channels.ts";
import { type WidgetFeatures, widgetFeaturesSchema } from "../widget/features.ts";

/** What users and administrators choose; kept by electron-store in `{userData}/config.json`. */
export interface Settings {
  /** RingCentral client ID, or "" for the brand's. */
  readonly clientId: string;
  readonly method: SignInMethod;
  readonly server: ServerName;
  /** `https://host` where `server` is "custom". */
  readonly serverUrl: string;
  readonly redirect: RedirectWay;
  /** Whether "window" may be chosen as redirect; without it that counts as "automatic" (docs/adr/0004). */
  readonly allowSignInWindow: boolean;
  /** Redirect page that the app is registered with, for "window"; "" for the one beside the widget. */
  readonly hostedRedirectUri: string;
  /** Asks RingCentral where the account lives (Embeddable's parameter of this name). */
  readonly discovery: boolean;
  /** Who is asked, of auth/discovery.ts; "" for the chosen server. */
  readonly discoveryServer: string;
  /** ISO 3166 alpha-2: how numbers without a country code are understood until the account says its own. */
  readonly region: string;
  /** Sources whose links are not asked about, such as "link:tel". */
  readonly trustedSources: readonly string[];
  /** Sources whose links are refused without a word, such as "link:tel:chromium". */
  readonly blockedSources: readonly string[];
  /** What becomes of a confirmed call link: it is called, or its number is put into the dialer. */
  readonly linkAction: "call" | "dialer";
  /** ISO 3166 alpha-2 countries that were called from here: the confirmation remarks on any other. */
  readonly calledCountries: readonly string[];
  /** Client ID of the app for which the client secret and the JWT in the vault were given. */
  readonly secretsOf: string;
  /** Schemes that Handset opens for the system, its own apart; another program's is never taken without a word. */
  readonly claimedSchemes: readonly string[];
  /** Closing the softphone's window leaves it in the tray, where there is one. */
  readonly closeToTray: boolean;
  /** Whether missed calls are notified. */
  readonly notifyMissedCalls: boolean;
  /** Whether voicemails are notified. */
  readonly notifyVoicemails: boolean;
  /** Whether text messages and faxes are notified. */
  readonly notifyMessages: boolean;
  /** Whether it is notified that the user cannot be called. */
  readonly notifyUnreachable: boolean;
  /** Whether the notification of a text message shows what was written. */
  readonly notificationPreviews: boolean;
  /** A window of its own for each call that rings; off for who answers on a desk phone. */
  readonly incomingPopup: boolean;
  /** A small window on top of the others while a call is up. */
  readonly callWindow: boolean;
  /** Presence that is set at sign-in. */
  readonly presenceOnSignIn: "keep" | "available" | "busy" | "dnd" | "invisible";
  /** Presence that is left behind at sign-out. */
  readonly presenceOnSignOut: "keep" | "available" | "busy" | "dnd" | "invisible";
  /** Do not disturb while the screen is locked. */
  readonly dndOnLock: boolean;
  /** Do not disturb while a call is up. */
  readonly dndOnCall: boolean;
  /** Busy after so many minutes without mouse and keyboard. */
  readonly busyWhenIdle: "never" | "5" | "10" | "15" | "30";
  /** Address opened for a call, with placeholders such as `{number}`; "" is off. */
  readonly screenPopUrl: string;
  /** When that address is opened. */
  readonly screenPopOn: "ring" | "answer" | "end";
  /** For which calls that address is opened. */
  readonly screenPopFor: "inbound" | "both";
  /** Tells programs of this user on this machine about calls (docs/integrations.md). */
  readonly eventStream: boolean;
  /** Where it listens on this machine, a port number. */
  readonly eventStreamPort: string;
  /** Starts when the user logs in. */
  readonly startAtLogin: boolean;
  /** Colours of the windows. */
  readonly theme: "system" | "light" | "dark";
  /** Embeddable's own parameters where they are not the default (widget/features.ts). */
  readonly widgetFeatures: WidgetFeatures;
  /** What becomes of a new version: it is asked about, installed at the next quit, or not looked for. */
  readonly updates: "ask" | "silent" | "off";
  /** Keys that act in every program, as Electron writes accelerators ("Control+Alt+D"); "" is off. */
  readonly shortcutDialSelection: string;
  readonly shortcutDialClipboard: string;
  readonly shortcutAnswer: string;
  readonly shortcutHangUp: string;
  readonly shortcutMute: string;
  /** Where the authorization code travels to the widget (docs/adr/0001). */
  readonly credentialsIn: "fragment" | "query";
}

export const defaultSettings: Settings = {
  clientId: "",
  method: "browser",
  server: "production",
  serverUrl: "",
  redirect: "automatic",
  allowSignInWindow: false,
  hostedRedirectUri: "",
  discovery: false,
  discoveryServer: "",
  region: "US",
  trustedSources: ["command-line"],
  blockedSources: [],
  linkAction: "call",
  calledCountries: [],
  secretsOf: "",
  claimedSchemes: ["tel", "callto", "sms", "smsto"],
  closeToTray: true,
  notifyMissedCalls: true,
  notifyVoicemails: true,
  notifyMessages: true,
  notifyUnreachable: true,
  notificationPreviews: true,
  incomingPopup: true,
  callWindow: true,
  presenceOnSignIn: "keep",
  presenceOnSignOut: "keep",
  dndOnLock: false,
  dndOnCall: false,
  busyWhenIdle: "never",
  screenPopUrl: "",
  screenPopOn: "ring",
  screenPopFor: "inbound",
  eventStream: false,
  eventStreamPort: "18731",
  startAtLogin: false,
  theme: "system",
  widgetFeatures: {},
  updates: "ask",
  shortcutDialSelection: "",
  shortcutDialClipboard: "",
  shortcutAnswer: "",
  shortcutHangUp: "",
  shortcutMute: "",
  credentialsIn: "fragment",
};

/** JSON Schema of each setting; a file that breaks it is set aside, never repaired by guessing. */
export const settingsSchema = {
  clientId: { type: "string", maxLength: 200, pattern: "^[A-Za-z0-9_-]*$" },
  method: { type: "string", enum: ["browser", "jwt"] },
  server: { type: "string", enum: ["production", "sandbox", "custom"] },
  serverUrl: { type: "string", maxLength: 300 },
  redirect: { type: "string", enum: ["automatic", "scheme", "loopback", "window"] },
  allowSignInWindow: { type: "boolean" },
  hostedRedirectUri: { type: "string", maxLength: 300 },
  discovery: { type: "boolean" },
  discoveryServer: { type: "string", maxLength: 300 },
  region: { type: "string", pattern: "^[A-Z]{2}$" },
  trustedSources: {
    type: "array",
    items: { type: "string", maxLength: 100 },
    maxItems: 100,
  },
  blockedSources: {
    type: "array",
    items: { type: "string", maxLength: 100 },
    maxItems: 100,
  },
  linkAction: { type: "string", enum: ["call", "dialer"] },
  // "001" stands for numbers of no country.
  calledCountries: {
    type: "array",
    items: { type: "string", pattern: "^([A-Z]{2}|001)$" },
    maxItems: 300,
  },
  secretsOf: { type: "string", maxLength: 200, pattern: "^[A-Za-z0-9_-]*$" },
  claimedSchemes: {
    type: "array",
    items: { type: "string", pattern: "^[a-z][a-z0-9+.-]*$", maxLength: 40 },
    maxItems: 20,
  },
  closeToTray: { type: "boolean" },
  notifyMissedCalls: { type: "boolean" },
  notifyVoicemails: { type: "boolean" },
  notifyMessages: { type: "boolean" },
  notifyUnreachable: { type: "boolean" },
  notificationPreviews: { type: "boolean" },
  incomingPopup: { type: "boolean" },
  callWindow: { type: "boolean" },
  presenceOnSignIn: { type: "string", enum: ["keep", "available", "busy", "dnd", "invisible"] },
  presenceOnSignOut: { type: "string", enum: ["keep", "available", "busy", "dnd", "invisible"] },
  dndOnLock: { type: "boolean" },
  dndOnCall: { type: "boolean" },
  busyWhenIdle: { type: "string", enum: ["never", "5", "10", "15", "30"] },
  screenPopUrl: { type: "string", maxLength: 1000 },
  screenPopOn: { type: "string", enum: ["ring", "answer", "end"] },
  screenPopFor: { type: "string", enum: ["inbound", "both"] },
  eventStream: { type: "boolean" },
  eventStreamPort: { type: "string", pattern: "^[0-9]{1,5}$" },
  startAtLogin: { type: "boolean" },
  theme: { type: "string", enum: ["system", "light", "dark"] },
  widgetFeatures: widgetFeaturesSchema,
  updates: { type: "string", enum: ["ask", "silent", "off"] },
  // Keys that are none are said on the page; for them alone the file is not set aside.
  shortcutDialSelection: { type: "string", maxLength: 60 },
  shortcutDialClipboard: { type: "string", maxLength: 60 },
  shortcutAnswer: { type: "string", maxLength: 60 },
  shortcutHangUp: { type: "string", maxLength: 60 },
  shortcutMute: { type: "string", maxLength: 60 },
  credentialsIn: { type: "string", enum: ["fragment", "query"] },
} as const;

/** The settings that the settings page changes one by one; the others have an action of their own, or another page. */
export const pageSettings = [
  "linkAction",
  "region",
  "allowSignInWindow",
  "closeToTray",
  "notifyMissedCalls",
  "notifyVoicemails",
  "notifyMessages",
  "notifyUnreachable",
  "notificationPreviews",
  "incomingPopup",
  "callWindow",
  "presenceOnSignIn",
  "presenceOnSignOut",
  "dndOnLock",
  "dndOnCall",
  "busyWhenIdle",
  "screenPopUrl",
  "screenPopOn",
  "screenPopFor",
  "eventStream",
  "eventStreamPort",
  "startAtLogin",
  "theme",
  "updates",
  "shortcutDialSelection",
  "shortcutDialClipboard",
  "shortcutAnswer",
  "shortcutHangUp",
  "shortcutMute",
] as const satisfies readonly (keyof Settings)[];
export type PageSetting = (typeof pageSettings)[number];

export function isPageSetting(name: unknown): name is PageSetting {
  return pageSettings.some((each) => each === name);
}
