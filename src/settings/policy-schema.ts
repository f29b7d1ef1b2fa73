import { type Rule, rules, type SettingName } from "./check.ts";

/** The ways to sign in that an administrator allows or not; "window" is the one of docs/adr/0004. */
export const signInWays = ["scheme", "loopback", "window", "jwt"] as const;
export type SignInWay = (typeof signInWays)[number];

/** One thing that an administrator can decide for everybody. */
export interface Policy {
  /** Key of the policy file, name of the registry value, key of the managed preference. */
  readonly name: string;
  readonly rule: Rule;
  /** Settings that nobody can change while the policy is there; the policy itself may be among them. */
  readonly locks: readonly SettingName[];
  /** One sentence. */
  readonly about: string;
  /** The version that had it first. */
  readonly since: string;
  /** Whether a change is in force at once. */
  readonly when: "at once" | "next start";
  /**
   * Whoever sets it can lead no token, no call and nothing private elsewhere, and weaken no protection: it counts even
   * where others than administrators may have set it.
   */
  readonly harmless: boolean;
}

/** Not decided by anybody: Handset keeps them for itself. */
const unlockable: readonly string[] = ["calledCountries", "secretsOf"];

/** What can at most annoy. Whatever is not named here, and whatever is new, is an administrator's to decide. */
const harmless: ReadonlySet<string> = new Set([
  "managedBy",
  "alwaysConfirmLinks",
  "telemetry",
  "linkAction",
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
  "startAtLogin",
  "theme",
  "widgetFeatures",
]);

const FIRST = "0.1.0";

/** What a policy with a setting's name does, in one sentence. */
const settingsInWords: Readonly<Record<string, string>> = {
  clientId: "Client ID of the app registered with RingCentral; nobody is asked for one then.",
  method: "How users sign in: in their browser, or with a JWT.",
  server: "The environment of RingCentral to sign in to; it holds the address of a custom server as well.",
  serverUrl: "Address of the custom server, https:// and a host name.",
  redirect: "How the browser's answer comes back.",
  allowSignInWindow: "Whether users may sign in within a window of the phone's own instead of their browser.",
  hostedRedirectUri: "Redirect page that the app is registered with, for the sign-in window.",
  discovery: "Whether RingCentral is asked where the account lives before the sign-in.",
  discoveryServer: "Which server is asked where the account lives.",
  region: "Country (ISO 3166 alpha-2) of numbers without a country code.",
  trustedSources: "Sources whose links are not asked about.",
  blockedSources: "Sources whose links are refused without a word.",
  linkAction: "Whether a confirmed link calls, or only puts the number into the dialer.",
  claimedSchemes: "Schemes that the phone is to open for the system, beside its own.",
  closeToTray: "Whether closing the window leaves the phone in the tray.",
  notifyMissedCalls: "Whether missed calls are notified.",
  notifyVoicemails: "Whether voicemails are notified.",
  notifyMessages: "Whether text messages and faxes are notified.",
  notifyUnreachable: "Whether it is notified that the user cannot be called.",
  notificationPreviews: "Whether notifications show what was written.",
  incomingPopup: "Whether a call that rings has a window of its own.",
  callWindow: "Whether a small window stays on top while a call is up.",
  presenceOnSignIn: "Presence that is set at sign-in.",
  presenceOnSignOut: "Presence that is left behind at sign-out.",
  dndOnLock: "Do not disturb while the screen is locked.",
  dndOnCall: "Do not disturb while a call is up.",
  busyWhenIdle: "Busy after so many minutes without mouse and keyboard.",
  screenPopUrl: "Address opened for a call, with placeholders such as {number}.",
  screenPopOn: "When the address of the screen pop is opened.",
  screenPopFor: "For which calls the address of the screen pop is opened.",
  eventStream: "Whether programs of the same user on the same machine are told about calls.",
  eventStreamPort: "The port of 127.0.0.1 on which those programs are told, from 1024 to 65535.",
  startAtLogin: "Whether the phone starts when the user logs in.",
  theme: "Colours of the windows.",
  updates: "What becomes of a new version: asked about, installed at the next quit, or not looked for.",
  shortcutDialSelection: "Keys that call the selected number.",
  shortcutDialClipboard: "Keys that call the number on the clipboard.",
  shortcutAnswer: "Keys that answer the call that rings.",
  shortcutHangUp: "Keys that hang up.",
  shortcutMute: "Keys that mute and unmute.",
  credentialsIn: "Where the authorization code travels to the widget.",
  widgetFeatures:
    "Which features of the phone are there; it loads itself again for a change, after the call that is up.",
};

/** Where a policy is stricter than the setting of its name. */
const strictRules: Readonly<Record<string, Rule>> = {
  // An empty one would lock users out where the product has none built in.
  clientId: { type: "string", maxLength: 200, pattern: "^[A-Za-z0-9_-]+$" },
};

type Described = Omit<Policy, "harmless">;

const alsoLocked: Readonly<Record<string, readonly SettingName[]>> = { server: ["serverUrl"] };

const ofSettings: readonly Described[] = Object.entries<Rule>(rules)
  .filter(([name]) => !unlockable.includes(name))
  .map(([name, rule]) => ({
    name,
    rule: strictRules[name] ?? rule,
    locks: [name as SettingName, ...(alsoLocked[name] ?? [])],
    about: settingsInWords[name] ?? `The setting ${name}.`,
    since: FIRST,
    when: "at once",
  }));

const others: readonly Described[] = [
  {
    name: "managedBy",
    rule: { type: "string", maxLength: 100, pattern: "\\S" },
    locks: [],
    about:
      "Who manages the phone, in the words that stand on locked settings; “your organisation” without it.",
    since: FIRST,
    when: "at once",
  },
  {
    name: "signInWays",
    rule: { type: "array", items: { type: "string", enum: signInWays }, maxItems: signInWays.length },
    locks: ["method", "redirect", "allowSignInWindow"],
    about:
      "The ways to sign in that are allowed: by browser with the app's own scheme or a local address, by window, with a JWT.",
    since: FIRST,
    when: "at once",
  },
  {
    name: "alwaysConfirmLinks",
    rule: { type: "boolean" },
    locks: ["trustedSources"],
    about: "Every link and command that would call is asked about: no source can be trusted.",
    since: FIRST,
    when: "at once",
  },
  {
    name: "widgetUrl",
    rule: { type: "string", maxLength: 300, pattern: "^https://[^/?#]+/.*app\\.html$" },
    locks: [],
    about: "Address of the app.html of RingCentral Embeddable, where it is hosted elsewhere.",
    since: FIRST,
    when: "next start",
  },
  {
    name: "proxyMode",
    rule: { type: "string", enum: ["system", "direct", "fixed", "pac"] },
    locks: [],
    about: "How the network is reached: as the system says, directly, by proxyServer, or by proxyPac.",
    since: FIRST,
    when: "next start",
  },
  {
    name: "proxyServer",
    rule: { type: "string", maxLength: 500, pattern: "^[^\\s/@]+(?:://[^\\s/@]+)?$" },
    locks: [],
    about: "The proxy for the mode fixed, as Chromium writes proxy rules: proxy.example.com:8080.",
    since: FIRST,
    when: "next start",
  },
  {
    name: "proxyBypass",
    rule: { type: "string", maxLength: 1000 },
    locks: [],
    about: "Hosts that are reached without the proxy of the mode fixed, with commas between them.",
    since: FIRST,
    when: "next start",
  },
  {
    name: "proxyPac",
    rule: { type: "string", maxLength: 500, pattern: "^https?://[^\\s/@]+/?[^\\s]*$" },
    locks: [],
    about: "Address of the PAC file for the mode pac.",
    since: FIRST,
    when: "next start",
  },
  {
    name: "telemetry",
    rule: { type: "boolean" },
    locks: [],
    about: "Accepted and without effect: no telemetry is ever sent.",
    since: FIRST,
    when: "at once",
  },
];

/** Every policy there is. Parser, schema, templates and documentation follow from this list. */
export const policies: readonly Policy[] = [...others, ...ofSettings].map((policy) => ({
  ...policy,
  harmless: harmless.has(policy.name),
}));

const byName = new Map(policies.map((policy) => [policy.name, policy]));

/** The policy of that name, or null. */
export function policyNamed(name: string): Policy | null {
  return byName.get(name) ?? null;
}
