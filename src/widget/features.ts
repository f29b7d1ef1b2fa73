import { assertNever } from "../app/assert-never.ts";

/**
 * Embeddable's parameters that change what the phone does (its manual, docs/config; `src/app.js` of 2.3.1 says how
 * each is read). What the shell itself sets, and what does not go with it, is in `shellParameters`.
 */
export interface WidgetFeature {
  readonly name: string;
  /** What it is called on the settings page. */
  readonly label: string;
  /** One sentence: what it does when it is on, or what is chosen. */
  readonly sentence: string;
  /** The first version of Embeddable that knows it, where its manual says so. */
  readonly since: string | null;
  readonly form: FeatureForm;
}

export type FeatureForm =
  /**
   * Most are on as soon as they are in the address, whatever their value, so that leaving them out is the only way to
   * switch them off: `given` is the value that changes the default.
   */
  | {
      readonly kind: "switch";
      readonly default: boolean;
      readonly given: string;
      /** The name says what is taken away ("disableContacts"), the page asks what is there. */
      readonly inverted: boolean;
    }
  | {
      readonly kind: "choice";
      readonly default: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  /** Left out while it is "". */
  | { readonly kind: "address" };

/** Parameter names with what somebody has chosen, where it is not the default. */
export type WidgetFeatures = Readonly<Record<string, string | boolean>>;

/** Switched on by being there. */
const on = { kind: "switch", default: false, given: "1", inverted: false } as const;
/** The same for what it takes away. */
const takesAway = { kind: "switch", default: false, given: "1", inverted: true } as const;
/** Taken away unless the address says otherwise. */
const brings = { kind: "switch", default: true, given: "false", inverted: true } as const;

export const widgetFeatures: readonly WidgetFeature[] = [
  {
    name: "defaultCallWith",
    label: "Phone that calls are made with",
    sentence: "What calls are made with until another choice is made in the phone’s own calling settings.",
    since: null,
    form: {
      kind: "choice",
      default: "browser",
      options: [
        { value: "browser", label: "This computer" },
        { value: "jupiter", label: "The RingCentral app" },
        { value: "softphone", label: "RingCentral Phone, the older desktop app" },
        { value: "ringout", label: "RingOut: another phone of yours is called first" },
      ],
    },
  },
  {
    name: "enableRingtoneSettings",
    label: "Ringtone settings",
    sentence: "The phone’s settings let you choose the sound of a call that rings, or a file of your own.",
    since: "1.6.3",
    form: on,
  },
  {
    name: "disableNoiseReduction",
    label: "Noise reduction",
    sentence: "Takes noise around you out of what others hear, and shows the switch for it in the phone.",
    since: "2.0.0",
    form: takesAway,
  },
  {
    name: "enableNoiseReductionSetting",
    label: "Noise reduction in Embeddable 1.x",
    sentence: "Shows the switch for noise reduction in versions before 2.0, which left it out.",
    since: "1.10.0",
    form: on,
  },
  {
    name: "enableAudioInitPrompt",
    label: "Reminder to switch the sound on",
    sentence: "Reminds you to click into the phone once, so that it may play the sound of a ringing call.",
    since: "2.1.0",
    form: on,
  },
  {
    name: "enableLoadMoreCalls",
    label: "Calls of more than seven days ago",
    sentence: "The call history can load what is older than seven days.",
    since: "2.1.0",
    form: on,
  },
  {
    name: "enableSMSTemplate",
    label: "Message templates",
    sentence: "Offers texts that are written in advance, your own and your company’s, for text messages.",
    since: "2.0.0",
    form: on,
  },
  {
    name: "enableSharedMessages",
    label: "Messages of call queues",
    sentence: "Shows text messages that were sent to the call queues you are in.",
    since: "2.3.0",
    form: on,
  },
  {
    name: "enableSideWidget",
    label: "Side panel",
    sentence: "Opens details and notes in a panel beside the phone.",
    since: "3.0.0",
    form: on,
  },
  {
    name: "enableVoicemailDrop",
    label: "Voicemail drop",
    sentence: "Leaves a recorded message when your call reaches a voicemail; it needs the side panel.",
    since: "3.0.0",
    form: on,
  },
  {
    name: "disableCall",
    label: "Calls",
    sentence: "Everything about calls: the keypad, incoming calls and their history.",
    since: null,
    form: takesAway,
  },
  {
    name: "disableCallHistory",
    label: "Call history",
    sentence: "The list of calls made, received and missed, with their recordings.",
    since: null,
    form: takesAway,
  },
  {
    name: "disableMessages",
    label: "Messages",
    sentence: "Text messages, faxes and voicemails.",
    since: null,
    form: takesAway,
  },
  {
    name: "disableReadText",
    label: "Text messages",
    sentence: "Text messages to numbers and to colleagues; faxes and voicemails stay.",
    since: null,
    form: takesAway,
  },
  {
    name: "disableContacts",
    label: "Contacts",
    sentence: "Your own contacts and your company’s directory.",
    since: null,
    form: takesAway,
  },
  {
    name: "disableMeeting",
    label: "Meetings",
    sentence: "Plans and starts video meetings, where the registered app has the permission Video.",
    since: null,
    form: takesAway,
  },
  {
    name: "disableGlip",
    label: "Team messaging",
    sentence: "Chats with your team, where the registered app has the permission Team Messaging.",
    since: null,
    form: brings,
  },
  {
    name: "disableConferenceInvite",
    label: "Conference invitations",
    sentence: "Invites people to RingCentral’s telephone conferences, where your account still has them.",
    since: null,
    form: brings,
  },
  {
    name: "showSignUpButton",
    label: "Sign-up button",
    sentence: "Puts an offer of new RingCentral accounts on the phone’s own sign-in page.",
    since: null,
    form: on,
  },
  {
    name: "brand",
    label: "RingCentral partner",
    sentence:
      "Names and colours of the partner your account is with, which needs that partner’s server as well.",
    since: null,
    form: {
      kind: "choice",
      default: "rc",
      options: [
        { value: "rc", label: "RingCentral" },
        { value: "att", label: "AT&T Office@Hand" },
        { value: "bt", label: "BT Cloud Work" },
        { value: "atos", label: "Unify Office" },
        { value: "telus", label: "TELUS Business Connect" },
        { value: "avaya", label: "Avaya Cloud Office" },
        { value: "rainbow", label: "Rainbow Office" },
      ],
    },
  },
  {
    name: "stylesUri",
    label: "Style sheet",
    sentence: "The https address of a style sheet that changes how the phone looks; use one you trust only.",
    since: null,
    form: { kind: "address" },
  },
];

/** Why a parameter cannot be chosen. */
export interface ShellParameter {
  readonly name: string;
  readonly because: string;
}

const signIn = "Set by the shell: the sign-in page has it.";
const oneWindow = "Not offered: there is one phone in one window, which must have the calls.";
const adapter = "Without effect: it is for the frame around the phone in a web page.";
const unheard = "Without effect: it only sends a message to a web page around the phone.";

/** The other parameters, with the reason why none of them can be chosen. */
export const shellParameters: readonly ShellParameter[] = [
  ...[
    "clientId",
    "clientSecret",
    "appKey",
    "appSecret",
    "appServer",
    "redirectUri",
    "authorizationCode",
    "authorizationCodeVerifier",
    "jwt",
    "externalAuthId",
    "discovery",
    "discoverAppServer",
  ].map((name) => ({ name, because: signIn })),
  {
    name: "disableLoginPopup",
    because: "Set by the shell: the sign-in happens in the system’s browser, never in a window of the phone.",
  },
  { name: "userAgent", because: "Set by the shell: RingCentral sees which program calls." },
  { name: "appVersion", because: "Not set: the phone shows its own version." },
  { name: "prefix", because: "Fixed: the shell keeps the token out of the storage that has this name." },
  {
    name: "enableAnalytics",
    because: "Off: it tells the page around the phone what is clicked, and the shell does not want to know.",
  },
  { name: "authProxy", because: "Not offered: the token would be with somebody else’s server." },
  { name: "proxyUri", because: "Not offered: it belongs to a way to sign in that RingCentral has given up." },
  ...[
    "enablePopup",
    "popupPageUri",
    "multipleTabsSupport",
    "disconnectInactiveWebphone",
    "disableInactiveTabCallEvent",
    "mainTab",
    "fromPopup",
  ].map((name) => ({ name, because: oneWindow })),
  ...["newAdapterUI", "defaultDirection", "disableMinimize", "fromAdapter"].map((name) => ({
    name,
    because: adapter,
  })),
  ...["enableFromNumberSetting", "showMyLocationNumbers", "enableSmsSettingEvent"].map((name) => ({
    name,
    because: unheard,
  })),
  ...["defaultAutoLogCallEnabled", "defaultAutoLogMessageEnabled"].map((name) => ({
    name,
    because: "Without effect: there is no service in the shell that calls or messages could be logged to.",
  })),
  {
    name: "enableSmartNote",
    because: "Not offered: it needs a permission that RingCentral gives to its own apps only.",
  },
  { name: "enableWebRTCPlanB", because: "Not offered: Chromium has given up what it asks for." },
];

/** The value of a feature: what was chosen, or the default. */
export function featureValue(feature: WidgetFeature, chosen: WidgetFeatures): string | boolean {
  const value = chosen[feature.name];
  const fallback = feature.form.kind === "address" ? "" : feature.form.default;
  return value === undefined ? fallback : value;
}

/** The chosen features with one changed; what is the default is left out. */
export function withFeature(chosen: WidgetFeatures, name: string, value: string | boolean): WidgetFeatures {
  const feature = widgetFeatures.find((each) => each.name === name);
  const { [name]: _, ...others } = chosen;
  const isDefault = feature !== undefined && featureValue(feature, {}) === value;
  return isDefault ? others : { ...others, [name]: value };
}

/** What is written into the address of the phone for the chosen features. */
export function featureParameters(chosen: WidgetFeatures): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const feature of widgetFeatures) {
    const written = parameterOf(feature, featureValue(feature, chosen));
    if (written !== null) parameters[feature.name] = written;
  }
  return parameters;
}

function parameterOf({ form }: WidgetFeature, value: string | boolean): string | null {
  switch (form.kind) {
    case "switch":
      return value === form.default ? null : form.given;
    case "choice":
      return typeof value === "string" && value !== form.default ? value : null;
    case "address":
      return typeof value === "string" && value !== "" ? value : null;
    default:
      return assertNever(form);
  }
}

/** JSON Schema of the setting. */
export const widgetFeaturesSchema = {
  type: "object",
  properties: Object.fromEntries(widgetFeatures.map(({ name, form }) => [name, featureSchema(form)])),
  additionalProperties: false,
} as const;

function featureSchema(form: FeatureForm): FeatureSchema {
  switch (form.kind) {
    case "switch":
      return { type: "boolean" };
    case "choice":
      return { type: "string", enum: form.options.map(({ value }) => value) };
    case "address":
      return { type: "string", maxLength: 500, pattern: '^(https://[^\\s"<>]+)?$' };
    default:
      return assertNever(form);
  }
}

type FeatureSchema =
  | { readonly type: "boolean" }
  | { readonly type: "string"; readonly enum: string[] }
  | { readonly type: "string"; readonly maxLength: number; readonly pattern: string };
