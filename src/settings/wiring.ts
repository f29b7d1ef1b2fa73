import type { Parts } from "../app/parts.ts";
import { countriesWithNumbers } from "../links/phone-number.ts";
import { policyLayer } from "./policy-layer.ts";
import { createSettingsPage, type SettingsPage } from "./settings-page.ts";

type PageParts = Pick<
  Parts,
  | "brand"
  | "system"
  | "profile"
  | "policy"
  | "settings"
  | "registration"
  | "session"
  | "departure"
  | "shortcuts"
  | "updates"
  | "integrations"
  | "startAtLogin"
  | "featureReload"
  | "about"
  | "log"
  | "pages"
>;

/** The settings page; and the policies, whose change is one of settings, page and sign-in at once. */
export function wireSettingsPage(parts: PageParts): SettingsPage {
  const { policy, settings, session } = parts;
  const settingsPage = openSettingsPage(parts);
  policy.onChanged((now) => {
    settings.setPolicy(policyLayer(now.policies));
    settingsPage.changed();
    session.refreshView();
  });
  return settingsPage;
}

function openSettingsPage(parts: PageParts): SettingsPage {
  const { brand, system, profile, policy, settings, registration, session, departure, log, pages } = parts;
  const { shortcuts, updates, integrations, startAtLogin, featureReload, about } = parts;
  return createSettingsPage({
    productName: brand.name,
    version: system.version,
    profile,
    dataFolder: system.dataFolder,
    countries: countriesWithNumbers(),
    policy: policy.current,
    settings,
    registration,
    session: { status: session.status, signOut: departure.signOut },
    shortcuts,
    updates,
    integrations,
    startAtLogin,
    phone: featureReload.view,
    about: about.view,
    log,
    effects: {
      viewChanged: (view) => pages.notify("settings", "settings:view-changed", view),
      openAddress: system.openAddress,
    },
  });
}
