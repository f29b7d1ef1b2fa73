import { ToggleSetting } from "../controls.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { callsTexts as texts } from "./calls-texts.ts";

const toggle = (setting: "incomingPopup" | "callWindow"): SettingsItem => ({
  id: setting,
  words: `${texts[setting]} ${texts[`${setting}Help`]} ${texts[`${setting}Words`]}`,
  show: (props) => (
    <ToggleSetting {...props} setting={setting} label={texts[setting]} help={texts[`${setting}Help`]} />
  ),
});

export const callsSection: SettingsSection = {
  id: "calls",
  title: texts.title,
  items: [toggle("incomingPopup"), toggle("callWindow")],
};
