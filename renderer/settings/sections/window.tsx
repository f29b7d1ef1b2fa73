import { ChoiceSetting, ToggleSetting } from "../controls.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { texts } from "../texts.ts";
import { windowTexts } from "./window-texts.ts";

const items: readonly SettingsItem[] = [
  {
    id: "closeToTray",
    words: `${texts.closeToTray} ${texts.closeToTrayHelp("")} ${texts.closeToTrayWords}`,
    show: (props) => (
      <ToggleSetting
        {...props}
        setting="closeToTray"
        label={texts.closeToTray}
        help={texts.closeToTrayHelp(props.view.productName)}
      />
    ),
  },
  {
    id: "startAtLogin",
    words: `${windowTexts.startAtLogin("")} ${windowTexts.startAtLoginHelp("")} ${windowTexts.startAtLoginWords}`,
    show: (props) => (
      <ToggleSetting
        {...props}
        setting="startAtLogin"
        label={windowTexts.startAtLogin(props.view.productName)}
        help={windowTexts.startAtLoginHelp(props.view.productName)}
      />
    ),
  },
  {
    id: "theme",
    words: `${windowTexts.theme} ${Object.values(windowTexts.themes).join(" ")} ${windowTexts.themeWords}`,
    show: (props) => (
      <ChoiceSetting
        {...props}
        setting="theme"
        legend={windowTexts.theme}
        options={windowTexts.themes}
        help={windowTexts.themeHelp}
      />
    ),
  },
];

export const windowSection: SettingsSection = { id: "window", title: texts.window, items };
