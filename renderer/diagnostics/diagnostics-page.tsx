import { useState } from "preact/hooks";
import { type CheckRow, checkLabels, type DiagnosticsView } from "../../src/diagnostics/diagnostics-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner, NoticeMark, useTitle } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { Graduation } from "./graduation.tsx";
import { texts } from "./texts.ts";

export interface DiagnosticsProps {
  readonly view: DiagnosticsView;
  readonly shell: ShellApi;
}

/** What works and what does not, and the report of it. */
export function DiagnosticsPage({ view, shell }: DiagnosticsProps) {
  useTitle(texts.windowTitle(view.productName));
  return (
    <main class="sheet">
      <h1>{texts.title}</h1>
      <Summary view={view} shell={shell} />
      <ul class="checks">
        {view.checks.map((row) => (
          <Check key={row.name} row={row} shell={shell} />
        ))}
      </ul>
      <Report view={view} shell={shell} />
      <Versions versions={view.versions} />
      {view.graduation !== null && <Graduation view={view.graduation} shell={shell} />}
    </main>
  );
}

function Summary({ view, shell }: DiagnosticsProps) {
  const runner = useRequest();
  const count = (state: string) => view.checks.filter(({ answer }) => answer?.state === state).length;
  return (
    <div class="summary">
      <p role="status">
        {view.isChecking
          ? texts.checking
          : texts.checked({ failed: count("failed"), attention: count("attention") })}
      </p>
      <Button
        kind="primary"
        inactive={view.isChecking || runner.busy}
        onPress={() => runner.run(() => shell.request("diagnostics:check", null))}
      >
        {texts.again}
      </Button>
      {runner.problem !== null && <NoticeBanner notice={runner.problem} />}
    </div>
  );
}

/** The sign of a state; the words beside it say the same. */
function Mark({ answer }: Pick<CheckRow, "answer">) {
  switch (answer?.state) {
    case "failed":
      return <NoticeMark severity="error" />;
    case "attention":
      return <NoticeMark severity="warning" />;
    case "ok":
      return (
        <svg class="notice-mark fine" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <circle cx="8" cy="8" r="7" />
          <path d="M4.75 8.25 7 10.5l4.25-4.75" />
        </svg>
      );
    default:
      return <span class="no-mark" />;
  }
}

function Check({ row, shell }: { readonly row: CheckRow; readonly shell: ShellApi }) {
  const runner = useRequest();
  const { name, answer } = row;
  const way = answer?.way ?? null;
  return (
    <li class={`check ${answer?.state ?? "waiting"}`}>
      <Mark answer={answer} />
      <div>
        <h2>
          {checkLabels[name]}{" "}
          <span class="state">{answer === null ? texts.looking : texts.states[answer.state]}</span>
        </h2>
        {answer?.notes.map(({ title, nextStep }) => (
          <p key={title}>
            {title} {nextStep}
          </p>
        ))}
        {way !== null && (
          <Button
            kind="secondary"
            inactive={runner.busy}
            onPress={() => runner.run(() => shell.request("diagnostics:go", way))}
          >
            {texts.ways[way]}
          </Button>
        )}
        {runner.problem !== null && <NoticeBanner notice={runner.problem} />}
      </div>
    </li>
  );
}

function Report({ view, shell }: DiagnosticsProps) {
  const runner = useRequest();
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    runner.run(
      () => shell.request("diagnostics:copy-report", null),
      () => setCopied(true),
    );
  const save = () => runner.run(() => shell.request("diagnostics:save-report", null));
  const openFolder = () => runner.run(() => shell.request("diagnostics:open-folder", null));
  return (
    <section class="card" aria-labelledby="report">
      <h2 id="report">{texts.report}</h2>
      <p class="help">{texts.reportHelp}</p>
      <div class="actions">
        <Button kind="secondary" inactive={view.isChecking || runner.busy} onPress={copy}>
          {texts.copy}
        </Button>
        <Button kind="secondary" inactive={view.isChecking || runner.busy} onPress={save}>
          {texts.save}
        </Button>
      </div>
      <p class={isCopied ? "help" : "unseen"} role="status">
        {isCopied ? texts.copied : ""}
      </p>
      {view.savedAs !== null && (
        <>
          <p role="status">
            {texts.saved} <bdi>{view.savedAs}</bdi>
          </p>
          <div class="actions">
            <Button kind="secondary" inactive={runner.busy} onPress={openFolder}>
              {texts.openFolder}
            </Button>
          </div>
        </>
      )}
      {runner.problem !== null && <NoticeBanner notice={runner.problem} />}
    </section>
  );
}

function Versions({ versions }: Pick<DiagnosticsView, "versions">) {
  return (
    <section class="card" aria-labelledby="versions">
      <h2 id="versions">{texts.versions}</h2>
      <dl class="versions">
        {versions.map(([name, version]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
