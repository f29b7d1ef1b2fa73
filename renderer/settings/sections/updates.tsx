import { useEffect, useRef } from "preact/hooks";
import type { UpdateAction } from "../../../src/updates/updates-view.ts";
import { Button, NoticeBanner } from "../../shared/components.tsx";
import { useRequest } from "../../shared/use-request.ts";
import { ChoiceSetting, Group, Problem } from "../controls.tsx";
import type { ItemProps, SettingsItem, SettingsSection } from "../item.ts";
import { updatesTexts as texts } from "./updates-texts.ts";

const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The version, what is known of the next one, and what can be done about it. */
function Updates({ view, shell }: ItemProps) {
  const { updates, productName } = view;
  const runner = useRequest();
  const pressed = useRef(false);
  const act = (action: UpdateAction) => {
    pressed.current = true;
    runner.run(() => shell.request("settings:act-on-update", action));
  };
  const { state, offered, percent, lastChecked, place, problem } = updates;
  const said = texts.state(updates, productName);
  useEffect(() => {
    // The button that was pressed is gone: the keyboard's place is kept, and the change read from there.
    if (!pressed.current || document.activeElement !== document.body) return;
    pressed.current = false;
    document.getElementById("updates-now-title")?.focus({ preventScroll: true });
  });
  const isPossible = state !== "not-possible-here";
  return (
    <Group id="updates-now" title={texts.status}>
      <p>{texts.runs(productName, view.version)}</p>
      <p role="status" class={said === "" ? "unseen" : undefined}>
        {said}
      </p>
      {percent !== null && (
        <div class="download">
          <progress max={100} value={percent} aria-label={texts.progress(offered?.version ?? "")} />
          <span aria-hidden="true">{percent} %</span>
        </div>
      )}
      {problem !== null && <NoticeBanner notice={problem} />}
      {place !== null && <NoticeBanner notice={place} />}
      {offered !== null && offered.notes !== "" && (
        <details>
          <summary>{texts.notes(offered.version)}</summary>
          <p class="notes">{offered.notes}</p>
        </details>
      )}
      <Problem problem={runner.problem} />
      {isPossible && state !== "off" && (
        <>
          <Actions state={updates} act={act} busy={runner.busy} />
          <p class="help">
            {lastChecked === null ? texts.neverChecked : texts.lastChecked(moments.format(lastChecked))}
          </p>
        </>
      )}
    </Group>
  );
}

interface ActionsProps {
  readonly state: ItemProps["view"]["updates"];
  readonly act: (action: UpdateAction) => void;
  readonly busy: boolean;
}

function Actions({ state: { state, installsItself, offered }, act, busy }: ActionsProps) {
  const canDownload = installsItself && offered !== null && (state === "available" || state === "checking");
  const canCheck = state === "idle" || state === "checking" || state === "available" || state === "failed";
  return (
    <div class="actions">
      {canDownload && (
        <Button kind="primary" inactive={busy || state === "checking"} onPress={() => act("download")}>
          {texts.download}
        </Button>
      )}
      {state === "ready" && (
        <Button kind="primary" inactive={busy} onPress={() => act("install")}>
          {texts.install}
        </Button>
      )}
      {state === "installing-at-quit" && (
        <Button kind="secondary" inactive={busy} onPress={() => act("put-off")}>
          {texts.putOff}
        </Button>
      )}
      {canCheck && (
        <Button kind="secondary" inactive={busy || state === "checking"} onPress={() => act("check")}>
          {texts.check}
        </Button>
      )}
    </div>
  );
}

const items: readonly SettingsItem[] = [
  {
    id: "updates-now",
    words: `${texts.status} ${texts.check} ${texts.install} ${texts.words}`,
    show: (props) => <Updates {...props} />,
  },
  {
    id: "updates",
    words: `${texts.mode} ${Object.values(texts.modes).join(" ")} ${texts.words}`,
    show: (props) => (
      <ChoiceSetting
        {...props}
        setting="updates"
        legend={texts.mode}
        options={texts.modes}
        help={texts.modeHelp}
      />
    ),
  },
];

export const updatesSection: SettingsSection = { id: "updates-section", title: texts.section, items };
