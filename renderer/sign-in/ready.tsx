import { useLayoutEffect, useState } from "preact/hooks";
import type { ServerName, ShellApi, SignInForm, SignInView } from "../../src/ipc/channels.ts";
import { Button } from "../shared/components.tsx";
import { Choice, CopyableField, TextField } from "./fields.tsx";
import {
  type CheckedField,
  checkedFields,
  checkForm,
  type FormProblems,
  fieldIds,
  hasForm,
  tidied,
  urisAtFirstSight,
} from "./form.ts";
import { MoreWays } from "./more-ways.tsx";
import { texts } from "./texts.ts";

interface ReadyProps {
  readonly view: SignInView;
  readonly shell: ShellApi;
  readonly draft: SignInForm;
  readonly busy: boolean;
  /** Whether the disclosure is open; kept by the page. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onEdit: (change: Partial<SignInForm>) => void;
  readonly onStart: (form: SignInForm) => void;
}

/** The state before the sign-in: one button, and the app registration where the user has to bring one. */
export function Ready({ view, shell, draft, busy, open, onOpen, onEdit, onStart }: ReadyProps) {
  const [problems, setProblems] = useState<FormProblems>({});
  useLayoutEffect(() => {
    const first = checkedFields.find((field) => problems[field] !== undefined);
    if (first !== undefined) document.getElementById(fieldIds[first])?.focus();
  }, [problems]);

  /** Goes on with the form when it is filled in well; otherwise shows where it is not. */
  const withForm = (goOn: (form: SignInForm) => void) => {
    const checked = checkForm(draft, view.form);
    if (checked.ok) return goOn(checked.form);
    if (checked.problems.clientSecret !== undefined || checked.problems.jwt !== undefined) onOpen(true);
    setProblems(checked.problems);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!hasForm(view)) onStart(tidied(draft));
    else withForm(onStart);
  };
  const edit = (change: Partial<SignInForm>) => {
    setProblems({});
    onEdit(change);
  };

  const problem = (field: CheckedField) => {
    const code = problems[field];
    return code === undefined ? undefined : texts.problems[code];
  };

  const words = wordsFor(draft, view.productName);
  return (
    <form noValidate autocomplete="off" onSubmit={submit}>
      {hasForm(view) && (
        <>
          <FirstSight view={view} draft={draft} offersCustom={open} problem={problem} onEdit={edit} />
          <MoreWays
            view={view}
            shell={shell}
            draft={draft}
            open={open}
            problem={problem}
            onOpen={onOpen}
            onEdit={edit}
            withForm={withForm}
          />
        </>
      )}
      <Button kind="primary" submits inactive={busy} takesFocus={!hasForm(view)}>
        {busy ? words.busy : words.idle}
      </Button>
      <p class="promise">{words.promise}</p>
      {view.locked.clientId !== undefined && !hasForm(view) && (
        <p class="promise">{texts.managedSignIn(view.locked.clientId, texts.servers[draft.server])}</p>
      )}
    </form>
  );
}

/** What the button says, and what follows from pressing it. */
function wordsFor({ method, redirect }: SignInForm, product: string) {
  if (method === "jwt") {
    return { idle: texts.signInJwt, busy: texts.startingJwt, promise: texts.promiseJwt };
  }
  return redirect === "window"
    ? { idle: texts.signIn, busy: texts.startingWindow, promise: texts.promiseWindow(product) }
    : { idle: texts.signIn, busy: texts.starting, promise: texts.promise(product) };
}

interface FirstSightProps {
  readonly view: SignInView;
  readonly draft: SignInForm;
  readonly offersCustom: boolean;
  readonly problem: (field: CheckedField) => string | undefined;
  readonly onEdit: (change: Partial<SignInForm>) => void;
}

/** What most people have to fill in, and nothing else. */
function FirstSight({ view, draft, offersCustom, problem, onEdit }: FirstSightProps) {
  const servers: readonly ServerName[] =
    offersCustom || draft.server === "custom"
      ? ["production", "sandbox", "custom"]
      : ["production", "sandbox"];
  const uris = urisAtFirstSight(draft, view);
  return (
    <>
      <TextField
        id={fieldIds.clientId}
        label={texts.clientId}
        help={texts.clientIdHelp}
        problem={problem("clientId")}
        value={draft.clientId}
        required
        holder={view.locked.clientId}
        takesFocus={view.locked.clientId === undefined}
        onInput={(clientId) => onEdit({ clientId })}
      />
      {uris.length > 0 && (
        <CopyableField
          id="redirect-uri"
          label={uris.length === 1 ? texts.redirectUri : texts.redirectUris}
          lines={uris}
        />
      )}
      <Choice
        legend={texts.environment}
        name="server"
        value={draft.server}
        options={servers.map((value) => ({ value, label: texts.servers[value] }))}
        holder={view.locked.server}
        onPick={(server) => onEdit({ server })}
      />
      {draft.server === "custom" && (
        <TextField
          id={fieldIds.serverUrl}
          label={texts.serverUrl}
          help={texts.serverUrlHelp}
          problem={problem("serverUrl")}
          value={draft.serverUrl}
          required
          holder={view.locked.serverUrl}
          onInput={(serverUrl) => onEdit({ serverUrl })}
        />
      )}
    </>
  );
}
