import { useState } from "preact/hooks";
import type { Licence } from "../../src/about/licences.ts";
import type { Requests } from "../../src/ipc/channels.ts";
import { Button } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { Group, Problem } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { aboutTexts } from "./sections/about-texts.ts";

/** Every piece of software that is shipped, with its terms; fetched when somebody wants to see it. */
export function Licences({ view, shell }: ItemProps) {
  const runner = useRequest();
  const [shown, setShown] = useState<Requests["settings:licences"]["result"] | null>(null);
  const show = () =>
    runner.run(async () => {
      setShown(await shell.request("settings:licences", null));
      return null;
    });
  return (
    <Group id="licences" title={aboutTexts.licences} help={aboutTexts.licencesHelp(view.productName)}>
      {shown === null ? (
        <div class="actions">
          <Button kind="secondary" inactive={runner.busy} onPress={show}>
            {aboutTexts.show}
          </Button>
        </div>
      ) : (
        <>
          <Packages packages={shown.packages} />
          {shown.hasChromium ? (
            <div class="actions">
              <Button
                kind="secondary"
                onPress={() => runner.run(() => shell.request("settings:open", "chromium-licences"))}
              >
                {aboutTexts.chromiumButton}
              </Button>
            </div>
          ) : (
            <p class="help">{aboutTexts.chromiumMissing}</p>
          )}
        </>
      )}
      <Problem problem={runner.problem} />
    </Group>
  );
}

function Packages({ packages }: { readonly packages: readonly Licence[] }) {
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const found = packages.filter(({ name, licence, text }) =>
    `${name} ${licence} ${text}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <input
        type="search"
        value={query}
        aria-label={aboutTexts.filter}
        placeholder={aboutTexts.filter}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <p class="help" role="status">
        {aboutTexts.count(found.length)}
      </p>
      <ul class="rows licences">
        {found.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <details>
              <summary>
                <span class="package">{name}</span> {version} <span class="help">{licence}</span>
              </summary>
              <pre>{text === "" ? aboutTexts.noText : text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
