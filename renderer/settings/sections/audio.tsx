import { Button } from "../../shared/components.tsx";
import { useRequest } from "../../shared/use-request.ts";
import { Group, Problem } from "../controls.tsx";
import type { ItemProps, SettingsItem, SettingsSection } from "../item.ts";
import { audioTexts as texts } from "./audio-texts.ts";

function Check({ shell }: ItemProps) {
  const runner = useRequest();
  return (
    <Group id="audio-check" title={texts.check} help={texts.checkHelp}>
      <div class="actions">
        <Button
          kind="secondary"
          inactive={runner.busy}
          onPress={() => runner.run(() => shell.request("settings:open-devices", null))}
        >
          {texts.open}
        </Button>
      </div>
      <Problem problem={runner.problem} />
    </Group>
  );
}

const items: readonly SettingsItem[] = [
  {
    id: "audio-check",
    words: `${texts.check} ${texts.checkHelp} ${texts.open} ${texts.words}`,
    show: (props) => <Check {...props} />,
  },
];

export const audioSection: SettingsSection = { id: "audio", title: texts.title, items };
