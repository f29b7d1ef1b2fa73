import type { SettingsView } from "../../src/ipc/channels.ts";

type SchemeRow = SettingsView["links"]["schemes"][number];

/** What links of a scheme are, for those who do not know it by name. */
const schemes: Readonly<Record<string, string>> = {
  tel: "phone numbers in web pages and mails",
  callto: "phone numbers, the older way",
  sms: "text messages",
  smsto: "text messages, the older way",
  sip: "internet phone addresses",
  sips: "internet phone addresses, encrypted",
  rcmobile: "links of RingCentral’s own phone app",
  rcapp: "links of RingCentral’s own app",
};

/** A source of links, as `sourceKey` writes it, in words: "link:tel", "link:tel:chromium", "command-line". */
export function sourceInWords(key: string): string {
  const [kind, scheme, program] = key.split(":", 3);
  if (kind === "link" && scheme !== undefined) {
    return program === undefined ? `${scheme}: links from anywhere` : `${scheme}: links from ${program}`;
  }
  switch (key) {
    case "command-line":
      return "The command line";
    case "shortcut":
      return "The keyboard shortcut";
    case "clipboard":
      return "The clipboard";
    default:
      return key;
  }
}

function ownerInWords({ owner, own, claimed }: SchemeRow, product: string): string {
  switch (owner.kind) {
    case "this":
      return own || claimed
        ? `${product} opens these.`
        : `${product} opens these, because no other program does.`;
    case "other":
      return `${owner.name} opens these.`;
    case "nobody":
      return "No program opens these.";
    case "unknown":
      return "What opens these is not known.";
  }
}

/** Every sentence of the settings page. `product` is the product's name. */
export const texts = {
  title: "Settings",
  windowTitle: (product: string, profile: string | null) =>
    profile === null ? `Settings – ${product}` : `Settings – ${product} (${profile})`,
  search: "Search settings",
  sections: "Sections",
  found: (count: number) => (count === 1 ? "1 setting found." : `${count} settings found.`),
  notFound: "No setting has these words. Try fewer or others.",
  managed: (by: string) => `Managed by ${by}.`,

  account: "Account",
  who: "Who is signed in",
  profile: (name: string) => `Profile: ${name}`,
  signedInAs: (label: string) => `Signed in as ${label}.`,
  signedIn: "Signed in.",
  signingIn: "Signing in…",
  signedOut: "Nobody is signed in.",
  offline: "RingCentral cannot be reached at the moment.",
  signIn: "Sign in…",
  signOut: "Sign out",
  signOutAndClear: "Sign out and clear data…",
  clearQuestion:
    "This signs you out and removes what the phone has kept of your account on this computer: call history, messages and contacts in its storage. Your settings stay.",
  clearNow: "Sign out and clear data",
  cancel: "Cancel",
  accountWords: "account user name sign out log out clear data privacy session state",

  signInWays: "Ways to sign in",
  signInWindow: "Allow sign-in in a window of this app (compatibility)",
  signInWindowHelp: (product: string) =>
    `For apps that are registered with RingCentral’s hosted redirect page only. RFC 8252 advises against it: in a window of an app you cannot see whose page you type your password into. Better register ${product}’s own redirect URI, which the sign-in page shows.`,
  signInWindowWords: "redirect uri embedded login webview rfc 8252 browser oauth",

  links: "Links",
  opens: "What opens phone links",
  opensHelp: (product: string) => `${product} takes over from another program only when you say so here.`,
  opensInSystem: "On Windows only you can choose what opens these links, in the system’s settings.",
  opensInProfile: "This is a second profile: links go to the usual one, and are chosen there.",
  openDefaultApps: "Choose in Windows’ settings…",
  schemeWords: "default program handler click to dial protocol repair take back",
  openWith: (scheme: string, product: string) => `Open ${scheme}: links with ${product}`,
  about: (row: SchemeRow, product: string) =>
    schemes[row.scheme] ??
    (row.scheme.includes(".") ? "the way back from your browser when you sign in" : `${product}’s own links`),
  owner: ownerInWords,
  takenOver: (scheme: string, owner: string) => `${owner} has taken over ${scheme}: links.`,
  takenOverMore: (product: string) => `Before, ${product} opened them. Nothing changes unless you say so.`,
  takeBack: (scheme: string, product: string) => `Open ${scheme}: links with ${product} again`,
  leave: (scheme: string, owner: string) => `Leave ${scheme}: links to ${owner}`,
  repair: (scheme: string) => `Repair ${scheme}: links`,

  linkAction: "When you confirm a link",
  linkActions: { call: "Call the number", dialer: "Only put the number into the dialer" },
  linkActionWords: "call dial dialer confirm click",

  trusted: "Sources that may call without asking",
  trustedHelp: "Every program and every web page can open a link. Trust one only if it asks you by itself.",
  trustedWords: "trusted always allow confirm never ask",
  blocked: "Sources whose links are thrown away",
  blockedHelp: "Links from here do nothing, and you are not told.",
  blockedWords: "blocked deny never from this source",
  none: "None.",
  remove: "Remove",
  removeSource: (source: string, list: string) => `Remove “${source}” from “${list}”`,

  region: "Country of numbers without a country code",
  regionExample: ({ national, international }: { national: string; international: string }) =>
    `${national} is understood, and shown, as ${international}.`,
  regionHelp: "After you sign in, the country of your RingCentral account counts instead.",
  regionWords: "country region language numbers dialing prefix",

  shortcuts: "Shortcuts",
  shortcutsIntro: (product: string) =>
    `Keys that work in every program while ${product} runs. Put the cursor into a field and press them together; Escape clears it. Choose keys that no program needs, such as Ctrl+Alt+D.`,
  shortcutNames: {
    "dial-selection": "Call the selected number",
    "dial-clipboard": "Call the number on the clipboard",
    answer: "Answer",
    "hang-up": "Hang up",
    mute: "Mute and unmute",
  },
  shortcutHelps: {
    "dial-selection": "Select a number in any program and press the keys. You are asked before it is called.",
    "dial-clipboard": "Copy a number and press the keys. You are asked before it is called.",
    answer: "Takes the call that has been ringing longest.",
    "hang-up": "Ends the call that you are talking in. A ringing call is left alone.",
    mute: "Switches your microphone off and on in the call at hand.",
  },
  shortcutWords: "keyboard shortcut hotkey global keys key binding selection",
  pressKeys: "Press the keys…",
  noKeys: "Off",
  keysWork: "These keys work in every program.",
  keysOff: "No keys are chosen.",
  clearKeys: "Clear",
  clearKeysOf: (name: string) => `Clear the keys for “${name}”`,

  notifications: "Notifications",
  notify: {
    notifyMissedCalls: "Missed calls",
    notifyVoicemails: "Voicemails",
    notifyMessages: "Text messages and faxes",
    notifyUnreachable: "When you cannot be called",
    notificationPreviews: "Show what was written",
  },
  notifyHelps: {
    notifyMissedCalls: "Calls that nobody answered or declined here.",
    notifyVoicemails: "New voicemails.",
    notifyMessages: "New messages of every kind.",
    notifyUnreachable: "When calls have not got through to you for half a minute, and when they do again.",
    notificationPreviews: "Without it, a notification of a message only says who wrote.",
  },
  notifyWords: "notification notify tell alert message sms fax privacy preview content",

  window: "Window",
  closeToTray: "Closing the window keeps the phone running in the tray",
  closeToTrayHelp: (product: string) =>
    `Calls reach you as long as ${product} runs. Where there is no tray, closing the window quits.`,
  closeToTrayWords: "close tray background hide quit minimize",

  aboutApp: "About",
  version: (product: string, version: string) => `${product} ${version}`,
  dataFolder: "Data folder",
  dataFolderHelp: "Settings, vault and log of this profile.",
  aboutWords: "version profile data folder path about log",
};
