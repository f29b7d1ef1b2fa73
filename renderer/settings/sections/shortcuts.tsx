import { shortcutNames } from "../../../src/shortcuts/shortcuts.ts";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { Shortcut } from "../shortcut.tsx";
import { texts } from "../texts.ts";

const items: readonly SettingsItem[] = shortcutNames.map((name) => ({
  id: `shortcut-${name}`,
  words: `${texts.shortcutNames[name]} ${texts.shortcutHelps[name]} ${texts.shortcutWords}`,
  show: (props) => <Shortcut {...props} name={name} />,
}));

export const shortcutsSection: SettingsSection = {
  id: "shortcuts",
  title: texts.shortcuts,
  intro: texts.shortcutsIntro,
  items,
};
