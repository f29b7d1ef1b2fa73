import { ChoiceSetting } from "../controls.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { Region, Schemes, Sources } from "../links.tsx";
import { texts } from "../texts.ts";

const items: readonly SettingsItem[] = [
  {
    id: "schemes",
    words: `${texts.opens} tel callto sms smsto sip sips rcmobile rcapp ${texts.schemeWords}`,
    show: (props) => <Schemes {...props} />,
  },
  {
    id: "linkAction",
    words: `${texts.linkAction} ${Object.values(texts.linkActions).join(" ")} ${texts.linkActionWords}`,
    show: (props) => (
      <ChoiceSetting {...props} setting="linkAction" legend={texts.linkAction} options={texts.linkActions} />
    ),
  },
  {
    id: "trustedSources",
    words: `${texts.trusted} ${texts.trustedHelp} ${texts.trustedWords}`,
    show: (props) => (
      <Sources {...props} list="trustedSources" title={texts.trusted} help={texts.trustedHelp} />
    ),
  },
  {
    id: "blockedSources",
    words: `${texts.blocked} ${texts.blockedHelp} ${texts.blockedWords}`,
    show: (props) => (
      <Sources {...props} list="blockedSources" title={texts.blocked} help={texts.blockedHelp} />
    ),
  },
  {
    id: "region",
    words: `${texts.region} ${texts.regionHelp} ${texts.regionWords}`,
    show: (props) => <Region {...props} />,
  },
];

export const linksSection: SettingsSection = { id: "links", title: texts.links, items };
