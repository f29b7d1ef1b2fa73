import { clearables } from "../../../src/privacy/privacy.ts";
import { Clear } from "../clear.tsx";
import { Group } from "../controls.tsx";
import type { ItemProps, SettingsItem, SettingsSection } from "../item.ts";
import { privacyTexts } from "./privacy-texts.ts";

function Telemetry({ view }: ItemProps) {
  return (
    <Group id="telemetry" title={privacyTexts.telemetry} help={privacyTexts.telemetryHelp(view.productName)}>
      {null}
    </Group>
  );
}

function StoredWhere({ view }: ItemProps) {
  return (
    <Group id="stored" title={privacyTexts.stored} help={privacyTexts.storedHelp(view.productName)}>
      <dl class="stored">
        {privacyTexts.storedRows(view.productName).map(({ what, where }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd class="help">{where}</dd>
          </div>
        ))}
      </dl>
    </Group>
  );
}

const storedWords = privacyTexts.storedRows("").map(({ what, where }) => `${what} ${where}`);

const items: readonly SettingsItem[] = [
  {
    id: "telemetry",
    words: `${privacyTexts.telemetry} ${privacyTexts.telemetryHelp("")} ${privacyTexts.telemetryWords}`,
    show: (props) => <Telemetry {...props} />,
  },
  {
    id: "stored",
    words: `${privacyTexts.stored} ${storedWords.join(" ")} ${privacyTexts.storedWords}`,
    show: (props) => <StoredWhere {...props} />,
  },
  ...clearables.map((what): SettingsItem => {
    const { title, help, button } = privacyTexts.clear[what];
    return {
      id: `clear-${what}`,
      words: `${title} ${help} ${button} ${privacyTexts.words}`,
      show: (props) => <Clear {...props} what={what} />,
    };
  }),
];

export const privacySection: SettingsSection = { id: "privacy", title: privacyTexts.title, items };
