import { useState } from "preact/hooks";
import { Button } from "../../shared/components.tsx";
import { useRequest } from "../../shared/use-request.ts";
import { Group, Problem } from "../controls.tsx";
import type { ItemProps, SettingsItem, SettingsSection } from "../item.ts";
import { Licences } from "../licences.tsx";
import { texts } from "../texts.ts";
import { aboutTexts } from "./about-texts.ts";
import { policyItem } from "./policy.tsx";

function About({ view, shell }: ItemProps) {
  const runner = useRequest();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    runner.run(
      () => shell.request("settings:copy-details", null),
      () => setCopied(true),
    );
  return (
    <Group id="about-version" title={texts.version(view.productName, view.version)}>
      {view.profile !== null && <p>{texts.profile(view.profile)}</p>}
      <dl class="versions">
        {aboutTexts.rows.map(([name, label]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{view.about[name]}</dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <Button kind="secondary" onPress={copy}>
          {aboutTexts.copy}
        </Button>
      </div>
      <p class={copied ? "help" : "unseen"} role="status">
        {copied ? aboutTexts.copied : ""}
      </p>
      <Problem problem={runner.problem} />
      <label class="help" for="data-folder">
        {texts.dataFolder}
      </label>
      <input
        id="data-folder"
        class="copyable"
        type="text"
        readOnly
        value={view.dataFolder}
        aria-describedby="data-folder-help"
        onFocus={(event) => event.currentTarget.select()}
      />
      <p id="data-folder-help" class="help">
        {texts.dataFolderHelp}
      </p>
    </Group>
  );
}

function Diagnostics({ view, shell }: ItemProps) {
  const runner = useRequest();
  return (
    <Group
      id="diagnostics"
      title={aboutTexts.diagnostics}
      help={aboutTexts.diagnosticsHelp(view.productName)}
    >
      <div class="actions">
        <Button
          kind="secondary"
          inactive={runner.busy}
          onPress={() => runner.run(() => shell.request("settings:open-diagnostics", null))}
        >
          {aboutTexts.openDiagnostics}
        </Button>
      </div>
      <Problem problem={runner.problem} />
    </Group>
  );
}

function Support({ view, shell }: ItemProps) {
  const runner = useRequest();
  return (
    <Group id="support" title={aboutTexts.support}>
      {(["website", "help"] as const).map((what) => (
        <div key={what} class="source">
          <bdi class="help">{view.about.support[what]}</bdi>
          <Button kind="secondary" onPress={() => runner.run(() => shell.request("settings:open", what))}>
            {aboutTexts[what]}
          </Button>
        </div>
      ))}
      <Problem problem={runner.problem} />
    </Group>
  );
}

const items: readonly SettingsItem[] = [
  {
    id: "about-version",
    words: `${texts.aboutApp} ${texts.dataFolder} ${texts.dataFolderHelp} ${texts.aboutWords} ${aboutTexts.versionWords}`,
    show: (props) => <About {...props} />,
  },
  {
    id: "diagnostics",
    words: `${aboutTexts.diagnostics} ${aboutTexts.diagnosticsHelp("")} ${aboutTexts.diagnosticsWords}`,
    show: (props) => <Diagnostics {...props} />,
  },
  {
    id: "support",
    words: `${aboutTexts.support} ${aboutTexts.website} ${aboutTexts.help} ${aboutTexts.supportWords}`,
    show: (props) => <Support {...props} />,
  },
  policyItem,
  {
    id: "licences",
    words: `${aboutTexts.licences} ${aboutTexts.licencesHelp("")} ${aboutTexts.licencesWords}`,
    show: (props) => <Licences {...props} />,
  },
];

export const aboutSection: SettingsSection = { id: "about", title: texts.aboutApp, items };
