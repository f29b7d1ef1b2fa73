import { useLayoutEffect } from "preact/hooks";
import type { GuardAnswer } from "../../src/calls/call-guard.ts";
import type { QuestionView } from "../../src/calls/question-view.ts";
import type { ShellApi } from "../../src/ipc/channels.ts";
import { Button, NoticeBanner, useTitle } from "../shared/components.tsx";
import { useRequest } from "../shared/use-request.ts";
import { texts } from "./texts.ts";

interface QuestionPageProps {
  readonly view: QuestionView | null;
  readonly shell: ShellApi;
}

/** Asks before something ends a call. The window is closed from outside when the call ends by itself. */
export function QuestionPage({ view, shell }: QuestionPageProps) {
  if (view === null) {
    return (
      <main class="sheet">
        <p role="status">{texts.over}</p>
      </main>
    );
  }
  // Keyed: a new question is a new dialog, which takes the focus and is read out.
  return <Question key={view.id} view={view} shell={shell} />;
}

function Question({ view, shell }: { readonly view: QuestionView; readonly shell: ShellApi }) {
  useTitle(texts.windowTitle(view.productName));
  const request = useRequest();
  const answer = (choice: GuardAnswer) =>
    request.run(() => shell.request("question:answer", { id: view.id, choice }));
  // A layout effect, because others wait for the next frame, and a key may come before it.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.repeat && !event.isComposing) answer("cancel");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  return (
    <main>
      <div
        class="sheet"
        role="alertdialog"
        aria-labelledby="question-title"
        aria-describedby="question-about"
      >
        {request.problem && <NoticeBanner notice={request.problem} />}
        <div class="about">
          <h1 id="question-title">{view.title}</h1>
          <p id="question-about">{texts.consequence(view)}</p>
        </div>
        <div class="answers">
          <Button kind="decline" onPress={() => answer("now")}>
            {texts.now(view)}
          </Button>
          <Button kind="secondary" onPress={() => answer("after-call")}>
            {texts.afterCall(view)}
          </Button>
          <Button kind="secondary" takesFocus onPress={() => answer("cancel")}>
            {texts.cancel}
          </Button>
        </div>
      </div>
    </main>
  );
}
