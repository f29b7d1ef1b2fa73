import { useMemo, useRef } from "preact/hooks";
import type { SettingsView, ShellApi } from "../../src/ipc/channels.ts";
import { Button, NoticeMark } from "../shared/components.tsx";
import { Group, Problem, SelectSetting, Toggle, useSlowRequest } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { sourceInWords, texts } from "./texts.ts";

type SchemeRow = SettingsView["links"]["schemes"][number];

/** Every scheme, with who opens it now and the choice to have it opened here. */
export function Schemes({ view, shell }: ItemProps) {
  const runner = useSlowRequest();
  const { schemes, claimWay } = view.links;
  const help = {
    here: texts.opensHelp(view.productName),
    "system-settings": texts.opensInSystem,
    "other-profile": texts.opensInProfile,
  }[claimWay];
  const holder = view.locked.claimedSchemes;
  return (
    <Group id="schemes" title={texts.opens} help={holder === undefined ? help : texts.managed(holder)}>
      <ul class="rows">
        {schemes.map((row) => (
          <li key={row.scheme}>
            <Scheme row={row} view={view} shell={shell} />
          </li>
        ))}
      </ul>
      {claimWay === "system-settings" && (
        <div class="actions">
          <Button
            kind="secondary"
            onPress={() => runner.run(() => shell.request("settings:open-default-apps", null))}
          >
            {texts.openDefaultApps}
          </Button>
        </div>
      )}
      <Problem problem={runner.problem} />
    </Group>
  );
}

function Scheme({ row, view, shell }: ItemProps & { readonly row: SchemeRow }) {
  const { productName } = view;
  const about = (
    <>
      {capitalised(texts.about(row, productName))}. <span>{texts.owner(row, productName)}</span>
    </>
  );
  const canChange = !row.own && view.links.claimWay === "here";
  return (
    <>
      {canChange ? (
        <Toggle
          id={`scheme-${row.scheme}`}
          label={texts.openWith(row.scheme, productName)}
          help={about}
          checked={row.claimed && row.owner.kind === "this"}
          inactive={view.locked.claimedSchemes !== undefined}
          slow
          request={(wanted) =>
            shell.request(wanted ? "settings:claim-scheme" : "settings:release-scheme", row.scheme)
          }
        />
      ) : (
        <>
          <p class="scheme">{row.scheme}:</p>
          <p class="help">{about}</p>
        </>
      )}
      {view.links.claimWay !== "other-profile" && <Repair row={row} view={view} shell={shell} />}
    </>
  );
}

/** Offers to take back what another program took over; nothing happens without a press. */
function Repair({ row, view, shell }: ItemProps & { readonly row: SchemeRow }) {
  const runner = useSlowRequest();
  const { scheme, owner } = row;
  const isLost = row.own && (owner.kind === "nobody" || owner.kind === "other");
  if (!isLost && !row.takenOver) return null;
  const name = owner.kind === "other" ? owner.name : null;
  const claim = () => runner.run(() => shell.request("settings:claim-scheme", scheme));
  return (
    <div class="notice warning" role="status">
      <NoticeMark severity="warning" />
      <div class="offer">
        {name !== null && <p class="notice-title">{texts.takenOver(scheme, name)}</p>}
        <p>{name === null ? texts.owner(row, view.productName) : texts.takenOverMore(view.productName)}</p>
        <div class="actions">
          <Button kind="secondary" inactive={runner.busy} onPress={claim}>
            {name === null ? texts.repair(scheme) : texts.takeBack(scheme, view.productName)}
          </Button>
          {name !== null && !row.own && (
            <Button
              kind="secondary"
              inactive={runner.busy}
              onPress={() => runner.run(() => shell.request("settings:release-scheme", scheme))}
            >
              {texts.leave(scheme, name)}
            </Button>
          )}
        </div>
        <Problem problem={runner.problem} />
      </div>
    </div>
  );
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

interface SourcesProps extends ItemProps {
  readonly list: "trustedSources" | "blockedSources";
  readonly title: string;
  readonly help: string;
}

/** Sources that were trusted or blocked once, to be forgotten again. */
export function Sources({ list, title, help, view, shell }: SourcesProps) {
  const runner = useSlowRequest();
  const element = useRef<HTMLDivElement>(null);
  const sources = view.values[list];
  const holder = view.locked[list];
  const remove = (source: string) =>
    runner.run(
      () => shell.request("settings:remove-source", { list, source }),
      // The pressed button goes with its row, and would take the keyboard user's place along.
      () => element.current?.closest("section")?.querySelector("h3")?.focus({ preventScroll: true }),
    );
  return (
    <Group id={list} title={title} help={holder === undefined ? help : `${texts.managed(holder)} ${help}`}>
      <div ref={element}>
        {sources.length === 0 ? (
          <p>{texts.none}</p>
        ) : (
          <ul class="rows">
            {sources.map((source) => (
              <li key={source} class="source">
                <bdi>{sourceInWords(source)}</bdi>
                <Button
                  kind="secondary"
                  label={texts.removeSource(sourceInWords(source), title)}
                  inactive={runner.busy || holder !== undefined}
                  onPress={() => remove(source)}
                >
                  {texts.remove}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Problem problem={runner.problem} />
    </Group>
  );
}

/** The country that tells how numbers without a country code are understood. */
export function Region({ view, shell }: { readonly view: SettingsView; readonly shell: ShellApi }) {
  const options = useMemo(() => {
    // The user's language, as Chromium has it from the system.
    const languages = [...navigator.languages, "en"];
    const names = new Intl.DisplayNames(languages, { type: "region" });
    return view.countries
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .sort((one, other) => one.label.localeCompare(other.label, languages));
  }, [view.countries.join()]);
  const example = view.numberExample;
  return (
    <SelectSetting
      setting="region"
      view={view}
      shell={shell}
      label={texts.region}
      help={example === null ? texts.regionHelp : `${texts.regionExample(example)} ${texts.regionHelp}`}
      options={options}
    />
  );
}
