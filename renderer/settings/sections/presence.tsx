import { ChoiceSetting, ToggleSetting } from "../controls.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { presenceTexts as texts } from "./presence-texts.ts";

const presences = Object.values(texts.presences).join(" ");

const items: readonly SettingsItem[] = [
  {
    id: "dndOnCall",
    words: `${texts.onCall} ${texts.onCallHelp} ${texts.words}`,
    show: (props) => (
      <ToggleSetting {...props} setting="dndOnCall" label={texts.onCall} help={texts.onCallHelp} />
    ),
  },
  {
    id: "dndOnLock",
    words: `${texts.onLock} ${texts.onLockHelp} ${texts.lockWords} ${texts.words}`,
    show: (props) => (
      <ToggleSetting {...props} setting="dndOnLock" label={texts.onLock} help={texts.onLockHelp} />
    ),
  },
  {
    id: "busyWhenIdle",
    words: `${texts.whenIdle} ${texts.whenIdleHelp} ${texts.idleWords} ${texts.words}`,
    show: (props) => (
      <ChoiceSetting
        {...props}
        setting="busyWhenIdle"
        legend={texts.whenIdle}
        options={texts.idleTimes}
        help={texts.whenIdleHelp}
      />
    ),
  },
  {
    id: "presenceOnSignIn",
    words: `${texts.onSignIn} ${presences} ${texts.onSignInHelp} ${texts.words}`,
    show: (props) => (
      <ChoiceSetting
        {...props}
        setting="presenceOnSignIn"
        legend={texts.onSignIn}
        options={texts.presences}
        help={texts.onSignInHelp}
      />
    ),
  },
  {
    id: "presenceOnSignOut",
    words: `${texts.onSignOut} ${presences} ${texts.onSignOutHelp} ${texts.words}`,
    show: (props) => (
      <ChoiceSetting
        {...props}
        setting="presenceOnSignOut"
        legend={texts.onSignOut}
        options={texts.presences}
        help={texts.onSignOutHelp}
      />
    ),
  },
];

export const presenceSection: SettingsSection = {
  id: "presence",
  title: texts.title,
  intro: texts.intro,
  items,
};
