import type { About } from "../about/electron.ts";
import type { SessionController } from "../auth/session-api.ts";
import type { Brand } from "../brand.ts";
import type { CallGuard } from "../calls/call-guard.ts";
import type { Calls } from "../calls/electron.ts";
import type { ControlDoor } from "../control/wiring.ts";
import type { Devices } from "../devices/devices.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Log } from "../diagnostics/log.ts";
import type { Graduation } from "../graduation/graduation.ts";
import type { Integrations } from "../integrations/integrations.ts";
import type { DialingRegion } from "../links/dialing-region.ts";
import type { LinkController } from "../links/link-controller.ts";
import type { LinkRegistration } from "../links/link-registration.ts";
import type { Notifier } from "../notifications/electron.ts";
import type { Notifications } from "../notifications/notifications.ts";
import type { Pages } from "../pages/electron.ts";
import type { PresenceKeeper } from "../presence/presence-keeper.ts";
import type { Privacy } from "../privacy/privacy.ts";
import type { ReachabilityWatch } from "../reachability/reachability-watch.ts";
import type { PolicyKeeper } from "../settings/policy-keeper.ts";
import type { SettingsPage } from "../settings/settings-page.ts";
import type { ManagedSettings } from "../settings/store.ts";
import type { ShortcutsControl } from "../shortcuts/shortcuts-control.ts";
import type { StartAtLogin } from "../start-at-login/start-at-login.ts";
import type { TrayController } from "../tray/tray-controller.ts";
import type { UpdateController } from "../updates/update-controller.ts";
import type { Vault } from "../vault/vault.ts";
import type { FeatureReload } from "../widget/feature-reload.ts";
import type { Softphone } from "../widget/softphone.ts";
import type { WindowCare } from "../windows/electron.ts";
import type { KeptWindowMemory } from "../windows/window-memory.ts";
import type { Departure } from "./departure.ts";
import type { System } from "./electron.ts";
import type { Scheduler } from "./scheduler.ts";

/** What is there before the first part is built. */
export interface GivenParts {
  readonly brand: Brand;
  /** The brand, with the widget's address that a policy allows. */
  readonly phoneBrand: Brand;
  /** The folder given by `--data-dir`, or null. */
  readonly dataDir: string | null;
  /** The profile's name where it is not the usual one, or null. */
  readonly profile: string | null;
  /** Every scheme whose links Handset reads. */
  readonly linkSchemes: readonly string[];
  /** The command line of a restart. */
  readonly restartArgs: readonly string[];
  /** No window shows until somebody asks for one, or has to sign in. */
  readonly startsHidden: boolean;
  readonly facts: Facts;
  readonly system: System;
  readonly log: Log;
  readonly policy: PolicyKeeper;
  readonly scheduler: Scheduler;
}

/** Plain values that one part learns and another one reads. */
export interface Facts {
  /** Whether the widget's dialer can take a number; the page that said so may be gone the next moment. */
  isDialerReady: boolean;
  /** Whether links of the private-use scheme reach this Handset, as far as is known. */
  schemeArrives: boolean;
}

/** Every part of Handset that another one needs. */
export interface Parts extends GivenParts {
  /** Nothing is on the screen any more: stays in the tray, where there is one, or quits. Resolves to whether it stays. */
  readonly stayOrQuit: () => Promise<boolean>;
  readonly settings: ManagedSettings;
  readonly graduation: Graduation;
  readonly startAtLogin: StartAtLogin;
  readonly windowMemory: KeptWindowMemory;
  readonly windowCare: WindowCare;
  readonly pages: Pages;
  readonly registration: LinkRegistration;
  readonly calls: Calls;
  readonly guard: CallGuard;
  readonly updates: UpdateController;
  readonly featureReload: FeatureReload;
  readonly softphone: Softphone;
  readonly presence: PresenceKeeper;
  readonly departure: Departure;
  readonly notifier: Notifier;
  readonly notifications: Notifications;
  readonly dialingRegion: DialingRegion;
  readonly links: LinkController;
  readonly reachability: ReachabilityWatch;
  readonly devices: Devices;
  readonly tray: TrayController;
  readonly vault: Vault;
  readonly session: SessionController;
  readonly shortcuts: ShortcutsControl;
  readonly control: ControlDoor;
  readonly integrations: Integrations;
  readonly about: About;
  readonly diagnostics: Diagnostics;
  readonly privacy: Privacy;
  readonly settingsPage: SettingsPage;
}

type BuiltName = Exclude<keyof Parts, keyof GivenParts>;

/** How each part is built, in the order in which that happens. */
export type PartBuilders = {
  readonly [Name in BuiltName]: (parts: Parts) => Parts[Name] | Promise<Parts[Name]>;
};

/**
 * Builds one part after the other. Parts name each other in circles, so each is handed the one object that will hold
 * them all: what was built before may be taken from it at once, everything else when it is used (`parts.session`
 * inside of a function). Whoever reads a part too early throws an error that names it, at the very first start.
 *
 * @returns when the last part is built; a part that is built at once does not give way to any event
 */
export async function buildParts(given: GivenParts, builders: PartBuilders): Promise<Parts> {
  const parts: GivenParts = { ...given };
  reserve(parts, Object.keys(builders));
  for (const [name, build] of Object.entries(builders)) {
    const built = build(parts);
    const value = built instanceof Promise ? await built : built;
    Object.defineProperty(parts, name, { value, enumerable: true });
  }
  return parts;
}

/** Gives every part its place. */
function reserve(parts: GivenParts, names: readonly string[]): asserts parts is Parts {
  for (const name of names)
    Object.defineProperty(parts, name, {
      configurable: true,
      get() {
        throw new Error(`${name} was used before it was built`);
      },
    });
}
