import type { SettingsSection } from "../item.ts";
import { aboutSection } from "./about.tsx";
import { accountSection } from "./account.tsx";
import { audioSection } from "./audio.tsx";
import { callsSection } from "./calls.tsx";
import { integrationsSection } from "./integrations.tsx";
import { linksSection } from "./links.tsx";
import { notificationsSection } from "./notifications.tsx";
import { phoneSection } from "./phone.tsx";
import { presenceSection } from "./presence.tsx";
import { privacySection } from "./privacy.tsx";
import { shortcutsSection } from "./shortcuts.tsx";
import { updatesSection } from "./updates.tsx";
import { windowSection } from "./window.tsx";

/** The whole page, in its order. A new part of the app adds its section here. */
export const sections: readonly SettingsSection[] = [
  accountSection,
  callsSection,
  linksSection,
  shortcutsSection,
  notificationsSection,
  presenceSection,
  audioSection,
  windowSection,
  updatesSection,
  integrationsSection,
  phoneSection,
  privacySection,
  aboutSection,
];
