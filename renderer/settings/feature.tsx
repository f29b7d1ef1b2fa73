import { useState } from "preact/hooks";
import { isOlder, widgetRelease } from "../../src/about/about.ts";
import type { Notice } from "../../src/ipc/channels.ts";
import { featureValue, type WidgetFeature } from "../../src/widget/features.ts";
import { Button } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { Problem, Toggle, useDraft } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { phoneTexts } from "./sections/phone-texts.ts";
import { texts } from "./texts.ts";

interface FeatureProps extends ItemProps {
  readonly feature: WidgetFeature;
}

/** One of Embeddable's own features, with the one sentence that says what it does. */
export function Feature({ feature, view, shell }: FeatureProps) {
  const id = `feature-${feature.name}`;
  const holder = view.locked.widgetFeatures;
  const value = featureValue(feature, view.values.widgetFeatures);
  const help = explained(feature, holder, widgetRelease(view.about.widget));
  const request = (wanted: string | boolean): Promise<Notice | null> =>
    shell.request("settings:choose-feature", { feature: feature.name, value: wanted });
  const shared = { id, label: feature.label, help, locked: holder !== undefined, request };
  const { form } = feature;
  switch (form.kind) {
    case "switch": {
      const isOn = form.inverted ? value === false : value === true;
      return (
        <div class="item">
          <Toggle
            id={id}
            label={feature.label}
            help={help}
            checked={isOn}
            inactive={holder !== undefined}
            request={(wanted) => request(form.inverted ? !wanted : wanted)}
          />
        </div>
      );
    }
    case "choice":
      return <Choice {...shared} value={String(value)} options={form.options} />;
    case "address":
      return <Address {...shared} value={String(value)} />;
  }
}

function explained({ sentence, since }: WidgetFeature, holder: string | undefined, release: string | null) {
  const missing = since !== null && isOlder(release, since) ? [phoneTexts.needs(since)] : [];
  return [...(holder === undefined ? [] : [texts.managed(holder)]), sentence, ...missing].join(" ");
}

interface ControlProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly locked: boolean;
  readonly value: string;
  readonly request: (wanted: string) => Promise<Notice | null>;
}

function Choice(props: ControlProps & { readonly options: readonly { value: string; label: string }[] }) {
  const { id, label, help, locked, value, request, options } = props;
  const runner = useRequest();
  const [wanted, setWanted] = useState(value);
  return (
    <div class="item">
      <label class="title" for={id}>
        {label}
      </label>
      <select
        id={id}
        value={runner.busy ? wanted : value}
        disabled={locked}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          const now = event.currentTarget.value;
          setWanted(now);
          runner.run(() => request(now));
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <p id={`${id}-help`} class="help">
        {help}
      </p>
      <Problem problem={runner.problem} />
    </div>
  );
}

/** Asked for when the user has finished: Enter, or another place on the page. What is refused stays, to be put right. */
function Address({ id, label, help, locked, value, request }: ControlProps) {
  const runner = useRequest();
  const [draft, setDraft] = useDraft(value);
  return (
    <div class="item">
      <label class="title" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="url"
        value={draft}
        placeholder={phoneTexts.address}
        readOnly={locked}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-help`}
        onInput={(event) => {
          runner.release();
          setDraft(event.currentTarget.value);
        }}
        onChange={(event) => {
          const now = event.currentTarget.value.trim();
          setDraft(now);
          if (now !== value) runner.run(() => request(now));
        }}
      />
      <p id={`${id}-help`} class="help">
        {help}
      </p>
      <Problem problem={runner.problem} />
    </div>
  );
}

/** What was changed but does not count yet, wherever on the page the user is. */
export function ReloadBar({ view, shell }: ItemProps) {
  const { reload, onCall } = view.phone;
  const runner = useRequest();
  const load = (when: "now" | "after-call") => runner.run(() => shell.request("settings:reload-phone", when));
  return (
    <div class="reload" role="status">
      {reload !== "none" && (
        <div class="notice info">
          <p>{reload === "needed" ? phoneTexts.reloadNeeded : phoneTexts.reloadAfterCall}</p>
          <div class="actions">
            <Button kind="secondary" onPress={() => load("now")}>
              {phoneTexts.reloadNow}
            </Button>
            {onCall && reload === "needed" && (
              <Button kind="secondary" onPress={() => load("after-call")}>
                {phoneTexts.reloadAfter}
              </Button>
            )}
          </div>
          <Problem problem={runner.problem} />
        </div>
      )}
    </div>
  );
}
