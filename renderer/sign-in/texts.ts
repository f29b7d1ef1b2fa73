import type { RedirectWay, ServerName, SignInMethod } from "../../src/ipc/channels.ts";
import type { FormProblem } from "./form.ts";

const problems: Readonly<Record<FormProblem, string>> = {
  "client-id-missing": "Enter the client ID of your RingCentral app to go on.",
  "client-secret-missing": "Signing in with a JWT needs the client secret of the app as well.",
  "jwt-missing": "Enter the JWT to go on.",
  "server-missing": "Enter the address of the server, for example https://platform.example.com.",
  "server-not-https": "The address has to begin with https://.",
  "server-not-address":
    "There is a mistake in this address. It should look like https://platform.example.com.",
  "server-more-than-host":
    "Leave out what comes after the host name: https://platform.example.com is enough.",
  "hosted-redirect-not-https": "Enter the whole address of the page. It has to begin with https://.",
};

const servers: Readonly<Record<ServerName, string>> = {
  production: "Production",
  sandbox: "Sandbox",
  custom: "Custom server",
};

const methods: Readonly<Record<SignInMethod, string>> = {
  browser: "In the browser",
  jwt: "With a JWT",
};

const redirects: Readonly<Record<RedirectWay, string>> = {
  automatic: "Automatic",
  scheme: "This app’s own scheme",
  loopback: "A local address",
  window: "In a window of this app (compatibility)",
};

const redirectHelp: Readonly<Record<RedirectWay, string>> = {
  automatic: "The app’s own scheme is tried first; where it does not work, a local address is used.",
  scheme: "The browser hands the answer to the app by its own scheme, and only so.",
  loopback:
    "The browser sends the answer to this computer itself. Register all of them: a port may be taken.",
  window: "With one of these registered, your own browser can be used.",
};

/** Every sentence of the sign-in page. `product` is the product's name. */
export const texts = {
  windowTitle: (product: string, profile: string | null) =>
    profile === null ? `Sign in – ${product}` : `Sign in – ${product} (${profile})`,
  lead: "Your RingCentral phone, on this computer.",
  profile: (name: string) => `Profile: ${name}`,

  settings: "Settings",
  diagnostics: "Check what works",

  managed: (by: string) => `Managed by ${by}.`,
  managedSignIn: (by: string, environment: string) => `Environment: ${environment}. Managed by ${by}.`,

  signIn: "Sign in with RingCentral",
  starting: "Opening your browser…",
  promise: (product: string) =>
    `RingCentral’s own page opens in your browser. ${product} never sees your password.`,
  startingWindow: "Opening a window…",
  promiseWindow: (product: string) =>
    `RingCentral’s own page opens in a window of ${product}. Check its title before you type your password.`,
  signInJwt: "Sign in with this JWT",
  startingJwt: "Signing in…",
  promiseJwt: "The JWT signs in the user it was made for. No browser opens.",

  clientId: "Client ID",
  clientIdHelp:
    "Your administrator may have one for you. Otherwise register a “client-side web app” at developers.ringcentral.com and copy its client ID.",
  redirectUri: "Redirect URI to register for that app",
  redirectUris: "Redirect URIs to register for that app",
  environment: "Environment",
  servers,
  serverUrl: "Server address",
  serverUrlHelp: "The platform address that RingCentral or your administrator gave you.",
  problems,

  moreWays: "More ways to sign in",
  method: "Method",
  methods,
  clientSecret: "Client secret",
  clientSecretHelp: "Only for older apps that were registered with a secret. Leave it empty for all others.",
  clientSecretForJwt: "The secret that belongs to the client ID above.",
  secretKept: "One is kept",
  show: "Show",
  hide: "Hide",
  remove: "Remove",
  keep: "Keep it",
  leaving: "It will be removed when you sign in.",
  jwt: "JWT",
  jwtHelp: "Made at developers.ringcentral.com under Credentials, for this app and this environment.",
  test: "Test it",
  testing: "Asking RingCentral…",
  jwtOwner: (name: string, extension: string) => `This JWT belongs to ${name}, extension ${extension}.`,
  redirect: "How the browser answers",
  redirects,
  redirectHelp,
  redirectHelpInProfile:
    "This profile uses a local address: the app’s own scheme leads to the usual profile. Register all of them: a port may be taken.",
  windowWarning: "Only for apps that have RingCentral’s redirect page registered and nothing else.",
  windowWarningMore: (product: string) =>
    `You type your password into a window of ${product} instead of your own browser. The standard for this (RFC 8252) advises against it. Register one of the addresses below instead.`,
  hostedRedirect: "Redirect page that is registered",
  hostedRedirectHelp: "Exactly as it stands in the registration of the app.",
  insteadUris: "Register these instead",
  discovery: "Ask RingCentral where my account lives (discovery)",
  discoveryHelp: "Only if RingCentral or your administrator told you to.",
  discoveryAt: (server: string) => `${server} is asked.`,
  redirectUriForWay: "To be registered for this",
  redirectUrisForWay: "All of these to be registered for this",

  snippetHeading: "Settings you already have",
  snippet: "Embeddable snippet or address",
  snippetHelp: (product: string) =>
    `Paste the script from your web page or the address of its phone. ${product} shows what it understood before anything is used.`,
  snippetMissing: "Paste a snippet or an address first.",
  read: "Read it",
  understood: "This was understood:",
  nothingUnderstood: "There are no settings in it.",
  ignored: (names: readonly string[]) => `Not taken over: ${names.join(", ")}.`,
  useSettings: "Use these settings",
  settingsUsed: "Filled in above. Look it over, then sign in.",

  waiting: "Continue in your browser",
  waitingMore: (product: string) =>
    `Sign in on the RingCentral page that has just opened. ${product} goes on by itself when you are done.`,
  openAgain: "Open the browser again",
  openedAgain: "The page was opened once more.",
  copyAddress: "Copy the address",
  copiedAddress: "Copied. Paste it into a browser on this computer.",
  noAnswer: "Has your browser finished but nothing happened here?",
  noAnswerMore:
    "The answer can also come by a local address, if http://127.0.0.1 is registered for your app. The page opens once more.",
  otherWay: "Try another way",
  triedOtherWay: "The page was opened once more, with another way back.",
  cancel: "Cancel",

  waitingWindow: "Continue in the sign-in window",
  waitingWindowMore: (product: string) =>
    `RingCentral’s sign-in page is in a window of its own; its title says whose page it is. ${product} goes on by itself when you are done.`,
  showWindow: "Show the window",
  shownWindow: "The window is in front.",

  finishing: "Finishing sign-in…",
  finishingMore: "This usually takes a few seconds.",
  signOut: "Sign out",
};
