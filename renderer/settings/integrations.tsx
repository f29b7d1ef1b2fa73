import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { exampleCall, parseScreenPop, screenPopUrl } from "../../src/calls/screen-pop.ts";
import type { Notice, SettingsView } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { type RequestRunner, useRequest } from "../shared/use-request.ts";
import { change, Group, Problem, useDraft } from "./controls.tsx";
import type { ItemProps } from "./item.ts";
import { integrationTexts as texts } from "./sections/integrations-texts.ts";
import { texts as pageTexts } from "./texts.ts";

interface TextFieldProps extends ItemProps {
  readonly setting: "screenPopUrl" | "eventStreamPort";
  readonly label: string;
  readonly describedBy: string;
  readonly placeholder?: string;
  readonly runner: RequestRunner;
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  readonly children?: ComponentChildren;
}

/** A text that is saved with Enter or the button; what is refused stays in the field, to be put right. */
function TextField(props: TextFieldProps) {
  const { setting, label, describedBy, placeholder, runner, draft, setDraft, view, shell, children } = props;
  const isLocked = view.locked[setting] !== undefined;
  const isNew = draft.trim() !== view.values[setting];
  const save = () => {
    if (!isLocked && isNew) runner.run(() => change(shell, setting, draft));
  };
  return (
    <form
      class="keys"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        id={setting}
        type="text"
        class={setting === "screenPopUrl" ? "address" : undefined}
        value={draft}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={runner.problem !== null}
        readOnly={isLocked}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          runner.release();
          setDraft(event.currentTarget.value);
        }}
      />
      <Button
        kind="secondary"
        submits
        label={`${texts.save}: ${label}`}
        inactive={isLocked || !isNew || runner.busy}
      >
        {texts.save}
      </Button>
      {children}
    </form>
  );
}

const managed = (view: SettingsView, setting: "screenPopUrl" | "eventStreamPort"): string => {
  const holder = view.locked[setting];
  return holder === undefined ? "" : `${pageTexts.managed(holder)} `;
};

/** The address, what it comes to with the example call, and a way to see that page. */
export function ScreenPop({ view, shell }: ItemProps) {
  const saving = useRequest();
  const trying = useRequest();
  const [draft, setDraft] = useDraft(view.values.screenPopUrl);
  const [tried, setTried] = useState(false);
  const read = draft.trim() === "" ? null : parseScreenPop(draft);
  const tryIt = () => {
    setTried(false);
    trying.run(
      () => shell.request("settings:try-screen-pop", draft),
      () => setTried(true),
    );
  };
  const problem = saving.problem ?? trying.problem;
  return (
    <Group
      id="screen-pop"
      title={texts.screenPop}
      help={`${managed(view, "screenPopUrl")}${texts.screenPopHelp}`}
    >
      <TextField
        setting="screenPopUrl"
        label={texts.address}
        describedBy="screen-pop-preview"
        placeholder={texts.placeholder}
        runner={saving}
        draft={draft}
        setDraft={(text) => {
          setTried(false);
          trying.release();
          setDraft(text);
        }}
        view={view}
        shell={shell}
      >
        <Button kind="secondary" inactive={read?.ok !== true || trying.busy} onPress={tryIt}>
          {texts.tryIt}
        </Button>
      </TextField>
      <div id="screen-pop-preview" role="status">
        <Preview read={read} />
        {tried && <p class="help">{texts.tried}</p>}
      </div>
      {/* The preview says the same of what is in the field. */}
      {problem !== null && read?.ok !== false && <NoticeBanner notice={problem} />}
    </Group>
  );
}

function Preview({ read }: { readonly read: ReturnType<typeof parseScreenPop> | null }) {
  if (read === null) return <p class="help">{texts.nothing}</p>;
  if (!read.ok) return <NoticeText notice={read.notice} />;
  return (
    <>
      <p class="help">{texts.preview}</p>
      <p class="preview">{screenPopUrl(read.template, exampleCall)}</p>
    </>
  );
}

/** Said while somebody types, so without the alarm of a banner. */
function NoticeText({ notice }: { readonly notice: Notice }) {
  return (
    <p class="help">
      {notice.title} {notice.nextStep}
    </p>
  );
}

export function StreamPort({ view, shell }: ItemProps) {
  const runner = useRequest();
  const [draft, setDraft] = useDraft(view.values.eventStreamPort);
  return (
    <Group id="stream-port" title={texts.port} help={`${managed(view, "eventStreamPort")}${texts.portHelp}`}>
      <TextField
        setting="eventStreamPort"
        label={texts.port}
        describedBy="stream-port-title"
        runner={runner}
        draft={draft}
        setDraft={setDraft}
        view={view}
        shell={shell}
      />
      <Problem problem={runner.problem} />
    </Group>
  );
}

/** Where to connect, with what, and who is connected. The token itself is never on the page. */
export function StreamToken({ view, shell }: ItemProps) {
  const runner = useRequest();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const actions = useRef<HTMLDivElement>(null);
  const { eventStream } = view;
  const isOn = eventStream.state === "on";
  const copy = () => {
    setDone(null);
    runner.run(
      () => shell.request("settings:copy-stream-token", null),
      () => setDone(texts.copied),
    );
  };
  const close = () => {
    setAsking(false);
    // The pressed button is gone; the focus goes back to where the question came from.
    requestAnimationFrame(() =>
      actions.current?.querySelector<HTMLButtonElement>("button:last-child")?.focus(),
    );
  };
  const renew = () => {
    setDone(null);
    runner.run(
      () => shell.request("settings:renew-stream-token", null),
      () => {
        setDone(texts.renewed);
        close();
      },
    );
  };
  return (
    <Group id="stream-token" title={texts.connection}>
      <p role="status">{texts.streamState(eventStream)}</p>
      {eventStream.notice !== null && <NoticeBanner notice={eventStream.notice} />}
      {eventStream.address !== null && (
        <input
          type="text"
          class="copyable"
          readOnly
          aria-label={texts.streamAddress}
          value={eventStream.address}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {isOn && asking && (
        <div class="question">
          <p id="renew-question">{texts.renewQuestion}</p>
          <div class="actions">
            <Button kind="decline" describedBy="renew-question" inactive={runner.busy} onPress={renew}>
              {texts.renewNow}
            </Button>
            <Button kind="secondary" describedBy="renew-question" takesFocus onPress={close}>
              {texts.cancel}
            </Button>
          </div>
        </div>
      )}
      {isOn && !asking && (
        <div class="actions" ref={actions}>
          <Button kind="secondary" inactive={runner.busy} onPress={copy}>
            {texts.copyToken}
          </Button>
          <Button kind="secondary" inactive={runner.busy} onPress={() => setAsking(true)}>
            {texts.renewToken}
          </Button>
        </div>
      )}
      <p class="help" role="status">
        {done}
      </p>
      <Problem problem={runner.problem} />
    </Group>
  );
}
