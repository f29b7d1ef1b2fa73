import { Account } from "../account.tsx";
import { ToggleSetting } from "../controls.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { texts } from "../texts.ts";

const items: readonly SettingsItem[] = [
  {
    id: "account-who",
    words: `${texts.who} ${texts.signIn} ${texts.signOutAndClear} ${texts.accountWords}`,
    show: (props) => <Account {...props} />,
  },
  {
    id: "allowSignInWindow",
    words: `${texts.signInWays} ${texts.signInWindow} ${texts.signInWindowHelp("")} ${texts.signInWindowWords}`,
    show: (props) => (
      <ToggleSetting
        {...props}
        setting="allowSignInWindow"
        label={texts.signInWindow}
        help={texts.signInWindowHelp(props.view.productName)}
      />
    ),
  },
];

export const accountSection: SettingsSection = { id: "account", title: texts.account, items };
