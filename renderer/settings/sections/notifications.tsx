import { type ToggledSetting, ToggleSetting } from "../controls.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { texts } from "../texts.ts";

const notify = (setting: ToggledSetting & keyof typeof texts.notify): SettingsItem => ({
  id: setting,
  words: `${texts.notify[setting]} ${texts.notifyHelps[setting]} ${texts.notifyWords}`,
  show: (props) => (
    <ToggleSetting
      {...props}
      setting={setting}
      label={texts.notify[setting]}
      help={texts.notifyHelps[setting]}
    />
  ),
});

const items: readonly SettingsItem[] = [
  notify("notifyMissedCalls"),
  notify("notifyVoicemails"),
  notify("notifyMessages"),
  notify("notifyUnreachable"),
  notify("notificationPreviews"),
];

export const notificationsSection: SettingsSection = {
  id: "notifications",
  title: texts.notifications,
  items,
};
