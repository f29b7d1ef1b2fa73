import type { AboutView } from "../about/about.ts";
import { accountName } from "../auth/account-name.ts";
import type { Session } from "../auth/session.ts";
import type { Log } from "../diagnostics/log.ts";
import { type Integrations, isIntegrationSetting } from "../integrations/integrations.ts";
import type { Notice, Requests, SettingsView } from "../ipc/channels.ts";
import type { LinkRegistration } from "../links/link-registration.ts";
import { isShortcutSetting } from "../shortcuts/shortcuts.ts";
import type { ShortcutsControl } from "../shortcuts/shortcuts-control.ts";
import type { StartAtLogin } from "../start-at-login/start-at-login.ts";
import type { UpdatesView } from "../updates/updates-view.ts";
import type { PhoneView } from "../widget/feature-reload.ts";
import { withFeature } from "../widget/features.ts";
import type { PolicyState } from "./policy-keeper.ts";
import { policyView } from "./policy-notices.ts";
import { numberExample } from "./region-example.ts";
import type { SettingsStore } from "./store.ts";

/** What the page has to know of the session. */
export interface AccountStatus {
  readonly state: Session["state"];
  /** "16505550100*101", or null. */
  readonly account: string | null;
  /** Why nobody is signed in. */
  readonly reason: Notice | null;
  readonly offline: boolean;
  /** What should be seen to, although somebody is signed in. */
  readonly warning: Notice | null;
}

export interface SettingsPageOptions {
  readonly productName: string;
  readonly version: string;
  readonly profile: string | null;
  readonly dataFolder: string;
  readonly countries: readonly string[];
  readonly policy: () => PolicyState;
  readonly settings: SettingsStore;
  readonly registration: Pick<LinkRegistration, "claimWay" | "rows" | "look" | "claim" | "release">;
  readonly session: {
    status(): AccountStatus;
    signOut(how: { readonly clearData: boolean }): Promise<void>;
  };
  readonly shortcuts: Pick<ShortcutsControl, "rows" | "choose" | "retry">;
  readonly updates: { view(): UpdatesView };
  readonly integrations: Pick<Integrations, "view" | "choose">;
  readonly startAtLogin: Pick<StartAtLogin, "look" | "choose">;
  readonly phone: () => PhoneView;
  readonly about: () => AboutView;
  readonly log: Log;
  readonly effects: {
    readonly viewChanged: (view: SettingsView) => void;
    /** Opens an address with the system's own program for it; resolves to false when that failed. */
    readonly openAddress: (url: string) => Promise<boolean>;
  };
}

/** The answers to the page's requests, one for each channel. */
export interface SettingsPage {
  view(): SettingsView;
  /** Sends the view again after something in it changed. */
  changed(): void;
  refresh(): void;
  change(payload: Requests["settings:change"]["payload"]): Notice | null | Promise<Notice | null>;
  chooseFeature(payload: Requests["settings:choose-feature"]["payload"]): Notice | null;
  claim(scheme: string): Promise<Notice | null>;
  release(scheme: string): Promise<Notice | null>;
  openDefaultApps(): Promise<Notice | null>;
  removeSource(payload: Requests["settings:remove-source"]["payload"]): Notice | null;
  signOut(how: { readonly clearData: boolean }): Promise<Notice | null>;
}

/** Puts together what the page shows, and does what it asks. */
export function createSettingsPage(options: SettingsPageOptions): SettingsPage {
  const { settings, session, registration, shortcuts, log, effects, productName } = options;

  const view = (): SettingsView => {
    return {
      productName,
      version: options.version,
      profile: options.profile,
      dataFolder: options.dataFolder,
      account: account(session.status()),
      values: settings.get(),
      locked: settings.locked(),
      policy: policyView(options.policy()),
      links: { schemes: registration.rows(), claimWay: registration.claimWay },
      shortcuts: shortcuts.rows(),
      eventStream: options.integrations.view(),
      countries: options.countries,
      updates: options.updates.view(),
      numberExample: numberExample(settings.get().region),
      phone: options.phone(),
      about: options.about(),
    };
  };
  const changed = (): void => effects.viewChanged(view());
  const refresh = (): void => {
    shortcuts.retry();
    void options.startAtLogin.look();
    void registration.look();
  };
  settings.onChanged(changed);

  return {
    view() {
      // The page is filled at once; what the system says about links follows.
      refresh();
      return view();
    },
    changed,
    refresh,
    change({ setting, value }) {
      if (isShortcutSetting(setting)) return shortcuts.choose(setting, value);
      // What is no on or off is refused by the settings.
      if (setting === "startAtLogin" && typeof value === "boolean") return options.startAtLogin.choose(value);
      if (isIntegrationSetting(setting)) return options.integrations.choose(setting, value);
      return settings.set({ [setting]: value });
    },
    chooseFeature: ({ feature, value }) =>
      settings.set({ widgetFeatures: withFeature(settings.get().widgetFeatures, feature, value) }),
    claim: (scheme) => registration.claim(scheme),
    release: (scheme) => registration.release(scheme),
    async openDefaultApps() {
      if (registration.claimWay !== "system-settings") return noDefaultAppsNotice;
      return (await effects.openAddress(defaultAppsAddress(productName))) ? null : noDefaultAppsNotice;
    },
    removeSource: ({ list, source }) =>
      settings.set({ [list]: settings.get()[list].filter((other) => other !== source) }),
    async signOut(how) {
      try {
        await session.signOut(how);
        return null;
      } catch (cause) {
        log.error("settings.sign-out-failed", { cause });
        return signOutFailedNotice;
      }
    },
  };
}

/**
 * Windows' page for the default apps of one program, which has to be in the list of registered ones.
 *
 * @see https://learn.microsoft.com/windows/apps/develop/launch/launch-default-apps-settings
 */
function defaultAppsAddress(productName: string): string {
  return `ms-settings:defaultapps?registeredAppUser=${encodeURIComponent(productName)}`;
}

function account(status: AccountStatus): SettingsView["account"] {
  const { reason, warning, offline } = status;
  return {
    state: accountState(status.state),
    label: status.account === null ? null : accountName(status.account),
    offline,
    notice: reason ?? warning,
  };
}

function accountState(state: Session["state"]): SettingsView["account"]["state"] {
  switch (state) {
    case "unconfigured":
    case "signed-out":
      return "signed-out";
    case "authorizing":
    case "redeeming":
      return "signing-in";
    case "signed-in":
      return "signed-in";
  }
}

const noDefaultAppsNotice: Notice = {
  code: "settings/no-default-apps",
  severity: "warning",
  title: "The system’s list of default apps could not be opened.",
  nextStep: "Open the system’s settings yourself and look for the default apps.",
};

const signOutFailedNotice: Notice = {
  code: "settings/sign-out-failed",
  severity: "error",
  title: "The sign-out did not go through.",
  nextStep: "Try again. If that does not help, quit and sign out after the next start.",
};
