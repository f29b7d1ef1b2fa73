import { ChoiceSetting, ToggleSetting } from "../controls.tsx";
import { ScreenPop, StreamPort, StreamToken } from "../integrations.tsx";
import type { SettingsItem, SettingsSection } from "../item.ts";
import { integrationTexts as texts } from "./integrations-texts.ts";

const items: readonly SettingsItem[] = [
  {
    id: "screenPopUrl",
    words: `${texts.screenPop} ${texts.screenPopHelp} ${texts.screenPopWords}`,
    show: (props) => <ScreenPop {...props} />,
  },
  {
    id: "screenPopOn",
    words: `${texts.popOn} ${Object.values(texts.popOns).join(" ")} ${texts.popOnWords}`,
    show: (props) => (
      <ChoiceSetting {...props} setting="screenPopOn" legend={texts.popOn} options={texts.popOns} />
    ),
  },
  {
    id: "screenPopFor",
    words: `${texts.popFor} ${Object.values(texts.popFors).join(" ")} ${texts.popForWords}`,
    show: (props) => (
      <ChoiceSetting {...props} setting="screenPopFor" legend={texts.popFor} options={texts.popFors} />
    ),
  },
  {
    id: "eventStream",
    words: `${texts.stream} ${texts.streamHelp("")} ${texts.streamWords}`,
    show: (props) => (
      <ToggleSetting
        {...props}
        setting="eventStream"
        label={texts.stream}
        help={texts.streamHelp(props.view.productName)}
      />
    ),
  },
  {
    id: "eventStreamPort",
    words: `${texts.port} ${texts.portHelp} ${texts.portWords}`,
    show: (props) => <StreamPort {...props} />,
  },
  {
    id: "eventStreamToken",
    words: `${texts.connection} ${texts.copyToken} ${texts.renewToken} ${texts.connectionWords}`,
    show: (props) => <StreamToken {...props} />,
  },
];

export const integrationsSection: SettingsSection = {
  id: "integrations",
  title: texts.title,
  intro: texts.intro,
  items,
};
