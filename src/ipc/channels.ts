import type { AboutView } from "../about/about.ts";
import type { Licence } from "../about/licences.ts";
import type { GuardAnswer } from "../calls/call-guard.ts";
import type { CallWindowRequest, CallWindowView } from "../calls/call-window-view.ts";
import type { CallPopupView, PopupRequest } from "../calls/popup-view.ts";
import type { QuestionView } from "../calls/question-view.ts";
import type { AudioDevices } from "../devices/device-list.ts";
import type { DevicesView } from "../devices/devices-view.ts";
import type { CheckWay, DiagnosticsView } from "../diagnostics/diagnostics-view.ts";
import type { TickableActivity } from "../graduation/activities.ts";
import type { DeveloperPage } from "../graduation/graduation-view.ts";
import type { EventStreamView } from "../integrations/integrations-view.ts";
import type { ClaimWay } from "../links/link-registration.ts";
import type { SchemeRow } from "../links/schemes.ts";
import type { Clearable } from "../privacy/privacy.ts";
import type { LineCheck } from "../reachability/recovery.ts";
import type { PolicyView } from "../settings/policy-notices.ts";
import type { NumberExample } from "../settings/region-example.ts";
import type { PageSetting, Settings } from "../settings/settings.ts";
import type { LockedSettings } from "../settings/store.ts";
import type { ShortcutName, ShortcutSetting, ShortcutState } from "../shortcuts/shortcuts.ts";
import type { UpdateAction, UpdatesView } from "../updates/updates-view.ts";
import type { PhoneView } from "../widget/feature-reload.ts";

/**
 * Every message between the main process and its pages, once, in both directions. The shell pages reach these
 * through `window.handset` (src/preload/shell.ts); main answers them in src/ipc/electron.ts, which checks the
 * sending frame and parses each payload from `unknown`.
 */

/** A problem in words: what happened, and what to do next. `code` is for logs and tests. */
export interface Notice {
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  /** One sentence: what happened. */
  readonly title: string;
  /** One sentence: the way on. */
  readonly nextStep: string;
}

export type ServerName = "production" | "sandbox" | "custom";
export type SignInMethod = "browser" | "jwt";
/**
 * How the browser's answer comes back: by the private-use scheme, by a request to this machine
 * (`http://127.0.0.1`), or by the one that works. "window": on RingCentral's hosted redirect page, for which a window
 * of Handset's own takes the browser's place (docs/adr/0004).
 */
export type RedirectWay = "automatic" | "scheme" | "loopback" | "window";

/** What the user fills in; an app registration of RingCentral's and how to sign in with it. */
export interface SignInForm {
  readonly method: SignInMethod;
  readonly clientId: string;
  readonly server: ServerName;
  /** `https://host` where `server` is "custom", else "". */
  readonly serverUrl: string;
  /** Null keeps the one in the vault; "" removes it. */
  readonly clientSecret: string | null;
  /** Null keeps the one in the vault. */
  readonly jwt: string | null;
  readonly redirect: RedirectWay;
  /** The redirect page that the app is registered with; "" for the one beside the widget. */
  readonly hostedRedirectUri: string;
  /** Asks RingCentral where the account lives. */
  readonly discovery: boolean;
  /** Who is asked; "" for the chosen server. */
  readonly discoveryServer: string;
}

/** What the sign-in page shows; derived from the session, the vault and the settings. */
export interface SignInView {
  readonly productName: string;
  /** The profile's name where it is not the usual one, or null. */
  readonly profile: string | null;
  readonly state: "ready" | "waiting-for-browser" | "finishing";
  /** True when the client ID comes from the brand or a policy: the form is not shown. */
  readonly clientIdLocked: boolean;
  /** What of the form a policy holds, each with who does. */
  readonly locked: LockedSettings;
  /** The methods and the ways back that may be chosen, of which a policy may have left some. */
  readonly methods: readonly SignInMethod[];
  readonly redirects: readonly RedirectWay[];
  readonly form: {
    readonly method: SignInMethod;
    /** "" when the user still has to give one. */
    readonly clientId: string;
    readonly server: ServerName;
    readonly serverUrl: string;
    readonly redirect: RedirectWay;
    readonly hostedRedirectUri: string;
    readonly discovery: boolean;
    readonly discoveryServer: string;
    /** Secrets never come back to the page, only whether the vault has one. */
    readonly hasClientSecret: boolean;
    readonly hasJwt: boolean;
  };
  /** What has to be registered with RingCentral for each way back. */
  readonly redirectUris: {
    readonly scheme: string;
    readonly loopback: readonly string[];
    /** The page beside the widget. */
    readonly hosted: string;
  };
  /** Where the user signs in while `state` is "waiting-for-browser". */
  readonly waitingIn: "browser" | "window";
  /** Waiting for the browser for so long that the other way back is worth a try. */
  readonly offersLoopback: boolean;
  /** A saved sign-in is being taken up; the user may give it up instead. */
  readonly canSignOut: boolean;
  /** Why the user is here, or what went wrong. */
  readonly notice: Notice | null;
  /** What follows after sign-in, for example "Then Handset asks about calling +1 415-555-0123." */
  readonly waitingLink: string | null;
}

/** Whose JWT it is, or RingCentral's reason against it. */
export type JwtCheck =
  | { readonly ok: true; readonly name: string; readonly extension: string }
  | { readonly ok: false; readonly notice: Notice };

/** What was understood of a pasted Embeddable snippet or address. */
export type SnippetReading =
  | {
      readonly ok: true;
      /** To be filled into the form; secrets are among it, since the user has just pasted them. */
      readonly form: Partial<SignInForm>;
      /** Each parameter understood, in words; secrets are masked. */
      readonly understood: readonly { readonly name: string; readonly shown: string }[];
      /** Names of parameters that Handset does not take over. */
      readonly ignored: readonly string[];
      /** What the user has to look after, because the form keeps what it had; null when there is nothing. */
      readonly warning: Notice | null;
    }
  | { readonly ok: false; readonly notice: Notice };

/** One sentence about a number that somebody should read before it is dialled. */
export interface Remark {
  readonly severity: Notice["severity"];
  readonly text: string;
}

/** Links that are not asked about any more. */
export interface Trusted {
  /** "tel: links from Chromium" */
  readonly links: string;
  /** They may come from any web page. */
  readonly ofWebPages: boolean;
}

/** One card in the confirmation window. */
export type ConfirmCallCard =
  | {
      readonly kind: "confirm";
      readonly id: string;
      /** What accepting does; "dialer" puts the number there and does not call. */
      readonly action: "call" | "dialer" | "message";
      /** The number in the form people read: "+1 415 555 0123", "Extension 102". */
      readonly number: string;
      /** "United States", or null for extensions and star codes. */
      readonly country: string | null;
      /** Recipients of a message behind the first, in the same form. */
      readonly others: readonly string[];
      /** Text of a message link, or null. */
      readonly text: string | null;
      /** Where the link came from: "From a link (tel:) on a web page in Chromium". */
      readonly source: string;
      readonly remarks: readonly Remark[];
      /** A message to the number can be offered beside the call. */
      readonly canText: boolean;
      /** What "Never from this source" would refuse: "tel: links from Chromium"; null where it is not offered. */
      readonly blocks: string | null;
      /** What "Do not ask again" would let through; null where it is not offered. */
      readonly trusts: Trusted | null;
    }
  | {
      readonly kind: "refused";
      readonly id: string;
      readonly notice: Notice;
      /** The link as received, shortened and made safe to show. */
      readonly shown: string;
    };

export interface ConfirmCallView {
  readonly productName: string;
  /** The card in front; null when nothing is left (the window is closing). */
  readonly card: ConfirmCallCard | null;
  /** How many cards wait behind it. */
  readonly waiting: number;
  /** How many of those came from the same source. */
  readonly sameSource: number;
  /** How many links were dropped because too many came at once. */
  readonly dropped: number;
  /** The answers work only after this time, so that a key meant for another window neither dials nor dismisses. */
  readonly armAfterMs: number;
}

/** What the settings page shows; derived from the settings, the session and what the system says about links. */
export interface SettingsView {
  readonly productName: string;
  readonly version: string;
  /** The profile's name where it is not the usual one, or null. */
  readonly profile: string | null;
  /** The folder of settings, vault and log. */
  readonly dataFolder: string;
  readonly account: {
    readonly state: "signed-out" | "signing-in" | "signed-in";
    /** Whose phone it is, as people read it: "+1 650 555 0100, extension 101"; null while nobody is signed in. */
    readonly label: string | null;
    readonly offline: boolean;
    /** Why nobody is signed in, or what should be seen to. */
    readonly notice: Notice | null;
  };
  readonly values: Settings;
  readonly locked: LockedSettings;
  readonly policy: PolicyView;
  readonly links: {
    readonly schemes: readonly SchemeRow[];
    readonly claimWay: ClaimWay;
  };
  readonly shortcuts: readonly {
    readonly name: ShortcutName;
    readonly setting: ShortcutSetting;
    /** As they stand on the keyboard: "Ctrl+Alt+D"; "" while it is off. */
    readonly keys: string;
    readonly state: ShortcutState;
    /** Why it does not work, or null. */
    readonly notice: Notice | null;
  }[];
  readonly eventStream: EventStreamView;
  /** ISO 3166 alpha-2 codes of the countries whose numbers are understood. */
  readonly countries: readonly string[];
  readonly updates: UpdatesView;
  /** How a number of the chosen country is written there, and what it is understood as. */
  readonly numberExample: NumberExample | null;
  readonly phone: PhoneView;
  readonly about: AboutView;
}

/** Shell page to main, answered. */
export interface Requests {
  "sign-in:view": { payload: null; result: SignInView };
  "sign-in:start": { payload: SignInForm; result: Notice | null };
  /** Redeems the JWT once and shows whose extension it is; nobody is signed in by it. */
  "sign-in:test-jwt": { payload: SignInForm; result: JwtCheck };
  "sign-in:read-snippet": { payload: string; result: SnippetReading };
  /** Starts the same sign-in anew with the loopback redirect. */
  "sign-in:use-loopback": { payload: null; result: null };
  "sign-in:cancel": { payload: null; result: null };
  /** Gives up the saved sign-in; `clearData` removes what the widget has stored, too. */
  "sign-in:sign-out": { payload: { clearData: boolean }; result: null };
  /** Opens the same authorization request in the browser once more. */
  "sign-in:open-again": { payload: null; result: null };
  /** Puts the address of the authorization request on the clipboard. */
  "sign-in:copy-link": { payload: null; result: null };
  "sign-in:open-settings": { payload: null; result: null };
  "sign-in:open-diagnostics": { payload: null; result: null };
  "settings:view": { payload: null; result: SettingsView };
  /** Looks again at what changes outside of Handset: who opens which links. */
  "settings:refresh": { payload: null; result: null };
  "settings:change": { payload: { setting: PageSetting; value: string | boolean }; result: Notice | null };
  /** The user is choosing keys (true): shortcuts must not act until that ends (false). */
  "settings:choose-keys": { payload: boolean; result: null };
  "settings:claim-scheme": { payload: string; result: Notice | null };
  "settings:release-scheme": { payload: string; result: Notice | null };
  /** Windows: the system's page on which the user chooses what opens links. */
  "settings:open-default-apps": { payload: null; result: Notice | null };
  "settings:remove-source": {
    payload: { list: "trustedSources" | "blockedSources"; source: string };
    result: Notice | null;
  };
  "settings:act-on-update": { payload: UpdateAction; result: null };
  /** Opens the page that a screen pop address stands for, with the example call. */
  "settings:try-screen-pop": { payload: string; result: Notice | null };
  /** Puts the token of the event stream on the clipboard; no page ever sees it. */
  "settings:copy-stream-token": { payload: null; result: Notice | null };
  "settings:renew-stream-token": { payload: null; result: Notice | null };
  /** One of Embeddable's own parameters (widget/features.ts). */
  "settings:choose-feature": { payload: { feature: string; value: string | boolean }; result: Notice | null };
  /** Loads the phone again, so that changed features count; a call is asked about, or its end waited for. */
  "settings:reload-phone": { payload: "now" | "after-call"; result: null };
  "settings:clear": { payload: Clearable; result: Notice | null };
  "settings:licences": {
    payload: null;
    /** `hasChromium`: Electron's own list is beside the program, and can be opened. */
    result: { packages: readonly Licence[]; hasChromium: boolean };
  };
  "settings:open": { payload: "website" | "help" | "chromium-licences"; result: Notice | null };
  /** Puts versions and system on the clipboard. */
  "settings:copy-details": { payload: null; result: null };
  "settings:show-sign-in": { payload: null; result: null };
  /** Opens the page on which microphone and speakers are tried. */
  "settings:open-devices": { payload: null; result: null };
  /** Opens the page that says what works. */
  "settings:open-diagnostics": { payload: null; result: null };
  "settings:sign-out": { payload: { clearData: boolean }; result: Notice | null };
  "confirm-call:view": { payload: null; result: ConfirmCallView };
  "confirm-call:answer": {
    payload: {
      id: string;
      choice: "accept" | "text" | "copy" | "block" | "dismiss" | "dismiss-all";
      /** With "accept": the source is not asked about again. */
      trusts: boolean;
    };
    result: null;
  };
  "devices:view": { payload: null; result: DevicesView };
  /** Asks the system for the microphone where it asks the user; resolves when that is answered. */
  "devices:ask": { payload: null; result: null };
  /** Opens the system's own page of who may use the microphone. */
  "devices:open-system-settings": { payload: null; result: Notice | null };
  /** Opens the page of the phone on which the devices are chosen. */
  "devices:open-phone-settings": { payload: null; result: Notice | null };
  /** Looks at everything anew; the answers follow one by one. */
  "diagnostics:view": { payload: null; result: DiagnosticsView };
  "diagnostics:check": { payload: null; result: null };
  /** Puts the report on the clipboard. */
  "diagnostics:copy-report": { payload: null; result: null };
  /** Saves the report beside the log; the view says where. */
  "diagnostics:save-report": { payload: null; result: Notice | null };
  "diagnostics:open-folder": { payload: null; result: Notice | null };
  /** Leads to where what a check found can be seen to. */
  "diagnostics:go": { payload: CheckWay; result: null };
  "diagnostics:tick": { payload: { activity: TickableActivity; done: boolean }; result: null };
  /** Opens one of RingCentral's pages for developers in the browser. */
  "diagnostics:open-page": { payload: DeveloperPage; result: Notice | null };
  "call-popup:view": { payload: null; result: CallPopupView };
  /** Null when nothing is asked any more. */
  "question:view": { payload: null; result: QuestionView | null };
  "question:answer": { payload: { id: number; choice: GuardAnswer }; result: null };
  "call-popup:act": { payload: PopupRequest; result: null };
  /** The height that the page's content takes, in CSS pixels. */
  "call-popup:fit": { payload: number; result: null };
  "call-window:view": { payload: null; result: CallWindowView };
  "call-window:act": { payload: CallWindowRequest; result: null };
  "call-window:fit": { payload: number; result: null };
  "call-window:open-phone": { payload: null; result: null };
  "call-window:close": { payload: null; result: null };
}

/** Main to shell page. */
export interface Notices {
  "settings:view-changed": SettingsView;
  "sign-in:view-changed": SignInView;
  "devices:view-changed": DevicesView;
  "diagnostics:view-changed": DiagnosticsView;
  "confirm-call:view-changed": ConfirmCallView;
  "call-popup:view-changed": CallPopupView;
  "question:view-changed": QuestionView;
  "call-window:view-changed": CallWindowView;
}

/** The whole of what a shell page can do, exposed as `window.handset`. */
export interface ShellApi {
  request<C extends keyof Requests>(
    channel: C,
    payload: Requests[C]["payload"],
  ): Promise<Requests[C]["result"]>;
  /** Calls `listener` for every notice on the channel; returns the function that stops it. */
  on<C extends keyof Notices>(channel: C, listener: (payload: Notices[C]) => void): () => void;
}

/** Between the main process and the widget's preload (src/preload/widget.ts); the widget itself sees none. */
export interface WidgetChannels {
  /** Answered synchronously: the token has to be in place before the page's first script. */
  "widget:seed": { payload: null; result: WidgetSeed | null };
  /** The widget stored a token, or removed it (null). Answered, with null, when that is on the disk. */
  "widget:token-changed": { payload: string | null; result: null };
  /**
   * The token endpoint failed, or the revocation endpoint answered (src/widget/token-storage.ts, `TokenAnswer`).
   * Answered with true when the request is to be sent again now.
   */
  "widget:token-answered": {
    payload: {
      endpoint: "token" | "revoke";
      grant: string;
      status: number;
      body: string;
      retryAfter: string | null;
      failures: number;
    };
    result: boolean;
  };
  /** `navigator.onLine` of the widget's page, when it changes. */
  "widget:online": { payload: boolean };
  /** Main to preload: look at the phone's line (src/widget/line-check.ts). Answered by `widget:line-checked`. */
  "widget:check-line": { payload: null };
  "widget:line-checked": { payload: LineCheck };
  /** The audio devices that the page sees, at its start and whenever they change. */
  "widget:devices": { payload: AudioDevices };
  /** A message that the widget posted to itself, unread. */
  "widget:message": { payload: unknown };
  /** Main to preload: post `message` to the widget, then say so with `widget:posted`. */
  "widget:post": { payload: { id: number; message: unknown } };
  "widget:posted": { payload: number };
}

export interface WidgetSeed {
  readonly storageKey: string;
  readonly token: string | null;
}
