import { useRef, useState } from "preact/hooks";
import type { Notice, ShellApi, SignInForm, SnippetReading } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { PasteField } from "./fields.tsx";
import { texts } from "./texts.ts";

type Understood = Extract<SnippetReading, { ok: true }>;

interface SnippetProps {
  readonly productName: string;
  readonly shell: ShellApi;
  readonly onUse: (form: Partial<SignInForm>) => void;
}

/** Takes over the settings of an Embeddable that is already in use on a web page. */
export function Snippet({ productName, shell, onUse }: SnippetProps) {
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const [used, setUsed] = useState(false);
  /** Of what was used: the server is still to be looked at. */
  const [warning, setWarning] = useState<Notice | null>(null);
  const [understood, setUnderstood] = useState<Understood | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = useRequest();

  const edit = (value: string) => {
    asking.abandon();
    setText(value);
    setMissing(false);
    setUsed(false);
    setWarning(null);
    setUnderstood(null);
  };
  const read = () => {
    setMissing(text.trim() === "");
    setUsed(false);
    setWarning(null);
    if (text.trim() === "") {
      field.current?.focus();
      return;
    }
    let answer: Understood | null = null;
    asking.run(
      async () => {
        const reading = await shell.request("sign-in:read-snippet", text);
        if (!reading.ok) return reading.notice;
        answer = reading;
        return null;
      },
      () => setUnderstood(answer),
    );
  };
  const use = (reading: Understood) => {
    onUse(reading.form);
    // The pasted text may have secrets in it; they are in their masked fields now.
    edit("");
    setUsed(true);
    setWarning(reading.warning);
    field.current?.focus();
  };

  return (
    <section class="snippet" aria-labelledby="snippet-heading">
      <h2 id="snippet-heading">{texts.snippetHeading}</h2>
      <PasteField
        id="snippet"
        label={texts.snippet}
        help={texts.snippetHelp(productName)}
        problem={missing ? texts.snippetMissing : undefined}
        field={field}
        value={text}
        onInput={edit}
      />
      <div class="asked">
        <Button kind="secondary" inactive={asking.busy} onPress={read}>
          {texts.read}
        </Button>
        <p class="outcome" role="status">
          {outcome(used, understood)}
        </p>
        {warning !== null && <NoticeBanner notice={warning} />}
        {asking.problem !== null && <NoticeBanner key={asking.problem.code} notice={asking.problem} />}
      </div>
      {understood !== null && <WhatWasUnderstood reading={understood} onUse={() => use(understood)} />}
    </section>
  );
}

function outcome(used: boolean, reading: Understood | null): string {
  if (used) return texts.settingsUsed;
  if (reading === null) return "";
  return reading.understood.length === 0 ? texts.nothingUnderstood : texts.understood;
}

interface WhatWasUnderstoodProps {
  readonly reading: Understood;
  readonly onUse: () => void;
}

function WhatWasUnderstood({ reading, onUse }: WhatWasUnderstoodProps) {
  const { understood, ignored, warning } = reading;
  return (
    <div class="understood">
      <dl>
        {understood.map(({ name, shown }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{shown}</dd>
          </div>
        ))}
      </dl>
      {ignored.length > 0 && <p class="help">{texts.ignored(ignored)}</p>}
      {warning !== null && <NoticeBanner notice={warning} />}
      {understood.length > 0 && (
        <Button kind="secondary" onPress={onUse}>
          {texts.useSettings}
        </Button>
      )}
    </div>
  );
}
